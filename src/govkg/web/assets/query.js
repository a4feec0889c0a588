'use strict';
// Comfort for the SPARQL page: Ctrl-Enter, the queries of before (kept in this browser only), texts to copy, a chart that follows its columns.
(() => {
  const KEY = 'govkg.queries', MOST = 50;
  const form = document.querySelector('[data-query]'), area = form.querySelector('textarea');
  area.addEventListener('keydown', (e) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener('submit', () => {
    remember(area.value);
    if (encodeURIComponent(area.value).length > 12000) form.method = 'post';
  });
  for (const field of document.querySelectorAll('[data-auto]')) {
    field.addEventListener('change', () => field.form.requestSubmit(field.form.querySelector('[aria-current]')));
  }

  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      return Array.isArray(found) ? found.filter((q) => typeof q === 'string') : [];
    } catch { return []; }
  }
  function keep(queries) {
    try { localStorage.setItem(KEY, JSON.stringify(queries.slice(0, MOST))); } catch { /* a browser that keeps nothing has no history */ }
  }
  function remember(query) {
    if (query.trim()) keep([query, ...kept().filter((q) => q !== query)]);
  }

  const box = document.querySelector('[data-history]');
  function show() {
    const list = box.querySelector('ol'), queries = kept();
    list.replaceChildren(...queries.map((query) => {
      const item = document.createElement('li'), button = document.createElement('button');
      button.type = 'button';
      button.textContent = query.replace(/\s+/g, ' ').trim().slice(0, 120);
      button.addEventListener('click', () => {
        area.value = query;
        area.dispatchEvent(new Event('govkg:set'));
        area.focus();
      });
      item.append(button);
      return item;
    }));
    if (queries.length) {
      const item = document.createElement('li'), clear = document.createElement('button');
      clear.type = 'button';
      clear.className = 'clear';
      clear.textContent = box.dataset.clear;
      clear.addEventListener('click', () => { keep([]); show(); });
      item.append(clear);
      list.append(item);
    }
    box.hidden = !queries.length;
  }
  if (new URLSearchParams(location.search).has('query')) remember(area.value);
  show();
})();
