// What a cloud knows: things, lines, circles and bundles by number, which of them the filters leave, and what is looked at.
const SEEN = 13; // px between two things from which on they have shapes, and lines between them are drawn

const cloudModel = () => {
  const { nodes, lines, communities, bundles, box } = columns;
  const members = communities.map(() => []), touching = nodes.iri.map(() => []);
  nodes.community.forEach((c, n) => members[c].push(n));
  for (const m of members) m.sort((a, b) => nodes.degree[b] - nodes.degree[a] || a - b);
  lines.from.forEach((a, n) => { touching[a].push(n); touching[lines.to[n]].push(n); });
  const inside = communities.map(() => []);
  lines.from.forEach((a, n) => { if (nodes.community[a] === nodes.community[lines.to[n]]) inside[nodes.community[a]].push(n); });
  const order = nodes.iri.map((_, n) => n).sort((a, b) => nodes.degree[b] - nodes.degree[a] || a - b);
  const model = {
    upright: false,
    nodes, lines, communities, bundles, box, members, touching, inside, order,
    on: new Uint8Array(nodes.iri.length).fill(1), lineOn: new Uint8Array(lines.from.length).fill(1), count: communities.map((c) => c.n),
    thick: bundles.map((b) => b[2]), open: -1, bundle: -1, covered: new Set(), chosen: -1, line: -1, near: -1, nearLine: -1, nearCircle: -1, nearBundle: -1,
    /** On an upright screen the cloud stands upright too: everything is mirrored at the diagonal. */
    turn(upright) {
      if (model.upright === upright) return;
      model.upright = upright;
      [nodes.x, nodes.y] = [nodes.y, nodes.x];
      for (const c of communities) [c.x, c.y] = [c.y, c.x];
      model.box = [model.box[1], model.box[0], model.box[3], model.box[2]];
    },
    /** A community by the thing in its middle, which is called the same whatever the picture holds besides. */
    key: (c) => (c < 0 || !members[c].length ? '' : nodes.iri[members[c][0]]),
    called: (key) => members.findIndex((m) => m.length && nodes.iri[m[0]] === key),
    number: (id) => (id && data.plans[0].cards[id] ? data.plans[0].cards[id].n : -1),
    title(c) { const { names, place } = communities[c]; return names.length ? `${place && `${place} `}${names.map(both).join(state.n ? ' · ' : '、')}` : say('cloud.scattered'); },
    short(c) { const { names, place } = communities[c]; return names.length ? `${place && `${place} `}${both(names[0])}` : say('cloud.scattered'); },
    shortest(c) { return communities[c].place || model.short(c); },
    /** Takes over what the filters leave. */
    filter(shown) {
      model.on.fill(0);
      model.lineOn.fill(0);
      for (const id of shown.cards) model.on[data.plans[0].cards[id].n] = 1;
      for (const x of shown.lines) model.lineOn[x.n] = 1;
      model.count = members.map((m) => m.reduce((sum, n) => sum + model.on[n], 0));
      const between = new Map();
      lines.from.forEach((a, n) => {
        const c = nodes.community[a], d = nodes.community[lines.to[n]];
        if (c !== d && model.lineOn[n]) { const key = Math.min(c, d) * communities.length + Math.max(c, d); between.set(key, (between.get(key) || 0) + 1); }
      });
      model.thick = bundles.map(([a, b]) => between.get(a * communities.length + b) || 0);
    },
    /** The lines between two communities that the filters leave. */
    between: (a, b) => members[a].flatMap((n) => touching[n]).filter((x) => model.lineOn[x]
      && [lines.from[x], lines.to[x]].map((n) => nodes.community[n]).sort((p, q) => p - q).join() === `${a},${b}`),
    /** The thing that one looks at: pointed at, else chosen. */
    get focus() { return model.near >= 0 ? model.near : model.chosen; },
    /** The lines drawn one by one: of what is looked at, of the open community, and within those that are seen close enough. */
    drawnLines(seen) {
      const found = new Set();
      const add = (x) => { if (model.lineOn[x]) found.add(x); };
      for (const c of seen) inside[c].forEach(add);
      if (model.open >= 0) for (const n of members[model.open]) touching[n].forEach(add);
      if (model.bundle >= 0) model.between(...bundles[model.bundle]).forEach(add);
      for (const n of [model.near, model.chosen]) if (n >= 0) touching[n].forEach(add);
      for (const x of [model.line, model.nearLine]) if (x >= 0) add(x);
      return found;
    },
  };
  return model;
};

const nodeSize = (degree, k) => Math.min(13, Math.max(0.55, (4.6 + Math.min(4.4, Math.sqrt(degree) * 0.9)) * k));
/** Where a bundle or a line bends: a little to the side of the middle, the same side whichever way one looks. */
const bend = (ax, ay, bx, by, much) => {
  const turn = ax < bx || (ax === bx && ay < by) ? 1 : -1;
  return [(ax + bx) / 2 - turn * (by - ay) * much, (ay + by) / 2 + turn * (bx - ax) * much];
};
