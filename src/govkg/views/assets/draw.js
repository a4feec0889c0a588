// The picture: vis-network draws shapes and lines on a canvas, words stand over it as real text that can be found and read.
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
let inks = {};
const readInks = () => {
  inks = {};
  for (const n of ['paper', 'ink', 'muted', 'rule', 'line', 'wash', 'seal', 'Reform', 'Platform', 'Campaign', 'PolicyDocument', 'Organisation',
    'Award', 'Place', 'Result', 'Target', 'Baseline', 'Milestone', 'PlannedMilestone', 'Recognition', 'Shortcoming']) inks[n] = css(n);
};

/** The outline of a type in a box, as an SVG path; the canvas and the legend share it. */
const outline = (kind, x, y, w, h) => {
  const r = Math.min(8, h / 3), c = 10, X = x + w, Y = y + h;
  const rounded = (q) => `M${x + q},${y}H${X - q}A${q},${q} 0 0 1 ${X},${y + q}V${Y - q}A${q},${q} 0 0 1 ${X - q},${Y}H${x + q}A${q},${q} 0 0 1 ${x},${Y - q}V${y + q}A${q},${q} 0 0 1 ${x + q},${y}Z`;
  const cut = Math.min(c, w / 4);
  switch (kind) {
    case 'Platform': { const k = Math.min(14, w / 4); return `M${x + k},${y}H${X - k}L${X},${y + h / 2}L${X - k},${Y}H${x + k}L${x},${y + h / 2}Z`; }
    case 'Campaign': return `M${x},${y}H${X}L${X - cut},${y + h / 2}L${X},${Y}H${x}Z`;
    case 'PolicyDocument': { const k = Math.min(10, w / 2.5); return `M${x},${y}H${X - k}L${X},${y + k}V${Y}H${x}ZM${X - k},${y}V${y + k}H${X}`; }
    case 'Organisation': case 'Result': case 'Target': case 'Baseline': return rounded(h / 2);
    case 'Place': return `M${x},${y}H${X}V${Y}H${x}Z`;
    case 'Milestone': case 'PlannedMilestone': return `M${x + w / 2},${y}L${X},${y + h / 2}L${x + w / 2},${Y}L${x},${y + h / 2}Z`;
    case 'Shortcoming': return `M${x},${y}H${X}L${x + w / 2},${Y}Z`;
    case 'Award': case 'Recognition': {
      const at = Array.from({ length: 10 }, (_, n) => {
        const a = -Math.PI / 2 + (n * Math.PI) / 5, q = (n % 2 ? 0.42 : 1) * (w / 2);
        return `${(x + w / 2 + q * Math.cos(a)).toFixed(2)},${(y + h / 2 + 0.5 + q * Math.sin(a)).toFixed(2)}`;
      });
      return `M${at.join('L')}Z`;
    }
    default: return rounded(r);
  }
};
const SIZE = { Reform: [18, 12], Platform: [18, 13], Campaign: [17, 12], PolicyDocument: [11, 14], Organisation: [11, 11], Place: [10, 10], Result: [20, 12],
  Target: [20, 12], Baseline: [20, 12], Milestone: [12, 12], PlannedMilestone: [12, 12], Recognition: [15, 15], Award: [15, 15], Shortcoming: [12, 10] };
const filledOf = (kind) => !['Target', 'Baseline', 'PlannedMilestone', 'Shortcoming'].includes(kind);
const tint = { Result: 0.18, Target: 0, Baseline: 0, PlannedMilestone: 0, Shortcoming: 0, Milestone: 0.85, Recognition: 0.85, Award: 0.85, Organisation: 0.85, PolicyDocument: 0.35 };

/** The mark of a type for running text and the legend. */
const glyph = (kind) => {
  const ns = 'http://www.w3.org/2000/svg', [w, h] = SIZE[kind] || [14, 12];
  const svg = document.createElementNS(ns, 'svg'), path = document.createElementNS(ns, 'path');
  svg.setAttribute('viewBox', '0 0 20 16');
  svg.setAttribute('class', 'glyph');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', outline(kind, 10 - w / 2, 8 - h / 2, w, h));
  path.setAttribute('fill', `var(--${kind})`);
  path.setAttribute('fill-opacity', filledOf(kind) ? Math.max(0.18, tint[kind] ?? 0.18) : 0);
  path.setAttribute('stroke', `var(--${kind})`);
  path.setAttribute('stroke-width', '1.3');
  if (kind === 'Baseline') path.setAttribute('stroke-dasharray', '2 2');
  svg.append(path);
  return svg;
};
/** The stroke of a basis for the legend. */
const stroke = (basis) => {
  const ns = 'http://www.w3.org/2000/svg', svg = document.createElementNS(ns, 'svg'), line = document.createElementNS(ns, 'path');
  svg.setAttribute('viewBox', '0 0 20 16');
  svg.setAttribute('class', 'glyph');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', 'M0,8H20');
  line.setAttribute('stroke', 'var(--ink)');
  line.setAttribute('stroke-width', '1.6');
  if (basis === 'item') line.setAttribute('stroke-dasharray', '5 4');
  if (basis === 'inferred') line.setAttribute('stroke-dasharray', '1.5 4');
  svg.append(line);
  return svg;
};

