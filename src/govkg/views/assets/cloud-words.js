// The words over a cloud: names of communities first, then of things by how much they are tied, wherever there is room.
const cloudRoom = () => {
  const taken = new Map(), CELL = 64;
  const cells = (l, t, r, b) => {
    const found = [];
    for (let i = Math.floor(l / CELL); i <= Math.floor(r / CELL); i += 1) for (let j = Math.floor(t / CELL); j <= Math.floor(b / CELL); j += 1) found.push(`${i},${j}`);
    return found;
  };
  return {
    free: (l, t, r, b) => cells(l, t, r, b).every((c) => (taken.get(c) || []).every((o) => o[0] >= r || l >= o[2] || o[1] >= b || t >= o[3])),
    take(l, t, r, b) { for (const c of cells(l, t, r, b)) { if (!taken.has(c)) taken.set(c, []); taken.get(c).push([l, t, r, b]); } },
  };
};
const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef“”‘’…—·《》]|[\ud800-\udbff]/;
/** About how wide a text is, as type.py measures it: no layout is asked for. */
const textWidth = (text, size) => Array.from(text).reduce((sum, c) => sum + size * (WIDE.test(c) ? 1 : /[A-Z%@mwMW]/.test(c) ? 0.74 : 0.58), 0);
/** A name in one line or two of about one length; what is longer ends in an ellipsis. */
const nameLines = (text, size, room) => {
  if (textWidth(text, size) <= room) return [text];
  const pieces = text.match(/[A-Za-z0-9.,%+-]+\s*|./gsu) || [text], half = Math.min(room, textWidth(text, size) / 2 + size * 0.6), out = ['', ''];
  let n = 0;
  for (const p of pieces) {
    if (n === 0 && out[0] && textWidth(out[0] + p, size) > half && !/^[，。、；：？！）》」』】〉”’…～·%]/.test(p)) n = 1;
    out[n] += p;
  }
  out[1] = out[1].trim();
  if (textWidth(out[1], size) > room) {
    while (out[1] && textWidth(`${out[1]}…`, size) > room) out[1] = Array.from(out[1]).slice(0, -1).join('');
    out[1] += '…';
  }
  return out.map((x) => x.trim()).filter(Boolean);
};

