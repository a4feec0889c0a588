(() => {
'use strict';
// Without this script the page is whole: language, folding and anchors are the browser's own. It remembers and finds.
const data = JSON.parse(document.getElementById('data').textContent);
const radios = [...document.querySelectorAll('input[name=lang]')];

function spoken() {
  const chosen = radios.find((r) => r.checked);
  document.documentElement.lang = chosen.value;
  document.title = data.title[chosen.id.slice(5)];
}

// The question that is being read stays where it is while the words around it change.
function read() {
  let found = null;
  for (const s of document.querySelectorAll('main section')) if (s.getBoundingClientRect().top < 120) found = s;
  return found;
}

let before = null;
document.querySelector('.languages').addEventListener('pointerdown', () => {
  const node = read();
  before = node && { node, top: node.getBoundingClientRect().top };
});
for (const radio of radios) radio.addEventListener('change', () => {
  spoken();
  try { localStorage.setItem('govkg.lang', radio.id.slice(5)); } catch { /* a page from a memory stick may keep nothing */ }
  if (before && scrollY > 200) scrollTo(0, scrollY + before.node.getBoundingClientRect().top - before.top);
});

let kept = null;
try { kept = localStorage.getItem('govkg.lang'); } catch { /* nothing kept */ }
const first = document.getElementById('lang-' + (new URLSearchParams(location.search).get('lang') || kept));
if (first) first.checked = true;

const find = document.getElementById('find');
const items = [...document.querySelectorAll('[data-find]')];
const fits = (a) => a.dataset.find.includes(find.value.trim().toLowerCase());
find.addEventListener('input', () => {
  for (const a of items) a.parentElement.classList.toggle('out', !fits(a));
  for (const g of document.querySelectorAll('nav .group')) g.classList.toggle('out', !g.querySelector('li:not(.out)'));
});
find.addEventListener('keydown', (e) => {
  const hit = e.key === 'Enter' && items.find(fits);
  if (hit) hit.click();
});

const contents = document.querySelector('#contents details');
const narrow = matchMedia('(max-width: 1080px)');
const fit = () => { contents.open = !narrow.matches; };
narrow.addEventListener('change', fit);
contents.addEventListener('click', (e) => { if (narrow.matches && e.target.closest('a')) contents.open = false; });
fit();
spoken();
})();
