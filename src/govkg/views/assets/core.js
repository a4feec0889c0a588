// What all parts share: the data, the state, the plan that is drawn, and elements made without any HTML.
const PRISTINE = document.documentElement.cloneNode(true); // the page before it was changed, to be saved again with another state
const data = JSON.parse(document.getElementById('data').textContent);
const LANGS = ['zh', 'en'];
const FIGURES = new Set(['Result', 'Target', 'Baseline']);
const OUTCOMES = new Set([...FIGURES, 'DerivedObservation', 'Milestone', 'PlannedMilestone', 'Recognition', 'Shortcoming']);
const state = { n: LANGS.indexOf(data.lang), theme: 'auto', on: {}, folded: new Set(data.folded), more: new Set(), chosen: null, near: null,
  shown: { cards: new Set(), lines: [] }, at: {}, opened: '', asked: '', table: false, sort: '' };
const byId = (id) => document.getElementById(id);

/** The plan that is drawn: the first one, or on a narrow screen the second where there is one. */
let P, lineOf, cardsOf;
const usePlan = (plan) => {
  if (plan === P) return;
  P = plan;
  lineOf = Object.assign(Object.create(null), Object.fromEntries(P.lines.map((x) => [x.id, x])));
  cardsOf = Object.create(null); // names come from the address too: none of them may be a word of the language itself
  for (const [id, card] of Object.entries(P.cards)) (cardsOf[card.ref] ||= []).push(id);
};
usePlan(data.plans[0]);
const face = (id) => P.cards[id].faces[LANGS[state.n]];
const nodeOf = (id) => data.nodes[P.cards[id].ref];

/** An element: attributes by name, `on…` as listeners, children as nodes or text (never as HTML). */
const build = (e, given, children) => {
  for (const [k, v] of Object.entries(given)) {
    if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
    else if (v === true) e.setAttribute(k, '');
    else if (v !== false && v !== null && v !== undefined) e.setAttribute(k, v);
  }
  for (const c of children.flat()) if (c !== null && c !== undefined && c !== '') e.append(c);
  return e;
};
const make = (tag, given = {}, ...children) => build(document.createElement(tag), given, children);
const SVG = 'http://www.w3.org/2000/svg';
const shape = (tag, given = {}, ...children) => build(document.createElementNS(SVG, tag), given, children);
