'use strict';
// How the graph stands to the decisions, asked for as long as it is being built.
(() => {
  const EVERY = 700; // ms
  let waiting = 0;
  const place = () => document.querySelector('[data-standing]');
  const show = (state) => {
    const here = place();
    if (!here) return;
    here.dataset.state = state.state;
    here.querySelector('span').textContent = JSON.parse(here.dataset.words)[state.state];
    here.querySelector('code').textContent = state.dataset;
    here.querySelector('.why').textContent = state.error;
  };
  const ask = async () => {
    waiting = 0;
    try {
      const answer = await fetch('/review/state.json', { cache: 'no-store' });
      if (!answer.ok) return;
      const state = await answer.json();
      show(state);
      if (state.state === 'building') soon();
      else document.dispatchEvent(new Event('govkg.built'));
    } catch { soon(); }
  };
  const soon = () => { if (!waiting) waiting = setTimeout(ask, EVERY); };
  document.addEventListener('govkg.written', soon);
  if (place()?.dataset.state === 'building') soon();
})();
