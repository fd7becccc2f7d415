// A digit written on a sheet, cut to 8×8 pixels as those of the data set were, and read by the network.
const part = document.getElementById('play-reading');
if (!part.dataset.network) return;
// Weights are written in thousandths, and ink in sixteenths: whole numbers are shorter.
const weights = numbers => numbers.map(number => number / 1000);
const network = JSON.parse(part.dataset.network).map(({W, b, f}) => ({W: W.map(weights), b: weights(b), f}));
const held = part.dataset.ink.split(';').map(image => image.split(',').map(ink => ink / 16));
const at = selector => part.querySelector(selector), sheet = at('.sheet'), paint = sheet.getContext('2d');
const SIDE = 8, FINE = 32, BLOCK = FINE / SIDE, PEN = 2.8, WIDE = 18, STEP = 10;
const said = at('.result'), list = at('select');
let strokes = [], writing = false, pen = [160, 160], down = false;

// The forward pass, one layer after the other; softmax is kept from overflowing as the kata's is.
const exponentials = z => { const most = Math.max(...z); return z.map(one => Math.exp(one - most)); };
const softmax = z => { const all = exponentials(z), sum = all.reduce((a, b) => a + b, 0); return all.map(one => one / sum); };
const layer = (a, {W, b, f}) => {
  const z = b.map((bias, unit) => a.reduce((sum, one, above) => sum + one * W[above][unit], bias));
  return f === 'softmax' ? softmax(z) : z.map(ACTIVATIONS[f]);
};
const forward = x => network.reduce((outputs, one) => [...outputs, layer(outputs.at(-1), one)], [x]);

// As the writers' forms were: as large as fits into 32×32, in the middle, each block of 4×4 counted.
const distance = ([x, y], [x1, y1], [x2, y2]) => {
  const [dx, dy] = [x2 - x1, y2 - y1], length = dx * dx + dy * dy;
  const share = length ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length)) : 0;
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
};
const pixels = () => {
  const points = strokes.flat(), ends = [0, 1].map(axis => points.map(point => point[axis]));
  const [left, top] = ends.map(all => Math.min(...all)), [right, bottom] = ends.map(all => Math.max(...all));
  const scale = (FINE - 2 * PEN) / Math.max(right - left, bottom - top, WIDE * 2);
  const fitted = strokes.map(stroke => stroke.map(([x, y]) =>
    [FINE / 2 + (x - (left + right) / 2) * scale, FINE / 2 + (y - (top + bottom) / 2) * scale]));
  const lines = fitted.flatMap(stroke => stroke.map((point, i) => [stroke[Math.max(0, i - 1)], point]));
  const found = new Array(SIDE * SIDE).fill(0);
  for (let row = 0; row < FINE; row++) {
    for (let column = 0; column < FINE; column++) {
      const centre = [column + 0.5, row + 0.5];
      if (lines.some(([from, to]) => distance(centre, from, to) <= PEN)) {
        found[Math.floor(row / BLOCK) * SIDE + Math.floor(column / BLOCK)] += 1 / BLOCK ** 2;
      }
    }
  }
  return found;
};

const squares = (svg, values) => {
  const wide = Math.ceil(Math.sqrt(values.length)), most = Math.max(1, ...values);
  svg.setAttribute('viewBox', `0 0 ${wide} ${wide}`);
  svg.replaceChildren();
  values.forEach((value, i) => {
    if (value <= 0) return;
    const [x, y] = [i % wide, Math.floor(i / wide)];
    draw('rect', {x, y, width: 1.01, height: 1.01, opacity: value / most}, svg);
  });
};
const read = x => {
  const outputs = forward(x), ŷ = outputs.at(-1), order = ŷ.map((_, digit) => digit).sort((a, b) => ŷ[b] - ŷ[a]);
  squares(at('.seen'), x);
  squares(at('.units'), outputs.length > 2 ? outputs.at(-2).map(Math.abs) : []);
  [...part.querySelectorAll('.bars li')].forEach((bar, digit) => {
    bar.classList.toggle('read', digit === order[0]);
    bar.style.setProperty('--share', ŷ[digit]);
    bar.querySelector('output').textContent = `${(100 * ŷ[digit]).toFixed(1)}%`;
    bar.querySelector('output').dataset.value = ŷ[digit];
  });
  part.dataset.pixels = JSON.stringify(x);
  const [first, second] = order.map(digit => `a ${digit} (${(100 * ŷ[digit]).toFixed(1)}%)`);
  said.textContent = `The network reads ${first}; if not, ${second}.`;
};
const colour = name => getComputedStyle(part).getPropertyValue(`--${name}`).trim();
const show = () => {
  paint.clearRect(0, 0, sheet.width, sheet.height);
  [paint.lineWidth, paint.lineCap, paint.lineJoin, paint.strokeStyle] = [WIDE, 'round', 'round', colour('ink')];
  for (const stroke of strokes) {
    paint.beginPath();
    paint.moveTo(...stroke[0]);
    for (const point of stroke) paint.lineTo(...point);
    paint.stroke();
  }
  if (document.activeElement === sheet && !writing) {
    paint.beginPath();
    paint.arc(...pen, WIDE / 2, 0, 7);
    [paint.lineWidth, paint.strokeStyle, paint.fillStyle] = [3, colour('focus'), colour('focus')];
    paint.stroke();
    if (down) paint.fill();
  }
};
const write = (point, begins) => {
  list.value = '';
  if (begins) strokes.push([point]); else strokes.at(-1).push(point);
  pen = point;
  show();
  read(pixels());
};
const clear = () => {
  [strokes, down] = [[], false];
  show();
  for (const svg of part.querySelectorAll('.sheets svg')) svg.replaceChildren();
  for (const bar of part.querySelectorAll('.bars li')) {
    bar.classList.remove('read');
    bar.style.removeProperty('--share');
    bar.querySelector('output').textContent = '';
    delete bar.querySelector('output').dataset.value;
  }
  delete part.dataset.pixels;
  said.textContent = 'Write a digit.';
};
const place = event => {
  const box = sheet.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width * sheet.width, (event.clientY - box.top) / box.height * sheet.height];
};
sheet.addEventListener('pointerdown', event => {
  sheet.setPointerCapture(event.pointerId);
  animate(part, true);
  [writing, down] = [true, false];
  write(place(event), true);
});
sheet.addEventListener('pointermove', event => { if (writing) write(place(event), false); });
for (const end of ['pointerup', 'pointercancel']) sheet.addEventListener(end, () => { writing = false; show(); });
// A writer goes on writing: the rest of the page comes back when the sheet is left.
new IntersectionObserver(([one]) => { if (!one.isIntersecting) animate(part, false); }).observe(part);
const KEYS = {ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP]};
sheet.addEventListener('keydown', event => {
  const step = KEYS[event.key];
  if (step) {
    pen = pen.map((one, axis) => Math.max(0, Math.min(sheet.width, one + step[axis])));
    if (down) write(pen, false); else show();
  } else if (event.key === ' ') {
    down = !down;
    if (down) write(pen, true); else show();
  } else if (['Delete', 'Backspace'].includes(event.key)) clear();
  else return;
  event.preventDefault();
});
for (const change of ['focus', 'blur']) sheet.addEventListener(change, show);
at('[data-act=clear]').addEventListener('click', () => { list.value = ''; clear(); });
list.addEventListener('input', () => { const chosen = list.value; clear(); list.value = chosen; if (chosen) read(held[chosen]); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
at('.board').hidden = false;
clear();
