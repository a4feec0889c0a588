'use strict';
// Review by the keys: what is decided is sent while the next one is there already. Without this script the forms do the same.
(() => {
  const main = document.getElementById('main'), FAILED = 'govkg.review.failed';
  if (!main.querySelector('[data-judge]')) return;
  const say = JSON.parse(document.getElementById('review-words').textContent);
  const ahead = new Map(); // address → the page that is fetched before it is asked for
  let sending = Promise.resolve(), open = 0, last = null;
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  const judge = () => main.querySelector('[data-judge]');
  const form = () => main.querySelector('[data-act]');
  const correct = () => main.querySelector('[data-correct]');
  const fields = () => [...main.querySelectorAll('[name^="f."]')];

  const first = () => main.querySelector('[name="f.value"]:not([value=""])') ?? fields().find((x) => x.value) ?? fields()[0];

  // -- words -------------------------------------------------------------------------------------------------------
  const tell = (words, bad = false, address = '') => {
    const place = main.querySelector('[data-told]');
    if (!place) return;
    place.textContent = words;
    place.classList.toggle('bad', bad);
    if (address) {
      const back = document.createElement('a');
      back.href = address;
      back.textContent = say.back;
      place.append(' ', back);
    }
  };
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(FAILED)) ?? {}; } catch { return {}; } };
  const keep = (all) => { try { sessionStorage.setItem(FAILED, JSON.stringify(all)); } catch { /* shown on this page all the same */ } };

  // What was fetched before the graph was built anew is of the older one.
  const poll = () => document.dispatchEvent(new Event('govkg.written'));
  document.addEventListener('govkg.built', () => ahead.clear());

  // -- from one statement to the next --------------------------------------------------------------------------------
  const fetched = (address) => {
    if (!ahead.has(address)) {
      ahead.set(address, fetch(address, { headers: { accept: 'text/html' } }).then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return new DOMParser().parseFromString(await answer.text(), 'text/html');
      }));
      ahead.get(address).catch(() => ahead.delete(address));
    }
    return ahead.get(address);
  };
  const go = async (address, push = true) => {
    let page;
    try { page = await fetched(address); } catch { location.assign(address); return; }
    ahead.delete(address); // its form is used once
    const fresh = page.getElementById('main');
    if (!fresh.querySelector('[data-judge]')) { location.assign(address); return; }
    const told = main.querySelector('[data-told]'), words = [...(told?.childNodes ?? [])], bad = told?.classList.contains('bad');
    main.replaceChildren(...[...fresh.childNodes].map((n) => document.importNode(n, true)));
    document.title = page.title;
    if (push) history.pushState(null, '', address);
    const place = main.querySelector('[data-told]');
    place.replaceChildren(...words);
    place.classList.toggle('bad', Boolean(bad));
    scrollTo({ top: 0, behavior: 'instant' });
    begin();
  };
  addEventListener('popstate', () => go(location.href, false));

  // -- deciding ------------------------------------------------------------------------------------------------------
  const send = (address, body) => fetch(address, {
    method: 'POST', body: new URLSearchParams(body), keepalive: true,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
  });
  const post = (address, body, here, done) => {
    open += 1;
    sending = sending.then(async () => {
      try {
        const answer = await send(address, body);
        const said = answer.headers.get('content-type')?.startsWith('application/json') ? await answer.json() : { error: { kind: await answer.text() } };
        if (!answer.ok) throw new Error([said.error.kind, said.error.what, said.error.cure].filter(Boolean).join('：'));
        done(said);
      } catch (e) {
        const all = kept(), { token, nonce, ...rest } = body; // what was decided, without what only that page could say
        if (body.statement) keep({ ...all, [body.statement]: rest });
        tell(fill(say.lost, { why: e.message }), true, here);
      } finally { open -= 1; }
    });
    return sending;
  };
  const decide = (decision) => {
    const f = form(), why = f.querySelector('#why');
    if (decision !== 'accepted' && !why.value.trim()) { ask(decision); return; }
    // Of the fields those that were changed here: another page may have corrected the others since this one was opened.
    const own = new Set(fields().filter((x) => decision === 'corrected' && x.classList.contains('changed')).map((x) => x.name));
    const body = Object.fromEntries([...new FormData(f)].filter(([name]) => own.has(name) || !name.startsWith('f.')));
    body.decision = decision;
    const here = location.href, next = judge().dataset.next, queue = judge().dataset.queue;
    tell(say.sent);
    const sent = post(f.getAttribute('action'), body, here, (said) => {
      const all = kept();
      delete all[body.statement];
      keep(all);
      last = { row: said.row, nonce: said.nonce, token: body.token, statement: body.statement, here };
      tell(fill(say.written, { row: said.row, file: said.file }));
      const undo = main.querySelector('[data-undo]');
      if (undo) undo.hidden = false;
      poll();
    });
    if (next) go(next);
    else sent.then(() => { if (last) location.assign(queue); });
  };
  const undo = () => {
    sending.then(() => {
      if (!last) return;
      const { row, nonce, token, statement, here } = last;
      last = null;
      post('/review/do/close', { row, nonce, token, table: 'reviews' }, here, () => {
        ahead.clear();
        go(here).then(() => tell(fill(say.undone, { row, statement })));
        poll();
      });
    });
  };
  const ask = (decision) => {
    const f = form();
    f.classList.add('asking');
    f.dataset.decision = decision;
    for (const b of f.querySelectorAll('[name=decision]')) b.setAttribute('aria-pressed', String(b.value === decision));
    if (decision === 'corrected' && !correct().open) {
      correct().open = true;
      tell(say.correct);
      first()?.focus();
      return;
    }
    if (decision === 'corrected' && !fields().some((x) => x.classList.contains('changed'))) {
      tell(say.correct);
      first()?.focus();
      return;
    }
    tell(say.why);
    (f.querySelector('[data-quick]') ?? f.querySelector('#why')).focus();
  };
  const calm = () => {
    const f = form();
    f.classList.remove('asking');
    delete f.dataset.decision;
    for (const b of f.querySelectorAll('[name=decision]')) b.removeAttribute('aria-pressed');
    if (correct()) correct().open = false;
    document.activeElement?.blur();
    tell('');
  };

  // -- as a statement comes ------------------------------------------------------------------------------------------
  const begin = () => {
    const f = form();
    for (const b of f.querySelectorAll('[data-quick], [data-help]')) b.hidden = false;
    if (last) f.querySelector('[data-undo]').hidden = false;
    for (const x of fields()) {
      const was = x.value;
      x.addEventListener('input', () => x.classList.toggle('changed', x.value !== was));
    }
    const before = kept()[judge().dataset.judge]; // what could not be written the last time
    if (before) {
      f.querySelector('#why').value = before.why ?? '';
      for (const x of fields()) if (x.name in before && before[x.name] !== x.value) { x.value = before[x.name]; x.classList.add('changed'); }
      ask(before.decision);
    }
    for (const address of [judge().dataset.next]) if (address) fetched(address);
    if (main.querySelector('[data-standing]').dataset.state === 'building') poll();
  };
  main.addEventListener('submit', (e) => {
    if (!e.target.matches('[data-act]') || !e.submitter?.value) return;
    e.preventDefault();
    decide(e.submitter.value);
  });
  main.addEventListener('click', (e) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    const to = e.target.closest('[data-quick], [data-undo], [data-help], a[data-key], [name=decision]');
    if (!to) return;
    if (to.name === 'decision' && to.value === 'corrected' && !correct().open) { e.preventDefault(); ask('corrected'); return; }
    if (to.name === 'decision') return;
    e.preventDefault();
    if ('quick' in to.dataset) {
      form().querySelector('#why').value = to.dataset.quick;
      if (form().dataset.decision) decide(form().dataset.decision);
    } else if ('undo' in to.dataset) undo();
    else if ('help' in to.dataset) { const help = main.querySelector('[data-helped]'); help.hidden = !help.hidden; }
    else go(to.href);
  });
  addEventListener('keydown', (e) => {
    if (!judge() || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.key === 'Escape') { calm(); return; }
    const typing = e.target.closest('input, textarea, select');
    if (typing) {
      if (e.key !== 'Enter') return;
      e.preventDefault();
      if (typing.name?.startsWith('f.')) ask('corrected');
      else if (typing.id === 'why' && form().dataset.decision) decide(form().dataset.decision);
      else if (typing.id === 'why') typing.blur(); // the next key says what was decided
      return;
    }
    if (/^[1-9]$/.test(e.key)) {
      const quick = form().querySelectorAll('[data-quick]')[Number(e.key) - 1];
      if (quick && form().dataset.decision) { e.preventDefault(); quick.click(); }
      return;
    }
    const key = { a: 'accepted', c: 'corrected', r: 'rejected', u: 'unsure' }[e.key];
    if (key) {
      e.preventDefault();
      if (key === 'corrected') ask(key); else decide(key);
    } else if (e.key === 'z') { e.preventDefault(); undo(); } else {
      const to = [...main.querySelectorAll('[data-key]')].find((x) => x.dataset.key === e.key);
      if (to) { e.preventDefault(); to.click(); }
    }
  });
  addEventListener('beforeunload', (e) => { if (open) e.preventDefault(); });
  begin();
})();
