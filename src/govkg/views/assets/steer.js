// Hands on the picture: pointer, touch and keys. Arrow keys go to the nearest card; with Shift they go along a line.
const thingAt = (e) => {
  const g = e.target.closest ? e.target.closest('[data-card], [data-line], [data-head]') : null;
  return g ? { g, id: g.dataset.card || g.dataset.line || null, head: g.dataset.head } : null;
};
const fold = (number) => {
  if (state.folded.has(number)) state.folded.delete(number); else state.folded.add(number);
  refresh();
  byId('stage').querySelector(`[data-head="${number}"]`)?.focus({ preventScroll: true });
};
/** Opens the sections in which a card or both ends of a line stand, and no other. */
const unfoldFor = (id) => {
  if (P.kind !== 'lanes') return;
  for (const end of lineOf[id] ? [lineOf[id].from, lineOf[id].to] : [id]) {
    const standing = () => end in arrange(state.shown).at;
    for (let n = 0; n < P.groups.length && !standing(); n += 1) {
      const g = P.groups[n], own = g.items.some((i) => i.card === end || i.rows.includes(end)) || g.side.some((s) => s.card === end);
      if (!own || !state.folded.delete(n)) continue;
      if (!standing()) state.folded.add(n);
    }
  }
};
const act = (found) => {
  if (!found) dismiss();
  else if (found.head !== undefined) fold(Number(found.head));
  else choose(found.id);
};
const focusOn = (e) => {
  byId('stage').querySelector('[data-card][tabindex="0"], [data-line][tabindex="0"]')?.setAttribute('tabindex', -1);
  e.setAttribute('tabindex', 0);
  e.focus();
};
const TURNS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const middleOf = (id) => [state.at[id][0] + P.cards[id].w / 2, state.at[id][1] + face(id).h / 2];
const nearest = (from, turn) => {
  const [x, y] = middleOf(from);
  let best = null, least = Infinity;
  for (const id of Object.keys(state.at)) {
    const [u, v] = middleOf(id), ahead = (u - x) * turn[0] + (v - y) * turn[1], aside = Math.abs((u - x) * turn[1]) + Math.abs((v - y) * turn[0]);
    if (id === from || ahead <= 4) continue;
    const cost = ahead + 3 * aside;
    if (cost < least) { least = cost; best = id; }
  }
  return best;
};
const steer = (e) => {
  const found = thingAt(e), turn = TURNS[e.key];
  if (!found) return;
  if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); act(found); return; }
  if (!turn || found.head !== undefined) return;
  e.preventDefault();
  if (lineOf[found.id]) { // from a line to the end that lies in that direction
    const { from, to } = lineOf[found.id], [a, b] = [middleOf(from), middleOf(to)];
    const ahead = (b[0] - a[0]) * turn[0] + (b[1] - a[1]) * turn[1];
    const next = elementOf(ahead > 0 ? to : from);
    if (next) focusOn(next);
    return;
  }
  if (e.shiftKey) { // from a card to a line that leaves it in that direction
    const [x, y] = middleOf(found.id);
    const ahead = (l) => { const [u, v] = middleOf(l.from === found.id ? l.to : l.from); return (u - x) * turn[0] + (v - y) * turn[1]; };
    const line = (lines_at.get(found.id) || []).filter((l) => drawnAs.has(l.id) && ahead(l) > 0).sort((a, b) => ahead(b) - ahead(a))[0];
    if (line) focusOn(drawnAs.get(line.id));
    return;
  }
  const next = nearest(found.id, turn);
  if (next) focusOn(elementOf(next));
};
const listen = () => {
  const stage = byId('stage');
  stage.addEventListener('click', (e) => act(thingAt(e)));
  stage.addEventListener('keydown', steer);
  stage.addEventListener('pointerover', (e) => { const f = thingAt(e); if (e.pointerType !== 'touch') hover(f ? f.id : null); });
  stage.addEventListener('pointerleave', () => hover(null));
  stage.addEventListener('focusin', (e) => { const f = thingAt(e); if (f && f.id) hover(f.id); });
  stage.addEventListener('focusout', () => hover(null));
  let waiting = false;
  const soon = () => { if (waiting) return; waiting = true; requestAnimationFrame(() => { waiting = false; fillNear(); }); };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon, { passive: true });
};
