// Shapes: the outline of a type, the marks that cards and furniture are made of, and the glyphs of the legend.
/** The outline of a type in a box, as an SVG path; the picture and the legend share it. */
const outline = (kind, x, y, w, h) => {
  const r = Math.min(8, h / 3), c = 10, X = x + w, Y = y + h;
  const rounded = (q) => `M${x + q},${y}H${X - q}A${q},${q} 0 0 1 ${X},${y + q}V${Y - q}A${q},${q} 0 0 1 ${X - q},${Y}H${x + q}A${q},${q} 0 0 1 ${x},${Y - q}V${y + q}A${q},${q} 0 0 1 ${x + q},${y}Z`;
  const cut = Math.min(c, w / 4);
  switch (kind) {
    case 'Platform': { const k = Math.min(14, w / 4); return `M${x + k},${y}H${X - k}L${X},${y + h / 2}L${X - k},${Y}H${x + k}L${x},${y + h / 2}Z`; }
    case 'Campaign': return `M${x},${y}H${X}L${X - cut},${y + h / 2}L${X},${Y}H${x}Z`;
    case 'PolicyDocument': { const k = Math.min(10, w / 2.5); return `M${x},${y}H${X - k}L${X},${y + k}V${Y}H${x}ZM${X - k},${y}V${y + k}H${X}`; }
    case 'Organisation': case 'mention': case 'plan': case 'Result': case 'Target': case 'Baseline': case 'DerivedObservation': return rounded(h / 2);
    case 'Place': return `M${x},${y}H${X}V${Y}H${x}Z`;
    case 'Milestone': case 'PlannedMilestone': return `M${x + w / 2},${y}L${X},${y + h / 2}L${x + w / 2},${Y}L${x},${y + h / 2}Z`;
    case 'Shortcoming': return `M${x},${y}H${X}L${x + w / 2},${Y}Z`;
    case 'Award': case 'Recognition': {
      const at = Array.from({ length: 10 }, (_, n) => {
        const a = -Math.PI / 2 + (n * Math.PI) / 5, q = (n % 2 ? 0.42 : 1) * (w / 2);
        return `${(x + w / 2 + q * Math.cos(a)).toFixed(2)},${(y + h / 2 + 0.5 + q * Math.sin(a)).toFixed(2)}`;
      });
      return `M${at.join('L')}Z`;
    }
    default: return rounded(r);
  }
};
const SIZE = { Reform: [18, 12], Platform: [18, 13], Campaign: [17, 12], PolicyDocument: [11, 14], Organisation: [11, 11], Place: [10, 10], Result: [20, 12],
  Target: [20, 12], Baseline: [20, 12], DerivedObservation: [20, 12], Milestone: [12, 12], PlannedMilestone: [12, 12], Recognition: [15, 15], Award: [15, 15], Shortcoming: [12, 10], Metric: [16, 8], mention: [11, 11], plan: [11, 11] };
const HOLLOW = new Set(['Target', 'PlannedMilestone', 'Shortcoming', 'plan']);
const SOLID = new Set(['Milestone', 'Recognition', 'Award', 'Organisation', 'PolicyDocument', 'mention']);

const painted = (kind, d, style = HOLLOW.has(kind) ? 'hollow' : kind === 'Baseline' ? 'ghost' : kind === 'DerivedObservation' ? 'derived' : 'filled', more = '') =>
  shape('path', { d, class: `hue ${more} ${style}`, 'data-k': kind });
const glyphAt = (kind, x, y) => { const [w, h] = SIZE[kind] || [12, 12]; return painted(kind, outline(kind, x - w / 2, y - h / 2, w, h), undefined, SOLID.has(kind) ? 'solid' : ''); };

/** A line of text; y is the middle of the line. */
const textAt = (m, words) => shape('text', { x: m.x, y: (m.y + m.s * 0.36).toFixed(1), class: `s${m.s} ${m.c || 'ink'} ${m.f || ''} ${m.b ? `b${m.b}` : ''}`.trim(),
  'text-anchor': { center: 'middle', right: 'end' }[m.a] || 'start' }, words);

