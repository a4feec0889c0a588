// The page's own words in both languages, and the names that nodes and lines go by.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
const say = (key, values = {}) => {
  const found = data.messages[key];
  return found ? fill(found[state.n], values) : key;
};
const both = (pair) => pair[state.n];
const label = (scheme, code) => both(data.labels[`${scheme}/${code}`] || [code, code]);

const basisName = (line) => {
  const tie = data.ties[line.tie];
  if (line.kind === 'participation' && tie && tie.role && tie.basis !== 'reportingBody') return label('role', tie.role);
  return say(`basis.${line.basis}`);
};
const eventName = (node) => (node.event ? label('event', node.event) : say(`kind.${node.kind}`));
const spoken = (node) => [say(`kind.${node.kind}`), node.figure || '', node.label, node.note ? both(node.note) : ''].filter(Boolean).join(' ');
const aboutOf = (node) => (node.facts.find(([k]) => k === 'about') || ['', ['', '']])[1][0];
const factOf = (node, name) => both((node.facts.find(([k]) => k === name) || ['', ['', '']])[1]);

/** A value as a title or a lede names it. */
const says = () => Object.fromEntries(Object.entries(data.says).map(([k, pair]) => [k, both(pair)]));

const em = (c) => (c.codePointAt(0) > 0x2e7f || '“”‘’…—·'.includes(c) ? 1 : 'MWmw@%'.includes(c) ? 0.92 : c >= 'A' && c <= 'Z' ? 0.68 : 0.58);
const breadth = (text, size) => [...text].reduce((sum, c) => sum + size * em(c), 0);
/** A text cut to a breadth in px, with an ellipsis where something was left out. */
const fit = (text, size, room) => {
  if (breadth(text, size) <= room) return text;
  let kept = '', wide = size;
  for (const c of text) { wide += size * em(c); if (wide > room) break; kept += c; }
  return kept ? `${kept}…` : '';
};

/** True when one edit (a letter more, less, other, or two exchanged) makes the second open with the first. */
const nearly = (asked, told) => {
  let n = 0;
  while (n < asked.length && asked[n] === told[n]) n += 1;
  if (n === asked.length) return true;
  const rest = asked.slice(n);
  return told.startsWith(rest.slice(1), n) || told.startsWith(rest.slice(1), n + 1) || told.startsWith(rest, n + 1)
    || (rest.length > 1 && told.startsWith(rest[1] + rest[0] + rest.slice(2), n));
};
