// The picture as SVG: cards and lines that can be focused, found and read. What is near the viewport is drawn first.
const BITE = 48, IDLE = 1500, AHEAD = 1200; // cards a piece; cards that are all drawn when nothing else is to do; px around the viewport
const lines_at = new Map(); // card → shown lines
let svg = null, layers = {}, pieces = [], drawnAs = new Map(), marked_near = [];

const PORT = { '<': [-1, 0], '>': [1, 0], '^': [0, -1], v: [0, 1] };
const portAt = (id, side) => {
  const f = face(id), [x, y] = state.at[id], w = P.cards[id].w;
  return { '<': [x + f.l, y + f.a], '>': [x + (f.r || w), y + f.a], '^': [x + w / 2, y], v: [x + w / 2, y + f.h] }[side];
};
/** A calm curve that leaves and reaches its cards square to their sides. */
const curve = (line) => {
  const [a, b] = line.ports, [x1, y1] = portAt(line.from, a), [x2, y2] = portAt(line.to, b);
  const reach = (side) => Math.max(16, Math.abs(PORT[side][0] ? x2 - x1 : y2 - y1) / 2);
  const r = (v) => Math.round(v * 10) / 10;
  return `M${r(x1)},${r(y1)}C${r(x1 + PORT[a][0] * reach(a))},${r(y1 + PORT[a][1] * reach(a))} ${r(x2 + PORT[b][0] * reach(b))},${r(y2 + PORT[b][1] * reach(b))} ${r(x2)},${r(y2)}`;
};

const cardAt = (id) => {
  const card = P.cards[id], f = face(id), [x, y] = state.at[id];
  return shape('g', { class: 'card', role: 'button', tabindex: -1, 'data-card': id, 'data-kind': card.kind, 'aria-label': spoken(nodeOf(id)), 'aria-pressed': 'false',
    transform: `translate(${Math.round(x * 10) / 10},${Math.round(y * 10) / 10})` }, shape('rect', { class: 'hit', x: -2, y: -1, width: card.w + 4, height: f.h + 2, rx: 4 }), marked(f.marks));
};
const lineAt = (line) => {
  const d = curve(line), ends = `${nodeOf(line.from).label} — ${basisName(line)} — ${nodeOf(line.to).figure || ''} ${nodeOf(line.to).label}`;
  return shape('g', { class: `line ${line.kind} ${line.basis}${quiet(line) ? ' quiet' : ''}`, role: 'button', tabindex: -1, 'data-line': line.id, 'aria-label': ends, 'aria-pressed': 'false' },
    shape('path', { class: 'reach', d }), shape('path', { class: 'stroke', d }));
};
/** Lines to many initiatives below are drawn only when one of them is pointed at: together they would say nothing. */
let family = new Set();
const quiet = (x) => family.has(x.from) || family.has(x.to);

const headAt = (h) => {
  const wide = P.width, at = h.number === undefined ? 0 : 20;
  const counts = h.number === undefined ? '' : say('head.count', { initiatives: h.names.length, outcomes: h.count });
  const room = wide - at - breadth(counts, 12) - 24, title = fit(h.text, 16, room);
  const left = at + breadth(title, 16) + 24, digest = h.folded ? fit(h.names.join(state.n ? ', ' : '、'), 12, wide - breadth(counts, 12) - 32 - left) : '';
  const parts = [
    shape('rect', { class: 'hit', x: 0, y: h.y + 4, width: wide, height: 32 }),
    textAt({ x: at, y: h.y + 20, s: 16, f: 'serif', b: 500 }, title),
    digest ? textAt({ x: left, y: h.y + 21, s: 12, c: 'muted' }, digest) : null,
    counts ? textAt({ x: wide, y: h.y + 21, s: 12, c: 'muted', a: 'right' }, counts) : null,
    shape('path', { class: 'rule', d: `M0,${h.y + 38.5}H${wide}` }),
  ];
  if (h.number === undefined) return shape('g', { class: 'head' }, parts);
  parts.push(shape('path', { class: 'turn', d: h.folded ? `M2,${h.y + 15}L9,${h.y + 20}L2,${h.y + 25}Z` : `M0,${h.y + 16}H11L5.5,${h.y + 24}Z` }));
  return shape('g', { class: 'head', role: 'button', tabindex: 0, 'data-head': h.number, 'aria-expanded': String(!h.folded), 'aria-label': `${h.text} ${counts}` }, parts);
};
const captionAt = ([sector, [x, y]]) => {
  const a = ['wholes', 'parts', 'family'].includes(sector) ? 'center' : LEFTS.includes(sector) ? 'right' : 'left';
  return textAt({ x: LEFTS.includes(sector) ? x + 160 : x, y: y + 10, s: 12, c: 'muted caption', a }, say(`sector.${sector}`));
};

