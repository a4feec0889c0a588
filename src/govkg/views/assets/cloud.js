// The whole graph on a canvas: communities that open. Wheel, fingers and keys move it; a click shows the words behind a mark.
const drawCloud = (stage, _, hooks) => {
  const model = cloudModel(), canvas = make('canvas', { 'aria-hidden': 'true' }), words = make('div', { class: 'cloud-words', 'aria-hidden': 'true' });
  const tool = (key, act) => make('button', { type: 'button', 'data-tool': key, onclick: act }, say(`cloud.${key}`));
  const tools = make('div', { class: 'cloud-tools', role: 'group' });
  const sight = make('div', { class: 'cloud-sight', role: 'group', tabindex: 0 }, canvas, words);
  const list = make('div', { class: 'cloud-list' }), ctx = canvas.getContext('2d');
  stage.replaceChildren(make('div', { class: 'cloud' }, tools, sight, list));
  let size = { w: 0, h: 0 }, inks = {}, due = 0;

  const camera = cloudCamera(() => size, () => later());
  const drawWords = cloudWords(words, model, camera, () => size);
  const frame = () => {
    due = 0;
    drawWords();
    paintCloud(ctx, model, camera, size, inks);
    sight.classList.toggle('held', touchMoves());
  };
  const later = () => { if (!due && size.w) due = requestAnimationFrame(frame); };
  const measure = () => {
    const w = stage.clientWidth, h = Math.round(w < 640 ? Math.min(w * 1.35, innerHeight * 0.7) : Math.min(w * 0.66, 660)), ratio = Math.min(3, devicePixelRatio || 1);
    if (w === size.w && h === size.h && canvas.width === Math.round(w * ratio)) return;
    const fresh = !size.w || model.upright !== w < h;
    size = { w, h };
    model.turn(w < h);
    canvas.width = Math.round(w * ratio);
    canvas.height = Math.round(h * ratio);
    sight.style.height = `${h}px`;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (fresh || model.open < 0) camera.whole(model.box);
    later();
  };

  // -- what is opened and chosen
  const look = (c) => { const { x, y, r } = model.communities[c]; camera.go(...camera.fitted([x - r, y - r, x + r, y + r], ROOM)); };
  const open = (c, quietly) => {
    model.open = c;
    model.bundle = model.nearCircle = -1;
    look(c);
    twin.draw();
    if (!quietly) twin.focus();
    kept();
  };
  /** What is open is part of the address. */
  const kept = () => { if (state.opened !== model.key(model.open)) { state.opened = model.key(model.open); remember(); } };
  const openBundle = (n) => { model.bundle = n; model.open = -1; twin.draw(); twin.focus(); kept(); later(); };
  const close = () => {
    const was = model.open;
    if (was < 0 && model.bundle < 0) return false;
    model.open = model.bundle = model.near = model.nearLine = -1;
    const inTwin = list.contains(document.activeElement);
    camera.go(...camera.fitted(model.box, ROOM));
    twin.draw();
    if (inTwin) twin.back(was);
    kept();
    return true;
  };
  const point = (n) => { if (model.near !== n) { model.near = n; later(); } };
  const circle = (c) => { if (model.nearCircle !== c) { model.nearCircle = c; later(); } };
  const twin = cloudList(list, model, { choose: hooks.choose, open, close, point, circle });
  const show = (id) => {
    const line = id && lineOf[id] ? lineOf[id].n : -1, n = model.number(id), before = [model.chosen, model.line].join();
    model.chosen = n;
    model.line = line;
    const end = n >= 0 ? n : line >= 0 ? model.lines.to[line] : -1, home = end >= 0 ? model.nodes.community[end] : -1;
    if (end >= 0 && before !== [n, line].join()) {
      const [x, y] = camera.screen(model.nodes.x[end], model.nodes.y[end]), seen = x > 0 && y > 0 && x < size.w && y < size.h && camera.at.k * 24 >= SEEN;
      if (line >= 0 ? !seen && model.bundle < 0 : !seen || (model.open >= 0 && model.open !== home)) open(home, true);
    }
    twin.mark();
    later();
  };

  // -- what is pointed at
  const hit = (sx, sy) => {
    const [x, y] = camera.world(sx, sy), { k } = camera.at, near = k * 24 >= SEEN, { nodes, lines, communities, bundles } = model;
    const found = { node: -1, line: -1, circle: -1, bundle: -1 };
    found.circle = communities.findIndex((c, i) => model.count[i] && Math.hypot(c.x - x, c.y - y) <= c.r);
    if (found.circle >= 0 && (near || model.open === found.circle)) {
      let least = Infinity;
      for (const n of model.members[found.circle]) {
        const d = Math.hypot(nodes.x[n] - x, nodes.y[n] - y) * k;
        if (model.on[n] && d < Math.max(10, nodeSize(nodes.degree[n], k) + 3) && d < least) { least = d; found.node = n; }
      }
      if (found.node >= 0) return found;
    }
    const aside = (ax, ay, bx, by, much) => {
      const [cx, cy] = bend(ax, ay, bx, by, much);
      let least = Infinity;
      for (let t = 0; t <= 16; t += 1) { // a curve in sixteen straight pieces
        const u = t / 16, px = (1 - u) * (1 - u) * ax + 2 * u * (1 - u) * cx + u * u * bx, py = (1 - u) * (1 - u) * ay + 2 * u * (1 - u) * cy + u * u * by;
        if (t) least = Math.min(least, apartFrom(sx, sy, aside.x, aside.y, px, py));
        aside.x = px;
        aside.y = py;
      }
      return least;
    };
    let least = 6;
    for (const n of model.drawnLines(near && found.circle >= 0 ? [found.circle] : [])) {
      const a = lines.from[n], b = lines.to[n], d = aside(...camera.screen(nodes.x[a], nodes.y[a]), ...camera.screen(nodes.x[b], nodes.y[b]), 0.06);
      if (d < least) { least = d; found.line = n; }
    }
    if (found.line >= 0 || found.circle >= 0) return found;
    least = 7;
    bundles.forEach(([a, b], n) => {
      if (!model.thick[n]) return;
      const d = aside(...camera.screen(communities[a].x, communities[a].y), ...camera.screen(communities[b].x, communities[b].y), 0.12);
      if (d < least) { least = d; found.bundle = n; }
    });
    return found;
  };
  const apartFrom = (x, y, ax, ay, bx, by) => {
    const l = (bx - ax) ** 2 + (by - ay) ** 2, t = l ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / l)) : 0;
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
  };
  const aim = (e) => {
    const at = sight.getBoundingClientRect(), found = hit(e.clientX - at.left, e.clientY - at.top);
    const circleAt = found.node < 0 && found.line < 0 && found.circle !== model.open ? found.circle : -1;
    if (model.near !== found.node || model.nearLine !== found.line || model.nearCircle !== circleAt || model.nearBundle !== found.bundle) {
      Object.assign(model, { near: found.node, nearLine: found.line, nearCircle: circleAt, nearBundle: found.bundle });
      sight.classList.toggle('over', found.node >= 0 || found.line >= 0 || circleAt >= 0 || found.bundle >= 0);
      later();
    }
    return found;
  };
  const click = (e) => {
    const found = aim(e);
    if (found.node >= 0) hooks.choose(`n${found.node}`);
    else if (found.line >= 0) hooks.choose(data.plans[0].lines[found.line].id);
    else if (found.circle >= 0 && found.circle !== model.open) open(found.circle, true);
    else if (found.bundle >= 0) openBundle(found.bundle);
    else if (found.circle < 0) { if (!close()) dismiss(); }
  };

  // -- hands
  const held = new Map();
  let moved = 0;
  sight.addEventListener('pointerdown', (e) => { held.set(e.pointerId, [e.clientX, e.clientY]); moved = held.size > 1 ? 99 : 0; });
  sight.addEventListener('pointermove', (e) => {
    const was = held.get(e.pointerId);
    if (!was) { if (e.pointerType !== 'touch') aim(e); return; }
    const now = [e.clientX, e.clientY], others = [...held].filter(([id]) => id !== e.pointerId).map(([, p]) => p);
    moved += Math.hypot(now[0] - was[0], now[1] - was[1]);
    held.set(e.pointerId, now);
    if (others.length) {
      const [o] = others, at = sight.getBoundingClientRect(), far = Math.hypot(now[0] - o[0], now[1] - o[1]), before = Math.hypot(was[0] - o[0], was[1] - o[1]);
      if (before) camera.zoom(far / before, (now[0] + o[0]) / 2 - at.left, (now[1] + o[1]) / 2 - at.top);
    } else if (moved > 4 && (e.pointerType !== 'touch' || touchMoves())) {
      if (!sight.hasPointerCapture(e.pointerId)) sight.setPointerCapture(e.pointerId);
      camera.pan(now[0] - was[0], now[1] - was[1]);
    }
  });
  /** One finger scrolls the page as everywhere, until the cloud was enlarged. */
  const touchMoves = () => model.open >= 0 || camera.at.k > camera.fitted(model.box, ROOM)[2] * 1.05;
  const loose = (e) => { held.delete(e.pointerId); };
  sight.addEventListener('pointerup', (e) => { const short = moved <= 4 && held.has(e.pointerId); loose(e); if (short && e.button === 0) click(e); });
  sight.addEventListener('pointercancel', loose);
  sight.addEventListener('pointerleave', (e) => { if (!held.has(e.pointerId)) { Object.assign(model, { near: -1, nearLine: -1, nearCircle: -1, nearBundle: -1 }); later(); } });
  sight.addEventListener('wheel', (e) => {
    if (!e.ctrlKey && !e.metaKey && document.activeElement !== sight) return; // until it is clicked the wheel scrolls the page
    e.preventDefault();
    const at = sight.getBoundingClientRect();
    camera.zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016)), e.clientX - at.left, e.clientY - at.top);
  }, { passive: false });
  const middle = () => {
    const [x, y] = camera.world(size.w / 2, size.h / 2), far = (c) => Math.hypot(model.communities[c].x - x, model.communities[c].y - y) - model.communities[c].r;
    return model.communities.map((_, c) => c).filter((c) => model.count[c]).sort((a, b) => far(a) - far(b))[0];
  };
  sight.addEventListener('keydown', (e) => {
    const turn = { ArrowLeft: [64, 0], ArrowRight: [-64, 0], ArrowUp: [0, 64], ArrowDown: [0, -64] }[e.key];
    if (turn) camera.pan(...turn);
    else if (e.key === '+' || e.key === '=') camera.zoom(1.25);
    else if (e.key === '-') camera.zoom(0.8);
    else if (e.key === '0') camera.whole(model.box);
    else if (e.key === 'Enter') { const c = middle(); if (c !== undefined && model.open < 0) open(c); }
    else return;
    e.preventDefault();
  });
  stage.addEventListener('keydown', (e) => { if (e.key === 'Escape' && !state.chosen && close()) e.stopPropagation(); });

  const refresh = () => {
    inks = Object.fromEntries(INKS.map((n) => [n, hooks.ink(n)]));
    sight.setAttribute('aria-label', say('cloud.label'));
    tools.setAttribute('aria-label', say('cloud.tools'));
    tools.replaceChildren(tool('nearer', () => camera.zoom(1.4)), tool('farther', () => camera.zoom(1 / 1.4)),
      tool('all', () => { if (!close()) camera.go(...camera.fitted(model.box, ROOM)); }));
    model.filter(hooks.shown());
    measure();
    if (state.opened !== model.key(model.open)) { const c = model.called(state.opened); if (c >= 0) open(c, true); else close(); }
    twin.draw();
    show(state.chosen);
  };
  new ResizeObserver(measure).observe(stage);
  refresh();
  return { refresh, show, svg: () => cloudSvg(model, camera, size, inks, words) };
};
