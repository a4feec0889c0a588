// The table twin: every line, or where a view has none every card, as a row with its quote; sorted by any column; to be taken as CSV.
const sectionNumbers = (p) => p.section.map((s) => (/^\s*(?:[一二三四五六七八九十]+(?=、)|[（(][^）)]+[）)]|\d+[.．、]?)/.exec(s) || [s])[0].trim()).join(' ');
const COLUMNS_OF = () => ['from', 'basis', 'to', 'written', 'read', 'quote', 'section', ...(Object.keys(data.reports).length > 1 ? ['report'] : [])];
const NOWHERE = { quote: '', section: [], start: 0, end: 0, report: '' };
const reportName = (p) => { const r = data.reports[p.report]; return r ? `${r.place || r.body} ${r.covers}` : ''; };

const lineRow = (x) => {
  const target = nodeOf(x.to), tie = data.ties[x.tie] || target, p = data.passages[tie.passage] || NOWHERE;
  const own = x.kind === 'attribution' && data.passages[target.passage] ? data.passages[target.passage] : p;
  const words = own.quote === p.quote || !p.quote ? own : p;
  return { id: x.id, from: x.from, ref: x.tie, p: words, cells: { from: nodeOf(x.from).label, basis: basisName(x), to: target.event ? `${aboutOf(target)} ${eventName(target)}` : target.label,
    written: target.figure || '', read: target.note ? both(target.note) : '', quote: words.quote, section: sectionNumbers(words) || say('before'), report: reportName(words) } };
};
const cardLine = (id) => {
  const node = nodeOf(id), p = data.passages[node.passage] || NOWHERE, about = aboutOf(node);
  return { id, from: id, ref: P.cards[id].ref, p, cells: { from: about || node.label, basis: node.event ? eventName(node) : say(`kind.${node.kind}`), to: about && about !== node.label ? node.label : '',
    written: node.figure || '', read: node.note ? both(node.note) : factOf(node, 'period'), quote: p.quote, section: sectionNumbers(p) || say('before'), report: reportName(p) } };
};
/** The cards of a sheet that no line tells of, one for each thing. */
const looseCards = () => {
  if (P.kind !== 'sheet') return [];
  const tied = new Set(state.shown.lines.flatMap((x) => [x.from, x.to].map((c) => P.cards[c].ref)));
  return [...new Map([...state.shown.cards].filter((id) => !tied.has(P.cards[id].ref)).map((id) => [P.cards[id].ref, id])).values()];
};
const rowsOfTable = () => {
  const order = ['attribution', 'participation', 'mandate', 'composition', 'about'];
  const place = (x) => (data.passages[(data.ties[x.tie] || nodeOf(x.to)).passage] || NOWHERE).start;
  const aim = (x) => (data.passages[nodeOf(x.to).passage] || NOWHERE).start;
  const lines = [...state.shown.lines].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || place(a) - place(b) || aim(a) - aim(b));
  const rows = [...lines.map(lineRow), ...looseCards().map(cardLine)];
  const column = state.sort.replace('-', ''), down = state.sort.startsWith('-') ? -1 : 1;
  if (!COLUMNS_OF().includes(column)) return rows;
  const numeric = (t) => { const m = /\d[\d,]*(\.\d+)?/.exec(t); return m ? Number(m[0].replaceAll(',', '')) : null; };
  const compare = new Intl.Collator(state.n ? 'en' : 'zh-Hans-u-co-pinyin', { numeric: true }).compare;
  const value = { written: (r) => numeric(r.cells.read || r.cells.written), read: (r) => numeric(r.cells.read), section: (r) => r.p.start }[column];
  return rows.map((r, n) => [r, n]).sort(([a, n], [b, k]) => {
    const [u, v] = value ? [value(a), value(b)] : [a.cells[column], b.cells[column]];
    if (u === null || v === null) return (u === null) - (v === null) || n - k; // what has no number stands last
    return down * (value ? u - v : compare(u, v)) || n - k;
  }).map(([r]) => r);
};

const AT_ONCE = 500;
/** A table of many thousand rows: the first at once, the others as the browser has time. */
const fillRows = (body, rows, rowOf, from) => {
  if (from && !body.isConnected) return;
  body.append(...rows.slice(from, from + AT_ONCE).map(rowOf));
  if (from + AT_ONCE < rows.length) (globalThis.requestIdleCallback || ((f) => setTimeout(f, 50)))(() => fillRows(body, rows, rowOf, from + AT_ONCE));
};
const drawTable = () => {
  const box = byId('table'), rows = state.table || box.open ? rowsOfTable() : null;
  const n = rows ? rows.length : state.shown.lines.length + looseCards().length; // the rows are made when they are looked at
  box.querySelector('summary').textContent = `${say('table')} · ${say('table.count', { n })}`;
  if (box.open !== state.table) box.open = state.table;
  if (!rows) { box.querySelector('.scroll').replaceChildren(); return; }
  const columns = COLUMNS_OF(), [sorted, down] = [state.sort.replace('-', ''), state.sort.startsWith('-')];
  const kept = document.activeElement?.dataset?.sort;
  const heads = columns.map((c) => make('th', { scope: 'col', class: `c-${c}`, 'aria-sort': sorted === c ? (down ? 'descending' : 'ascending') : false },
    make('button', { type: 'button', 'data-sort': c, onclick: () => { state.sort = sorted !== c ? c : down ? '' : `-${c}`; drawTable(); remember(); } },
      say(`column.${c}`), sorted === c ? (down ? ' ↓' : ' ↑') : '')));
  const link = (text, id) => make('button', { type: 'button', class: 'link', onclick: () => choose(id) }, text);
  const rowOf = (r) => make('tr', {}, columns.map((c) => make('td', { class: { quote: 'q', section: 'muted', report: 'muted' }[c] || false, 'data-column': say(`column.${c}`) },
    c === 'from' ? link(r.cells.from, r.from) : c === 'basis' ? link(r.cells.basis, r.id) : c === 'section' ? make('span', { title: sectionText(r.p) }, r.cells.section) : r.cells[c])));
  const body = make('tbody');
  fillRows(body, rows, rowOf, 0);
  box.querySelector('.scroll').replaceChildren(make('button', { type: 'button', class: 'tool', id: 'csv', onclick: takeCsv }, say('take.csv')),
    make('table', {}, make('thead', {}, make('tr', {}, heads)), body));
  if (kept) box.querySelector(`[data-sort="${kept}"]`)?.focus();
};

/** A cell of CSV; one that a spreadsheet would take for a formula is opened with an apostrophe. */
const cell = (text) => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const csv = () => {
  const columns = COLUMNS_OF(), heads = [...columns.map((c) => say(`column.${c}`)), say('column.source'), say('column.characters'), 'IRI'];
  const rows = rowsOfTable().map((r) => [...columns.map((c) => (c === 'section' ? sectionText(r.p) || say('before') : r.cells[c])), (data.reports[r.p.report] || { title: '' }).title,
    `${r.p.start + 1}–${r.p.end}`, r.ref.includes(':') ? r.ref : data.base + r.ref]);
  return `\ufeff${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
};
const takeCsv = () => offer(new Blob([csv()], { type: 'text/csv;charset=utf-8' }), 'csv');
