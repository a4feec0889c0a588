// The drawing of a cloud on a canvas: bundles, circles, lines, then things; dots from afar, the shape of each type from near.
const DASH = { item: [5, 4], inferred: [1.5, 4] };
const INKS = ['paper', 'ink', 'muted', 'rule', 'line', 'wash', 'seal', 'Reform', 'Platform', 'Campaign', 'PolicyDocument', 'Organisation', 'Award', 'Place', 'Metric'];

const paintCloud = (ctx, model, camera, size, inks) => {
  const { nodes, lines, communities, bundles } = model, { k } = camera.at;
  const near = k * 24 >= SEEN, some = model.focus >= 0 || model.nearLine >= 0 || model.line >= 0;
  const visible = (x, y, r) => { const [sx, sy] = camera.screen(x, y); return sx > -r * k && sy > -r * k && sx < size.w + r * k && sy < size.h + r * k; };
  const seen = communities.map((_, c) => c).filter((c) => model.count[c] && visible(communities[c].x, communities[c].y, communities[c].r));
  const lit = new Set();
  ctx.clearRect(0, 0, size.w, size.h);
  ctx.lineCap = 'butt';

  bundles.forEach(([a, b], n) => {
    if (!model.thick[n]) return;
    const [ax, ay] = camera.screen(communities[a].x, communities[a].y), [bx, by] = camera.screen(communities[b].x, communities[b].y);
    const looked = n === model.bundle || n === model.nearBundle, touches = model.open < 0 || a === model.open || b === model.open;
    ctx.beginPath();
    ctx.moveTo(ax, ay);
    ctx.quadraticCurveTo(...bend(ax, ay, bx, by, 0.12), bx, by);
    ctx.strokeStyle = n === model.bundle ? inks.seal : n === model.nearBundle ? inks.ink : inks.line;
    ctx.globalAlpha = looked ? 0.9 : touches ? 0.42 : 0.12;
    ctx.lineWidth = 1 + Math.min(7, Math.log2(1 + model.thick[n]) * 0.9);
    ctx.stroke();
  });
  ctx.globalAlpha = 1;

  for (const c of seen) {
    const { x, y, r, scattered } = communities[c], [sx, sy] = camera.screen(x, y);
    ctx.beginPath();
    ctx.arc(sx, sy, r * k, 0, 2 * Math.PI);
    ctx.fillStyle = inks.paper;
    ctx.fill();
    ctx.globalAlpha = model.open >= 0 && model.open !== c ? 0.45 : 1;
    if (!scattered) { ctx.fillStyle = inks.wash; ctx.fill(); }
    const looked = c === model.open || c === model.nearCircle;
    ctx.strokeStyle = looked ? inks.ink : inks.rule;
    ctx.lineWidth = looked ? 1.4 : 1;
    ctx.setLineDash(scattered ? [2, 4] : []);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }

  const one = (x) => {
    const a = lines.from[x], b = lines.to[x], [ax, ay] = camera.screen(nodes.x[a], nodes.y[a]), [bx, by] = camera.screen(nodes.x[b], nodes.y[b]);
    ctx.moveTo(ax, ay);
    ctx.quadraticCurveTo(...bend(ax, ay, bx, by, 0.06), bx, by);
  };
  const drawn = model.drawnLines(near ? seen : []), plain = new Map(), strong = [];
  for (const x of drawn) {
    const a = lines.from[x], b = lines.to[x];
    if (x === model.line || x === model.nearLine || a === model.focus || b === model.focus) { strong.push(x); lit.add(a); lit.add(b); continue; }
    const basis = coded(lines.shown, x);
    if (!plain.has(basis)) plain.set(basis, []);
    plain.get(basis).push(x);
  }
  for (const [basis, all] of plain) {
    ctx.beginPath();
    all.forEach(one);
    ctx.setLineDash(DASH[basis] || []);
    ctx.strokeStyle = basis === 'explicit' ? inks.ink : inks.line;
    ctx.globalAlpha = some ? 0.14 : model.open >= 0 ? 0.5 : 0.42;
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  for (const x of strong) {
    ctx.beginPath();
    one(x);
    ctx.setLineDash(DASH[coded(lines.shown, x)] || []);
    ctx.strokeStyle = x === model.line ? inks.seal : inks.ink;
    ctx.globalAlpha = 0.9;
    ctx.lineWidth = x === model.line ? 2.2 : 1.4;
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  if (model.focus >= 0) lit.add(model.focus);

  const room = new Set(seen), groups = new Map();
  for (let n = 0; n < nodes.iri.length; n += 1) {
    const c = nodes.community[n];
    if (!model.on[n] || !room.has(c)) continue;
    const faded = !lit.has(n) && (some || (model.open >= 0 && c !== model.open) || model.covered.has(c));
    const key = `${coded(nodes.kind, n)}/${faded ? 1 : 0}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(n);
  }
  for (const [key, all] of [...groups].sort(([a], [b]) => (a.endsWith('1') ? 0 : 1) - (b.endsWith('1') ? 0 : 1))) {
    const [kind, faded] = key.split('/'), path = new Path2D();
    for (const n of all) {
      const [x, y] = camera.screen(nodes.x[n], nodes.y[n]), s = nodeSize(nodes.degree[n], k);
      if (x < -20 || y < -20 || x > size.w + 20 || y > size.h + 20) continue;
      if (near) { const [w, h] = shapeSize(kind, s); path.addPath(new Path2D(outline(kind, x - w / 2, y - h / 2, w, h))); }
      else if (s < 1.6) path.rect(x - s, y - s, 2 * s, 2 * s);
      else { path.moveTo(x + s, y); path.arc(x, y, s, 0, 2 * Math.PI); }
    }
    ctx.globalAlpha = faded === '1' ? 0.28 : 1;
    if (!near) { ctx.fillStyle = inks[kind]; ctx.fill(path); continue; }
    const alpha = ctx.globalAlpha;
    ctx.fillStyle = inks.paper;
    ctx.globalAlpha = 1;
    ctx.fill(path);
    ctx.globalAlpha = alpha * (kind === 'Metric' ? 0.12 : 0.72);
    ctx.fillStyle = inks[kind];
    ctx.fill(path);
    ctx.globalAlpha = alpha;
    ctx.strokeStyle = inks[kind];
    ctx.lineWidth = 1.2;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
  if (model.chosen >= 0 && model.on[model.chosen]) {
    const n = model.chosen, [x, y] = camera.screen(nodes.x[n], nodes.y[n]);
    ctx.beginPath();
    ctx.arc(x, y, nodeSize(nodes.degree[n], k) + 5, 0, 2 * Math.PI);
    ctx.strokeStyle = inks.seal;
    ctx.lineWidth = 2;
    ctx.stroke();
  }
};
/** Width and height of a type's shape around a radius. */
const shapeSize = (kind, s) => {
  const [w, h] = { Reform: [1.3, 0.9], Platform: [1.35, 1.1], Campaign: [1.35, 0.95], PolicyDocument: [0.85, 1.1], Metric: [1.5, 0.7], Award: [1.25, 1.25] }[kind] || [0.9, 0.9];
  return [2 * s * w, 2 * s * h];
};
