// A figure's words read anew: govkg.surface in JavaScript, with the tables and patterns of that module (given in `tables`).
function reader(tables) {
  const whole = (source) => new RegExp(`^(?:${source})$`, 'u');
  const first = (source) => new RegExp(`^(?:${source})`, 'u');
  const half = whole(tables.half), share = whole(tables.share), slash = whole(tables.slash), range = whole(tables.range);
  const numeral = first(tables.numeral), multiplied = first(tables.multiplied), upwards = first(tables.upwards);
  const ratio = whole(tables.ratio), multiplier = new RegExp(tables.multiplier, 'u');
  const ranks = tables.ranks.map(([source, bound]) => [whole(source), bound]);
  const ZERO = number('0'), ONE = number('1');
  const reading = (value, low, high, unit, bound) => ({ value, low, high, unit, bound });
  const has = (table, key) => Object.prototype.hasOwnProperty.call(table, key);

  function amount(text) {
    let total = ZERO, part = ZERO, digits = '', seen = false;
    const made = () => {
      const read = number(digits);
      if (!read) throw new RangeError(digits); // two points in a number
      return read;
    };
    try {
      for (const c of text.replace(/,/g, '').replace(/两/g, '二').replace(/〇/g, '零')) {
        if (tables.han.includes(c)) digits += String(tables.han.indexOf(c));
        else if ('0123456789.'.includes(c)) digits += c;
        else if (has(tables.steps, c)) {
          const step = number(String(tables.steps[c]));
          if (c === '万' || c === '亿') {
            part = plus(part, digits ? made() : ZERO);
            if (c === '亿') {
              const all = plus(total, part);
              total = times(none(all) ? ONE : all, step);
            } else total = plus(total, times(none(part) ? ONE : part, step));
            part = ZERO;
          } else part = plus(part, times(digits ? made() : ONE, step));
          digits = '';
        } else return null;
        seen = true;
      }
      return seen ? plus(plus(total, part), digits ? made() : ZERO) : null;
    } catch (e) {
      if (e instanceof RangeError) return null;
      throw e;
    }
  }

  function bounds(words) {
    for (const [bound, fronts] of tables.fronts) {
      for (const front of fronts) if (words.startsWith(front)) return [bounds(words.slice(front.length))[0], bound];
    }
    if (upwards.test(words)) return [words.slice(1), 'above'];
    if (words.endsWith('成多') || words.endsWith('倍多')) return [words.slice(0, -1), 'above'];
    for (const [back, bound] of tables.behind) {
      if (words.endsWith(back)) return [words.slice(0, -back.length), bound];
    }
    if (words.endsWith('内') && Array.from(words).length > 2) return [words.slice(0, -1), 'below'];
    return [words, 'exact'];
  }

  function rank(words) {
    if (words === '首位') return reading(ONE, null, null, '名', 'exact');
    for (const [form, bound] of ranks) {
      const m = form.exec(words);
      const value = m && amount(m[1]);
      if (value) return reading(value, null, null, '名', bound);
    }
    return null;
  }

  function shared(of, part, bound) {
    const top = amount(part.replace(/点/g, '.')), bottom = amount(has(tables.steps, of) ? `1${of}` : of);
    if (top === null || none(bottom)) return null;
    if (of === '百') return reading(top, null, null, '%', bound);
    const value = places(over(top, bottom), 6);
    return value && reading(value, null, null, '', bound);
  }

  // Number, unit and whether 余, 多 or 几 stands inside.
  function counted(words) {
    let more = false, digits = '', rest = words;
    while (rest) {
      const m = numeral.exec(rest);
      if (m) {
        digits += m[0];
        rest = rest.slice(m[0].length);
      } else if ('余多几'.includes(rest[0]) && digits && !more) {
        more = true;
        rest = rest.slice(1);
      } else break;
    }
    return [amount(digits), ratio.test(rest) ? '' : rest, more];
  }

  function read(surface) {
    const plainly = Array.from(surface).filter((c) => c !== ' ' && c !== '\u3000').map((c) => (has(tables.wide, c) ? tables.wide[c] : c));
    const [words, bound] = bounds(plainly.join(''));
    const ranked = rank(words);
    if (ranked) return ranked;
    let m = share.exec(words);
    if (m) return shared(m[1], m[2], bound);
    m = slash.exec(words);
    if (m) return shared(m[2], m[1], bound);
    m = half.exec(words);
    if (m) return reading(plus(amount(m[1] || '') || ZERO, number('0.5')), null, null, m[2], bound);
    if (words === '一半') return reading(number('0.5'), null, null, '', bound);
    m = range.exec(words);
    if (m && numeral.test(m[1])) {
      let [low] = counted(m[1]);
      const [high, unit, more] = counted(m[2]);
      if (low !== null && high !== null) {
        const by = multiplied.exec(m[2]);
        if (by && !multiplier.test(m[1])) {
          const step = amount(`1${by[1]}`);
          low = times(low, none(step) ? ONE : step);
        }
        const turned = below(high, low);
        return reading(null, turned ? high : low, turned ? low : high, unit, more && bound === 'exact' ? 'above' : bound);
      }
    }
    const [value, unit, more] = counted(words);
    return value === null ? null : reading(value, null, null, unit, more && bound === 'exact' ? 'above' : bound);
  }

  return read;
}