const MARKS = {
  text: (m) => [textAt(m, Array.isArray(m.t) ? both(m.t) : m.t)],
  pill: (m) => [painted(m.k, outline(m.k, m.x, m.y, m.w, m.h)), textAt({ x: m.x + m.w / 2, y: m.y + m.h / 2, s: 14, a: 'center', b: 500 }, m.t)],
  glyph: (m) => [glyphAt(m.k, m.x, m.y)],
  outline: (m) => [painted(m.k, outline(m.k, 0.75, 0.75, m.w - 1.5, m.h - 1.5), 'box', m.strong ? 'strong' : '')],
  dot: (m) => [shape('circle', { cx: m.x, cy: m.y, r: m.r, class: `hue solid ${m.style}`, 'data-k': m.k })],
  bar: (m) => [shape('rect', { x: m.x, y: m.y, width: Math.max(0.5, m.w), height: m.h, class: `hue bar ${m.style}`, 'data-k': m.k })],
  whisker: (m) => [shape('path', { d: whisker(m), class: 'whisker', 'data-k': m.k })],
  state: (m) => stateAt(m),
  riser: (m) => [shape('path', { d: riser(m), class: 'whisker', 'data-k': m.k })],
  tile: (m) => [shape('rect', { x: m.x, y: m.y, width: m.w, height: m.h, class: `tile ${m.how} step${m.step}` }), m.how === 'missing' ? shape('path', { d: hatch(m), class: 'hatch' }) : null].filter(Boolean),
  rule: (m) => [shape('path', { d: `M${m.x1},${m.y1}L${m.x2},${m.y2}`, class: `rule ${m.tone || 'rule'}${m.dash ? ' dash' : ''}` })],
};
/** What became of a target, told by shape: a tick, a cross, a half, two that differ, a question, an empty ring, a torn one, a gap. */
const stateAt = ({ x, y, v }) => {
  const ring = (more) => shape('circle', { cx: x, cy: y, r: 7, class: `hue solid ${more}`, 'data-k': 'Organisation' });
  const line = (d, tone = 'ink') => shape('path', { d, class: `rule state ${tone}` });
  const at = (...points) => points.map(([u, w], n) => `${n ? 'L' : 'M'}${x + u},${y + w}`).join('');
  switch (v) {
    case 'met': return [ring('filled'), line(at([-3.5, 0.5], [-1, 3], [3.5, -3]), 'paper')];
    case 'missed': return [ring('hollow'), line(at([-3, -3], [3, 3]) + at([3, -3], [-3, 3]))];
    case 'partly': return [ring('hollow'), shape('path', { d: `M${x},${y - 7}A7,7 0 0 0 ${x},${y + 7}Z`, class: 'hue solid filled', 'data-k': 'Organisation' })];
    case 'redefined': return [line(at([-6, -2.5], [6, -2.5]) + at([-6, 2.5], [6, 2.5]) + at([3, -6], [-3, 6]))];
    case 'unratable': return [ring('hollow'), line(at([-3.5, 1.5], [-1.5, -1.5], [1.5, 1.5], [3.5, -1.5]))];
    case 'notReported': return [ring('hollow')];
    case 'notRead': return [line(at([-7, 1], [-4, -3], [-1, 1], [2, -3], [5, 1], [7, -2])), line(at([-7, 6], [7, 6]))];
    default: return [line(at([-6, 0], [-2, 0]) + at([2, 0], [6, 0]))];
  }
};
/** A whisker that stands: open above (at least) or below (at most), where it ends in a point. */
const riser = (m) => {
  const cap = (y) => `M${m.x - 4},${y}H${m.x + 4}`;
  const point = (y, turn) => `M${m.x - 4},${y + 5 * turn}L${m.x},${y}L${m.x + 4},${y + 5 * turn}`;
  return `M${m.x},${m.y1}V${m.y2}${m.ends === '<' ? point(m.y1, -1) : cap(m.y1)}${m.ends === '>' ? point(m.y2, 1) : cap(m.y2)}`;
};
/** Slanting lines across a square: nothing is known there. */
const hatch = (m) => Array.from({ length: Math.ceil((m.w + m.h) / 8) - 1 }, (_, n) => (n + 1) * 8)
  .map((k) => `M${m.x + Math.max(0, k - m.h)},${m.y + Math.min(k, m.h)}L${m.x + Math.min(k, m.w)},${m.y + Math.max(0, k - m.w)}`).join('');
/** A range: closed on both ends, or open to the right (at least) or to the left (at most), where it ends in a point. */
const whisker = (m) => {
  const cap = (x) => `M${x},${m.y - 4}V${m.y + 4}`;
  const point = (x, turn) => `M${x - 5 * turn},${m.y - 4}L${x},${m.y}L${x - 5 * turn},${m.y + 4}`;
  return `M${m.x1},${m.y}H${m.x2}${m.ends === '<' ? point(m.x1, -1) : cap(m.x1)}${m.ends === '>' ? point(m.x2, 1) : cap(m.x2)}`;
};
const marked = (marks) => marks.flatMap((m) => (MARKS[m.m] ? MARKS[m.m](m) : []));

const small = (...parts) => shape('svg', { viewBox: '0 0 20 16', class: 'glyph', 'aria-hidden': 'true' }, ...parts);
/** The mark of a type for running text and the legend. */
const glyph = (kind) => (SIZE[kind] ? small(glyphAt(kind, 10, 8)) : stroke(kind));
/** The stroke of a basis for the legend. */
const stroke = (basis) => small(shape('path', { d: 'M0,8H20', class: `stroke ${basis}` }));
