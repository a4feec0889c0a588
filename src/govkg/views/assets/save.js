// Keeping a state: as a link, and as this very page with the state in it, which opens the same from a memory stick.
let toldLast = null;
const tell = (text) => {
  byId('told').textContent = text;
  clearTimeout(toldLast);
  toldLast = setTimeout(() => { byId('told').textContent = ''; }, 6000);
};
const copyLink = async () => {
  const text = written(), link = `${location.href.split('#')[0]}${text ? `#${text}` : ''}`;
  try { await navigator.clipboard.writeText(link); tell(say('link.copied')); } catch {
    const field = make('textarea', { class: 'aside', 'aria-hidden': 'true' }, link); // where a page from a file may not use the clipboard
    document.body.append(field);
    field.select();
    tell(say(safely(() => document.execCommand('copy'), false) ? 'link.copied' : 'link.here'));
    field.remove();
  }
};
const pageWithState = () => {
  const page = PRISTINE.cloneNode(true), text = written();
  page.querySelector('#state').textContent = text;
  return `<!doctype html>\n${page.outerHTML}\n`;
};
const savePage = () => offer(new Blob([pageWithState()], { type: 'text/html;charset=utf-8' }), 'html');
const drawTools = () => {
  const tools = [['link.copy', copyLink, 'copy'], ['take.svg', takeSvg, 'svg'], ['take.png', takePng, 'png'], ...(data.home ? [] : [['save', savePage, 'save']])];
  byId('tools').setAttribute('aria-label', say('tools'));
  byId('tools').replaceChildren(...tools.filter(([, , id]) => svg || !['svg', 'png'].includes(id)).map(([key, act, id]) => make('button', { type: 'button', class: 'tool', id, onclick: act }, say(key))),
    ...(P.kind === 'lanes' && pictured() ? [make('button', { type: 'button', class: 'tool', id: 'unfold', onclick: foldAll }, say(state.folded.size ? 'unfold' : 'fold'))] : []));
};
const foldAll = () => {
  state.folded = new Set(state.folded.size ? [] : P.groups.keys());
  refresh();
  byId('unfold').focus();
};