const cloudWords = (box, model, camera, size) => {
  const { nodes, communities, bundles } = model, MOST = 160, SMALL = 44, LARGE = 90;
  const place = (lines, x, y, kind, look) => {
    const e = make('span', { class: `word ${kind} ${look || ''}` }, lines.map((t) => make('span', {}, t)));
    e.style.left = `${x}px`;
    e.style.top = `${y}px`;
    return e;
  };
  /** True when a box of words lies on a circle. */
  const over = (o, cx, top, w, h) => {
    const [x, y] = camera.screen(o.x, o.y), dx = Math.max(0, Math.abs(x - cx) - w / 2), dy = Math.max(0, Math.abs(y - top - h / 2) - h / 2);
    return Math.hypot(dx, dy) < o.r * camera.at.k - 2;
  };
  const ofCircles = (room, out) => {
    const order = communities.map((_, c) => c).filter((c) => model.count[c]).sort((a, b) => (b === model.open) - (a === model.open) || (b === model.nearCircle) - (a === model.nearCircle) || model.count[b] - model.count[a] || a - b);
    for (const c of order) {
      const { x, y, r } = communities[c], [sx, sy] = camera.screen(x, y), R = r * camera.at.k;
      if (sx + R < 0 || sx - R > size().w || sy + R < 0 || sy - R > size().h) continue;
      const looked = c === model.open || c === model.nearCircle;
      // Above its circle, else below, in one line or two; a large one may bear its name inside, where it covers little.
      const beside = (text, down, most = 999) => {
        const lines = nameLines(text, 14, most), w = Math.max(...lines.map((t) => textWidth(t, 14))) + 16 + textWidth(String(model.count[c]), 12), h = 22 * lines.length;
        const cx = Math.min(Math.max(sx, w / 2 + 4), size().w - w / 2 - 4), top = looked ? Math.max(4, sy - R - h) : down === 1 ? sy + R : sy - R - (down === 2 ? -2 : h);
        const clear = looked || !communities.some((o, i) => i !== c && model.count[i] && over(o, cx, top, w, h));
        return clear && !lines.some((t) => t.endsWith('…')) && w <= size().w - 8 && top >= 2 && top + h <= size().h ? { lines, w, h, cx, top } : null;
      };
      const above = (text) => beside(text, 0), half = textWidth(model.short(c), 14) / 2 + 14;
      const tight = [(text) => beside(text, 1), (text) => beside(text, 0, half), (text) => beside(text, 1, half), (text) => (R >= LARGE ? beside(text, 2, half) : null)];
      const inside = (text) => {
        const lines = nameLines(text, 12, 2 * R - 8), w = Math.max(...lines.map((t) => textWidth(t, 12))) + 4, h = 16 * lines.length;
        return R < SMALL && !lines.some((t) => t.endsWith('…')) && Math.hypot(w, h) / 2 <= R ? { lines, w, h, cx: sx, top: sy - h / 2, middle: true } : null;
      };
      const tries = [[above, model.title(c)], [above, model.short(c)], [inside, model.short(c)], [inside, model.shortest(c)], ...tight.map((spot) => [spot, model.short(c)])];
      for (const [spot, text] of R < SMALL && !looked ? [...tries.slice(2, 4), ...tries.slice(0, 2)] : tries) {
        const box = spot(text);
        if (!box || !room.free(box.cx - box.w / 2 - 3, box.top - 1, box.cx + box.w / 2 + 3, box.top + box.h + 1)) continue;
        room.take(box.cx - box.w / 2 - 3, box.top - 1, box.cx + box.w / 2 + 3, box.top + box.h + 1);
        const e = place(box.lines, box.cx, box.top, box.middle ? 'inside' : 'circle', looked ? 'looked' : model.open >= 0 ? 'dim' : '');
        if (box.middle) model.covered.add(c); else e.append(make('i', {}, String(model.count[c])));
        e.dataset.circle = String(c);
        out.push(e);
        break;
      }
    }
  };
  const ofBundles = (room, out) => {
    for (let n = bundles.length - 1; n >= 0 && out.length < MOST; n -= 1) {
      if (!model.thick[n] || (model.open >= 0 && n !== model.bundle)) continue;
      const [a, b] = bundles[n].map((c) => communities[c]).slice(0, 2), [ax, ay] = camera.screen(a.x, a.y), [bx, by] = camera.screen(b.x, b.y);
      const [mx, my] = bend(ax, ay, bx, by, 0.12), x = (ax + bx + 2 * mx) / 4, y = (ay + by + 2 * my) / 4, text = String(model.thick[n]);
      const w = textWidth(text, 12) + 8, covered = communities.some((c, i) => { const [cx, cy] = camera.screen(c.x, c.y); return model.count[i] && Math.hypot(cx - x, cy - y) < c.r * camera.at.k + 6; });
      if (covered || !room.free(x - w / 2, y - 9, x + w / 2, y + 9)) continue;
      room.take(x - w / 2, y - 9, x + w / 2, y + 9);
      out.push(place([text], x, y - 9, 'tally', n === model.bundle ? 'chosen' : ''));
    }
  };
  const ofThings = (room, out) => {
    const k = camera.at.k, near = k * 24 >= SEEN, first = [model.near, model.chosen].filter((n) => n >= 0);
    const wanted = near ? model.order.filter((n) => model.on[n] && !model.covered.has(nodes.community[n]) && (model.open < 0 || nodes.community[n] === model.open)) : [];
    const shape = (n) => { const [x, y] = camera.screen(nodes.x[n], nodes.y[n]); return [x, y, nodeSize(nodes.degree[n], k) + 2]; };
    const glyphs = cloudRoom();
    if (near) for (const n of wanted) { const [x, y, s] = shape(n); if (x > -40 && y > -40 && x < size().w + 40 && y < size().h + 40) glyphs.take(x - s, y - s, x + s, y + s); }
    for (const n of [...first, ...wanted.filter((n) => !first.includes(n))]) {
      if (out.length >= MOST) break;
      const [x, y, s] = shape(n), forced = first.includes(n);
      if (x < 0 || y < 0 || x > size().w || y > size().h) continue;
      const label = (state.n && nodes.english[n]) || nodes.label[n], lines = nameLines(label, 12, 116), h = 16 * lines.length + 2;
      const w = Math.max(...lines.map((t) => textWidth(t, 12))) + 4;
      const spots = [[x, y + s], [x, y - s - h], [x + s + 2 + w / 2, y - h / 2], [x - s - 2 - w / 2, y - h / 2]];
      const fits = ([cx, top], clear) => cx - w / 2 >= 2 && cx + w / 2 <= size().w - 2 && top >= 2 && top + h <= size().h - 2
        && room.free(cx - w / 2 - 2, top, cx + w / 2 + 2, top + h) && (!clear || glyphs.free(cx - w / 2, top + 1, cx + w / 2, top + h - 1));
      const spot = spots.find((p) => fits(p, true)) || (forced && spots.find((p) => fits(p, false)));
      if (!spot) continue;
      room.take(spot[0] - w / 2 - 2, spot[1], spot[0] + w / 2 + 2, spot[1] + h);
      out.push(place(lines, spot[0], spot[1], 'thing', n === model.chosen ? 'chosen' : n === model.near ? 'looked' : model.focus >= 0 && !forced && !model.touching[n].some((e) => model.touching[model.focus].includes(e)) ? 'dim' : ''));
    }
  };
  return () => {
    const room = cloudRoom(), out = [];
    model.covered.clear();
    if (size().w >= 900) room.take(size().w - 144, 0, size().w, 40); // the tools
    ofCircles(room, out);
    ofThings(room, out);
    ofBundles(room, out);
    box.replaceChildren(...out);
  };
};
