// The twin of lanes.arrange, neighbourhood.arrange, sheet.arrange and scene.first_look: what the filters leave, and where it stands.
const LEFT = 0, MIDDLE = 248, RIGHT = 560, BAND = 48, BETWEEN = 10, ROWS = 2, SIDES = 12, TOP = 0, FOLDED = 40;

const filtered = () => {
  const off = new Set();
  for (const f of data.filters) for (const o of f.options) if (!state.on[f.name][o.id]) off.add(`${f.name}/${o.id}`);
  const passes = (ref) => {
    const n = data.nodes[ref];
    if (ref === data.centre) return true;
    if (off.has(`kind/${n.kind}`) || off.has(`level/${n.level}`) || off.has(`domain/${n.domain}`)) return false;
    return Object.entries(n.in).every(([name, values]) => values.some((v) => !off.has(`${name}/${v}`)));
  };
  const allowed = new Set(Object.keys(P.cards).filter((id) => passes(P.cards[id].ref)));
  const lines = P.lines.filter((x) => !off.has(`basis/${x.basis}`) && allowed.has(x.from) && allowed.has(x.to));
  if (P.kind !== 'ring' && P.kind !== 'lanes') return { cards: allowed, lines };
  const tied = new Set();
  for (const x of lines) if (P.kind === 'ring' || x.kind === 'attribution') { tied.add(x.from); tied.add(x.to); }
  if (P.kind === 'ring') for (const c of P.groups[0].cards) tied.add(c);
  else {
    // At first only initiatives with outcomes stand here; one with none comes with its companions.
    if (state.on.empty && state.on.empty.shown) {
      for (const g of P.groups) for (const i of g.items) if (allowed.has(i.card)) tied.add(i.card);
    }
    for (const x of lines) if (x.kind !== 'attribution' && tied.has(x.to)) tied.add(x.from);
  }
  const cards = new Set([...allowed].filter((id) => tied.has(id)));
  return { cards, lines: lines.filter((x) => cards.has(x.from) && cards.has(x.to)) };
};

const hostsOf = (shown) => {
  const hosts = {};
  for (const x of shown.lines) if (x.kind === 'attribution') hosts[x.to] ??= x.from;
  return hosts;
};
const tallOf = (id) => face(id).h;

const arrangeLanes = (shown) => {
  const at = {}, heads = [], hosts = hostsOf(shown);
  let y = TOP;
  P.groups.forEach((group, number) => {
    const items = group.items.filter((i) => shown.cards.has(i.card));
    if (!items.length) return;
    const rowsOf = (item) => item.rows.filter((r) => hosts[r] === item.card), folded = state.folded.has(number);
    heads.push({ text: group.title || say('before'), y, number, folded, names: items.map((i) => nodeOf(i.card).label),
      count: items.reduce((sum, i) => sum + rowsOf(i).length, 0) });
    if (folded) { y += FOLDED; return; }
    y += BAND;
    const top = y, middles = {};
    for (const item of items) {
      const rows = rowsOf(item);
      const tall = rows.reduce((sum, r) => sum + tallOf(r), 0) + ROWS * Math.max(0, rows.length - 1);
      const own = tallOf(item.card), room = Math.max(own, tall);
      at[item.card] = [MIDDLE, y + (room - own) / 2];
      middles[item.card] = y + room / 2;
      let down = y + (room - tall) / 2;
      for (const r of rows) { at[r] = [RIGHT, down]; down += tallOf(r) + ROWS; }
      y += room + BETWEEN;
    }
    const mean = (of) => of.reduce((a, b) => a + b, 0) / of.length;
    const beside = group.side
      .map((s) => ({ card: s.card, of: s.of.filter((c) => c in middles).map((c) => middles[c]) }))
      .filter((s) => s.of.length && shown.cards.has(s.card));
    let down = top;
    for (const s of [...beside].sort((a, b) => mean(a.of) - mean(b.of))) {
      down = Math.max(down, mean(s.of) - face(s.card).a);
      at[s.card] = [LEFT, down];
      down += face(s.card).h + SIDES;
    }
    if (beside.length) y = Math.max(y, down - SIDES + BETWEEN);
  });
  return { at, heads, captions: {}, furniture: [], height: y + TOP };
};

