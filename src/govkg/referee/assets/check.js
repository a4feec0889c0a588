// The checks of one statement: a list of [check, whether it holds, what is said of it].
const NEAR = { n: 1n, e: -6 }; // a fraction (三分之一) is kept to six places

function equal(read, stated) {
  if (read === null || !stated) return read === null && !stated;
  const said = number(String(stated));
  if (!said) return false;
  const apart = minus(read, said);
  return !below(NEAR, apart.n < 0n ? { n: -apart.n, e: apart.e } : apart);
}

function figure(record, read) {
  const found = read(record.evidence.exact);
  if (!found) return ['reads', false, '—'];
  const same = equal(found.value, record.value) && equal(found.low, record.low) && equal(found.high, record.high)
    && (!found.unit || found.unit === record.unit) && found.bound === record.bound;
  const numbers = [found.value, found.low, found.high].filter((x) => x !== null).map(plain).join('–');
  return ['reads', same, `${numbers} ${found.unit}`.trim(), found.bound];
}

// `text` is that of the report on this page, by code points; `seen` is what the page shows of the statement.
function provedStatement(one, text, sha, seen, data, read) {
  const { record } = one, e = record.evidence;
  const asRead = { ...record, ...one.asRead }; // what the rule had read, before a person decided
  const front = cut(e.prefix).length, back = cut(e.suffix).length;
  const passage = text.between(Math.min(e.start, e.sentence_start), Math.max(e.end, e.sentence_end));
  const checks = [
    ['text', text.sha256 === sha],
    ['quote', e.start < e.end && e.end <= text.length && text.between(e.start, e.end) === e.exact],
    ['context', text.between(Math.max(0, e.start - front), e.start) === e.prefix
      && text.between(e.end, e.end + back) === e.suffix],
    ['sentence', text.between(e.sentence_start, e.sentence_end) === one.sentence],
    ['hash', contentHash(record) === one.hash],
    ['anchor', anchor(inWords(asRead, data.statements), data.identity) === (record.natural || record.id)],
    ['shown', seen.quote === e.exact && seen.passage === passage && seen.id === record.id
      && seen.at === `${e.start + 1}–${e.end}` && seen.fields.length === saying(record).length
      && seen.fields.every(([field, words]) => words === worded(record.type, field, record[field], data.labels))],
  ];
  if (record.type === 'observation') checks.push(figure(asRead, read));
  return checks;
}

// The fields that say something to a reader.
const SILENT = ['index', 'status', 'rule', 'id', 'natural', 'type', 'evidence'];
function saying(record) {
  return Object.keys(record).filter((name) => {
    const value = record[name];
    return !SILENT.includes(name) && value !== '' && value !== false && !(Array.isArray(value) && !value.length);
  });
}
