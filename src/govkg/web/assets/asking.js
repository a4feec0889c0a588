'use strict';
// Comfort for the pages of questions: texts to copy at a click, empty fields left out of the address, a list that sifts as one types.
(() => {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const text = button.parentElement.querySelector('code');
    if (!text || !navigator.clipboard) continue;
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 1500);
    });
  }
  const form = document.querySelector('form.fields');
  if (form) {
    form.addEventListener('submit', () => {
      const empty = [...form.querySelectorAll('input, select')].filter((field) => field.name && !field.value);
      for (const field of empty) field.disabled = true;
      setTimeout(() => { for (const field of empty) field.disabled = false; });
    });
  }
})();