const paint = (ctx, kind, x, y, w, h, chosen, weight, depth = tint[kind] ?? 0.1) => {
  const path = new Path2D(outline(kind, x, y, w, h));
  const alpha = ctx.globalAlpha;
  ctx.fillStyle = inks.paper;
  ctx.fill(path);
  ctx.globalAlpha = alpha * depth;
  ctx.fillStyle = chosen ? inks.seal : inks[kind];
  ctx.fill(path);
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = chosen ? inks.seal : inks[kind];
  ctx.lineWidth = chosen ? Math.max(2, weight) : weight;
  if (kind === 'Result' && !chosen) ctx.globalAlpha = alpha * 0.5;
  ctx.setLineDash(kind === 'Baseline' ? [3, 3] : []);
  ctx.stroke(path);
  ctx.setLineDash([]);
  ctx.globalAlpha = alpha;
};

const renderer = ({ ctx, id, x, y }) => {
  const card = data.cards[id];
  if (!card) return { drawNode() {}, nodeDimensions: { width: 0, height: 0 } };
  const shape = face(id);
  return {
    drawNode() {
      ctx.save();
      ctx.globalAlpha = state.near && !state.near.cards.has(id) ? 0.36 : 1;
      ctx.translate(x - card.w / 2, y - shape.h / 2);
      const chosen = state.chosen === id;
      for (const m of shape.marks) {
        if (m.m === 'outline') paint(ctx, m.k, 0.75, 0.75, m.w - 1.5, m.h - 1.5, chosen, m.strong ? 2.5 : 1.4, 0.1);
        else if (m.m === 'pill') paint(ctx, m.k, m.x, m.y, m.w, m.h, chosen, 1.4);
        else if (m.m === 'glyph') { const [w, h] = SIZE[m.k]; paint(ctx, m.k, m.x - w / 2, m.y - h / 2, w, h, chosen, 1.4); }
      }
      ctx.restore();
    },
    nodeDimensions: { width: card.w, height: shape.h },
  };
};

let net = null, nodes = null, edges = null;
const startNetwork = () => {
  if (net) return;
  const given = data.network;
  nodes = new vis.DataSet(given.nodes.map((n) => ({ ...n, ctxRenderer: renderer })));
  edges = new vis.DataSet(given.edges);
  net = new vis.Network(byId('canvas'), { nodes, edges }, { ...given.options, autoResize: false });
  net.on('click', (e) => {
    const id = net.getEdgeAt(e.pointer.DOM);
    if (id) choose(id); else dismiss();
  });
  net.on('hoverEdge', (e) => { byId('canvas').classList.add('over'); hover(e.edge); });
  net.on('blurEdge', () => { hover(null); });
};

/** Lines to many initiatives below are drawn only when one of them is pointed at: together they would say nothing. */
const family = new Set(data.groups.filter((g) => g.sector === 'family').flatMap((g) => g.cards));
const quiet = (x) => (family.has(x.from) || family.has(x.to)) && !(state.near && state.near.lines.has(x.id) && state.near.lines.size <= 8);
const absent = (x) => quiet(x) || !(x.from in state.at && x.to in state.at) || !state.shown.lines.includes(x);
const lineInk = (line) => {
  const near = !state.near || state.near.lines.has(line.id), chosen = state.chosen === line.id;
  const colour = chosen ? inks.seal : line.kind === 'attribution' ? inks.ink : inks.line;
  const opacity = near ? (chosen ? 1 : line.kind === 'attribution' ? 0.55 : 0.5) : 0.12;
  return { color: { color: colour, hover: colour, highlight: colour, opacity }, width: chosen ? 2.2 : line.kind === 'attribution' ? 1.4 : 1 };
};

/** Cards and lines that a node or line touches. */
const touched = (id) => {
  if (!id) return null;
  const lines = new Set(), cards = new Set();
  if (lineOf[id]) { lines.add(id); cards.add(lineOf[id].from); cards.add(lineOf[id].to); return { lines, cards }; }
  for (const twin of cardsOf[data.cards[id].ref]) {
    cards.add(twin);
    for (const x of state.shown.lines) if (x.from === twin || x.to === twin) { lines.add(x.id); cards.add(x.from); cards.add(x.to); }
  }
  return { lines, cards };
};

const hover = (id) => { state.near = touched(id || state.chosen); repaint(); };
const repaint = () => {
  for (const b of byId('words').querySelectorAll('.card')) {
    b.classList.toggle('near', !!state.near && state.near.cards.has(b.dataset.card));
    b.setAttribute('aria-pressed', String(state.chosen === b.dataset.card));
  }
  byId('words').classList.toggle('some', !!state.near);
  if (!net || !drawn()) return;
  edges.update(data.lines.map((x) => ({ id: x.id, hidden: absent(x), ...lineInk(x) })));
  net.redraw();
};

