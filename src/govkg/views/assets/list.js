// The same content without a picture: a grouped list for narrow screens.
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
  glyph(P.cards[id].kind), nodeOf(id).label, make('i', {}, say(`kind.${P.cards[id].kind}`)));

const lanesList = (shown) => {
  const hosts = hostsOf(shown), out = [];
  for (const group of P.groups) {
    const items = group.items.filter((i) => shown.cards.has(i.card));
    if (!items.length) continue;
    out.push(make('h2', {}, group.title || say('before')));
    for (const item of items) {
      const beside = [...new Map(shown.lines.filter((x) => x.to === item.card && x.kind !== 'attribution').map((x) => [`${x.from} ${basisName(x)}`, x])).values()];
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
  const centre = P.groups[0].cards[0], out = [make('article', {}, nameButton(centre))];
  for (const g of P.groups.slice(1)) {
    const cards = g.cards.filter((c) => shown.cards.has(c));
    if (!cards.length) continue;
    out.push(make('h2', {}, say(`sector.${g.sector}`)), make('ul', { class: 'rows' },
      cards.map((c) => rowButton(shown.lines.find((x) => x.from === c || x.to === c), centre))));
  }
  return out;
};
/** Rows of a sheet: its cards in reading order under the titles of their rows. */
const sheetList = (shown) => sheetSections().flatMap((rows) => {
  const cards = rows.flatMap((r) => r.cards.map((c) => c.card)).filter((c) => shown.cards.has(c));
  if (!cards.length) return [];
  return [rows[0].title ? make('h2', {}, both(rows[0].title)) : null, make('ul', { class: 'rows' }, cards.map(cardRow))];
}).filter(Boolean);
const cardRow = (id) => {
  const node = nodeOf(id), about = aboutOf(node);
  const tie = state.shown.lines.find((x) => x.kind === 'attribution' && x.to === id); // no line: nothing says how strongly it is tied
  return make('li', { class: tie ? tie.basis : false }, make('button', { type: 'button', class: 'row', 'data-card': id, onclick: () => choose(id) },
    FIGURES.has(node.kind) && node.figure ? make('b', { class: `pill ${node.kind}` }, node.figure) : [glyph(node.kind), ' '],
    node.label, make('small', {}, [about !== node.label ? about : '', node.note ? both(node.note) : '', tie && tie.basis !== 'explicit' ? basisName(tie) : '', say(`kind.${node.kind}`)].filter(Boolean).join(' · '))));
};
const drawList = () => {
  const lists = { ring: ringList, lanes: lanesList, sheet: sheetList };
  byId('list').replaceChildren(...(lists[P.kind] || (() => []))(state.shown));
  markList();
};
const markList = () => {
  for (const b of byId('list').querySelectorAll('[data-card]')) b.classList.toggle('chosen', b.dataset.card === state.chosen);
};
