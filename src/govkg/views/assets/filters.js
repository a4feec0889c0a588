// Filters that are the legend at once, and the search in hanzi, pinyin and initials.
const atFirst = () => { for (const f of data.filters) state.on[f.name] = Object.fromEntries(f.options.map((o) => [o.id, o.on])); };
const optionName = (filter, id) => {
  if (filter === 'kind') return say(`kind.${id}`);
  if (filter === 'basis') return say(`basis.${id}`);
  if (data.labels[`${filter}/${id}`]) return both(data.labels[`${filter}/${id}`]);
  return say(filter === 'empty' ? 'empty.shown' : id);
};
const drawFilters = () => {
  const box = byId('filters');
  box.querySelector('summary').textContent = `${say('legend')} · ${say('filters')}`;
  const sets = data.filters.map((f) => make('fieldset', { 'data-filter': f.name }, make('legend', {}, say(`filter.${f.name}`)),
    make('div', { class: `options${['empty', 'basis', 'domain'].includes(f.name) ? ' one' : ''}` }, f.options.map((o) => {
      const input = make('input', { type: 'checkbox', 'data-option': `${f.name}/${o.id}`,
        onchange: () => { state.on[f.name][o.id] = input.checked; refresh(); } });
      input.checked = state.on[f.name][o.id];
      const mark = f.name === 'kind' ? glyph(o.id) : f.name === 'basis' ? stroke(o.id) : null;
      return make('label', {}, input, mark, make('span', {}, optionName(f.name, o.id)), make('span', { class: 'n' }, String(o.count)));
    }))));
  const changed = data.filters.some((f) => f.options.some((o) => state.on[f.name][o.id] !== o.on));
  const reset = make('button', { type: 'button', class: 'reset', onclick: () => { atFirst(); refresh(); } }, say('reset'));
  reset.hidden = !changed;
  const kept = document.activeElement?.dataset?.option;
  box.querySelector('div').replaceChildren(...sets, reset);
  if (kept) box.querySelector(`[data-option="${kept}"]`)?.focus();
};

const plain = (s) => s.toLowerCase().normalize('NFKC').replace(/[\s“”"'·]/g, '');
const search = (asked) => {
  const q = plain(asked);
  if (!q) return [];
  const hits = [];
  for (const [ref, node] of Object.entries(data.nodes)) {
    const names = node.names.map(plain), n = names.length ? names[0].length : 0;
    let rank = 9;
    if (names.includes(q)) rank = 0;
    else if (node.sounds.includes(q)) rank = 1;
    else if (names.some((x) => x.startsWith(q))) rank = 2;
    else if (node.sounds.some((x) => x.startsWith(q))) rank = 3;
    else if (names.some((x) => x.includes(q))) rank = 4;
    else if (q.length > 1 && node.sounds.some((x) => x.includes(q))) rank = 5;
    if (rank < 9 && cardsOf[ref]) hits.push({ ref, rank, n });
  }
  const thing = (h) => (data.nodes[h.ref].figure || data.nodes[h.ref].event ? 1 : 0);
  return hits.sort((a, b) => a.rank - b.rank || thing(a) - thing(b) || a.n - b.n || (a.ref < b.ref ? -1 : 1)).slice(0, 12);
};

/** Opens the filters that hide a thing. */
const reveal = (ref) => {
  const open = (f, o) => { if (state.on[f] && o in state.on[f]) state.on[f][o] = true; };
  const node = data.nodes[ref], there = () => cardsOf[ref].find((id) => state.shown.cards.has(id));
  if (there()) return there();
  for (const [f, o] of [['kind', node.kind], ['level', node.level], ['domain', node.domain]]) open(f, o);
  refresh();
  if (!there()) { open('empty', 'shown'); refresh(); }
  if (!there()) { for (const f of data.filters) for (const o of f.options) if (o.id !== 'inferred') open(f.name, o.id); refresh(); }
  return there();
};
const goFind = (ref) => {
  closeFound();
  const id = reveal(ref) || cardsOf[ref][0];
  choose(id);
  const spot = (drawn() ? byId('words') : byId('list')).querySelector(`[data-card="${id}"]`);
  if (spot) spot.scrollIntoView({ block: 'center' });
};

let pick = 0, hits = [];
const closeFound = () => { byId('found').hidden = true; byId('search').setAttribute('aria-expanded', 'false'); };
const drawFound = () => {
  const box = byId('found'), asked = byId('search').value;
  hits = search(asked);
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
