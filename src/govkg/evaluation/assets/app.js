(() => {
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const words = data.words;
const say = (key) => words[key] || key;
const $ = (id) => document.getElementById(id);
const make = (tag, text, cls) => {
  const el = document.createElement(tag);
  if (text !== undefined && text !== null) el.textContent = text;
  if (cls) el.className = cls;
  return el;
};
const percent = (x) => (x === null || x === undefined ? '' : x.toFixed(3));
const VERDICTS = ['missed', 'spurious', 'partly', 'right', 'passed'];
const PARTS = ['quantities', 'entities', 'links', 'milestones'];
const LISTED = 200;
const state = { text: 0, part: '', verdicts: new Set(['missed', 'spurious', 'partly', 'right']), rule: null };

const ofRule = (c, only) => !state.rule || c.judged.some(([rule, what, good]) => rule === state.rule[0] && what === state.rule[1] && !(only && good));
const wants = (c) => (!state.part || c.part === state.part) && state.verdicts.has(verdict(c)) && ofRule(c, false);
// A period or a second metric that differs costs no point of its own, but a reader wants to see it.
const verdict = (c) => (c.verdict === 'right' && c.fields.some((f) => f[3]) ? 'partly' : c.verdict);
const wrong = (c) => ['missed', 'spurious', 'partly'].includes(verdict(c));
const what = (name) => name.split('.').map((w) => say('part.' + w)).join(' · ');

function table(el, head, rows, numbers) {
  el.replaceChildren();
  const tr = make('tr');
  head.forEach((h, i) => tr.append(make('th', h, numbers.includes(i) ? 'n' : '')));
  el.append(tr);
  for (const row of rows) {
    const line = make('tr');
    row.forEach((cell, i) => {
      const td = make('td', cell instanceof Node ? null : cell, numbers.includes(i) ? 'n' : '');
      if (cell instanceof Node) td.append(cell);
      line.append(td);
    });
    el.append(line);
  }
}

function scores() {
  const one = data.texts[state.text];
  const own = new Map(one.score.map((r) => [r[0], r]));
  const rows = data.score.map(([name, p, r, f]) => [say('score.' + name), percent(p), percent(r), percent(f), own.has(name) ? percent(own.get(name)[3]) : '']);
  table($('scores'), ['', say('precision'), say('recall'), 'F1', say('this')], rows, [1, 2, 3, 4]);
}

function rules() {
  const rows = data.rules.slice(0, 60).map(([rule, name, right, bad]) => {
    const shown = make('button', rule || say('norule'));
    shown.type = 'button';
    shown.addEventListener('click', () => { state.rule = [rule, name]; follow(); $('controls').scrollIntoView(); });
    return [shown, what(name), right, bad, (data.said[rule] || []).join('')];
  });
  table($('rules'), [say('rule'), say('what'), say('verdict.right'), say('wrong'), say('said')], rows, [2, 3]);
}

/** Shows what is left by a rule; where this text has nothing of it, the first one that has. */
function follow() {
  const of = (one) => one.cases.some((c) => wrong(c) && ofRule(c, true));
  if (!of(data.texts[state.text])) state.text = Math.max(0, data.texts.findIndex(of));
  $('text').value = state.text;
  draw();
}

function segments(one) {
  // Spans may lie in one another: the text is cut at every edge, each piece knows the cases that cover it.
  const chars = Array.from(one.text);
  const cuts = new Set([0, chars.length]);
  const open = new Map();
  one.cases.forEach((c, i) => {
    if (!wants(c)) return;
    for (const at of [c.start, c.end]) cuts.add(Math.min(at, chars.length));
    for (let k = c.start; k < c.end; k += 1) { if (!open.has(k)) open.set(k, []); open.get(k).push(i); }
  });
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((a, n) => ({ end: edges[n + 1], words: chars.slice(a, edges[n + 1]).join(''), cases: open.get(a) || [] }));
}

/** The worst verdict of some cases: of the things that stand there, and of the ties that end there. */
function worst(one, indexes, ties) {
  const some = indexes.map((i) => one.cases[i]).filter((c) => (c.part === 'links') === ties);
  return VERDICTS.find((v) => some.some((c) => verdict(c) === v));
}

function marked(one, piece, line) {
  const mark = make('mark', line, worst(one, piece.cases, false) || 'plain');
  const ended = piece.cases.filter((i) => one.cases[i].end === piece.end);
  const tie = worst(one, ended, true);
  if (tie && tie !== 'right' && tie !== 'passed') mark.dataset.tie = tie;
  mark.tabIndex = 0;
  mark.setAttribute('role', 'button');
  mark.dataset.cases = piece.cases.join(' ');
  return mark;
}

function text() {
  const one = data.texts[state.text];
  const page = $('page');
  page.replaceChildren();
  let p = make('p');
  for (const piece of segments(one)) {
    piece.words.split('\n').forEach((line, n) => {
      if (n) { if (p.textContent.trim()) page.append(p); p = make('p'); }
      if (line) p.append(piece.cases.length ? marked(one, piece, line) : line);
    });
  }
  if (p.textContent.trim()) page.append(p);
  $('panel').replaceChildren();
}

/** What differs, in a few words: 所述对象 武汉云 ≠ 城市大脑. */
function differs(c) {
  const off = c.fields.filter((f) => f[3]).map(([name, gold, found]) => `${say('field.' + name)} ${gold || '—'} ≠ ${found || '—'}`);
  return off.join(' · ');
}
const wordsOf = (c, one) => (c.ends.length ? c.ends.join(' → ') : Array.from(one.text).slice(c.start, c.end).join(''));
const sample = (c) => make('mark', say('verdict.' + verdict(c)), verdict(c) + ' sample');
const name = (c) => say('part.' + c.part) + (c.kind ? ' · ' + say('part.' + c.kind) : '');

function errors() {
  const box = $('errors'), list = box.querySelector('ol'), items = [];
  data.texts.forEach((one, t) => {
    if (!state.rule && t !== state.text) return;
    one.cases.forEach((c, i) => { if (wrong(c) && wants(c) && ofRule(c, true)) items.push([one, t, c, i]); });
  });
  const texts = new Set(items.map((x) => x[1])).size;
  const key = !items.length ? 'errors.none' : state.rule ? 'errors.rule' : 'errors.text';
  box.querySelector('summary').textContent = say(key).replace('{n}', items.length).replace('{texts}', texts);
  list.replaceChildren();
  let last = -1;
  for (const [one, t, c, i] of items.slice(0, LISTED)) {
    if (state.rule && t !== last) { list.append(make('li', one.title || one.id, 'of')); last = t; }
    const button = make('button');
    button.type = 'button';
    button.append(sample(c), ' ', make('b', wordsOf(c, one)), make('small', [name(c), differs(c)].filter(Boolean).join(' · ')));
    button.addEventListener('click', () => go(t, i));
    const li = make('li');
    li.append(button);
    list.append(li);
  }
  if (items.length > LISTED) list.append(make('li', '…', 'of'));
}

const narrow = () => matchMedia('(max-width: 860px)').matches;

/** Goes to a case: its text, its mark, its card. */
function go(t, i) {
  if (t !== state.text) { state.text = t; $('text').value = t; scores(); text(); }
  const mark = [...document.querySelectorAll('#page mark')].find((m) => m.dataset.cases.split(' ').includes(String(i)));
  if (!mark) return;
  choose(mark, i);
  mark.scrollIntoView({ block: narrow() ? 'start' : 'center' });
}

function card(c) {
  const box = make('div', null, 'case');
  const head = make('h3');
  head.append(sample(c), ' · ' + name(c));
  box.append(head);
  if (c.ends.length) box.append(make('div', c.ends.join(' → '), 'ends'));
  if (c.fields.length) {
    const t = make('table'), top = make('tr');
    for (const w of ['', say('gold'), say('found')]) top.append(make('th', w));
    t.append(top);
    for (const [field, gold, found, off] of c.fields) {
      const tr = make('tr');
      tr.append(make('th', say('field.' + field)), make('td', gold, 'gold'), make('td', (off ? '≠ ' : '') + (found || (off ? '—' : '')), off ? 'off' : ''));
      t.append(tr);
    }
    box.append(t);
  }
  const bad = c.judged.filter((j) => !j[2]);
  for (const rule of new Set((bad.length ? bad : c.judged).map((j) => j[0]).filter(Boolean))) {
    const line = make('p', null, 'rule');
    line.append(make('b', rule), ' ' + (data.said[rule] || []).join(''));
    box.append(line);
  }
  return box;
}

function choose(mark, first) {
  const one = data.texts[state.text];
  const indexes = mark.dataset.cases.split(' ').map(Number).sort((a, b) => (b === first) - (a === first));
  unchoose();
  mark.setAttribute('aria-pressed', 'true');
  const close = make('button', '×', 'close');
  close.type = 'button';
  close.setAttribute('aria-label', say('close'));
  close.addEventListener('click', () => { unchoose(); mark.focus({ preventScroll: true }); });
  $('panel').replaceChildren(close, ...indexes.map((i) => card(one.cases[i])));
  $('panel').scrollTop = 0;
  $('side').scrollTop = 0;
  // On a narrow screen the card must not lie over the words that it is about.
  if (narrow() && mark.getBoundingClientRect().bottom > $('panel').getBoundingClientRect().top) mark.scrollIntoView({ block: 'start' });
}
function unchoose() {
  document.querySelectorAll('mark[aria-pressed]').forEach((m) => m.removeAttribute('aria-pressed'));
  $('panel').replaceChildren();
}

function controls() {
  const pick = $('text');
  data.texts.forEach((t, i) => {
    const option = make('option', `${t.title || t.id}（${t.cases.filter(wrong).length}）`);
    option.value = i;
    pick.append(option);
  });
  pick.addEventListener('change', () => { state.text = Number(pick.value); draw(); });
  const part = $('part');
  ['', ...PARTS].forEach((p) => { const o = make('option', p ? say('part.' + p) : say('all')); o.value = p; part.append(o); });
  part.addEventListener('change', () => { state.part = part.value; draw(); });
  for (const v of VERDICTS) {
    const label = make('label');
    const box = make('input');
    box.type = 'checkbox';
    box.checked = state.verdicts.has(v);
    box.addEventListener('change', () => { if (box.checked) state.verdicts.add(v); else state.verdicts.delete(v); draw(); });
    label.append(box, make('mark', say('verdict.' + v), v + ' sample'));
    $('verdicts').append(label);
  }
  const shown = $('ruleshown');
  shown.querySelector('button').textContent = say('allrules');
  shown.querySelector('button').addEventListener('click', () => { state.rule = null; draw(); });
  addEventListener('keydown', (e) => { if (e.key === 'Escape') unchoose(); });
  $('page').addEventListener('click', (e) => { if (e.target.tagName === 'MARK') choose(e.target); });
  $('page').addEventListener('keydown', (e) => {
    if (e.target.tagName === 'MARK' && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); choose(e.target); }
  });
}

function draw() {
  const shown = $('ruleshown');
  shown.hidden = !state.rule;
  if (state.rule) shown.querySelector('span').textContent = `${state.rule[0] || say('norule')} · ${what(state.rule[1])}`;
  scores();
  text();
  errors();
}

$('title').textContent = data.title;
$('about').textContent = say('about');
$('overall-head').textContent = say('scores');
$('rules-head').textContent = say('byrule');
$('text-label').textContent = say('text');
$('part-label').textContent = say('kind');
$('made').textContent = data.made;
$('errors').open = !narrow();
controls();
rules();
draw();
})();
