'use strict';
// What every page does beside being read: the choice of light and dark, kept in this browser only, and the keys / and g.
(() => {
  const root = document.documentElement, button = document.querySelector('[data-theme-button]');
  const modes = ['auto', 'light', 'dark'];
  const kept = () => { try { return localStorage.getItem('govkg.theme') || 'auto'; } catch { return 'auto'; } };
  const apply = (mode) => {
    if (mode === 'auto') root.removeAttribute('data-theme'); else root.dataset.theme = mode;
    if (button) button.textContent = button.dataset[mode];
  };
  apply(kept());
  if (button) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const next = modes[(modes.indexOf(kept()) + 1) % modes.length];
      try { localStorage.setItem('govkg.theme', next); } catch { /* a browser that keeps nothing shows it for this page */ }
      apply(next);
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
