// The page: what it says around the picture, and what happens when something changes.
function reveal() {
  const card = state.picked && state.picked.card;
  if (!card) return;
  const at = placed.at.get(card);
  if ($('picture').offsetParent && at) {
    const top = $('stage').getBoundingClientRect().top + window.scrollY + at[1] - window.innerHeight / 3;
    window.scrollTo({ top: Math.max(0, top) });
  } else {
    const twin = document.querySelector(`.list [data-card="${CSS.escape(card)}"]`);
    if (twin) twin.scrollIntoView({ block: 'center' });
  }
}

function legend() {
  const kinds = [...new Set(Object.values(data.nodes).map((n) => n.kind))];
  const order = ['Reform', 'Platform', 'Campaign', 'PolicyDocument', 'Organisation', 'Place', 'Result', 'Target', 'Baseline', 'Milestone', 'PlannedMilestone', 'Recognition', 'Award', 'Shortcoming'];
  const bases = [...new Set(data.lines.filter((x) => x.kind === 'attribution').map((x) => x.basis))];
  const parts = [
    el('h2', {}, say('legend.kinds')),
    el('ul', {}, order.filter((k) => kinds.includes(k)).map((k) => el('li', {}, glyph(k), say('kind.' + k)))),
    bases.length ? el('h2', {}, say('legend.lines')) : null,
    el('ul', { class: 'lines' }, ['explicit', 'item', 'curated', 'inferred'].filter((b) => bases.includes(b)).map((b) => el('li', {}, stroke(b), label('basis', b)))),
    el('p', {}, say('legend.note')),
  ];
  const wide = matchMedia('(min-width: 1400px)').matches;
  const box = wide ? el('div', { class: 'legend', id: 'legend' }, ...parts) : el('details', { class: 'legend', id: 'legend' }, el('summary', {}, say('legend')), ...parts.filter(Boolean));
  $('legend').replaceWith(box);
}

function heads() {
  if (data.kind !== 'lanes') { $('heads').hidden = true; return; }
  clear($('heads'), [[0, 'lane.who'], [248, 'lane.what'], [560, 'lane.outcomes']].map(([x, key]) => {
    const made = el('span', {}, say(key));
    made.style.left = x + 'px';
    return made;
  }));
}

function frame() {
  document.documentElement.lang = state.lang ? 'en' : 'zh-Hans';
  const name = data.centre ? data.nodes[data.centre].label : '';
  document.title = $('title').textContent = say('title.' + data.view, { name });
  const reports = Object.values(data.reports);
  clear($('copy'), ...reports.flatMap((r, n) => [n ? ' ' : '', say('copy', { title: r.title, quality: r.quality[state.lang] })]));
  const pressed = (key, value, is, act) => el('button', { type: 'button', 'aria-pressed': String(is), 'data-switch': key, onclick: act }, value);
  const show = document.body.dataset.show;
  clear($('switches'),
    el('span', { class: 'shows' }, ['picture', 'list'].map((s) => pressed(s, say('show.' + s), show === s, () => { document.body.dataset.show = s; frame(); update(); }))),
    el('span', {}, ['zh', 'en'].map((l, n) => pressed(l, n ? 'English' : '中文', state.lang === n, () => { state.lang = n; whole(); }))));
  const sources = reports.map((r) => say('foot.source', { body: r.body, title: r.title, date: r.dated || r.issued || r.covers, sha256: r.sha256.slice(0, 12) }));
  clear($('foot'), sources.join(' '), ' ', say('foot.made', { version: data.version, dataset: data.dataset.slice(0, 16) }));
}

function count() {
  const isOutcome = (ref) => data.nodes[ref].figure !== undefined;
  const all = new Set(Object.values(data.cards).map((c) => c.ref).filter(isOutcome));
  const now = new Set([...placed.at.keys()].map((c) => data.cards[c].ref).filter(isOutcome));
  $('lede').textContent = say('lede.' + data.view, { shown: now.size, all: all.size });
}

function update() {
  place(shown());
  fillList();
  fillPanel();
  count();
  mark();
}

function whole() {
  frame();
  heads();
  tools();
  legend();
  update();
}

document.body.dataset.show = 'picture';
document.addEventListener('keydown', (e) => { if (e.key === 'Escape' && state.picked) shut(); });
for (const query of ['(min-width: 1400px)', '(min-width: 700px)', '(min-width: 1040px)']) matchMedia(query).addEventListener('change', whole);
startPicture();
whole();
window.govkg = Object.freeze({
  data, state, search, pick,
  get placed() { return placed; },
  point(id) { // where a card or the middle of a line is, in px of the page's window
    const box = $('canvas').getBoundingClientRect();
    const line = lineById.get(id);
    const ends = line ? [line.from + line.ports[0], line.to + line.ports[1]] : [id];
    const at = ends.map((n) => network.canvasToDOM(network.getPosition(n)));
    return { x: box.left + at.reduce((a, p) => a + p.x, 0) / at.length, y: box.top + at.reduce((a, p) => a + p.y, 0) / at.length };
  },
  network: () => network, edges: () => edges, nodes: () => nodes,
});
