// The search: hanzi, pinyin, initials and English, with one slip of the finger forgiven.
const plain = (s) => s.toLowerCase().normalize('NFKC').replace(/[\s“”"'·]/g, '');
/** All names of a node as a reader may type them: its own, those of its type, metric and event in both languages. */
const namesOf = (node) => {
  const more = [data.messages[`kind.${node.kind}`] || [], (node.facts.find(([k]) => k === 'metric') || [0, []])[1], (node.event && data.labels[`event/${node.event}`]) || []];
  return { own: node.names.map(plain), more: more.flat().map(plain) };
};
let index = null;
const indexed = () => (index ||= Object.entries(data.nodes).map(([ref, node]) => ({ ref, node, ...namesOf(node) })));
const rankOf = (q, { node, own, more }) => {
  if (own.includes(q)) return 0;
  if (node.sounds.includes(q)) return 1;
  if (own.some((x) => x.startsWith(q))) return 2;
  if (node.sounds.some((x) => x.startsWith(q))) return 3;
  if (own.some((x) => x.includes(q))) return 4;
  if (q.length > 1 && node.sounds.some((x) => x.includes(q))) return 5;
  if (q.length > 1 && more.some((x) => x.startsWith(q))) return 6;
  if (q.length > 3 && /^[a-z0-9]+$/.test(q) && [...node.sounds, ...own, ...more].some((x) => nearly(q, x))) return 7;
  return 9;
};
const search = (asked) => {
  const q = plain(asked);
  if (!q) return [];
  const found = [];
  for (const one of indexed()) {
    const rank = cardsOf[one.ref] ? rankOf(q, one) : 9;
    if (rank < 9) found.push({ ref: one.ref, rank, n: one.own.length ? one.own[0].length : 0 });
  }
  const thing = (h) => (data.nodes[h.ref].figure || data.nodes[h.ref].event ? 1 : 0);
  return found.sort((a, b) => a.rank - b.rank || thing(a) - thing(b) || a.n - b.n || (a.ref < b.ref ? -1 : 1)).slice(0, 12);
};

/** Opens the filters and the section that hide a thing. */
const reveal = (ref) => {
  const open = (f, o) => { if (state.on[f] && o in state.on[f]) state.on[f][o] = true; };
  const node = data.nodes[ref], there = () => cardsOf[ref].find((id) => state.shown.cards.has(id));
  if (!there()) {
    for (const [f, o] of [['kind', node.kind], ['level', node.level], ['domain', node.domain], ...Object.entries(node.in).flatMap(([f, all]) => all.map((o) => [f, o]))]) open(f, o);
    state.shown = filtered();
  }
  if (!there()) { open('empty', 'shown'); state.shown = filtered(); }
  if (!there()) { for (const f of data.filters) for (const o of f.options) if (o.id !== 'inferred') open(f.name, o.id); }
  state.shown = filtered();
  const id = there();
  if (id) unfoldFor(id);
  refresh();
  return id;
};
const goFind = (ref) => {
  closeFound();
  const id = reveal(ref) || cardsOf[ref][0];
  choose(id);
  const spot = spotOf(id);
  if (spot) spot.scrollIntoView({ block: 'center' });
};

let pick = 0, hits = [];
const closeFound = () => { byId('found').hidden = true; byId('search').setAttribute('aria-expanded', 'false'); };
const drawFound = () => {
  const box = byId('found'), asked = byId('search').value;
  hits = search(asked);
  state.asked = asked.trim();
  box.hidden = !asked.trim();
  byId('search').setAttribute('aria-expanded', String(!box.hidden));
  pick = Math.max(0, Math.min(pick, hits.length - 1));
  box.replaceChildren(...(hits.length ? hits.map((h, k) => {
    const node = data.nodes[h.ref];
    return make('li', { role: 'option', id: `hit${k}`, 'aria-selected': String(k === pick), onmousedown: (e) => { e.preventDefault(); goFind(h.ref); } },
      glyph(node.kind), make('span', {}, node.label), make('i', {}, node.figure || say(`kind.${node.kind}`)));
  }) : [make('li', { class: 'none' }, say('search.none'))]));
  if (hits.length) byId('search').setAttribute('aria-activedescendant', `hit${pick}`); else byId('search').removeAttribute('aria-activedescendant');
};
const searchKeys = (e) => {
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); pick += e.key === 'ArrowDown' ? 1 : -1; drawFound(); }
  else if (e.key === 'Enter' && hits[pick]) { e.preventDefault(); goFind(hits[pick].ref); }
  else if (e.key === 'Escape') { e.stopPropagation(); closeFound(); }
};
