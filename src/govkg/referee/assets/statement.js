// A statement's content hash and anchor, taken anew as govkg.statements takes them.

// JSON as Python writes it: keys sorted, a blank behind comma and colon, no character escaped that need not be.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}: ${canonical(value[key])}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}

const digest = (...parts) => sha256([...parts, ''].join('\0')).slice(0, 16);
const contentHash = (record) => digest(canonical(record));

function anchor(record, identity) {
  const e = record.evidence;
  const slot = identity.slots[record.type].map((name) => String(record[name])).join('/');
  const longest = Math.max(cut(e.prefix).length, cut(e.suffix).length);
  const place = longest >= identity.longest ? [String(e.start)] : [];
  return digest(e.source, e.prefix, e.exact, e.suffix, record.type, slot, ...place);
}

// What a field says to a reader; `labels` names the codes, and a thing goes by its name.
function worded(field, value, labels) {
  const code = labels[`${field}/${value}`];
  if (code !== undefined) return code;
  const key = /^(?:Reform|Platform|Campaign|Document|Unit|Award|Place)\//.exec(value);
  return key ? String(value).slice(key[0].length) : String(value);
}
