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
const state = { text: 0, part: '', verdicts: new Set(['missed', 'spurious', 'partly', 'right']), rule: '' };

const wants = (c) => (!state.part || c.part === state.part) && state.verdicts.has(c.verdict) && (!state.rule || c.rules.includes(state.rule));

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
  const rows = data.rules.slice(0, 60).map(([rule, what, right, wrong]) => {
    const shown = rule ? make('button', rule) : say('norule');
    if (rule) {
      shown.type = 'button';
      shown.addEventListener('click', () => { state.rule = rule; draw(); $('controls').scrollIntoView(); });
    }
    return [shown, what.split('.').map((w) => say('part.' + w)).join(' · '), right, wrong];
  });
  table($('rules'), [say('rule'), say('what'), say('verdict.right'), say('wrong')], rows, [2, 3]);
}

function segments(one) {
  // Spans may lie in one another: the text is cut at every edge, each piece knows the cases that cover it.
  const cases = one.cases.map((c, i) => [c, i]).filter(([c]) => wants(c) && c.part !== 'links');
  const cuts = new Set([0, one.text.length]);
  const chars = Array.from(one.text);
  const open = new Map();
  for (const [c, i] of cases) {
    for (const at of [c.start, c.end]) cuts.add(at);
    for (let k = c.start; k < c.end; k += 1) { if (!open.has(k)) open.set(k, []); open.get(k).push(i); }
  }
  const edges = [...cuts].filter((x) => x <= chars.length).sort((a, b) => a - b);
  if (edges[edges.length - 1] !== chars.length) edges.push(chars.length);
  return edges.slice(0, -1).map((a, n) => ({ words: chars.slice(a, edges[n + 1]).join(''), cases: open.get(a) || [] }));
}

function worst(list, one) {
  return VERDICTS.find((v) => list.some((i) => one.cases[i].verdict === v));
}

function text() {
  const one = data.texts[state.text];
  const page = $('page');
  page.replaceChildren();
  let p = make('p');
  for (const piece of segments(one)) {
    const lines = piece.words.split('\n');
    lines.forEach((line, n) => {
      if (n) { if (p.textContent.trim()) page.append(p); p = make('p'); }
      if (!line) return;
      if (!piece.cases.length) { p.append(line); return; }
      const mark = make('mark', line, worst(piece.cases, one));
      mark.tabIndex = 0;
      mark.setAttribute('role', 'button');
      mark.dataset.cases = piece.cases.join(' ');
      p.append(mark);
    });
  }
  if (p.textContent.trim()) page.append(p);
  $('panel').replaceChildren();
}

function near(one, indexes) {
  // The links whose place is that of a chosen thing are shown with it.
  const chosen = indexes.map((i) => one.cases[i]);
  return one.cases.filter((c) => c.part === 'links' && wants(c) && chosen.some((x) => x.start === c.start && x.end === c.end));
}

function card(c) {
  const box = make('div', null, 'case');
  const head = make('h3');
  const sample = make('mark', say('verdict.' + c.verdict), c.verdict);
  head.append(sample, ' ' + say('part.' + c.part) + (c.kind ? ' · ' + say('part.' + c.kind) : ''));
  box.append(head);
  if (c.ends.length) box.append(make('div', c.ends.join(' → '), 'sample'));
  if (c.fields.length) {
    const t = make('table');
    const top = make('tr');
    [['', ''], [say('gold'), 'gold'], [say('found'), '']].forEach(([w, cls]) => top.append(make('th', w, cls)));
    t.append(top);
    for (const [name, gold, found, off] of c.fields) {
      const tr = make('tr');
      tr.append(make('th', say('field.' + name)), make('td', gold, 'gold'), make('td', found, off ? 'off' : ''));
      t.append(tr);
    }
    box.append(t);
  }
  if (c.rules.length) box.append(make('div', say('rule') + ' ' + c.rules.join('，'), 'rule'));
  return box;
}

function choose(mark) {
  const one = data.texts[state.text];
  const indexes = mark.dataset.cases.split(' ').map(Number);
  document.querySelectorAll('mark[aria-pressed]').forEach((m) => m.removeAttribute('aria-pressed'));
  mark.setAttribute('aria-pressed', 'true');
  $('panel').replaceChildren(...indexes.map((i) => card(one.cases[i])), ...near(one, indexes).map(card));
}

function controls() {
  const pick = $('text');
  data.texts.forEach((t, i) => {
    const wrong = t.cases.filter((c) => ['missed', 'spurious', 'partly'].includes(c.verdict)).length;
    const option = make('option', `${t.title || t.id}（${wrong}）`);
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
    const sample = make('mark', say('verdict.' + v), v + ' sample');
    label.append(box, sample);
    $('verdicts').append(label);
  }
  const shown = $('ruleshown');
  shown.querySelector('button').textContent = say('allrules');
  shown.querySelector('button').addEventListener('click', () => { state.rule = ''; draw(); });
  $('page').addEventListener('click', (e) => { if (e.target.tagName === 'MARK') choose(e.target); });
  $('page').addEventListener('keydown', (e) => {
    if (e.target.tagName === 'MARK' && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); choose(e.target); }
  });
}

function draw() {
  const shown = $('ruleshown');
  shown.hidden = !state.rule;
  shown.querySelector('span').textContent = say('rule') + ' ' + state.rule;
  scores();
  text();
}

$('title').textContent = data.title;
$('about').textContent = say('about');
$('overall-head').textContent = say('scores');
$('rules-head').textContent = say('byrule');
$('text-label').textContent = say('text');
$('part-label').textContent = say('kind');
$('made').textContent = data.made;
controls();
rules();
draw();
})();
