// The page's data, its language, and how elements are made: text is only ever set as text.
const data = JSON.parse(document.getElementById('data').textContent);
const $ = (id) => document.getElementById(id);
const state = {
  lang: data.lang === 'en' ? 1 : 0,
  off: new Set(),
  picked: null, // {card} | {line} | {ref}
  hovered: null,
};
for (const f of data.filters) for (const o of f.options) if (!o.on) state.off.add(f.name + '/' + o.id);

const langs = ['zh', 'en'];
const lang = () => langs[state.lang];
const say = (key, values) => {
  const found = data.messages[key];
  const text = found ? found[state.lang] : key;
  return values ? text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all)) : text;
};
const label = (scheme, code) => {
  const found = data.labels[scheme + '/' + code];
  return found ? found[state.lang] : say('basis.' + code);
};

function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === 'onclick') made.addEventListener('click', value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ''));
  return made;
}
const clear = (node, ...children) => node.replaceChildren(...children.flat().filter(Boolean));

// Shapes in a box of 16 by 16, the same on the canvas and beside words.
const GLYPHS = {
  Reform: 'M3.5 3.5h9a2.5 2.5 0 0 1 2.5 2.5v4a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 1 10V6a2.5 2.5 0 0 1 2.5-2.5z',
  Platform: 'M4.6 2.2h6.8L14.8 8l-3.4 5.8H4.6L1.2 8z',
  Campaign: 'M1.5 3h13L11.5 8l3 5h-13z',
  PolicyDocument: 'M3 1.5h6.8L13 4.7v9.8H3z',
  Organisation: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 1 0 8 2.2z',
  Result: 'M5 4.2h6a3.8 3.8 0 0 1 0 7.6H5a3.8 3.8 0 0 1 0-7.6z',
  Milestone: 'M8 1.6 14.4 8 8 14.4 1.6 8z',
  Award: 'M8 1.3l2 4.3 4.7.6-3.4 3.2.9 4.6L8 11.7 3.8 14l.9-4.6L1.3 6.2 6 5.6z',
  Place: 'M8 1.4A4.9 4.9 0 0 1 12.9 6.300c0 3.4-4.9 8.300-4.900 8.300S3.100 9.700 3.100 6.300A4.900 4.900 0 0 1 8 1.400z',
  Shortcoming: 'M2 6.800h12v2.400H2z',
};
const HUE = { Target: 'Result', Baseline: 'Result', PlannedMilestone: 'Milestone', Recognition: 'Award' };
const hueOf = (kind) => HUE[kind] || kind;
const hollow = (kind) => kind === 'Target' || kind === 'Baseline' || kind === 'PlannedMilestone';
const solid = (kind) => !hollow(kind) && !['Reform', 'Platform', 'Campaign', 'PolicyDocument'].includes(kind);

const SVG = 'http://www.w3.org/2000/svg';
function svg(width, height, className, path, attributes) {
  const made = document.createElementNS(SVG, 'svg');
  for (const [k, v] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', class: className })) made.setAttribute(k, v);
  const p = document.createElementNS(SVG, 'path');
  for (const [k, v] of Object.entries({ d: path, ...attributes })) p.setAttribute(k, v);
  made.append(p);
  return made;
}
const glyph = (kind) => svg(16, 16, 'glyph', GLYPHS[hueOf(kind)] || GLYPHS.Place, {
  fill: `var(--${hueOf(kind)})`, 'fill-opacity': solid(kind) ? 1 : hollow(kind) ? 0 : 0.14,
  stroke: `var(--${hueOf(kind)})`, 'stroke-width': 1.3, 'stroke-opacity': kind === 'Baseline' ? 0.5 : 1,
});
const DASHES = { item: '6 5', inferred: '1 5' };
const stroke = (basis) => svg(28, 12, 'stroke', 'M1 6h26', {
  stroke: 'var(--line)', 'stroke-width': 1.6, 'stroke-dasharray': DASHES[basis] || 'none', 'stroke-linecap': basis === 'inferred' ? 'round' : 'butt', fill: 'none',
});
const nodeOf = (card) => data.nodes[data.cards[card].ref];