const cardButton = (id, place) => {
  const card = data.cards[id], shape = face(id), node = nodeOf(id);
  const b = make('button', { class: 'card', type: 'button', 'data-card': id, 'data-kind': card.kind, tabindex: -1, 'aria-label': spoken(node),
    onclick: () => choose(id), onmouseenter: () => hover(id), onmouseleave: () => hover(null), onfocus: () => hover(id), onblur: () => hover(null) });
  Object.assign(b.style, { left: `${place[0]}px`, top: `${place[1]}px`, width: `${card.w}px`, height: `${shape.h}px` });
  for (const m of shape.marks) {
    if (m.m !== 'text' && m.m !== 'pill') continue;
    const s = make('span', { class: m.m === 'pill' ? 'pill' : [`s${m.s}`, m.c, m.a || '', m.f || '', m.b ? `b${m.b}` : ''].join(' ') }, m.t);
    if (m.m === 'pill') Object.assign(s.style, { left: `${m.x}px`, top: `${m.y}px`, width: `${m.w}px` });
    else {
      s.style.top = `${m.y - { 12: 18, 14: 20, 16: 24 }[m.s] / 2}px`;
      if (m.a === 'right') s.style.right = `${card.w - m.x}px`; else s.style.left = `${m.x}px`;
    }
    b.append(s);
  }
  return b;
};
const spoken = (node) => [say(`kind.${node.kind}`), node.figure || '', node.label, node.note ? both(node.note) : ''].filter(Boolean).join(' ');

const draw = () => {
  readInks();
  startNetwork();
  const plan = arrange(state.shown), at = plan.at, height = Math.ceil(plan.height / 2) * 2;
  state.at = at;
  const stage = byId('stage');
  stage.style.height = `${height}px`;
  const moved = [];
  for (const [id, card] of Object.entries(data.cards)) {
    const f = face(id), [x, y] = at[id] || [0, 0], hidden = !(id in at);
    moved.push({ id, x: x + card.w / 2, y: y + f.h / 2, hidden });
    for (const [port, [px, py]] of Object.entries({ '<': [f.l, f.a], '>': [f.r, f.a], '^': [card.w / 2, 0], v: [card.w / 2, f.h] })) {
      moved.push({ id: id + port, x: x + px, y: y + py, hidden });
    }
  }
  nodes.update(moved);
  edges.update(data.lines.map((x) => ({ id: x.id, hidden: absent(x), ...lineInk(x) })));
  net.setSize(`${data.width}px`, `${height}px`);
  net.moveTo({ position: { x: data.width / 2, y: height / 2 }, scale: 1, animation: false });
  const words = byId('words');
  words.setAttribute('aria-label', say('picture.label'));
  words.replaceChildren();
  for (const h of plan.heads) {
    const e = make('h3', { class: 'head' }, h.text || '');
    e.style.top = `${h.y}px`;
    if (h.text) words.append(e);
  }
  for (const [sector, [x, y]] of Object.entries(plan.captions)) {
    const e = make('span', { class: `caption${['wholes', 'parts', 'family'].includes(sector) ? ' middle' : LEFTS.includes(sector) ? ' end' : ''}` }, say(`sector.${sector}`));
    Object.assign(e.style, { left: `${LEFTS.includes(sector) ? x + 160 : x}px`, top: `${y}px` });
    words.append(e);
  }
  const order = Object.keys(at).sort((a, b) => at[a][1] - at[b][1] || at[a][0] - at[b][0]);
  words.append(...order.map((id) => cardButton(id, at[id])));
  const first = words.querySelector('.card');
  if (first) first.tabIndex = 0;
  byId('lanes').hidden = data.kind === 'ring';
  byId('lanes').replaceChildren(...['who', 'what', 'outcomes'].map((k) => make('span', {}, say(`lane.${k}`))));
  repaint();
};

/** Arrow keys go to the nearest card in that direction. */
const steer = (e) => {
  const turn = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[e.key];
  const from = document.activeElement?.dataset?.card;
  if (!turn || !from) return;
  e.preventDefault();
  const spot = (id) => [state.at[id][0] + data.cards[id].w / 2, state.at[id][1] + face(id).h / 2];
  const [x, y] = spot(from);
  let best = null, least = Infinity;
  for (const id of Object.keys(state.at)) {
    const [u, v] = spot(id), ahead = (u - x) * turn[0] + (v - y) * turn[1], aside = Math.abs((u - x) * turn[1]) + Math.abs((v - y) * turn[0]);
    if (id === from || ahead <= 4) continue;
    const cost = ahead + 3 * aside;
    if (cost < least) { least = cost; best = id; }
  }
  if (!best) return;
  document.activeElement.tabIndex = -1;
  const next = byId('words').querySelector(`[data-card="${best}"]`);
  next.tabIndex = 0;
  next.focus();
};
