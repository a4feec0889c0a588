(() => {
'use strict';
// Without this script the page is whole: language, folding and anchors are the browser's own. It remembers and finds.
const data = JSON.parse(document.getElementById('data').textContent);
const root = document.documentElement;
const radios = [...document.querySelectorAll('input[name=lang]')];
const key = () => radios.find((r) => r.checked).id.slice(5);

function spoken() {
  root.lang = radios.find((r) => r.checked).value;
  document.title = data.title[key()];
  counted();
}

// The place that is being read stays where it is while the words around it change.
function inView() {
  const sections = document.querySelectorAll('main section, main figure');
  let found = null;
  for (const s of sections) if (s.getBoundingClientRect().top < 120) found = s;
  return found;
}

for (const radio of radios) radio.addEventListener('change', () => {
  const at = scrollY > 200 && before;
  spoken();
  try { localStorage.setItem('govkg.lang', key()); } catch { /* a page from a memory stick may keep nothing */ }
  if (at) scrollTo(0, scrollY + at.node.getBoundingClientRect().top - at.top);
});
let before = null;
document.querySelector('.languages').addEventListener('pointerdown', () => {
  const node = inView();
  before = node && { node, top: node.getBoundingClientRect().top };
});

const wanted = new URLSearchParams(location.search).get('lang');
let kept = null;
try { kept = localStorage.getItem('govkg.lang'); } catch { /* nothing kept */ }
const first = document.getElementById('lang-' + (wanted || kept));
if (first) first.checked = true;

const find = document.getElementById('find');
const items = [...document.querySelectorAll('[data-find]')];
find.addEventListener('input', () => {
  const words = find.value.trim().toLowerCase();
  for (const a of items) a.parentElement.classList.toggle('out', Boolean(words) && !a.dataset.find.includes(words));
  for (const a of items) {
    const li = a.parentElement;
    if (li.classList.contains('out') && li.querySelector('li:not(.out)')) li.classList.remove('out');
  }
});
find.addEventListener('keydown', (e) => {
  const hit = e.key === 'Enter' && items.find((a) => a.dataset.find.includes(find.value.trim().toLowerCase()));
  if (hit) hit.click();
});

const search = document.getElementById('search');
const hits = document.getElementById('hits');
const rows = [...document.querySelectorAll('.scheme tbody tr[id]')];
const texts = rows.map((r) => (r.id + ' ' + r.textContent).toLowerCase());
let found = -1;
function counted() {
  hits.textContent = found < 0 ? '' : data.hits[key()].replace('{count}', found);
}
search.addEventListener('input', () => {
  const words = search.value.trim().toLowerCase();
  found = words ? 0 : -1;
  rows.forEach((r, n) => {
    const fits = !words || texts[n].includes(words);
    r.hidden = !fits;
    if (words && fits) found += 1;
  });
  for (const group of document.querySelectorAll('.scheme tbody')) group.hidden = Boolean(words) && !group.querySelector('tr[id]:not([hidden])');
  for (const scheme of document.querySelectorAll('.scheme')) {
    const some = scheme.querySelector('tbody tr[id]:not([hidden])');
    scheme.hidden = Boolean(words) && !some;
    scheme.open = Boolean(words) && Boolean(some);
  }
  counted();
});

// An anchor inside a folded list opens it.
function arrive() {
  const node = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = node && node.closest('details');
  if (fold && !fold.closest('nav')) { fold.open = true; node.scrollIntoView(); }
}
addEventListener('hashchange', arrive);

const contents = document.querySelector('#contents details');
const narrow = matchMedia('(max-width: 1080px)');
const fit = () => { contents.open = !narrow.matches; };
narrow.addEventListener('change', fit);
contents.addEventListener('click', (e) => { if (narrow.matches && e.target.closest('a')) contents.open = false; });
addEventListener('beforeprint', () => { contents.open = false; });
fit();
spoken();
arrive();
})();
