// The picture: vis-network holds nodes and edges, this draws each card from its marks.
const tokens = {};
function readTokens() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ['sans', 'serif', 'paper', 'sheet', 'ink', 'muted', 'rule', 'line', 'accent', ...Object.keys(GLYPHS)]) {
    tokens[name] = style.getPropertyValue('--' + name).trim();
  }
}
const paths = Object.fromEntries(Object.entries(GLYPHS).map(([k, d]) => [k, new Path2D(d)]));
const PORTS = '<>^v';
const cardOf = (id) => (PORTS.includes(id.slice(-1)) ? id.slice(0, -1) : id);
let network = null, nodes = null, edges = null, placed = null, touched = null;

function outline(ctx, kind, w, h) {
  const p = new Path2D();
  if (kind === 'Platform') {
    for (const [x, y] of [[14, 0], [w - 14, 0], [w, h / 2], [w - 14, h], [14, h], [0, h / 2]]) p.lineTo(x, y);
  } else if (kind === 'Campaign') {
    for (const [x, y] of [[0, 0], [w, 0], [w - 10, h / 2], [w, h], [0, h]]) p.lineTo(x, y);
  } else if (kind === 'PolicyDocument') {
    for (const [x, y] of [[0, 0], [w - 14, 0], [w, 14], [w, h], [0, h]]) p.lineTo(x, y);
  } else p.roundRect(0, 0, w, h, kind === 'Reform' ? 8 : h / 2);
  p.closePath();
  return p;
}

const drawers = {
  outline(ctx, m, chosen) {
    const p = outline(ctx, m.k, m.w, m.h);
    ctx.fillStyle = tokens.sheet;
    ctx.fill(p);
    ctx.strokeStyle = chosen ? tokens.accent : tokens[hueOf(m.k)];
    ctx.lineWidth = m.strong || chosen ? 2.5 : 1.5;
    ctx.stroke(p);
  },
  pill(ctx, m, chosen) {
    const hue = chosen ? tokens.accent : tokens.Result;
    ctx.beginPath();
    ctx.roundRect(m.x + 0.5, m.y + 0.5, m.w - 1, m.h - 1, m.h / 2);
    const base = ctx.globalAlpha;
    if (m.k === 'Result') {
      ctx.globalAlpha = base * 0.14;
      ctx.fillStyle = hue;
      ctx.fill();
    }
    ctx.globalAlpha = base * (m.k === 'Baseline' ? 0.45 : 1);
    ctx.strokeStyle = hue;
    ctx.lineWidth = chosen ? 2 : 1;
    ctx.stroke();
    ctx.globalAlpha = base;
    drawers.text(ctx, { x: m.x + m.w / 2, y: m.y + m.h / 2, s: 14, t: m.t, c: 'ink', a: 'center' });
  },
  glyph(ctx, m, chosen) {
    const kind = hueOf(m.k);
    ctx.save();
    ctx.translate(m.x - 8, m.y - 8);
    ctx.strokeStyle = ctx.fillStyle = chosen ? tokens.accent : tokens[kind];
    ctx.lineWidth = 1.3;
    const base = ctx.globalAlpha;
    ctx.globalAlpha = base * (solid(m.k) ? 1 : hollow(m.k) ? 0 : 0.14);
    ctx.fill(paths[kind]);
    ctx.globalAlpha = base;
    ctx.stroke(paths[kind]);
    ctx.restore();
  },
  text(ctx, m) {
    ctx.font = `${m.b || 400} ${m.s}px ${m.f === 'serif' ? tokens.serif : tokens.sans}`;
    ctx.fillStyle = tokens[m.c];
    ctx.textAlign = m.a || 'left';
    ctx.textBaseline = 'middle';
    ctx.fillText(m.t, m.x, m.y + 1);
  },
};

function renderer({ ctx, id, x, y }) {
  const card = data.cards[id];
  if (!card) return { drawNode() {}, nodeDimensions: { width: 0, height: 0 } };
  const f = face(id);
  return {
    drawNode() {
      const chosen = state.picked && state.picked.card === id;
      ctx.save();
      ctx.translate(x - card.w / 2, y - f.h / 2);
      ctx.globalAlpha = !touched || touched.has(id) ? 1 : 0.28;
      for (const m of f.marks) drawers[m.m](ctx, m, chosen);
      ctx.restore();
    },
    nodeDimensions: { width: card.w, height: f.h },
  };
}

