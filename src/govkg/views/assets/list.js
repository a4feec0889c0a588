// The same content without a picture: a grouped list for narrow screens, and a table with every quote.
const rowButton = (line, host) => {
  const id = line.to === host ? line.from : line.to, node = nodeOf(id);
  const figure = FIGURES.has(node.kind) && node.figure;
  const reading = figure ? both(node.note) : '';
  const small = [reading, line.kind === 'attribution' && line.basis !== 'explicit' ? basisName(line) : ''];
  if (line.kind === 'participation') small.push(basisName(line));
  const quote = !figure && data.passages[node.passage] && ['Milestone', 'PlannedMilestone', 'Shortcoming'].includes(node.kind);
  return make('li', { class: line.basis }, make('button', { type: 'button', class: 'row', 'data-card': id, onclick: () => choose(id) },
    figure ? make('b', { class: `pill ${node.kind}` }, node.figure) : [glyph(node.kind), ' ', node.event ? make('b', {}, eventName(node)) : null],
    node.event && aboutOf(node) !== nodeOf(host).label ? `${aboutOf(node)} ` : '',
    quote ? make('span', { class: 'serif' }, node.clause) : node.label,
    make('small', {}, small.filter(Boolean).join(' · '))));
};

const nameButton = (id) => make('button', { type: 'button', class: 'name', 'data-card': id, onclick: () => choose(id) },
  glyph(data.cards[id].kind), nodeOf(id).label, make('i', {}, say(`kind.${data.cards[id].kind}`)));

const lanesList = (shown) => {
  const hosts = hostsOf(shown), out = [];
  for (const group of data.groups) {
    const items = group.items.filter((i) => shown.cards.has(i.card));
    if (!items.length) continue;
    out.push(make('h2', {}, group.title || say('before')));
    for (const item of items) {
      const beside = shown.lines.filter((x) => x.to === item.card && x.kind !== 'attribution');
      const rows = item.rows.filter((r) => hosts[r] === item.card)
        .map((r) => shown.lines.find((x) => x.kind === 'attribution' && x.from === item.card && x.to === r));
      out.push(make('article', {}, nameButton(item.card),
        beside.map((x) => make('p', { class: 'beside' }, `${basisName(x)} `, make('button', { type: 'button', 'data-card': x.from, onclick: () => choose(x.from) }, nodeOf(x.from).label))),
        make('ul', { class: 'rows' }, rows.map((x) => rowButton(x, item.card)))));
    }
  }
  return out;
};
const ringList = (shown) => {
  const centre = data.groups[0].cards[0], out = [make('article', {}, nameButton(centre))];
  for (const g of data.groups.slice(1)) {
    const cards = g.cards.filter((c) => shown.cards.has(c));
    if (!cards.length) continue;
    out.push(make('h2', {}, say(`sector.${g.sector}`)), make('ul', { class: 'rows' },
      cards.map((c) => rowButton(shown.lines.find((x) => x.from === c || x.to === c), centre))));
  }
  return out;
};
const drawList = () => {
  byId('list').replaceChildren(...(data.kind === 'ring' ? ringList(state.shown) : lanesList(state.shown)));
  markList();
};
const markList = () => {
  for (const b of byId('list').querySelectorAll('[data-card]')) b.classList.toggle('chosen', b.dataset.card === state.chosen);
};

/** The number at the head of each heading: where a passage stands, in a few characters. */
const sectionNumbers = (p) => p.section.map((s) => (/^\s*(?:[一二三四五六七八九十]+(?=、)|[（(][^）)]+[）)]|\d+[.．、]?)/.exec(s) || [s])[0].trim()).join(' ');
const aboutOf = (node) => (node.facts.find(([k]) => k === 'about') || ['', ['', '']])[1][0];
const COLUMN_NAMES = ['from', 'basis', 'to', 'written', 'read', 'quote', 'section'];
const drawTable = () => {
  const box = byId('table'), order = ['attribution', 'participation', 'mandate', 'composition', 'about'];
  const place = (x) => (data.passages[(data.ties[x.tie] || nodeOf(x.to)).passage] || { start: 0 }).start;
  const aim = (x) => (data.passages[nodeOf(x.to).passage] || { start: 0 }).start;
  const lines = [...state.shown.lines].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || place(a) - place(b) || aim(a) - aim(b));
  const body = lines.map((x) => {
    const target = nodeOf(x.to), tie = data.ties[x.tie] || target, p = data.passages[tie.passage] || { quote: '', section: [] };
    const words = x.kind === 'attribution' && data.passages[target.passage] ? data.passages[target.passage] : p;
    const cells = {
      from: make('button', { type: 'button', class: 'link', onclick: () => choose(x.from) }, nodeOf(x.from).label),
      basis: make('button', { type: 'button', class: 'link', onclick: () => choose(x.id) }, basisName(x)),
      to: target.event ? `${aboutOf(target)} ${eventName(target)}` : target.label,
      written: target.figure || '', read: target.note ? both(target.note) : '',
      quote: words.quote === p.quote || !p.quote ? words.quote : p.quote, section: make('span', { title: sectionText(words) }, sectionNumbers(words) || say('before')),
    };
    return make('tr', {}, COLUMN_NAMES.map((c) => make('td', { class: c === 'quote' ? 'q' : c === 'section' ? 'muted' : false, 'data-column': say(`column.${c}`) }, cells[c])));
  });
  box.querySelector('summary').textContent = `${say('table')} · ${say('table.count', { n: lines.length })}`;
  box.querySelector('.scroll').replaceChildren(make('table', {},
    make('thead', {}, make('tr', {}, COLUMN_NAMES.map((c) => make('th', { scope: 'col', class: `c-${c}` }, say(`column.${c}`))))), make('tbody', {}, body)));
};