/** Cards and lines that a node or line touches. */
const touched = (id) => {
  if (!id) return null;
  const lines = new Set(), cards = new Set();
  if (lineOf[id]) { lines.add(id); cards.add(lineOf[id].from); cards.add(lineOf[id].to); return { lines, cards }; }
  for (const twin of cardsOf[P.cards[id].ref]) {
    cards.add(twin);
    for (const x of lines_at.get(twin) || []) { lines.add(x.id); cards.add(x.from); cards.add(x.to); }
  }
  return { lines, cards };
};
const hover = (id) => { state.near = touched(id || state.chosen); repaint(); };
const repaint = () => {
  if (cloud) { cloud.refresh(); return; }
  if (!svg) return;
  for (const e of marked_near) { e.classList.remove('near', 'chosen', 'few'); e.setAttribute('aria-pressed', 'false'); }
  marked_near = [];
  svg.classList.toggle('some', !!state.near);
  const few = state.near && state.near.lines.size <= 8;
  for (const id of state.near ? [...state.near.cards, ...state.near.lines] : []) {
    const e = drawnAs.get(id);
    if (!e) continue;
    e.classList.add('near');
    e.classList.toggle('few', few);
    marked_near.push(e);
  }
  const chosen = state.chosen && drawnAs.get(state.chosen);
  if (chosen) { chosen.classList.add('chosen'); chosen.setAttribute('aria-pressed', 'true'); marked_near.push(chosen); }
};

/** Draws a piece with the lines that touch it. */
const fillPiece = (piece) => {
  if (piece.done) return;
  piece.done = true;
  const cards = [], lines = [];
  for (const id of piece.cards) {
    const e = cardAt(id);
    drawnAs.set(id, e);
    cards.push(e);
    for (const x of lines_at.get(id) || []) {
      if (drawnAs.has(x.id) || !(x.from in state.at && x.to in state.at)) continue;
      const l = lineAt(x);
      drawnAs.set(x.id, l);
      lines.push(l);
    }
  }
  piece.g.append(...cards);
  layers.lines.append(...lines);
};
const fillNear = () => {
  if (!svg) return;
  const top = -svg.getBoundingClientRect().top - AHEAD, bottom = top + innerHeight + 2 * AHEAD;
  let any = false;
  for (const p of pieces) if (!p.done && p.y < bottom && p.end > top) { fillPiece(p); any = true; }
  if (any) repaint();
};
const fillAll = () => { for (const p of pieces) fillPiece(p); repaint(); };
const fillIdle = () => {
  if (Object.keys(state.at).length > IDLE) return;
  const whole = pieces;
  const next = () => {
    const p = pieces === whole && whole.find((q) => !q.done);
    if (!p) return;
    fillPiece(p);
    repaint();
    setTimeout(next, 30);
  };
  setTimeout(next, 60);
};
/** Draws the piece of a card, if need be, and gives the card's element. */
const elementOf = (id) => {
  if (!drawnAs.has(id)) { const p = pieces.find((q) => q.cards.includes(id)); if (p) { fillPiece(p); repaint(); } }
  return drawnAs.get(id) || null;
};

/** True while everything is as at first: then the places are those that were computed beforehand. */
const untouched = () => P === data.plans[0] && LANGS[state.n] === data.lang && !optionsOff(true).length && !optionsOff(false).length
  && [...state.folded].sort().join() === [...data.folded].sort().join();
const placesAtFirst = () => {
  const at = {};
  for (const n of data.network.nodes) if (!n.hidden) at[n.id] = [n.x - P.cards[n.id].w / 2, n.y - face(n.id).h / 2];
  return at;
};

const draw = () => {
  const plan = arrange(state.shown), height = Math.max(40, Math.ceil(plan.height));
  state.at = untouched() ? placesAtFirst() : plan.at;
  lines_at.clear();
  for (const x of state.shown.lines) for (const end of [x.from, x.to]) { if (!lines_at.has(end)) lines_at.set(end, []); lines_at.get(end).push(x); }
  family = new Set(P.kind === 'ring' ? P.groups.filter((g) => g.sector === 'family').flatMap((g) => g.cards) : []);
  drawnAs = new Map();
  marked_near = [];
  const order = Object.keys(state.at).sort((a, b) => state.at[a][1] - state.at[b][1] || state.at[a][0] - state.at[b][0]);
  pieces = [];
  for (let n = 0; n < order.length; n += BITE) {
    const cards = order.slice(n, n + BITE);
    pieces.push({ cards, g: shape('g'), y: state.at[cards[0]][1], end: Math.max(...cards.map((c) => state.at[c][1] + face(c).h)), done: false });
  }
  layers = { furniture: shape('g', { class: 'furniture', 'aria-hidden': 'true' }), lines: shape('g', { class: 'lines' }), heads: shape('g', { class: 'heads' }) };
  layers.furniture.append(...plan.furniture.map((f) => shape('g', { transform: `translate(0,${Math.round(f.y * 10) / 10})` }, marked(f.marks))));
  layers.heads.append(...plan.heads.map(headAt), ...Object.entries(plan.captions).map(captionAt));
  const bleed = 4;
  svg = shape('svg', { id: 'drawing', class: 'drawing', role: 'group', 'aria-label': say('picture.label'), width: P.width + 2 * bleed, height,
    viewBox: `${-bleed} 0 ${P.width + 2 * bleed} ${height}` }, layers.furniture, layers.lines, layers.heads, pieces.map((p) => p.g));
  byId('stage').replaceChildren(svg);
  fillNear();
  fillIdle();
  if (order.length) { const first = elementOf(state.chosen && order.includes(state.chosen) ? state.chosen : order[0]); if (first) first.setAttribute('tabindex', 0); }
  byId('lanes').hidden = P.kind !== 'lanes';
  byId('lanes').replaceChildren(...['who', 'what', 'outcomes'].map((k) => make('span', {}, say(`lane.${k}`))));
  repaint();
};
