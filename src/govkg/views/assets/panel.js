// The margin's note on what was chosen: the sentence with its quote first, then what was read from it, how, and how to cite it.
const sectionText = (p) => p.section.map((s) => s.trim()).filter(Boolean).join(' › ');

const quoteOf = (iri, heading) => {
  const p = data.passages[iri];
  if (!p) return [];
  return [
    make('h3', {}, heading || say('quote')),
    make('blockquote', { lang: 'zh-Hans' }, p.before, make('mark', {}, p.quote), p.after),
    make('p', { class: 'where', lang: 'zh-Hans' }, sectionText(p), sectionText(p) && readerOf(p) ? ' · ' : '', readerOf(p)),
    p.damage ? make('p', { class: 'damage' }, say('damaged', { why: p.damage })) : null,
  ].filter(Boolean);
};
/** A link into the explorer: in the language of this page, and out of the frame that the picture may stand in. */
const away = (path, given, text, anchor = '', name = false) => make('a', { class: name, target: '_top',
  href: `${data.home}${path}?${new URLSearchParams({ ...given, lang: LANGS[state.n] })}${anchor}` }, text);
/** In the explorer a quote leads to its sentence in the report, and a name to its page; a file on its own leads nowhere. */
const readerOf = (p) => {
  const r = data.home && data.reports[p.report];
  return r ? away(`report/${encodeURIComponent(r.id)}`, { at: p.sentence }, say('reader'), `#c${p.sentence}`) : null;
};
const pageOf = (ref) => (data.home && !ref.includes(':') ? away(`id/${ref}`, {}, say('page'), '', 'page') : null);
const facts = (pairs) => (pairs.length ? make('dl', {}, pairs.flatMap(([k, v]) => [make('dt', {}, say(`fact.${k}`)), make('dd', {}, both(v))])) : null);

const citation = (iri, of) => {
  const p = data.passages[iri];
  if (!p) return [];
  const r = data.reports[p.report];
  const text = say('cite.form', { body: r.body, title: r.title, date: r.dated || r.issued || r.covers, start: p.start + 1, end: p.end, quote: p.quote,
    version: data.version, dataset: data.dataset.slice(0, 16), iri: of.includes(':') ? of : data.base + of });
  return [make('h3', {}, say('cite')), make('p', { class: 'cite' }, text)];
};
const goTo = (id, text) => make('button', { type: 'button', class: 'link', onclick: () => choose(id) }, text);
const lineText = (line, from) => {
  const node = nodeOf(line.from === from ? line.to : line.from);
  return node.figure ? `${node.label} ${node.figure}` : node.kind === 'Milestone' || node.kind === 'PlannedMilestone' ? `${eventName(node)}：${node.label}` : node.label;
};

const nodePanel = (id) => {
  const ref = P.cards[id].ref, node = data.nodes[ref];
  const mine = state.shown.lines.filter((x) => P.cards[x.from].ref === ref || P.cards[x.to].ref === ref);
  const figure = node.figure
    ? [make('p', { class: 'figure' }, node.figure, make('small', {}, both(node.note)))]
    : [];
  const event = node.event ? `${eventName(node)} · ` : '';
  return [
    make('p', { class: 'what' }, glyph(node.kind), event + say(`kind.${node.kind}`)),
    ...figure,
    make('h2', {}, node.label),
    pageOf(node.page || ref),
    ...quoteOf(node.passage),
    make('h3', {}, say('read')),
    facts(node.facts),
    node.rule ? make('p', { class: 'rule' }, say('rule', { rule: node.rule })) : null,
    ...(mine.length ? [make('h3', {}, say('ties')), make('ul', { class: 'ties' }, mine.map((x) => {
      const own = P.cards[x.from].ref === ref ? x.from : x.to;
      return make('li', {}, make('button', { type: 'button', onclick: () => choose(x.id) }, glyph(nodeOf(own === x.from ? x.to : x.from).kind),
        make('span', {}, lineText(x, own)), make('i', {}, basisName(x))));
    }))] : []),
    ...citation(node.passage, ref),
  ];
};

/** True when the second passage stands in a sentence that the first does not show. */
const apart = (one, other) => {
  const a = data.passages[one], b = data.passages[other];
  return !!b && (!a || a.before + a.quote + a.after !== b.before + b.quote + b.after);
};
const linePanel = (id) => {
  const line = lineOf[id], tie = data.ties[line.tie] || { passage: nodeOf(line.to).passage, rule: nodeOf(line.to).rule, basis: '', role: '' };
  const target = nodeOf(line.to), pairs = [];
  if (tie.role) pairs.push(['role', data.labels[`role/${tie.role}`] || [tie.role, tie.role]]);
  if (tie.basis) pairs.push(['basis', data.messages[`basis.${tie.basis}`] || [tie.basis, tie.basis]]);
  const meaning = data.messages[`means.${tie.basis}`];
  return [
    make('p', { class: 'what' }, stroke(line.basis), basisName(line)),
    make('div', { class: 'ends' }, make('span', {}, say('from')), make('div', {}, goTo(line.from, nodeOf(line.from).label)),
      make('span', {}, say('to')), make('div', {}, goTo(line.to, target.figure ? `${target.label} ${target.figure}` : target.label))),
    meaning ? make('p', { class: 'meaning' }, both(meaning)) : null,
    pageOf(line.tie),
    ...quoteOf(tie.passage),
    ...(apart(tie.passage, target.passage) && line.kind === 'attribution' ? quoteOf(target.passage, say('outcome.quote')) : []),
    make('h3', {}, say('read')),
    facts(pairs),
    make('p', { class: 'rule' }, say('rule', { rule: tie.rule })),
    ...citation(tie.passage, line.tie),
  ].filter(Boolean);
};

let back = null;
const spotOf = (id) => {
  const end = lineOf[id] ? lineOf[id].to : id;
  return pictured() ? (P.kind === 'cloud' ? null : elementOf(end)) : byId('list').querySelector(`[data-card="${end}"]`);
};
const choose = (id) => {
  if (!state.chosen) back = document.activeElement;
  state.chosen = id;
  state.near = touched(id);
  showPanel();
  repaint();
  markList();
  const spot = spotOf(id);
  if (spot) spot.scrollIntoView({ block: 'nearest' });
  if (cloud) cloud.show(id);
  remember();
};
const showPanel = () => {
  const panel = byId('panel');
  panel.hidden = !state.chosen;
  byId('hint').hidden = !!state.chosen;
  if (!state.chosen) { panel.replaceChildren(); return; }
  panel.replaceChildren(make('button', { type: 'button', class: 'shut', onclick: dismiss }, say('close')),
    ...(lineOf[state.chosen] ? linePanel(state.chosen) : nodePanel(state.chosen)).filter(Boolean));
  panel.scrollTop = 0;
  panel.parentElement.scrollTop = 0;
};
const dismiss = () => {
  if (!state.chosen) return;
  state.chosen = state.near = null;
  showPanel();
  repaint();
  markList();
  if (cloud) cloud.show(null);
  if (back && back.isConnected) back.focus({ preventScroll: true });
  remember();
};
