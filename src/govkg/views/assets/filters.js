// Filters that are the legend at once.
const FOLD = 8; // options that a facet shows before it folds
const FEW = 4; // options that need not fold at all
const LEGEND = new Set(['kind', 'level', 'domain', 'basis', 'empty']);
const optionName = (filter, option) => {
  if (option.name) return both(option.name);
  if (filter === 'kind' || filter === 'basis') return say(`${filter}.${option.id}`);
  if (data.labels[`${filter}/${option.id}`]) return label(filter, option.id);
  return say(filter === 'empty' ? 'empty.shown' : option.id);
};
const optionLine = (f, o) => {
  const name = optionName(f.name, o);
  const input = make('input', { type: 'checkbox', 'data-option': `${f.name}/${o.id}`, onchange: () => { state.on[f.name][o.id] = input.checked; refresh(); } });
  input.checked = state.on[f.name][o.id];
  const mark = f.name === 'kind' ? glyph(o.id) : f.name === 'basis' ? stroke(o.id) : null;
  const only = f.options.length > 2 && !['kind', 'basis', 'level'].includes(f.name)
    ? make('button', { type: 'button', class: 'only', 'data-only': `${f.name}/${o.id}`, 'aria-label': say('only.this', { name }),
      onclick: () => { for (const other of f.options) state.on[f.name][other.id] = other === o; refresh(); } }, say('only')) : null;
  return make('div', { class: 'option' }, make('label', {}, input, mark, make('span', {}, name), make('span', { class: 'n' }, String(o.count))), only);
};
const facetOf = (f) => {
  const long = f.options.length > FOLD, open = !long || state.more.has(f.name);
  const one = ['unit', 'empty', 'basis', 'domain'].includes(f.name);
  const box = make('div', { class: `options${one ? ' one' : ''}` }, (open ? f.options : f.options.slice(0, FOLD)).map((o) => optionLine(f, o)));
  const more = long && make('button', { type: 'button', class: 'more', 'data-option': `${f.name}/`, 'aria-expanded': String(open),
    onclick: () => { if (open) state.more.delete(f.name); else state.more.add(f.name); drawFilters(); } }, say(open ? 'fewer' : 'more', { n: f.options.length - FOLD }));
  const changed = f.options.some((o) => state.on[f.name][o.id] !== o.on);
  if (LEGEND.has(f.name) || f.options.length <= FEW) return make('fieldset', { 'data-filter': f.name }, make('legend', {}, say(`filter.${f.name}`)), box, more || null);
  return make('details', { class: 'facet', 'data-filter': f.name, open: state.more.has(`${f.name}/`) || changed,
    ontoggle: (e) => { if (e.target.open) state.more.add(`${f.name}/`); else state.more.delete(`${f.name}/`); } },
  make('summary', {}, say(`filter.${f.name}`), make('span', { class: 'n' }, String(f.options.length))), make('div', { role: 'group', 'aria-label': say(`filter.${f.name}`) }, box, more || null));
};
const drawFilters = () => {
  const box = byId('filters');
  box.querySelector('summary').textContent = `${say('legend')} · ${say('filters')}`;
  const reset = make('button', { type: 'button', class: 'reset', onclick: () => { atFirst(); refresh(); } }, say('reset'));
  reset.hidden = !optionsOff(true).length && !optionsOff(false).length;
  const kept = document.activeElement?.dataset?.option ?? null, only = document.activeElement?.dataset?.only ?? null;
  box.querySelector('div').replaceChildren(...data.filters.map(facetOf), reset);
  if (kept !== null) box.querySelector(`[data-option="${CSS.escape(kept)}"]`)?.focus();
  if (only !== null) box.querySelector(`[data-only="${CSS.escape(only)}"]`)?.focus();
};
