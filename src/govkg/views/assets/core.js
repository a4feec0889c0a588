// What all parts share: the data, the state, words, and elements made without any HTML.
const data = JSON.parse(document.getElementById('data').textContent);
const LANGS = ['zh', 'en'];
const STRONG = ['explicit', 'curated', 'item', 'inferred'];
const FIGURES = new Set(['Result', 'Target', 'Baseline']);
const state = { n: LANGS.indexOf(data.lang), on: {}, chosen: null, near: null, shown: null };
const byId = (id) => document.getElementById(id);
const lineOf = Object.fromEntries(data.lines.map((x) => [x.id, x]));
const cardsOf = {};
for (const [id, card] of Object.entries(data.cards)) (cardsOf[card.ref] ||= []).push(id);

const say = (key, values = {}) => {
  const found = data.messages[key];
  const text = found ? found[state.n] : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
};
const both = (pair) => pair[state.n];
const lang = () => LANGS[state.n];
const face = (id) => data.cards[id].faces[lang()];
const nodeOf = (id) => data.nodes[data.cards[id].ref];
const basisName = (line) => {
  const tie = data.ties[line.tie];
  if (line.kind === 'participation' && tie && tie.role && tie.basis !== 'reportingBody') return both(data.labels[`role/${tie.role}`] || [tie.role, tie.role]);
  return say(`basis.${line.basis}`);
};
const eventName = (node) => (node.event ? both(data.labels[`event/${node.event}`] || [node.event, node.event]) : say(`kind.${node.kind}`));

/** An element: attributes by name, `on…` as listeners, children as nodes or text (never as HTML). */
const make = (tag, given = {}, ...children) => {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(given)) {
    if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
    else if (v === true) e.setAttribute(k, '');
    else if (v !== false && v !== null && v !== undefined) e.setAttribute(k, v);
  }
  for (const c of children.flat()) if (c !== null && c !== undefined && c !== '') e.append(c);
  return e;
};
