// The picture taken along: as SVG with its inks written in, or as PNG; title, source, licence and version stand inside it.
const fileName = (kind) => `govkg-${data.view}${state.n ? '-en' : ''}.${kind}`;
const offer = (blob, kind) => {
  const url = URL.createObjectURL(blob), a = make('a', { href: url, download: fileName(kind) });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};
const sourceLines = () => [
  ...Object.values(data.reports).map((r) => say('foot.source', { body: r.body, title: r.title, date: r.dated || r.issued || r.covers, sha256: r.sha256.slice(0, 16) })),
  say('foot.made', { version: data.version, dataset: data.dataset.slice(0, 16) }),
];
const INKED = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap', 'opacity', 'font-family', 'font-size', 'font-weight'];
const PLAIN = { 'fill-opacity': '1', 'stroke-width': '1px', 'stroke-opacity': '1', 'stroke-dasharray': 'none', 'stroke-linecap': 'butt', opacity: '1', 'font-weight': '400' };
/** A copy of an element that needs no stylesheet: what is seen, with computed inks as attributes. */
const inked = (e) => {
  const style = getComputedStyle(e);
  if (style.display === 'none' || e.classList.contains('hit') || e.classList.contains('reach')) return null;
  const copy = document.createElementNS(SVG, e.tagName);
  for (const a of ['d', 'x', 'y', 'width', 'height', 'rx', 'cx', 'cy', 'r', 'transform', 'text-anchor']) if (e.hasAttribute(a)) copy.setAttribute(a, e.getAttribute(a));
  if (e.tagName === 'g') { if (style.opacity !== '1') copy.setAttribute('opacity', style.opacity); } else {
    for (const p of INKED) {
      const v = style.getPropertyValue(p);
      if (p.startsWith('font') && e.tagName !== 'text') continue;
      if (p.startsWith('stroke') && style.stroke === 'none' && p !== 'stroke') continue;
      if (v !== PLAIN[p] && !(p === 'stroke' && v === 'none')) copy.setAttribute(p, v);
    }
  }
  if (e.tagName === 'text') copy.textContent = e.textContent;
  else for (const c of e.children) { const made = inked(c); if (made) copy.append(made); }
  return copy;
};
const picture = () => {
  fillAll();
  const edge = 24, root = getComputedStyle(document.documentElement), ink = (n) => root.getPropertyValue(`--${n}`).trim(), body = getComputedStyle(document.body);
  const box = svg.viewBox.baseVal, wide = Math.max(P.width, 320), lines = [];
  const words = (text, y, size, family, fillInk, weight = '400') => shape('text', { x: edge, y, fill: fillInk, 'font-size': `${size}px`, 'font-family': family, 'font-weight': weight }, text);
  const broken = (text, size) => {
    const out = [];
    let line = '';
    for (const piece of text.match(/[\p{Script=Latin}\d.,;:+%/_-]+\s*|./gsu) || []) {
      if (line && breadth((line + piece).trimEnd(), size) > wide) { out.push(line.trimEnd()); line = ''; }
      line += piece;
    }
    return [...out, line];
  };
  let y = edge + 28;
  for (const t of broken(byId('title').textContent, 24)) { lines.push(words(t, y, 24, root.getPropertyValue('--serif').trim(), ink('ink'), '600')); y += 32; }
  for (const t of broken(byId('lede').textContent, 14)) { lines.push(words(t, y, 14, body.fontFamily, ink('muted'))); y += 22; }
  const top = y + 4, drawn = inked(svg);
  y = top + box.height + 32;
  for (const t of sourceLines().flatMap((s) => broken(s, 12))) { lines.push(words(t, y, 12, body.fontFamily, ink('muted'))); y += 18; }
  const out = shape('svg', { width: wide + 2 * edge, height: Math.ceil(y + edge - 12), viewBox: `0 0 ${wide + 2 * edge} ${Math.ceil(y + edge - 12)}`, lang: document.documentElement.lang });
  out.append(shape('title', {}, byId('title').textContent), shape('rect', { x: 0, y: 0, width: '100%', height: '100%', fill: ink('paper') }), ...lines);
  const g = shape('g', { transform: `translate(${edge},${top})` });
  g.append(...drawn.childNodes);
  out.append(g);
  return out;
};
const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture())}\n`;
const takeSvg = () => offer(new Blob([svgText()], { type: 'image/svg+xml' }), 'svg');
const MOST_PIXELS = 16000; // px of one side that every browser can still write
const takePng = () => {
  const text = svgText(), size = /width="(\d+)" height="(\d+)"/.exec(text).slice(1).map(Number);
  const scale = Math.min(2, MOST_PIXELS / Math.max(...size)), url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' })), image = new Image();
  if (scale < 0.5) { tell(say('take.tall')); URL.revokeObjectURL(url); return; }
  image.onload = () => {
    const canvas = make('canvas', { width: Math.round(size[0] * scale), height: Math.round(size[1] * scale) });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    canvas.toBlob((blob) => (blob ? offer(blob, 'png') : tell(say('take.tall'))), 'image/png');
  };
  image.onerror = () => { URL.revokeObjectURL(url); tell(say('take.tall')); };
  image.setAttribute('src', url);
};
