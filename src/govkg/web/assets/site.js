'use strict';
// What every page does beside being read: the choice of light and dark, kept in this browser only, texts to copy at a click, and the key /.
(() => {
  const root = document.documentElement, button = document.querySelector('[data-theme-button]');
  const modes = ['auto', 'light', 'dark'];
  let mode = 'auto';
  try { mode = localStorage.getItem('govkg.theme') || 'auto'; } catch { /* a browser that keeps nothing begins anew on each page */ }
  if (!modes.includes(mode)) mode = 'auto';
  const apply = () => {
    if (mode === 'auto') root.removeAttribute('data-theme'); else root.dataset.theme = mode;
    if (button) button.textContent = button.dataset[mode];
  };
  apply();
  if (button) {
    button.hidden = false;
    button.addEventListener('click', () => {
      mode = modes[(modes.indexOf(mode) + 1) % modes.length];
      try { localStorage.setItem('govkg.theme', mode); } catch { /* shown on this page all the same */ }
      apply();
    });
  }
  for (const button of document.querySelectorAll('[data-copy]')) {
    const text = button.parentElement.querySelector('code');
    if (!text || !navigator.clipboard) continue;
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 1500);
    });
  }

  const typing = (e) => e.target.closest('input, textarea, select, [contenteditable]');
  addEventListener('keydown', (e) => {
    if (e.key === '/' && !typing(e) && !e.ctrlKey && !e.metaKey && !e.altKey) {
      const seek = document.querySelector('[data-seek]');
      if (seek) { e.preventDefault(); seek.focus(); seek.select(); }
    }
  });
})();
