// Puts the page together and keeps it so.
const wide = matchMedia('(min-width: 1040px)'), dark = matchMedia('(prefers-color-scheme: dark)');
const pictured = () => P.kind === 'cloud' || wide.matches || !!data.plans[1];
let cloud = null;
const cloudHooks = () => ({ choose, hover, state, nodeOf, say, both, shown: () => state.shown, cards: P.cards, lines: P.lines,
  ink: (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() });

const choosePlan = () => {
  const plan = !wide.matches && data.plans[1] ? data.plans[1] : data.plans[0];
  if (plan === P) return;
  const key = state.chosen ? keyOf(state.chosen) : null;
  usePlan(plan);
  state.shown = filtered();
  state.chosen = key ? idOf(key) : null;
};
const refresh = () => {
  choosePlan();
  state.shown = filtered();
  if (state.chosen && !state.shown.cards.has(state.chosen) && !state.shown.lines.some((x) => x.id === state.chosen)) state.chosen = null;
  const picture = pictured();
  byId('picture').hidden = !picture;
  byId('list').hidden = picture;
  if (P.kind === 'cloud') { if (cloud) cloud.refresh(); else cloud = drawCloud(byId('stage'), data, cloudHooks()); }
  else if (picture) { byId('list').replaceChildren(); draw(); } else { svg = null; byId('stage').replaceChildren(); drawList(); }
  state.near = touched(state.chosen);
  repaint();
  drawFilters();
  drawTable();
  drawTools();
  showPanel();
  const refs = new Set([...state.shown.cards].map((id) => P.cards[id].ref)), counted = (r) => OUTCOMES.has(data.nodes[r].kind);
  const values = { ...says(), shown: [...refs].filter(counted).length, all: Object.keys(data.nodes).filter(counted).length };
  byId('lede').textContent = say(`lede.${data.view}`, values);
  byId('count').textContent = refs.size ? '' : say(Object.keys(data.nodes).length ? 'nothing' : 'none');
  byId('count').hidden = refs.size > 0;
  remember();
};

const switchOf = (box, options, chosen, pick) => box.replaceChildren(...options.map(([value, text, given]) => make('button', { type: 'button', ...given, 'aria-pressed': String(value === chosen),
  onclick: () => { pick(value); [...box.children].find((b) => b.getAttribute('aria-pressed') === 'true')?.focus(); } }, text)));
const frame = () => {
  const root = document.documentElement, title = data.title[state.n];
  root.lang = ['zh-Hans', 'en'][state.n];
  root.dataset.theme = state.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : state.theme;
  document.title = title;
  byId('title').textContent = title;
  byId('languages').setAttribute('aria-label', say('language'));
  switchOf(byId('languages'), ['中文', 'English'].map((text, n) => [n, text, { lang: ['zh-Hans', 'en'][n], 'data-lang': LANGS[n] }]), state.n, (n) => { state.n = n; index = null; frame(); refresh(); });
  byId('themes').setAttribute('aria-label', say('theme'));
  switchOf(byId('themes'), ['auto', 'light', 'dark'].map((t) => [t, say(`theme.${t}`), { 'data-theme-choice': t }]), state.theme, (t) => { state.theme = t; keepTheme(t); frame(); if (cloud) cloud.refresh(); remember(); });
  byId('home').hidden = !data.home;
  if (data.home) byId('home').replaceChildren(away('', {}, say('home')), away('view', {}, say('home.views')));
  const reports = Object.values(data.reports), few = reports.slice(0, 4);
  byId('source').replaceChildren(...few.map((r) => make('span', {}, say('copy', { title: r.title, quality: both(r.quality) }))), reports.length > few.length ? say('copy.more', { n: reports.length - few.length }) : '');
  byId('search').placeholder = say('search');
  byId('search').setAttribute('aria-label', say('search'));
  byId('found').setAttribute('aria-label', say('search'));
  byId('table').querySelector('.scroll').setAttribute('aria-label', say('table'));
  byId('hint').replaceChildren(make('p', { class: 'keys' }, say('hint')), make('p', {}, say('legend.note')));
  byId('foot').replaceChildren(make('p', {}, sourceLines().join(' · ')));
};
const open = (text) => {
  restore(text);
  frame();
  if (state.chosen) unfoldFor(state.chosen);
  byId('search').value = state.asked;
  refresh();
  if (state.chosen) { const spot = spotOf(state.chosen); if (spot) spot.scrollIntoView({ block: 'center' }); if (cloud) cloud.show(state.chosen); }
};

if (!wide.matches && data.plans[1]) usePlan(data.plans[1]);
if (!matchMedia('(min-width: 1368px)').matches) byId('filters').open = false;
listen();
open(location.hash.slice(1) || saved());
byId('search').addEventListener('input', () => { pick = 0; drawFound(); remember(); });
byId('search').addEventListener('keydown', searchKeys);
byId('search').addEventListener('blur', closeFound);
byId('table').addEventListener('toggle', () => { if (byId('table').open !== state.table) { state.table = byId('table').open; drawTable(); remember(); } });
document.addEventListener('keydown', (e) => { if (e.key === 'Escape') dismiss(); });
addEventListener('hashchange', () => open(location.hash.slice(1)));
wide.addEventListener('change', refresh);
dark.addEventListener('change', () => { frame(); if (cloud) cloud.refresh(); });
let before = false; // whether the table stood open before printing
addEventListener('beforeprint', () => { before = state.table; state.table = true; drawTable(); });
addEventListener('afterprint', () => { state.table = before; drawTable(); });
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('govkg-usable')));
