// The side panel: the words of a statement in their sentence, where they stand, what was read, how to cite it.
let opener = null;

function passage(id) {
  const p = data.passages[id];
  if (!p) return [];
  const where = p.section.length ? el('ol', { class: 'where' }, p.section.map((s) => el('li', {}, s))) : el('p', { class: 'where' }, say('before'));
  return [
    el('h3', {}, say('quote')),
    el('blockquote', { class: 'passage', lang: 'zh-Hans' }, p.before, el('mark', {}, p.quote), p.after),
    p.damage ? el('p', { class: 'damage' }, say('damaged', { why: p.damage })) : null,
    where,
  ];
}

function cite(id, iri) {
  const p = data.passages[id];
  const r = p && data.reports[p.report];
  if (!r) return [];
  const values = {
    body: r.body, title: r.title, date: r.dated || r.issued || r.covers, start: p.start + 1, end: p.end, quote: p.quote,
    version: data.version, dataset: data.dataset.slice(0, 12), iri,
  };
  return [el('h3', {}, say('cite')), el('p', { class: 'cite', title: say('cite.how') }, say('cite.form', values))];
}

const facts = (rows) => el('dl', { class: 'facts' }, rows.map(([k, v]) => [el('dt', {}, k), el('dd', {}, v)]));
const rule = (name, iri) => el('p', { class: 'rule' }, say('rule', { rule: name || '—' }), ' · ', say('statement', { id: iri.split('/').pop() }));

function headline(node) {
  return [
    el('p', { class: 'what' }, glyph(node.kind), say('kind.' + node.kind)),
    el('h2', {}, node.figure ? el('span', { class: 'figure ' + node.kind }, node.figure) : null, node.label),
  ];
}

function tied(ref) {
  const seen = new Set();
  const rows = [];
  for (const x of data.lines) {
    const from = data.cards[x.from].ref, to = data.cards[x.to].ref;
    if ((from !== ref && to !== ref) || x.kind === 'about' || seen.has(x.tie)) continue;
    seen.add(x.tie);
    const other = data.nodes[from === ref ? to : from];
    const basis = x.kind === 'attribution' ? label('basis', x.basis) : tieName(x);
    rows.push(el('li', {}, el('button', { type: 'button', onclick: () => pick({ line: x.id }) },
      stroke(x.basis), el('span', {}, other.figure ? other.figure + ' ' : '', other.label), el('small', {}, basis))));
  }
  return rows.length ? [el('h3', {}, say('ties')), el('ul', { class: 'ties' }, rows)] : [];
}

function tieName(x) {
  const tie = data.ties[x.tie];
  if (tie && tie.kind === 'participation') return label('role', tie.role) + (tie.basis === 'reportingBody' ? ' · ' + label('basis', tie.basis) : '');
  return say('tie.' + x.kind);
}

function showNode(ref) {
  const node = data.nodes[ref];
  const read = node.facts.map(([k, v]) => [say('fact.' + k), v[state.lang]]);
  return [
    headline(node),
    passage(node.passage),
    read.length ? [el('h3', {}, say('read')), facts(read)] : [],
    tied(ref),
    cite(node.passage, ref),
    rule(node.rule, ref),
  ];
}

function showLine(id) {
  const x = lineById.get(id);
  const tie = data.ties[x.tie];
  const [from, to] = [x.from, x.to].map((c) => data.cards[c].ref);
  if (!tie) return showNode(to);
  const end = (ref) => el('button', { type: 'button', onclick: () => pick({ ref }) }, glyph(data.nodes[ref].kind),
    el('span', {}, data.nodes[ref].figure ? data.nodes[ref].figure + ' ' : '', data.nodes[ref].label));
  const name = x.kind === 'attribution' ? label('basis', x.basis) : tieName(x);
  return [
    el('p', { class: 'what' }, stroke(x.basis), say('tie.' + x.kind)),
    el('h2', {}, name),
    el('ul', { class: 'ties' }, el('li', {}, end(from)), el('li', {}, end(to))),
    el('p', { class: 'warn' }, x.kind === 'attribution' ? say('means.' + x.basis) : null),
    passage(tie.passage),
    cite(tie.passage, x.tie),
    rule(tie.rule, x.tie),
  ];
}

function pick(what, focus) {
  if (what && what.ref) {
    const card = Object.keys(data.cards).find((c) => data.cards[c].ref === what.ref && placed.at.has(c))
      || Object.keys(data.cards).find((c) => data.cards[c].ref === what.ref);
    what = { card };
  }
  state.picked = what;
  if (focus) opener = document.activeElement;
  fillPanel();
  paint();
  mark();
  if (what && (focus || matchMedia('(max-width: 1399.9px)').matches)) $('panel').focus({ preventScroll: true });
}

function fillPanel() {
  const panel = $('panel');
  const what = state.picked;
  panel.hidden = !what;
  if (!what) return clear(panel);
  const card = what.card;
  const hidden = card && !placed.at.has(card);
  clear(panel,
    el('button', { type: 'button', class: 'close', onclick: shut }, say('close')),
    (what.line ? showLine(what.line) : showNode(data.cards[card].ref)).flat(3),
    hidden ? el('p', { class: 'warn' }, say('hidden'), ' ', el('button', { type: 'button', onclick: showAll }, say('all'))) : null);
  panel.setAttribute('aria-label', say('panel'));
  panel.scrollTop = $('side').scrollTop = 0;
}

function shut() {
  pick(null);
  if (opener && opener.isConnected) opener.focus();
  opener = null;
}