const LEFTS = ['who', 'documents', 'places'], RIGHTS = ['outcomes', 'initiatives'];
const CENTRE = 360, BEND = 40, PART = 176, COLUMNS = 5, STEP = 24, RING_RIGHT = 560, CAPTION = 32, RING = 72, RING_TOP = 40, CLEAR = 160, RING_ROWS = 4;

const arrangeRing = (shown) => {
  const at = {}, captions = {}, sectors = {};
  for (const g of P.groups) sectors[g.sector] = g.cards.filter((c) => shown.cards.has(c));
  const has = (s) => sectors[s] && sectors[s].length;
  const stack = (names, gap) => names.filter(has).reduce((sum, s) => sum + CAPTION + sectors[s].reduce((a, c) => a + tallOf(c) + gap, 0), 0);
  let y = RING_TOP;
  const band = (sector) => {
    for (let n = 0; n < sectors[sector].length; n += COLUMNS) {
      const row = sectors[sector].slice(n, n + COLUMNS);
      const wide = row.length * PART + (row.length - 1) * STEP;
      const x = Math.max(2, Math.min(P.width - wide - 2, CENTRE - wide / 2));
      row.forEach((c, k) => { at[c] = [x + k * (PART + STEP), y]; });
      y += Math.max(...row.map(tallOf)) + STEP;
    }
  };
  if (has('wholes')) { captions.wholes = [CENTRE, y - CAPTION + 4]; band('wholes'); y += RING - STEP; }
  const centre = sectors.centre[0];
  const left = stack(LEFTS, SIDES), right = stack(RIGHTS, RING_ROWS), room = Math.max(left, right, CLEAR);
  const middle = y + room / 2;
  at[centre] = [CENTRE - P.cards[centre].w / 2, middle - tallOf(centre) / 2];
  const arc = (names, whole, x, sign, gap) => {
    let down = middle - (whole + CAPTION) / 2;
    for (const s of names.filter(has)) {
      captions[s] = [x + sign * BEND, down];
      down += CAPTION;
      for (const c of sectors[s]) {
        const off = (down + tallOf(c) / 2 - middle) / (Math.max(whole, CLEAR) / 2);
        at[c] = [x + sign * BEND * (1 - off * off), down];
        down += tallOf(c) + gap;
      }
    }
  };
  arc(LEFTS, left, BEND, -1, SIDES);
  arc(RIGHTS, right, RING_RIGHT - BEND, 1, RING_ROWS);
  y += room + RING;
  for (const s of ['parts', 'family']) if (has(s)) { captions[s] = [CENTRE, y - CAPTION + 4]; band(s); y += RING - STEP; }
  return { at, heads: [], captions, furniture: [], height: y };
};

const sheetSections = () => {
  const made = [];
  for (const row of P.groups) { if (row.title || !made.length) made.push([]); made.at(-1).push(row); }
  return made;
};
const arrangeSheet = (shown) => {
  const at = {}, heads = [], furniture = [];
  let y = TOP;
  for (const rows of sheetSections()) {
    const standing = new Set(rows.filter((r) => r.cards.some((c) => shown.cards.has(c.card))));
    if (!standing.size) continue;
    if (rows[0].title) { heads.push({ text: both(rows[0].title), y }); y += BAND; }
    for (const row of rows) {
      if (row.cards.length && !standing.has(row)) continue;
      if (row.marks && row.marks.length) furniture.push({ y, marks: row.marks, h: row.height[LANGS[state.n]] });
      for (const c of row.cards) if (shown.cards.has(c.card)) at[c.card] = [c.x, y + c.y];
      y += row.height[LANGS[state.n]];
    }
  }
  return { at, heads, captions: {}, furniture, height: y + TOP };
};

const arrange = (shown) => ({ ring: arrangeRing, lanes: arrangeLanes, sheet: arrangeSheet }[P.kind] || arrangeSheet)(shown);
