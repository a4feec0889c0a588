// Asks a SPARQL endpoint through Comunica: node ask.cjs ENDPOINT; prints what came back as JSON.
'use strict';
const { createRequire } = require('node:module');
const path = require('node:path');
const { QueryEngine } = createRequire(path.join(process.cwd(), 'package.json'))('@comunica/query-sparql');

const P = 'PREFIX gov: <https://w3id.org/govkg/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/> ';

async function main(address, type) {
  const engine = new QueryEngine();
  const context = { sources: [type ? { type, value: address } : address] };
  const select = await engine.queryBindings(`${P}SELECT ?t { ?r a gov:Report ; dcterms:title ?t } ORDER BY ?t`, context);
  const titles = (await select.toArray()).map((b) => b.get('t').value);
  const count = await engine.queryBindings(`${P}SELECT (COUNT(*) AS ?n) { ?r a gov:Report }`, context);
  const n = (await count.toArray()).map((b) => b.get('n').value);
  const yes = await engine.queryBoolean(`${P}ASK { ?r a gov:Report }`, context);
  const quads = await engine.queryQuads(`${P}CONSTRUCT { ?r a gov:Report } WHERE { ?r a gov:Report }`, context);
  const triples = (await quads.toArray()).length;
  const joined = await engine.queryBindings(
    `${P}SELECT DISTINCT ?t { ?s gov:source ?r ; a gov:Result . ?r dcterms:title ?t } ORDER BY ?t`, context);
  const sources = (await joined.toArray()).map((b) => b.get('t').value);
  console.log(JSON.stringify({ titles, n, yes, triples, sources }));
}

main(process.argv[2], process.argv[3]).then(() => process.exit(0), (e) => { console.error(e); process.exit(1); });
