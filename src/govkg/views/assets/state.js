// The whole state as text: in the address, where it can be shared, or in the page itself, where it was saved with it.
const sectionKey = (group, n) => group.key || String(n);
const optionsOff = (wanted) => data.filters.flatMap((f) => f.options.filter((o) => o.on !== state.on[f.name][o.id] && o.on === wanted).map((o) => `${f.name}/${o.id}`));
const keyOf = (id) => (lineOf[id] ? `~${lineOf[id].kind}:${lineOf[id].tie}` : P.cards[id].ref);
const idOf = (key) => {
  if (key.startsWith('~')) {
    const found = P.lines.filter((x) => `~${x.kind}:${x.tie}` === key);
    return (found.find((x) => state.shown.cards.has(x.from) && state.shown.cards.has(x.to)) || found[0] || { id: null }).id;
  }
  const cards = cardsOf[key] || [];
  return cards.find((id) => state.shown.cards.has(id)) || cards[0] || null;
};

const atFirst = () => {
  for (const f of data.filters) state.on[f.name] = Object.fromEntries(f.options.map((o) => [o.id, o.on]));
};
const list = (items) => items.map(encodeURIComponent).join(',');
const listed = (text) => (text ? text.split(',').map(decodeURIComponent) : []);

/** The state as the parameters of an address; what is as at first is left out, so the same state is the same text. */
const written = () => {
  const first = new Set(data.folded), groups = P.kind === 'lanes' ? P.groups : [];
  const given = {
    lang: LANGS[state.n] === data.lang ? '' : LANGS[state.n],
    theme: state.theme === siteTheme() ? '' : state.theme,
    at: state.chosen ? keyOf(state.chosen) : '',
    off: list(optionsOff(true)),
    on: list(optionsOff(false)),
    open: P.kind === 'cloud' ? state.opened : list(groups.flatMap((g, n) => (first.has(n) && !state.folded.has(n) ? [sectionKey(g, n)] : []))),
    fold: list(groups.flatMap((g, n) => (!first.has(n) && state.folded.has(n) ? [sectionKey(g, n)] : []))),
    q: state.asked,
    table: state.table ? '1' : '',
    sort: state.sort,
  };
  return new URLSearchParams(Object.entries(given).filter(([, v]) => v)).toString();
};

/** Light or dark as the explorer's pages have it; a file on its own keeps nothing. */
const THEMES = ['auto', 'light', 'dark'], THEME = 'govkg.theme';
const siteTheme = () => { const kept = data.home ? safely(() => localStorage.getItem(THEME), '') : ''; return THEMES.includes(kept) ? kept : 'auto'; };
const keepTheme = (theme) => { if (data.home) safely(() => localStorage.setItem(THEME, theme)); };

/** Takes a state from text; what the text does not name is as at first, and names that nothing bears are left aside. */
const restore = (text) => {
  const q = new URLSearchParams(text), turn = (name, value) => {
    for (const key of safely(() => listed(q.get(name)), [])) {
      const at = key.indexOf('/'), facet = key.slice(0, at), option = key.slice(at + 1);
      if (Object.hasOwn(state.on, facet) && Object.hasOwn(state.on[facet], option)) state.on[facet][option] = value;
    }
  };
  atFirst();
  state.n = LANGS.includes(q.get('lang')) ? LANGS.indexOf(q.get('lang')) : LANGS.indexOf(data.lang);
  state.theme = THEMES.includes(q.get('theme')) ? q.get('theme') : siteTheme();
  turn('off', false);
  turn('on', true);
  state.folded = new Set(data.folded);
  const open = safely(() => listed(q.get('open')), []), fold = safely(() => listed(q.get('fold')), []);
  if (P.kind === 'lanes') P.groups.forEach((g, n) => { if (open.includes(sectionKey(g, n))) state.folded.delete(n); if (fold.includes(sectionKey(g, n))) state.folded.add(n); });
  state.opened = P.kind === 'cloud' ? q.get('open') || '' : '';
  state.asked = q.get('q') || '';
  state.table = q.get('table') === '1';
  state.sort = /^-?[a-z]+$/.test(q.get('sort') || '') ? q.get('sort') : '';
  state.shown = filtered();
  state.chosen = q.get('at') ? idOf(q.get('at')) : null;
};
const safely = (read, otherwise) => { try { return read(); } catch { return otherwise; } };

const saved = () => byId('state').textContent.trim();
const remember = () => {
  const text = written();
  if (text === location.hash.slice(1) || (!text && !location.hash) || (!location.hash && text === saved())) return;
  safely(() => history.replaceState(history.state, '', `#${text}`));
};
