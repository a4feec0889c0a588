// What is seen of a cloud as SVG, its inks written in: it needs neither canvas nor stylesheet.
const cloudSvg = (model, camera, size, inks, words) => {
  const { nodes, lines, communities, bundles } = model, { k } = camera.at, near = k * 24 >= SEEN, out = shape('svg', { viewBox: `0 0 ${size.w} ${size.h}` });
  const at = (x, y) => camera.screen(x, y).map((v) => Math.round(v * 10) / 10), body = getComputedStyle(document.body).fontFamily;
  const curve = (a, b, much, given) => out.append(shape('path', { d: `M${a}Q${bend(...a, ...b, much).map((v) => Math.round(v * 10) / 10)} ${b}`, fill: 'none', ...given }));
  const outside = ([x, y], r) => x < -r || y < -r || x > size.w + r || y > size.h + r;
  bundles.forEach(([a, b], n) => {
    if (model.thick[n]) curve(at(communities[a].x, communities[a].y), at(communities[b].x, communities[b].y), 0.12,
      { stroke: inks.line, 'stroke-opacity': model.open < 0 ? 0.42 : 0.12, 'stroke-width': (1 + Math.min(7, Math.log2(1 + model.thick[n]) * 0.9)).toFixed(1) });
  });
  const seen = communities.map((_, c) => c).filter((c) => model.count[c] && !outside(at(communities[c].x, communities[c].y), communities[c].r * k));
  for (const c of seen) {
    const { x, y, r, scattered } = communities[c], [cx, cy] = at(x, y), alone = model.open >= 0 && model.open !== c;
    out.append(shape('circle', { cx, cy, r: (r * k).toFixed(1), fill: scattered ? inks.paper : inks.wash, stroke: c === model.open ? inks.ink : inks.rule, 'stroke-dasharray': scattered ? '2 4' : null, opacity: alone ? 0.6 : null }));
  }
  for (const x of model.drawnLines(near ? seen : [])) {
    const a = at(nodes.x[lines.from[x]], nodes.y[lines.from[x]]), b = at(nodes.x[lines.to[x]], nodes.y[lines.to[x]]), basis = coded(lines.shown, x);
    curve(a, b, 0.06, { stroke: x === model.line ? inks.seal : basis === 'explicit' ? inks.ink : inks.line, 'stroke-opacity': 0.5, 'stroke-dasharray': (DASH[basis] || []).join(' ') || null });
  }
  const room = new Set(seen);
  for (let n = 0; n < nodes.iri.length; n += 1) {
    const c = nodes.community[n], spot = at(nodes.x[n], nodes.y[n]), s = nodeSize(nodes.degree[n], k), kind = coded(nodes.kind, n);
    if (!model.on[n] || !room.has(c) || outside(spot, 20)) continue;
    const given = { fill: inks[kind], opacity: (model.open >= 0 && c !== model.open) || model.covered.has(c) ? 0.28 : null };
    if (near) { const [w, h] = shapeSize(kind, s); out.append(shape('path', { d: outline(kind, spot[0] - w / 2, spot[1] - h / 2, w, h), ...given, 'fill-opacity': kind === 'Metric' ? 0.12 : 0.72, stroke: inks[kind] })); }
    else out.append(shape('circle', { cx: spot[0], cy: spot[1], r: s.toFixed(1), ...given }));
  }
  for (const e of words.children) {
    const x = parseFloat(e.style.left), y = parseFloat(e.style.top), inside = [...e.children], title = e.classList.contains('circle'), count = title ? ` ${inside.pop().textContent}` : '';
    const leading = title ? 22 : e.classList.contains('tally') ? 18 : 16, px = title ? 14 : 12, longest = Math.max(...inside.map((i) => textWidth(i.textContent + count, px)));
    if (title || e.classList.contains('tally')) out.append(shape('rect', { x: (x - longest / 2 - 4).toFixed(1), y, width: (longest + 8).toFixed(1), height: leading, fill: inks.paper }));
    inside.forEach((line, n) => out.append(shape('text', { x, y: y + leading * n + leading / 2 + px * 0.36, 'text-anchor': 'middle', 'font-family': body, 'font-size': `${px}px`, 'font-weight': title ? 500 : 400,
      fill: e.classList.contains('dim') || e.classList.contains('tally') ? inks.muted : inks.ink }, line.textContent + count)));
  }
  return out;
};
