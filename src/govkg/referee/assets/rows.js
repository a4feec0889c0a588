// The answer: its bytes read with exact numbers, its rows against the page's table and against the statements that they name.
const STATEMENT = '/id/statement/';
const FIGURE = ['figure', 'value', 'low', 'high'];
const POINTED = ['outcome', 'rank'];
const NOTHING = { ...cut(''), sha256: '' };
const PLACES = ['start', 'end', 'sentenceStart', 'year', 'covers'];
class Digits { // a number of the answer, with exactly its digits
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}

// JSON whose numbers keep their digits: JavaScript's own numbers would round them.
function exactly(text) {
  const kept = text.replace(/"(?:[^"\\]|\\.)*"|-?[0-9][0-9.]*/g, (m) => (m[0] === '"' ? m : `{"\\u0001":"${m}"}`));
  return JSON.parse(kept, (_, value) => (
    value !== null && typeof value === 'object' && typeof value['\u0001'] === 'string' ? new Digits(value['\u0001']) : value));
}

const said = (value) => (value === null || value === undefined ? '' : String(value));
const tail = (iri) => said(iri).slice(said(iri).lastIndexOf('/') + 1);

// A cell as the page shows it: of a figure also what was read, where that is not what is written.
function cell(row, column, symbols) {
  const text = said(row[column]);
  if (column !== 'figure' || !text) return text;
  const bound = symbols[tail(row.boundId)] || '', way = symbols[tail(row.directionId)] || '';
  const numbers = ['value', 'low', 'high'].map((name) => said(row[name])).filter((x) => x !== '');
  const read = bound || numbers.some((x) => !text.includes(x)) ? numbers.join('–') : '';
  return [text, way, bound, read].filter(Boolean).join(' ');
}

function sameFigure(row, suffix, record) {
  const has = (name) => row[name + suffix] !== undefined;
  const code = (name) => !has(`${name}Id`) || tail(row[`${name}Id${suffix}`]) === record[name];
  const value = (name) => !has(name) || equal(number(said(row[name + suffix])), record[name]);
  const written = said(row[`figure${suffix}`]);
  if (written && written !== record.evidence.exact) return false;
  if (!['value', 'low', 'high'].some((name) => said(row[name + suffix]) !== '')) return written !== ''; // words, no number
  return record.type === 'observation' && value('value') && value('low') && value('high')
    && (!has('unit') || said(row[`unit${suffix}`]) === record.unit) && code('bound') && code('direction');
}

// Whether a row's quote and sentence stand in the text where the row says, around the words of the statement that it names.
function stands(row, suffix, text, one) {
  const at = (name) => Number(said(row[name + suffix]));
  const start = at('start'), end = at('end'), first = at('sentenceStart');
  const quote = said(row[`quote${suffix}`]), sentence = said(row[`sentence${suffix}`]);
  const e = one ? one.record.evidence : { start, end };
  return text.between(start, end) === quote && start <= e.start && e.end <= end
    && (!sentence || text.between(first, first + cut(sentence).length) === sentence);
}

// Where a statement stands among those of the page, by its IRI (a thing's may be named by several reports) and by its id.
function placed(statements) {
  const iris = new Map(), ids = new Map();
  statements.forEach((one, n) => {
    iris.set(one.iri, [...(iris.get(one.iri) || []), n]);
    if (!ids.has(one.record.id)) ids.set(one.record.id, n);
  });
  return { iris, ids };
}

// A row: its checks, and whether it holds numbers that no report says (counted or worked out by the question).
function provedRow(row, columns, shown, places, good, held, data) {
  const { statements } = data;
  const by = (iri, source) => {
    const at = (places.iris.get(said(iri)) || []).find((n) => !source || statements[n].record.evidence.source === source);
    return at === undefined ? -1 : at;
  };
  const named = new Set(), checks = [];
  let missing = false, counted = false;
  const name = (iri, source) => {
    const at = by(iri, source);
    if (at >= 0) named.add(at);
    else if (said(iri).includes(STATEMENT)) missing = true;
    else counted = true; // what a person judged or a rule derived is no statement of a report
    return at;
  };
  for (const column of columns) if (said(row[column]).includes(STATEMENT) && !/\s/.test(said(row[column]))) name(row[column], '');
  for (const suffix of ['', '2', '3']) {
    const source = said(row[`source${suffix}`]);
    const at = row[`statement${suffix}`] ? name(row[`statement${suffix}`], source) : -1;
    if (said(row[`quote${suffix}`]) && source) checks.push(['evidence', stands(row, suffix, held[source] || NOTHING, statements[at])]);
  }
  for (const at of [...named]) {
    for (const to of POINTED) {
      const pointed = places.ids.get(statements[at].record[to]);
      if (pointed !== undefined) named.add(pointed);
    }
  }
  for (const suffix of ['', '2', '3']) {
    if (FIGURE.some((of) => said(row[of + suffix]) !== '')) {
      const fits = [...named].some((at) => sameFigure(row, suffix, statements[at].record));
      if (fits || said(row[`figure${suffix}`])) checks.push(['figure', fits]);
      else counted = true;
    }
  }
  const plainly = columns.filter((c) => row[c] instanceof Digits && !FIGURE.includes(c) && !PLACES.includes(c.replace(/[23]$/, '')));
  checks.push(['named', !missing && [...named].every((at) => good[at])]);
  checks.push(['shown', shown.every(([column, words]) => words === cell(row, column, data.symbols))]);
  return { checks, named: named.size, counted: counted || plainly.length > 0 || !named.size };
}
