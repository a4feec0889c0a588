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

// The statement with the anchor of its outcome's words, where that kept the id that it had in a worse copy of the text.
function inWords(record, statements) {
  if (record.type !== 'attribution' || record.rule === 'person') return record;
  const outcome = statements.find((one) => one.record.id === record.outcome);
  return outcome && outcome.record.natural ? { ...record, outcome: outcome.record.natural } : record;
}

// What a field says to a reader; `labels` names the codes, a thing goes by its name, names stand in a row.
function worded(type, field, value, labels) {
  if (Array.isArray(value)) return value.join('、');
  const text = String(value);
  const code = labels[`${type}.${field}/${text}`];
  if (code !== undefined) return code;
  return text.replace(/^(?:Reform|Platform|Campaign|Document|Unit|Award|Place)\//, '');
}