function portAt(id, port, [x, y]) {
  const f = face(id);
  const w = data.cards[id].w;
  const by = { '<': [f.l, f.a], '>': [f.r, f.a], '^': [w / 2, 0], v: [w / 2, f.h] }[port];
  return [x + by[0], y + by[1]];
}

function startPicture() {
  readTokens();
  nodes = new vis.DataSet(data.network.nodes.map((n) => ({ ...n, ctxRenderer: renderer })));
  edges = new vis.DataSet(data.network.edges);
  network = new vis.Network($('canvas'), { nodes, edges }, { ...data.network.options, autoResize: false });
  network.on('click', (e) => {
    if (e.nodes.length) pick({ card: cardOf(e.nodes[0]) });
    else if (e.edges.length) pick({ line: e.edges[0] });
    else pick(null);
  });
  const hover = (to) => {
    state.hovered = to;
    $('canvas').style.cursor = to ? 'pointer' : 'default';
    paint();
  };
  network.on('hoverNode', (e) => hover({ card: cardOf(e.node) }));
  network.on('hoverEdge', (e) => hover({ line: e.edge }));
  network.on('blurNode', () => hover(null));
  network.on('blurEdge', () => hover(null));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    readTokens();
    paint();
  });
}

function place(what) {
  placed = { ...arrange(what), what };
  const moved = [];
  for (const id of Object.keys(data.cards)) {
    const at = placed.at.get(id);
    const hidden = !at;
    const [x, y] = at || [0, 0];
    moved.push({ id, x: x + data.cards[id].w / 2, y: y + tall(id) / 2, hidden });
    for (const port of PORTS) {
      const [px, py] = portAt(id, port, [x, y]);
      moved.push({ id: id + port, x: px, y: py, hidden });
    }
  }
  nodes.update(moved);
  paint();
  const height = Math.max(120, Math.ceil(placed.height));
  $('stage').style.height = height + 'px';
  network.setSize(data.width + 'px', height + 'px');
  network.redraw();
  network.moveTo({ position: { x: data.width / 2, y: height / 2 }, scale: 1, animation: false });
  const bands = placed.bands.map((b) => {
    const made = el('h2', { class: 'band' }, b.title);
    made.style.top = b.y + 'px';
    return made;
  });
  const captions = placed.captions.map((c) => {
    const made = el('h2', { class: 'caption ' + c.side }, say('sector.' + c.sector));
    made.style.top = c.y + 'px';
    made.style.left = c.x + 'px';
    return made;
  });
  clear($('bands'), bands, captions);
}

// Lines and cards that a focus touches; null when nothing has the focus.
function around(focus) {
  if (!focus) return null;
  const found = new Set();
  const lines = new Set();
  const ref = focus.card ? data.cards[focus.card].ref : focus.ref;
  for (const x of data.lines) {
    const meets = focus.line ? x.id === focus.line : data.cards[x.from].ref === ref || data.cards[x.to].ref === ref;
    if (meets) {
      lines.add(x.id);
      found.add(x.from).add(x.to);
    }
  }
  for (const id of Object.keys(data.cards)) if (!focus.line && data.cards[id].ref === ref) found.add(id);
  return { cards: found, lines };
}

function paint() {
  if (!network || !placed) return;
  const focus = around(state.hovered || state.picked);
  touched = focus && focus.cards;
  const picked = state.picked && around(state.picked).lines;
  edges.update(data.lines.map((x) => {
    const companion = x.kind !== 'attribution';
    const chosen = picked && picked.has(x.id);
    const dim = focus && !focus.lines.has(x.id);
    const color = chosen && !dim ? tokens.accent : companion ? tokens.rule : tokens.line;
    return {
      id: x.id, hidden: !placed.what.lines.has(x.id), width: chosen ? 2 : companion ? 1 : 1.5,
      color: { color: focus && !dim && companion && !chosen ? tokens.line : color, inherit: false, opacity: dim ? 0.25 : 1 },
    };
  }));
  network.redraw();
}
