// Search in hanzi and pinyin, and the filters.
const plain = (text) => text.normalize('NFKC').toLowerCase().replace(/[\s“”‘’"'《》〈〉「」『』【】（）()·、，。]/g, '');

function search(text) {
  const wanted = plain(text);
  if (!wanted) return [];
  const latin = /^[\x20-\x7e]+$/.test(wanted);
  const found = [];
  for (const [ref, n] of Object.entries(data.nodes)) {
    const names = n.names.map(plain);
    const at = names.some((x) => x === wanted) ? 0 : names.some((x) => x.startsWith(wanted)) ? 1 : names.some((x) => x.includes(wanted)) ? 2
      : latin && n.sounds.some((s) => plain(s) === wanted) ? 3 : latin && n.sounds.some((s) => plain(s).startsWith(wanted)) ? 4
      : latin && wanted.length > 1 && n.sounds.some((s) => plain(s).includes(wanted)) ? 5 : 9;
    if (at < 9) found.push([at, n.figure === undefined ? 0 : 1, n.label.length, n.label, ref]);
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : 1));
  return found.slice(0, 12).map((x) => x[4]);
}

function searchBox() {
  const list = el('div', { class: 'found', id: 'found', hidden: true });
  const input = el('input', { type: 'search', id: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: say('search'), 'aria-label': say('search'), 'aria-controls': 'found' });
  const fill = () => {
    const found = search(input.value);
    list.hidden = !input.value.trim();
    clear(list, found.map((ref) => {
      const n = data.nodes[ref];
      return el('button', { type: 'button', onclick: () => go(ref) }, glyph(n.kind),
        el('span', {}, n.figure ? n.figure + ' ' : '', n.label, ' ', el('small', {}, say('kind.' + n.kind))));
    }), found.length ? null : el('p', { class: 'quiet' }, say('notfound')));
  };
  const go = (ref) => {
    list.hidden = true;
    input.value = '';
    pick({ ref }, true);
    reveal();
  };
  input.addEventListener('input', fill);
  input.addEventListener('focus', () => { if (input.value) fill(); });
  const box = el('div', { class: 'search', role: 'search' }, input, list);
  box.addEventListener('keydown', (e) => {
    const all = [input, ...list.querySelectorAll('button')];
    const at = all.indexOf(document.activeElement);
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      all[Math.max(0, Math.min(all.length - 1, at + (e.key === 'ArrowDown' ? 1 : -1)))].focus();
      e.preventDefault();
    } else if (e.key === 'Enter' && document.activeElement === input && all[1]) all[1].click();
    else if (e.key === 'Escape') { list.hidden = true; e.stopPropagation(); }
  });
  document.addEventListener('click', (e) => { if (!box.contains(e.target)) list.hidden = true; });
  return box;
}

const optionName = { kind: (id) => say('kind.' + id), level: (id) => (id === 'unsure' ? say('unsure') : label('level', id)), domain: (id) => label('domain', id),
  basis: (id) => label('basis', id), empty: () => say('empty.shown') };

function filterBox() {
  const groups = data.filters.map((f) => el('fieldset', {}, el('legend', {}, say('filter.' + f.name)), f.options.map((o) => {
    const key = f.name + '/' + o.id;
    const input = el('input', { type: 'checkbox', 'data-filter': key, checked: !state.off.has(key) });
    input.addEventListener('change', () => {
      if (input.checked) state.off.delete(key);
      else state.off.add(key);
      update();
    });
    return el('label', {}, input, f.name === 'basis' ? stroke(o.id) : f.name === 'kind' ? glyph(o.id) : null, optionName[f.name](o.id), ' ', el('small', {}, String(o.count)));
  })));
  const wide = matchMedia('(min-width: 700px)').matches;
  const inner = el('div', { class: 'filters' }, groups);
  return wide ? inner : el('details', { class: 'filterbox' }, el('summary', {}, say('filters')), inner);
}

function showAll() {
  state.off.clear();
  tools();
  update();
  reveal();
}

function tools() {
  clear($('tools'), searchBox(), filterBox());
}
