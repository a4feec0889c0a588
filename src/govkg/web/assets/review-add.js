'use strict';
// Words that are selected in the reader lead to the form that adds a statement on them.
(() => {
  const desk = document.querySelector('.desk[data-add]');
  if (!desk) return;
  const offer = document.createElement('a');
  offer.className = 'button offer';
  offer.textContent = desk.dataset.addWords;
  offer.hidden = true;
  document.body.append(offer);
  const points = (text) => [...text].length; // the frozen text counts code points, a browser UTF-16
  const selected = () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    const of = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.('.c[id^=c]');
    const sentence = of(range.startContainer);
    if (!sentence || (of(range.endContainer) !== sentence)) return null;
    const before = document.createRange();
    before.selectNodeContents(sentence);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString(), left = points(words) - points(words.trimStart());
    const start = Number(sentence.id.slice(1)) + points(before.toString()) + left, length = points(words.trim());
    return length ? { start, end: start + length, box: range.getBoundingClientRect() } : null;
  };
  let wait = 0;
  document.addEventListener('selectionchange', () => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      const found = selected();
      offer.hidden = !found;
      if (!found) return;
      const url = new URL(desk.dataset.add, location.href);
      url.searchParams.set('start', found.start);
      url.searchParams.set('end', found.end);
      offer.href = url.href;
      offer.style.left = `${Math.max(8, Math.min(found.box.left, innerWidth - 120)) + scrollX}px`;
      offer.style.top = `${found.box.bottom + scrollY + 6}px`;
    }, 150);
  });
})();
