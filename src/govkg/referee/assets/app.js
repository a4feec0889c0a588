// Reads what stands on the page, checks it, and says of each figure whether it is proved.
const data = JSON.parse(document.getElementById('data').textContent);
const words = (key, given) => Object.keys(given || {}).reduce((text, name) => text.replace(`{${name}}`, given[name]), data.words[key] || key);
const every = (selector, within) => Array.from((within || document).querySelectorAll(selector));
const content = (element) => (element ? element.textContent : '');

function texts() {
  const found = {};
  for (const element of every('[data-source]')) {
    const text = element.textContent;
    found[element.dataset.source] = { ...cut(text), sha256: sha256(text) };
  }
  return found;
}

function statements(held) {
  const read = reader(data.reading);
  return data.statements.map((one, n) => {
    const article = document.getElementById(`n${n + 1}`);
    const { source } = one.record.evidence;
    const seen = {
      quote: content(article.querySelector('mark')), passage: content(article.querySelector('blockquote')),
      id: content(article.querySelector('.id')), at: content(article.querySelector('.at')),
      fields: every('dd[data-field]', article).map((dd) => [dd.dataset.field, dd.textContent]),
    };
    const checks = provedStatement(one, held[source] || NOTHING, data.sources[source], seen, data, read);
    const id = identified(one);
    if (id !== null) checks.push(['identifier', id]);
    const bad = checks.filter(([, holds]) => !holds);
    const reading = checks.find(([name]) => name === 'reads');
    tell(article.querySelector('.verdict'), !bad.length, bad.length ? reasons(bad)
      : reading ? words('reread', { figure: reading[2], bound: words(`bound.${reading[3]}`) }) : words('stands'));
    return !bad.length;
  });
}

// Of a statement that is cited itself: whether the identifier names it and its content.
function identified(one) {
  if (data.kind !== 'statement') return null;
  const m = /^govkg:statement\/([0-9a-f]{16})@[0-9a-f]{32}~([0-9a-f]{16})$/.exec(content(document.getElementById('identifier')));
  if (!m) return false;
  return m[1] === one.record.id ? m[2] === one.hash && m[2] === contentHash(one.record) : null;
}

const reasons = (bad) => bad.map(([name, , found]) => words(`bad.${name}`, { found: found || '' })).join(words('and'));

function tell(element, holds, why) {
  element.textContent = '';
  const mark = document.createElement('b');
  mark.textContent = words(holds === null ? 'counted' : holds ? 'proved' : 'unproved');
  element.className = `verdict ${holds === null ? 'counted' : holds ? 'proved' : 'unproved'}`;
  element.append(mark, why ? ` ${why}` : '');
}

function rows(held, good) {
  const trs = every('#answer tbody tr');
  if (data.kind !== 'ask') return { all: 0, proved: 0, counted: 0, same: true };
  const answer = exactly(data.answer);
  const places = placed(data.statements);
  let proved = 0, counted = 0;
  trs.forEach((tr, n) => {
    const shown = every('td[data-column]', tr).map((td) => [td.dataset.column, td.textContent]);
    const found = n < answer.rows.length ? provedRow(answer.rows[n], answer.columns, shown, places, good, held, data) : null;
    const bad = found ? found.checks.filter(([, holds]) => !holds) : [['shown', false]];
    tell(tr.querySelector('.verdict'), bad.length ? false : found.counted ? null : true, bad.length ? reasons(bad.map(([c]) => [`row.${c}`])) : '');
    if (!bad.length) [proved, counted] = found.counted ? [proved, counted + 1] : [proved + 1, counted];
  });
  return { all: answer.rows.length, proved, counted, same: trs.length === answer.rows.length };
}

// Whether the bytes of the answer, or of the picture, are those that the identifier names.
function answered() {
  if (data.kind === 'statement') return null;
  const m = /~([0-9a-f]{32})$/.exec(content(document.getElementById('identifier')));
  const whole = data.kind === 'ask' || data.statements.every((one) => one.beside || data.answer.includes(one.iri));
  return Boolean(m) && whole && sha256(data.answer).slice(0, 32) === m[1];
}

function line(key, holds, given) {
  const item = document.createElement('li');
  item.className = holds ? 'proved' : 'unproved';
  item.textContent = words(key, given);
  return item;
}

function summary(held, good, table, hashed) {
  const names = Object.keys(data.sources);
  const right = names.filter((name) => held[name] && held[name].sha256 === data.sources[name]).length;
  const proved = good.filter(Boolean).length;
  const figures = data.statements.map((one, n) => [one.record.type === 'observation', good[n]]).filter(([is]) => is);
  const whole = right === names.length && proved === good.length && hashed !== false && table.same
    && table.proved + table.counted === table.all;
  const box = document.getElementById('verdict');
  box.textContent = '';
  const head = document.createElement('p');
  const same = figures.filter(([, is]) => is).length;
  const counts = figures.length ? words('figures', { n: same, all: figures.length }) : '';
  head.textContent = words(!whole ? 'broken' : good.length ? 'whole' : 'nothing', { figures: counts });
  const list = document.createElement('ul');
  if (names.length) list.append(line('texts', right === names.length, { n: right, all: names.length }));
  if (good.length) list.append(line('statements', proved === good.length, { n: proved, all: good.length }));
  if (table.all) {
    const n = table.proved + table.counted;
    list.append(line(table.counted ? 'rows.counted' : 'rows', table.same && n === table.all, { n, all: table.all, counted: table.counted }));
  }
  if (hashed !== null) list.append(line(hashed ? 'hashed' : 'unhashed', hashed));
  const wrong = good.map((is, n) => (is ? 0 : n + 1)).filter(Boolean);
  box.append(head, list);
  if (wrong.length) {
    const where = document.createElement('p');
    where.append(words('where'));
    for (const n of wrong) {
      const link = document.createElement('a');
      link.href = `#n${n}`;
      link.textContent = n;
      where.append(' ', link);
    }
    box.append(where);
  }
  box.className = whole ? 'proved' : 'unproved';
}

// The identifier in the paper against the one on this page.
function compare() {
  const field = document.getElementById('paper'), out = document.getElementById('same');
  field.disabled = false;
  field.addEventListener('input', () => {
    const given = field.value.trim();
    const holds = given === content(document.getElementById('identifier'));
    out.textContent = given ? words(holds ? 'same' : 'other') : '';
    out.className = holds ? 'proved' : 'unproved';
  });
}

const held = texts();
const good = statements(held);
summary(held, good, rows(held, good), answered());
compare();
