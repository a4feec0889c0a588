// The picture's twin in words: the same groups, every row with its quote; the only form on a narrow screen and in print.
function quoteOf(x, outcome) {
  const tie = x && data.ties[x.tie];
  let p = data.passages[tie ? tie.passage : outcome.passage];
  if (!p) return null;
  if (p.quote.length > 14) return el('p', { class: 'quote', lang: 'zh-Hans' }, p.quote);
  const [before, after] = [Array.from(p.before), Array.from(p.after)];
  const cut = (cs, n, end) => (cs.length > n ? (end ? cs.slice(-n).join('') : cs.slice(0, n).join('')) : cs.join(''));
  return el('p', { class: 'quote', lang: 'zh-Hans' }, before.length > 18 ? '…' : '', cut(before, 18, true), el('mark', {}, p.quote), cut(after, 10), after.length > 10 ? '…' : '');
}

function row(card, x) {
  const n = nodeOf(card);
  const basis = x && x.kind === 'attribution' ? x.basis : '';
  const lead = n.figure
    ? el('span', { class: 'figure ' + n.kind }, n.figure)
    : el('span', { class: 'event' }, glyph(n.kind), n.event ? label('event', n.event) : say('kind.' + n.kind));
  const about = n.facts.find(([k]) => k === 'about');
  const name = n.event && about ? about[1][state.lang] : n.label;
  const note = n.figure ? [n.kind === 'Result' ? '' : say('kind.' + n.kind) + ' ', n.reading[state.lang]] : [];
  return el('li', { class: 'row ' + basis },
    el('button', { type: 'button', class: 'open', 'data-card': card, onclick: () => pick({ card }, true) },
      lead, el('span', { class: 'name' }, name, ' ', el('small', {}, ...note)), el('span', { class: 'basis' }, basis ? label('basis', basis) : '')),
    quoteOf(x, n));
}

function thingHead(card) {
  const n = nodeOf(card);
  return el('h3', {}, glyph(n.kind), el('button', { type: 'button', 'data-card': card, onclick: () => pick({ card }, true) }, n.label), ' ', el('small', {}, say('kind.' + n.kind)));
}

function companions(card) {
  const made = [];
  for (const x of data.lines) {
    if (x.to !== card || x.kind === 'attribution' || !placed.what.lines.has(x.id)) continue;
    made.push(el('button', { type: 'button', onclick: () => pick({ line: x.id }, true) }, nodeOf(x.from).label, ' · ', tieName(x)));
  }
  return made.length ? el('p', { class: 'who' }, made) : null;
}

function fillList() {
  const made = [];
  if (data.kind === 'lanes') {
    for (const g of data.groups) {
      const items = g.items.filter((i) => placed.at.has(i.card));
      if (!items.length) continue;
      made.push(el('section', {}, el('h2', {}, g.title || say('before')), items.map((item) => {
        const rows = item.rows.map((r) => [r, data.lines.find((x) => x.from === item.card && x.to === r && placed.what.lines.has(x.id))]);
        const shown = [...new Map(rows.filter(([, x]) => x)).entries()];
        return el('article', {}, thingHead(item.card), companions(item.card), el('ul', { class: 'rows' }, shown.map(([r, x]) => row(r, x))));
      })));
    }
  } else {
    for (const g of data.groups) {
      const cards = g.cards.filter((c) => placed.at.has(c));
      if (!cards.length) continue;
      const lineOf = (c) => data.lines.find((x) => (x.from === c || x.to === c) && placed.what.lines.has(x.id));
      const body = g.sector === 'outcomes' || cards.some((c) => data.nodes[data.cards[c].ref].figure !== undefined)
        ? el('ul', { class: 'rows' }, cards.map((c) => row(c, lineOf(c))))
        : cards.map((c) => el('article', {}, thingHead(c), g.sector === 'centre' ? null : lineNote(lineOf(c))));
      made.push(el('section', {}, el('h2', {}, say('sector.' + g.sector)), body));
    }
  }
  clear($('list'), made.length ? made : el('p', { class: 'none' }, say('nothing')));
}

function lineNote(x) {
  if (!x) return null;
  return el('p', { class: 'who' }, el('button', { type: 'button', onclick: () => pick({ line: x.id }, true) }, stroke(x.basis), ' ', tieName(x)), quoteOf(x, {}));
}

function mark() {
  for (const b of document.querySelectorAll('[data-card]')) {
    b.setAttribute('aria-current', String(Boolean(state.picked && state.picked.card === b.dataset.card)));
  }
}
