// Exact decimals as Python's decimal module counts them: 28 digits, halves to the even digit. A number is n * 10 ** e.
const DIGITS = 28;
const ten = (n) => 10n ** BigInt(n);
const size = (n) => (n < 0n ? -n : n).toString().length;

function number(text) {
  const m = /^([-+]?)(?:([0-9]+)\.?([0-9]*)|\.([0-9]+))$/.exec(text);
  if (!m) return null;
  const after = m[3] || m[4] || '';
  const n = BigInt((m[2] || '') + after);
  return { n: m[1] === '-' ? -n : n, e: -after.length };
}

// The whole number next to n / 10 ** places.
function halved(n, places) {
  const by = ten(places);
  let q = n / by;
  const rest = (n < 0n ? -n : n) % by * 2n;
  if (rest > by || (rest === by && q % 2n !== 0n)) q += n < 0n ? -1n : 1n;
  return q;
}

function kept(x) {
  let { n, e } = x;
  for (let over = size(n) - DIGITS; over > 0; over = size(n) - DIGITS) {
    n = halved(n, over);
    e += over;
  }
  return { n, e };
}

function plus(a, b) {
  const e = Math.min(a.e, b.e);
  return kept({ n: a.n * ten(a.e - e) + b.n * ten(b.e - e), e });
}
const minus = (a, b) => plus(a, { n: -b.n, e: b.e });
const times = (a, b) => kept({ n: a.n * b.n, e: a.e + b.e });
const none = (x) => x === null || x.n === 0n;

function over(a, b) {
  const shift = Math.max(0, DIGITS + 1 + size(b.n) - size(a.n));
  const top = a.n * ten(shift);
  let q = top / b.n;
  if (top % b.n !== 0n && q % 5n === 0n) q += 1n; // what is left decides a half
  return kept({ n: q, e: a.e - b.e - shift });
}

// To so many places, null where that takes more digits than there are.
function places(x, many) {
  const n = x.e >= -many ? x.n * ten(x.e + many) : halved(x.n, -many - x.e);
  return size(n) > DIGITS ? null : { n, e: -many };
}

function below(a, b) {
  return minus(a, b).n < 0n;
}

// A number as one writes it, without zeros that say nothing.
function plain(x) {
  let digits = (x.n < 0n ? -x.n : x.n).toString();
  if (x.e > 0) digits += '0'.repeat(x.e);
  if (x.e < 0) {
    digits = digits.padStart(1 - x.e, '0');
    digits = `${digits.slice(0, x.e)}.${digits.slice(x.e)}`.replace(/\.?0+$/, '');
  }
  return (x.n < 0n ? '-' : '') + digits;
}
