// The checks of one statement, of one row, of the whole page. Each gives a list of [check, true or false, what is said of it].
const NEAR = { n: 1n, e: -6 }; // a fraction (三分之一) is kept to six places

function equal(read, stated) {
  if (read === null || !stated) return read === null && !stated;
  const said = number(String(stated));
  if (!said) return false;
  const apart = minus(read, said);
  return !below(NEAR, apart.n < 0n ? { n: -apart.n, e: apart.e } : apart);
}

function figure(record, asRead, read) {
  const said = { ...record, ...asRead };
  const found = read(record.evidence.exact);
  if (!found) return ['reads', false, '—'];
  const same = equal(found.value, said.value) && equal(found.low, said.low) && equal(found.high, said.high)
    && (!found.unit || found.unit === said.unit) && found.bound === said.bound;
  const numbers = [found.value, found.low, found.high].filter((x) => x !== null).map(plain).join('–');
  return ['reads', same, { number: numbers, unit: found.unit, bound: found.bound }];
}

// `text` is that of the source on this page: its code points, its sha256. `shown` is what the page shows of the statement.
function provedStatement(one, text, source, shown, data, read) {
  const { record } = one, e = record.evidence;
  const front = cut(e.prefix).length, back = cut(e.suffix).length;
  const asRead = one.review ? one.review.asRead : {};
  const checks = [
    ['text', text.sha256 === source.sha256],
    ['quote', e.start < e.end && e.end <= text.length && text.between(e.start, e.end) === e.exact],
    ['context', text.between(Math.max(0, e.start - front), e.start) === e.prefix
      && text.between(e.end, e.end + back) === e.suffix],
    ['sentence', text.between(e.sentence_start, e.sentence_end) === one.sentence],
    ['hash', contentHash(record) === one.hash],
    ['anchor', anchor({ ...record, ...asRead }, data.identity) === record.id],
    ['shown', shown.quote === e.exact && shown.passage === text.between(one.shown[0], one.shown[1])
      && shown.id === record.id && shown.at === `${e.start + 1}–${e.end}`
      && shown.fields.every(([field, words]) => words === worded(field, record[field], data.labels))],
  ];
  if (record.type === 'observation') checks.push(figure(record, asRead, read));
  return checks;
}

const CELLS = {
  quote: (e) => e.exact, start: (e) => e.start, end: (e) => e.end, source: (e) => e.source, section: (e) => e.section,
};
const tail = (iri) => String(iri).slice(String(iri).lastIndexOf('/') + 1);

// Whether a figure's cells (of one suffix) are those of a statement.
function agrees(row, suffix, record) {
  const cell = (name) => (row[name + suffix] === undefined ? null : row[name + suffix]);
  const has = (name) => row[name + suffix] !== undefined;
  const code = (name) => (cell(`${name}Id`) === null ? '' : tail(cell(`${name}Id`)));
  const same = (name) => !has(name) || equal(cell(name) === null ? null : number(String(cell(name))), record[name]);
  return record.type === 'observation' && (cell('figure') === null || cell('figure') === record.evidence.exact)
    && same('value') && same('low') && same('high')
    && (!has('unit') || (cell('unit') || '') === record.unit)
    && (row[`boundId${suffix}`] === undefined || code('bound') === record.bound)
    && (row[`directionId${suffix}`] === undefined || code('direction') === record.direction);
}

// What a row says against the statements that it names: `known` by id, `good` the ids of those that are proved.
function provedRow(row, known, good) {
  const named = [];
  for (const column of Object.keys(row)) {
    const id = typeof row[column] === 'string' && /\/id\/statement\/[0-9a-f]+$/.test(row[column]) ? tail(row[column]) : '';
    if (id && !named.includes(id)) named.push(id);
  }
  const checks = [['named', named.length > 0 && named.every((id) => known[id] && good.has(id))]];
  let counted = false;
  for (const suffix of ['', '2', '3']) {
    const id = row[`statement${suffix}`] ? tail(row[`statement${suffix}`]) : '';
    const said = known[id];
    if (said) {
      const e = said.record.evidence;
      checks.push(['evidence', Object.keys(CELLS).every((name) => {
        const cell = row[name + suffix];
        return cell === undefined || cell === null || cell === CELLS[name](e);
      }) && (!row[`sentence${suffix}`] || row[`sentence${suffix}`] === said.sentence)]);
    }
    const numbers = ['figure', 'value', 'low', 'high'].filter((name) => row[name + suffix] !== undefined && row[name + suffix] !== null);
    if (numbers.length) {
      const fits = named.some((other) => known[other] && agrees(row, suffix, known[other].record));
      if (fits || numbers.includes('figure')) checks.push(['figure', fits]);
      else counted = true;
    }
  }
  return { checks, counted };
}
