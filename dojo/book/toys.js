// For every toy: a number as it is read, a cell that shows it, a field that refuses, parts that can be asked.
// Formulas are printed from the derivations.
const shown = (value, digits = 5) => String(Number(value.toPrecision(digits))).replaceAll('-', '−');
const put = (cell, value, digits = 5, before = '') => {
  cell.textContent = before + shown(value, digits);
  cell.dataset.value = String(value);
};
const draw = (tag, attributes, parent) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return parent.appendChild(made);
};

// A field for a number: what it cannot use it marks and says, and what was used before stays in use.
const field = (input, [low, high], name, value, use) => {
  const refused = document.getElementById(input.getAttribute('aria-describedby'));
  const read = text => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  const mark = wrong => {
    input.setAttribute('aria-invalid', String(wrong));
    refused.textContent = wrong
      ? `This value is not possible: ${name()} must be a number from ${shown(low)} to ${shown(high)}. The value stays ${shown(value())}.` : '';
  };
  input.addEventListener('input', () => {
    const typed = read(input.value.trim().replace('−', '-').replace(',', '.'));
    const fits = typed >= low && typed <= high;
    if (fits) use(typed);
    mark(!fits);
  });
  // What was refused is gone as soon as the field stands for something else.
  return {refill: () => { mark(false); if (document.activeElement !== input) input.value = shown(value(), 6); }};
};

// While a figure moves, the browser leaves out what is off the screen, and every place keeps its size.
let moving = null;
const animate = (part, moves) => {
  if (moves ? moving : moving !== part) return;
  moving = moves ? part : null;
  const top = part.getBoundingClientRect().top;
  const others = [...document.querySelectorAll('article, .rule')].filter(one => !one.contains(part));
  const heights = others.map(one => {
    const {paddingTop, paddingBottom} = getComputedStyle(one);
    return one.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  });
  others.forEach((one, i) => Object.assign(one.style, moves
    ? {contentVisibility: 'auto', containIntrinsicHeight: `auto ${heights[i]}px`}
    : {contentVisibility: '', containIntrinsicHeight: ''}));
  scrollBy({top: part.getBoundingClientRect().top - top, behavior: 'instant'});
};

// Parts of a drawing that answer a pointer, a finger, and the keyboard: one stop for Tab, then the arrow keys.
const askable = (parts, ask, name) => {
  const chosen = part => {
    for (const one of parts) { one.classList.toggle('asked', one === part); one.tabIndex = one === part ? 0 : -1; }
    ask(part);
  };
  parts.forEach((part, index) => {
    part.setAttribute('role', 'button');
    part.setAttribute('aria-label', name(part));
    part.tabIndex = index ? -1 : 0;
    part.addEventListener('click', () => { part.focus(); chosen(part); });
    part.addEventListener('focus', () => chosen(part));
    part.addEventListener('keydown', event => {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      parts[(index + step + parts.length) % parts.length].focus();
    });
  });
};

// A figure whose parts say where their numbers come from.
const answering = figure => {
  const parts = [...figure.querySelectorAll('[data-said]')];
  if (!parts.length) return;
  const told = document.createElement('p'), drawing = figure.querySelector('.drawing');
  told.className = 'told';
  told.setAttribute('role', 'status');
  const tell = said => { told.textContent = said || 'Touch a line or a circle to see where its number comes from.'; };
  tell();
  drawing.after(told);
  // What holds buttons is no single picture any more; its text stays with it.
  figure.querySelector('svg').setAttribute('role', 'group');
  const numbers = [...figure.querySelectorAll('[data-number]')];
  const mark = names => { for (const one of numbers) one.classList.toggle('used', names.includes(one.dataset.number)); };
  const stop = flow(figure, mark, tell);
  askable(parts, part => {
    stop();
    tell(part.dataset.said);
    mark(part.dataset.uses.split(' '));
  }, part => part.dataset.said);
};
for (const figure of document.querySelectorAll('figure')) {
  answering(figure);
  figure.addEventListener('drawn', () => answering(figure));
}
