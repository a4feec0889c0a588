'use strict';
// What a search offers while one types: a combobox over a plain form, which works by itself without this.
(() => {
  const WAIT = 120; // milliseconds without a key until the server is asked
  let numbered = 0;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  function dress(input) {
    const form = input.form, list = element('ul', 'offers');
    list.id = `offers-${++numbered}`;
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', input.getAttribute('aria-label'));
    form.append(list);
    for (const [name, value] of [['role', 'combobox'], ['aria-expanded', 'false'], ['aria-autocomplete', 'list'], ['aria-controls', list.id]]) {
      input.setAttribute(name, value);
    }
    let timer = 0, asking = null, options = [], at = -1, shownFor = '';

    function close() {
      list.hidden = true;
      input.setAttribute('aria-expanded', 'false');
      choose(-1);
    }

    function choose(next) {
      at = next;
      options.forEach((option, n) => option.setAttribute('aria-selected', String(n === at)));
      if (at < 0) input.removeAttribute('aria-activedescendant');
      else {
        input.setAttribute('aria-activedescendant', options[at].id);
        options[at].scrollIntoView({ block: 'nearest' });
      }
    }

    function go(option) {
      if (option.dataset.href) location.assign(option.dataset.href); else form.requestSubmit();
    }

    function option(item, n) {
      const made = element('li');
      made.id = `${list.id}-${n}`;
      made.setAttribute('role', 'option');
      made.setAttribute('aria-selected', 'false');
      const glyph = element('span', `typemark ${item.kind}`), name = element('span', item.kind === 'Passage' ? 'name quote' : 'name');
      glyph.setAttribute('aria-hidden', 'true');
      for (const [text, met] of item.label) name.append(met ? element('mark', 'met', text) : text);
      if (item.more) name.append(element('span', 'more', item.more));
      made.append(glyph, name, element('span', 'type', item.type));
      made.dataset.href = item.href;
      return made;
    }

    function show(query, items) {
      shownFor = query;
      list.replaceChildren();
      options = items.map(option);
      if (items.length) {
        const all = element('li', 'all', input.dataset.all);
        all.id = `${list.id}-all`;
        all.setAttribute('role', 'option');
        options.push(all);
        list.append(...options);
      } else {
        const nothing = element('li', 'nothing', input.dataset.none);
        nothing.setAttribute('role', 'option');
        nothing.setAttribute('aria-disabled', 'true');
        list.append(nothing);
      }
      choose(-1);
      list.hidden = false;
      input.setAttribute('aria-expanded', 'true');
    }

    async function ask() {
      const query = input.value.trim();
      if (asking) asking.abort();
      if (!query) { close(); return; }
      asking = new AbortController();
      const address = new URL(input.dataset.seek, location.href);
      address.searchParams.set('q', query);
      try {
        const answer = await fetch(address, { signal: asking.signal, headers: { accept: 'application/json' } });
        if (!answer.ok) return;
        const found = await answer.json();
        if (input.value.trim() === query && document.activeElement === input) show(query, found.items);
      } catch (problem) {
        if (problem.name !== 'AbortError') close(); // the form still works
      }
    }

    input.addEventListener('input', (e) => {
      clearTimeout(timer);
      if (!e.isComposing) timer = setTimeout(ask, WAIT); // pinyin that an input method still holds is no query yet
    });
    input.addEventListener('compositionend', () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener('keydown', (e) => {
      if (e.isComposing) return;
      const open = !list.hidden;
      if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
        e.preventDefault();
        if (!open) { if (shownFor === input.value.trim() && options.length) { list.hidden = false; input.setAttribute('aria-expanded', 'true'); } else ask(); return; }
        const many = options.length;
        if (many) choose(e.key === 'ArrowDown' ? (at + 1) % many : (at <= 0 ? many : at) - 1);
      } else if (e.key === 'Enter' && open && at >= 0) {
        e.preventDefault();
        go(options[at]);
      } else if (e.key === 'Escape' && open) {
        e.preventDefault();
        close();
      }
    });
    input.addEventListener('blur', () => setTimeout(close, 120));
    list.addEventListener('mousedown', (e) => e.preventDefault());
    list.addEventListener('click', (e) => {
      const chosen = e.target.closest('[role=option]');
      if (chosen && !chosen.hasAttribute('aria-disabled')) go(chosen);
    });
  }

  document.querySelectorAll('[data-seek]').forEach(dress);
})();
