// Puts the page together and keeps it so.
const wide = matchMedia('(min-width: 1040px)'), dark = matchMedia('(prefers-color-scheme: dark)');
const TALLEST = 16000; // px of a screen: browsers draw no taller canvas, so what is taller is shown as a list
const drawn = () => wide.matches && arrange(state.shown).height * devicePixelRatio <= TALLEST;

const refresh = () => {
  state.shown = filtered();
  if (state.chosen && !state.shown.cards.has(state.chosen) && !state.shown.lines.some((x) => x.id === state.chosen)) state.chosen = null;
  state.near = touched(state.chosen);
  const picture = drawn();
  byId('picture').hidden = !picture;
  byId('list').hidden = picture;
  if (picture) { byId('list').replaceChildren(); draw(); } else { byId('words').replaceChildren(); drawList(); }
  drawFilters();
  drawTable();
  showPanel();
  const refs = [...state.shown.cards].map((id) => data.cards[id].ref);
  const count = (set) => new Set(refs.filter((r) => set.has(data.nodes[r].kind))).size;
  const outcomes = new Set([...FIGURES, 'Milestone', 'PlannedMilestone', 'Recognition', 'Shortcoming']);
  const all = Object.values(data.nodes).filter((n) => outcomes.has(n.kind)).length;
  byId('lede').textContent = say(`lede.${data.view}`, { shown: count(outcomes), all });
  byId('count').textContent = refs.length ? '' : say('nothing');
  byId('count').hidden = refs.length > 0;
};

const frame = () => {
  document.documentElement.lang = ['zh-Hans', 'en'][state.n];
  const title = say(`title.${data.view}`, { name: data.centre ? data.nodes[data.centre].label : '' });
  document.title = title;
  byId('title').textContent = title;
  byId('languages').setAttribute('aria-label', say('language'));
  byId('languages').replaceChildren(...['中文', 'English'].map((text, n) => make('button', { type: 'button', lang: ['zh-Hans', 'en'][n], 'data-lang': LANGS[n],
    'aria-pressed': String(n === state.n), onclick: () => { state.n = n; frame(); refresh(); byId('languages').children[n].focus(); } }, text)));
  const reports = Object.values(data.reports);
  byId('source').replaceChildren(...reports.map((r) => say('copy', { title: r.title, quality: both(r.quality) })));
  byId('search').placeholder = say('search');
  byId('search').setAttribute('aria-label', say('search'));
  byId('hint').replaceChildren(make('p', { class: 'keys' }, say('hint')), make('p', {}, say('legend.note')));
  byId('foot').replaceChildren(make('p', {}, [
    ...reports.map((r) => say('foot.source', { body: r.body, title: r.title, date: r.dated || r.issued, sha256: r.sha256.slice(0, 16) })),
    say('foot.made', { version: data.version, dataset: data.dataset.slice(0, 16) })].join(' · ')));
};

atFirst();
if (!matchMedia('(min-width: 1368px)').matches) byId('filters').open = false;
frame();
refresh();
byId('search').addEventListener('input', () => { pick = 0; drawFound(); });
byId('search').addEventListener('keydown', searchKeys);
byId('search').addEventListener('blur', closeFound);
byId('words').addEventListener('keydown', steer);
document.addEventListener('keydown', (e) => { if (e.key === 'Escape') dismiss(); });
wide.addEventListener('change', refresh);
dark.addEventListener('change', refresh);
addEventListener('beforeprint', () => { byId('table').open = true; });
