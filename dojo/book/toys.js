// For every toy: a number as it is read, and a cell that shows it. Formulas are printed from the derivations.
const shown = value => String(Number(value.toPrecision(5))).replace('-', '−');
const put = (cell, value) => { cell.textContent = shown(value); cell.dataset.value = String(value); };

// A figure whose parts can be asked: by pointer, finger, or Tab and the arrow keys.
for (const figure of document.querySelectorAll('figure')) {
  const parts = [...figure.querySelectorAll('[data-said]')];
  if (!parts.length) continue;
  const told = document.createElement('p');
  told.className = 'told';
  told.setAttribute('role', 'status');
  told.textContent = 'Touch a line or a circle to see where its number comes from.';
  figure.querySelector('.drawing').after(told);
  // What holds buttons is no single picture any more; its text stays with the drawing.
  figure.querySelector('.drawing').removeAttribute('role');
  figure.querySelector('.drawing').removeAttribute('aria-label');
  figure.querySelector('svg').setAttribute('role', 'group');
  const ask = part => {
    for (const one of parts) { one.classList.toggle('asked', one === part); one.tabIndex = one === part ? 0 : -1; }
    told.textContent = part.dataset.said;
  };
  parts.forEach((part, index) => {
    part.setAttribute('role', 'button');
    part.setAttribute('aria-label', part.dataset.said);
    part.tabIndex = index ? -1 : 0;
    part.addEventListener('click', () => { part.focus(); ask(part); });
    part.addEventListener('focus', () => ask(part));
    part.addEventListener('keydown', event => {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      parts[(index + step + parts.length) % parts.length].focus();
    });
  });
}
