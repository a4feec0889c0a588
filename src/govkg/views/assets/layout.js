// What the filters leave, and where it stands: the twins of scene.first_look, lanes.arrange and neighbourhood.arrange.
const lineById = new Map(data.lines.map((x) => [x.id, x]));
const on = (name, id) => !state.off.has(name + '/' + id);

function shown() {
  const centre = (id) => data.cards[id].ref === data.centre;
  const allowed = new Set(Object.keys(data.cards).filter((id) => {
    const n = nodeOf(id);
    return centre(id) || (on('kind', n.kind) && on('level', n.level) && on('domain', n.domain));
  }));
  let lines = data.lines.filter((x) => on('basis', x.basis) && allowed.has(x.from) && allowed.has(x.to));
  let cards;
  if (data.kind === 'ring') {
    cards = new Set([...lines.flatMap((x) => [x.from, x.to]), ...data.groups[0].cards]);
  } else {
    cards = new Set(lines.filter((x) => x.kind === 'attribution').flatMap((x) => [x.from, x.to]));
    if (data.filters.some((f) => f.name === 'empty') && on('empty', 'shown')) {
      for (const g of data.groups) for (const i of g.items) if (allowed.has(i.card)) cards.add(i.card);
    }
    for (const x of lines) if (x.kind !== 'attribution' && cards.has(x.to)) cards.add(x.from);
  }
  lines = lines.filter((x) => cards.has(x.from) && cards.has(x.to));
  return { cards, lines: new Set(lines.map((x) => x.id)) };
}

const face = (id) => data.cards[id].faces[lang()];
const tall = (id) => face(id).h;

function arrangeLanes(what) {
  const [MIDDLE, RIGHT, BAND, BETWEEN, ROWS, SIDES, TOP] = [248, 560, 64, 20, 4, 12, 8];
  const at = new Map();
  const bands = [];
  const hosts = new Map();
  for (const x of data.lines) {
    if (x.kind === 'attribution' && what.lines.has(x.id) && !hosts.has(x.to)) hosts.set(x.to, x.from);
  }
  let y = TOP;
  for (const group of data.groups) {
    const items = group.items.filter((i) => what.cards.has(i.card));
    if (!items.length) continue;
    bands.push({ title: group.title || say('before'), y });
    y += BAND;
    const top = y;
    const middles = new Map();
    for (const item of items) {
      const rows = item.rows.filter((r) => hosts.get(r) === item.card);
      const sum = rows.reduce((h, r) => h + tall(r), 0) + ROWS * Math.max(0, rows.length - 1);
      const room = Math.max(tall(item.card), sum);
      at.set(item.card, [MIDDLE, y + (room - tall(item.card)) / 2]);
      middles.set(item.card, y + room / 2);
      let down = y + (room - sum) / 2;
      for (const r of rows) {
        at.set(r, [RIGHT, down]);
        down += tall(r) + ROWS;
      }
      y += room + BETWEEN;
    }
    const mean = (of) => of.reduce((a, b) => a + b, 0) / of.length;
    const beside = group.side
      .filter((s) => what.cards.has(s.card))
      .map((s) => [s.card, s.of.filter((c) => middles.has(c)).map((c) => middles.get(c))])
      .filter(([, of]) => of.length)
      .sort((a, b) => mean(a[1]) - mean(b[1]));
    let down = top;
    for (const [card, of] of beside) {
      down = Math.max(down, mean(of) - face(card).a);
      at.set(card, [0, down]);
      down += tall(card) + SIDES;
    }
    if (beside.length) y = Math.max(y, down - SIDES + BETWEEN);
  }
  return { at, bands, captions: [], height: y + TOP, hosts };
}

function arrangeRing(what) {
  const [CENTRE, BEND, PART, COLUMNS, STEP, RIGHT, SIDE, ROWS, CAPTION, RING, TOP, CLEAR] = [360, 40, 176, 5, 26, 560, 12, 4, 32, 72, 40, 160];
  const at = new Map();
  const captions = [];
  const sectors = Object.fromEntries(data.groups.map((g) => [g.sector, g.cards.filter((c) => what.cards.has(c))]));
  const some = (s) => sectors[s] && sectors[s].length > 0;
  const stack = (names, gap) => names.filter(some).reduce((h, s) => h + CAPTION + sectors[s].reduce((a, c) => a + tall(c) + gap, 0), 0);
  let y = TOP;
  const band = (sector) => {
    for (let n = 0; n < sectors[sector].length; n += COLUMNS) {
      const row = sectors[sector].slice(n, n + COLUMNS);
      const wide = row.length * PART + (row.length - 1) * STEP;
      const x = Math.max(0, Math.min(data.width - wide, CENTRE - wide / 2));
      row.forEach((c, k) => at.set(c, [x + k * (PART + STEP), y]));
      y += Math.max(...row.map(tall)) + STEP;
    }
  };
  if (some('wholes')) {
    captions.push({ sector: 'wholes', x: CENTRE, y: y - CAPTION + 4, side: 'above' });
    band('wholes');
    y += RING - STEP;
  }
  const [leftOf, rightOf] = [['who', 'documents', 'places'], ['outcomes', 'initiatives']];
  const [left, right] = [stack(leftOf, SIDE), stack(rightOf, ROWS)];
  const room = Math.max(left, right, CLEAR);
  const middle = y + room / 2;
  const main = sectors.centre[0];
  at.set(main, [CENTRE - data.cards[main].w / 2, middle - tall(main) / 2]);
  const arc = (names, sum, x, sign, gap) => {
    let down = middle - sum / 2;
    for (const s of names.filter(some)) {
      captions.push({ sector: s, x: x + sign * BEND, y: down, side: sign < 0 ? 'toleft' : '' });
      down += CAPTION;
      for (const c of sectors[s]) {
        const off = (down + tall(c) / 2 - middle) / (Math.max(sum, CLEAR) / 2);
        at.set(c, [x + sign * BEND * (1 - off * off), down]);
        down += tall(c) + gap;
      }
    }
  };
  arc(leftOf, left, BEND, -1, SIDE);
  arc(rightOf, right, RIGHT - BEND, 1, ROWS);
  y += room + RING;
  if (some('parts')) {
    captions.push({ sector: 'parts', x: CENTRE, y: y - CAPTION + 4, side: 'above' });
    band('parts');
  }
  return { at, bands: [], captions, height: y, hosts: new Map() };
}
const arrange = (what) => (data.kind === 'ring' ? arrangeRing(what) : arrangeLanes(what));
