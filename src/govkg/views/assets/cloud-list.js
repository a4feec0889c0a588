// The twin of a cloud in words: its communities as buttons, the members of the open one, the lines of a bundle.
const cloudList = (box, model, act) => {
  const SOME = 60, KINDS = ['Reform', 'Platform', 'Campaign', 'PolicyDocument', 'Organisation', 'Place', 'Award', 'Metric'];
  const label = (n) => data.nodes[model.nodes.iri[n]].label;
  let full = new Set();
  /** A list that shows some of its rows, and the others when asked. */
  const rows = (key, all, row) => {
    const shown = full.has(key) ? all : all.slice(0, SOME);
    return make('ul', { class: `cloud-rows${key.startsWith('bundle') ? ' broad' : ''}` }, shown.map((x) => make('li', {}, row(x))), shown.length < all.length
      ? make('li', {}, make('button', { type: 'button', class: 'link', onclick: () => { full.add(key); draw(); } }, say('cloud.more', { n: all.length - shown.length }))) : null);
  };
  const thing = (n) => make('button', { type: 'button', 'data-node': `n${n}`, 'aria-pressed': String(n === model.chosen), onclick: () => act.choose(`n${n}`),
    onmouseenter: () => act.point(n), onmouseleave: () => act.point(-1) }, glyph(kindOf(n)), make('span', {}, label(n)), make('i', {}, String(lineCount(n))));
  const kindOf = (n) => coded(model.nodes.kind, n);
  const lineCount = (n) => model.touching[n].reduce((sum, x) => sum + model.lineOn[x], 0);
  const head = (text) => make('div', { class: 'cloud-head' }, make('h2', { tabindex: -1 }, text),
    make('button', { type: 'button', class: 'link', 'data-back': true, onclick: act.close }, say('cloud.back')));
  const all = () => {
    const order = model.communities.map((_, c) => c).filter((c) => model.count[c]);
    return [make('h2', {}, say('cloud.groups', { n: order.filter((c) => !model.communities[c].scattered).length })),
      make('ul', { class: 'cloud-rows' }, order.map((c) => make('li', {}, make('button', { type: 'button', 'data-community': c, onclick: () => act.open(c),
        onmouseenter: () => act.circle(c), onmouseleave: () => act.circle(-1), onfocus: () => act.circle(c), onblur: () => act.circle(-1) },
        make('span', {}, model.title(c)), make('i', {}, say('cloud.things', { n: model.count[c] }))))))];
  };
  const community = (c) => {
    const here = model.members[c].filter((n) => model.on[n]), out = [head(model.title(c))];
    for (const kind of KINDS) {
      const some = here.filter((n) => kindOf(n) === kind);
      if (some.length) out.push(make('h3', {}, say(`kind.${kind}`), make('i', {}, String(some.length))), rows(`${c}/${kind}`, some, thing));
    }
    return out;
  };
  const bundle = (n) => {
    const [a, b] = model.bundles[n], found = model.between(a, b), { from, to, shown } = model.lines;
    return [head(say('cloud.between', { a: model.short(a), b: model.short(b), n: found.length })),
      rows(`bundle/${n}`, found, (x) => make('button', { type: 'button', 'data-line': data.plans[0].lines[x].id, 'aria-pressed': String(x === model.line),
        onclick: () => act.choose(data.plans[0].lines[x].id) }, stroke(coded(shown, x)), make('span', {}, `${label(from[x])} — ${label(to[x])}`),
        make('i', {}, basisName(data.plans[0].lines[x]))))];
  };
  let what = '';
  const draw = () => {
    const now = `${model.open}/${model.bundle}`;
    if (now !== what) full = new Set();
    what = now;
    box.replaceChildren(...(model.bundle >= 0 ? bundle(model.bundle) : model.open >= 0 ? community(model.open) : all()));
  };
  return {
    draw,
    mark() { for (const b of box.querySelectorAll('[aria-pressed]')) b.setAttribute('aria-pressed', String(b.dataset.node === `n${model.chosen}` || (model.line >= 0 && b.dataset.line === data.plans[0].lines[model.line].id))); },
    focus() { const h = box.querySelector('h2[tabindex]'); if (h) h.focus({ preventScroll: true }); },
    back(c) { const b = box.querySelector(`[data-community="${c}"]`); if (b) b.focus({ preventScroll: true }); },
  };
};
