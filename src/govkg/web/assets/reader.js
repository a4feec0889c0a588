'use strict';
// The reader without leaving the page: what was read opens beside its sentence, the address says what is open.
// Every link that this takes over leads to the same thing when there is no script.
(() => {
  const desk = document.querySelector('.desk');
  if (!desk) return;
  const say = JSON.parse(document.getElementById('words').textContent);
  const make = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  };
  const link = (href, text, choose) => {
    const made = make('a', '', text);
    made.href = href;
    if (choose) made.dataset.choose = choose;
    return made;
  };
  const spans = (id) => desk.querySelectorAll(`.m[data-s~="${CSS.escape(id)}"]`);
  const mark = (id) => {
    for (const m of desk.querySelectorAll('.m.on')) m.classList.remove('on');
    if (id) for (const m of spans(id)) m.classList.add('on');
  };
  const address = (id) => `?s=${id}${desk.dataset.tail}#s${id}`;

  // -- one statement -----------------------------------------------------------------------------------------------
  const card = (c) => {
    const made = make('aside', 'card');
    made.id = 'card';
    made.dataset.id = c.id;
    made.setAttribute('aria-label', say.card);
    const head = make('p', `head k-${c.kind}`), shut = link(`#s${c.id}`, say.close);
    shut.className = 'shut';
    shut.dataset.shut = '';
    head.append(make('span', '', c.called), shut);
    made.append(head);
    if (c.title) made.append(make('p', 'as', c.title));
    made.append(make('blockquote', '', c.quote));
    if (c.damage) made.append(make('p', 'hurt', say.damaged.replace('{why}', c.damage)));
    if (c.facts.length) {
      const list = make('dl');
      for (const [what, words, where] of c.facts) {
        const row = make('div'), value = make('dd');
        value.append(where ? link(where, words) : words);
        row.append(make('dt', '', what), value);
        list.append(row);
      }
      made.append(list);
    }
    for (const words of c.how) made.append(make('p', 'how', words));
    for (const x of c.choices) {
      const list = make('ul', 'plain');
      for (const o of x.options) {
        const row = make('li', o.won ? '' : 'lost', `${o.words} `);
        row.append(make('span', 'tag', o.why));
        list.append(row);
      }
      made.append(make('p', 'what', x.called), list);
    }
    if (c.explained && !c.choices.length) {
      const row = make('p', 'how'), why = link(`${address(c.id).replace('#', '&why=1#')}`, say.alternatives);
      why.dataset.why = c.id;
      row.append(why);
      made.append(row);
    }
    if (c.others.length) {
      const list = make('ul', 'plain');
      for (const o of c.others) {
        const row = make('li');
        row.append(make('span', 'tag', o.called), ' ', link(address(o.id), o.words, o.id));
        list.append(row);
      }
      made.append(make('p', 'what', say.others), list);
    }
    made.append(make('p', 'what', say.cite), make('p', 'cite', c.cite));
    const links = make('p', 'links');
    links.append(link(c.sentence, say.sentence));
    if (c.page) links.append(link(c.page, say.statement));
    if (c.review) links.append(link(c.review, say.review));
    made.append(links);
    return furnish(made);
  };
  const furnish = (made) => { // what only a script can do
    const button = make('button', '', say.copy);
    button.type = 'button';
    button.addEventListener('click', async () => {
      try { await navigator.clipboard.writeText(made.querySelector('.cite').textContent); button.textContent = say.copied; } catch { getSelection().selectAllChildren(made.querySelector('.cite')); }
    });
    made.querySelector('.links').append(button);
    return made;
  };
  const shut = () => {
    const open = document.getElementById('card');
    if (!open) return;
    const id = open.dataset.id;
    open.remove();
    mark('');
    history.replaceState(null, '', place({ s: '', why: '' }, `#s${id}`));
  };
  const place = (changed, hash) => {
    const url = new URL(location.href);
    for (const [k, v] of Object.entries(changed)) if (v) url.searchParams.set(k, v); else url.searchParams.delete(k);
    return `${url.pathname}${url.search}${hash}`;
  };
  let asked = '';
  const choose = async (id, scroll, why = '') => {
    const first = spans(id)[0];
    if (!first) { location.assign(address(id)); return; }
    asked = id;
    mark(id);
    if (scroll) reveal(first);
    const url = new URL(desk.dataset.report, location.href);
    url.searchParams.set('s', id);
    if (why) url.searchParams.set('why', why);
    const answer = await fetch(url);
    if (!answer.ok || asked !== id) return;
    const told = (await answer.json()).card;
    document.getElementById('card')?.remove();
    const sentence = first.closest('.c'), before = sentence.previousElementSibling;
    (before?.classList.contains('notes') ? before : sentence).before(card(told));
    history.replaceState(null, '', place({ s: id, why }, `#s${id}`));
  };
  const reveal = (node) => {
    const box = node.getBoundingClientRect();
    if (box.top < 80 || box.bottom > innerHeight * (innerWidth < 1080 ? 0.35 : 0.85)) {
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      node.scrollIntoView({ block: innerWidth < 1080 ? 'start' : 'center', behavior: calm ? 'auto' : 'smooth' });
    }
  };

  desk.addEventListener('click', (e) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || e.button) return;
    const to = e.target.closest('[data-choose], [data-shut], [data-why]');
    if (!to) return;
    e.preventDefault();
    if ('shut' in to.dataset) shut();
    else if (to.dataset.why) choose(to.dataset.why, false, '1');
    else choose(to.dataset.choose, true);
  });
  addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, textarea, select')) return;
    if (e.key === 'Escape') return shut();
    if (e.key !== 'j' && e.key !== 'k') return;
    const all = [...desk.querySelectorAll('.c a[data-choose]')];
    const ids = [...new Set(all.map((a) => a.dataset.choose))];
    const now = document.getElementById('card')?.dataset.id ?? '';
    const seen = all.findIndex((a) => a.getBoundingClientRect().top > 80);
    const at = ids.indexOf(asked || now);
    const next = at < 0 ? ids.indexOf(all[Math.max(0, seen)]?.dataset.choose) : at + (e.key === 'j' ? 1 : -1);
    if (!ids[next]) return;
    e.preventDefault();
    all.find((a) => a.dataset.choose === ids[next]).focus({ preventScroll: true });
    choose(ids[next], true);
  });

  // -- a note and its words ----------------------------------------------------------------------------------------
  const near = (e, on) => {
    const note = e.target.closest('.note[data-of]'), m = e.target.closest('.m[data-s]');
    if (note) for (const s of spans(note.dataset.of)) s.classList.toggle('near', on);
    if (m) for (const id of m.dataset.s.split(' ')) desk.querySelector(`.note[data-of="${CSS.escape(id)}"]`)?.classList.toggle('near', on);
  };
  desk.addEventListener('mouseover', (e) => near(e, true));
  desk.addEventListener('mouseout', (e) => near(e, false));

  // -- as the page opens -------------------------------------------------------------------------------------------
  const wide = matchMedia('(min-width: 1440px)');
  const unfold = () => { if (wide.matches) for (const d of desk.querySelectorAll('.aside details')) d.open = true; };
  unfold();
  wide.addEventListener('change', unfold);
  const open = document.getElementById('card');
  if (open) { furnish(open); mark(open.dataset.id); }
  const arrive = () => {
    const found = /^#(c|s)([0-9a-f]+)$/.exec(location.hash);
    if (!found) return;
    if (found[1] === 's' && spans(found[2])[0]) mark(found[2]);
    if ('many' in desk.dataset && !document.getElementById(location.hash.slice(1))) {
      // A part of the report that stands on another page.
      const asks = found[1] === 's' ? { s: found[2], at: '' } : { at: found[2], s: '' };
      if (new URLSearchParams(location.search).get(found[1] === 's' ? 's' : 'at') !== found[2]) location.replace(place(asks, location.hash));
    }
  };
  arrive();
  addEventListener('hashchange', arrive);
  desk.querySelector('[data-keys]').hidden = false;
  // A filter loads the page anew; what was being read stays where it was.
  const key = `govkg.reader ${location.pathname}`;
  for (const a of desk.querySelectorAll('.facets a, .top a, .chosen a')) {
    a.addEventListener('click', () => { try { sessionStorage.setItem(key, String(scrollY)); } catch { /* nothing is kept then */ } });
  }
  try {
    const y = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (y !== null) scrollTo({ top: Number(y), behavior: 'instant' });
  } catch { /* likewise */ }
})();
