// A polynomial with L2: the weights of the least cost, its curve, and both costs for every degree.
const part = document.getElementById('play-capacity');
if (!part.dataset.draws) return;
const at = selector => part.querySelector(selector);
const draws = JSON.parse(part.dataset.draws), truth = JSON.parse(part.dataset.truth), highest = Number(part.dataset.highest);
const degree = at('#capacity-degree'), slide = at('#capacity-slide'), list = at('#capacity-draw');
const DEGREES = Number(degree.max) + 1, STEPS = 2, WEAKEST = 1e-6, ROUNDING = 1e-15;
let λ = 0;

// The x of the least |Ax − y|², by Householder's reflections: as exact as the numbers allow.
const leastSquares = (A, y) => {
  const rows = A.map((row, i) => [...row, y[i]]), columns = A[0].length;
  for (let k = 0; k < columns; k++) {
    const v = rows.slice(k).map(row => row[k]), length = Math.hypot(...v);
    v[0] += v[0] < 0 ? -length : length;
    const square = v.reduce((sum, one) => sum + one * one, 0);
    if (!square) continue;
    for (let j = k; j <= columns; j++) {
      const share = 2 * v.reduce((sum, one, i) => sum + one * rows[k + i][j], 0) / square;
      v.forEach((one, i) => { rows[k + i][j] -= share * one; });
    }
  }
  const x = new Array(columns).fill(0);
  for (let k = columns - 1; k >= 0; k--) {
    const known = x.reduce((sum, one, j) => j > k ? sum + rows[k][j] * one : sum, 0);
    x[k] = (rows[k][columns] - known) / rows[k][k];
  }
  return x;
};
const every = count => [...Array(count).keys()];
const powers = (x, count) => every(count + 1).map(power => x ** power);
const polynomial = (w, x) => w.reduceRight((sum, one) => sum * x + one, 0);
const mse = (w, [x, y]) => x.reduce((sum, one, i) => sum + (polynomial(w, one) - y[i]) ** 2, 0) / x.length;

// A row for each sample, and one for each weight but the bias: its square is that weight's penalty.
const fitted = ([x, y], count) => {
  const share = Math.sqrt(1 / x.length), pull = Math.sqrt(λ / 2);
  const samples = x.map(one => powers(one, count).map(power => share * power));
  const penalties = λ ? every(count).map(j => every(count + 1).map(i => i === j + 1 ? pull : 0)) : [];
  return leastSquares([...samples, ...penalties], [...y.map(one => share * one), ...penalties.map(() => 0)]);
};

const through = (points, [fx, fy]) => points.map(([x, y], i) => `${i ? 'L' : 'M'}${fx(x).toFixed(3)} ${fy(y).toFixed(3)}`).join('');
const mark = (x, y, unseen, svg) => draw('path', {class: unseen ? 'mark held' : 'mark', d: `M${x} ${y}h0`}, svg);
const near = value => Math.max(-2.3, Math.min(2.3, value)), same = value => value, down = value => -near(value);
const showFit = (w, {training, validation}) => {
  const svg = at('.fit');
  svg.replaceChildren();
  draw('path', {class: 'axes', d: 'M-1.18 0H1.18M0 -2.3V2.3'}, svg);
  draw('path', {class: 'truth', d: through(truth[0].map((x, i) => [x, truth[1][i]]), [same, down])}, svg);
  for (const [[x, y], unseen] of [[validation, true], [training, false]]) x.forEach((one, i) => mark(one, down(y[i]), unseen, svg));
  const across = every(161).map(i => -1 + i / 80);
  draw('path', {class: 'curve', d: through(across.map(x => [x, polynomial(w, x)]), [same, down])}, svg);
};

// Costs from 0.001 to 10, each power of ten as high as another.
const [LEFT, RIGHT, TOP, BOTTOM] = [46, 290, 12, 196], [LEAST, MOST] = [-3, 1];
const column = degree => LEFT + 12 + (RIGHT - LEFT - 24) * degree / (DEGREES - 1);
const height = cost => BOTTOM - (BOTTOM - TOP) * (Math.max(LEAST, Math.min(MOST, Math.log10(cost))) - LEAST) / (MOST - LEAST);
const showErrors = (costs, chosen) => {
  const svg = at('.errors');
  svg.replaceChildren();
  draw('rect', {class: 'at', x: column(chosen) - 10, y: TOP, width: 20, height: BOTTOM - TOP}, svg);
  for (const cost of [0.001, 0.01, 0.1, 1, 10]) {
    draw('path', {class: 'axes', d: `M${LEFT} ${height(cost)}H${RIGHT}`}, svg);
    draw('text', {x: LEFT - 6, y: height(cost) + 4, 'text-anchor': 'end'}, svg).textContent = String(cost);
  }
  every(DEGREES).forEach(one => { draw('text', {x: column(one), y: BOTTOM + 18, 'text-anchor': 'middle'}, svg).textContent = String(one); });
  draw('text', {x: (LEFT + RIGHT) / 2, y: BOTTOM + 32, 'text-anchor': 'middle'}, svg).textContent = 'degree';
  for (const unseen of [false, true]) {
    const points = costs.map((pair, one) => [one, pair[Number(unseen)]]);
    draw('path', {class: unseen ? 'line held' : 'line', d: through(points, [column, height])}, svg);
    for (const [one, cost] of points) mark(column(one), height(cost), unseen, svg);
  }
};
const show = () => {
  const chosen = Number(degree.value), sets = draws[list.value];
  const fits = every(DEGREES).map(one => fitted(sets.training, one)), w = fits[chosen];
  degree.nextElementSibling.textContent = String(chosen);
  const cost = mse(w, sets.training);
  put(at('[data-name=training]'), cost, 3);
  if (cost < ROUNDING) at('[data-name=training]').textContent = '0';
  put(at('[data-name=validation]'), mse(w, sets.validation), 3);
  put(at('[data-name=penalty]'), λ / 2 * w.slice(1).reduce((sum, one) => sum + one * one, 0), 3);
  const weights = at('.weights');
  weights.replaceChildren(`b = `);
  w.forEach((one, i) => {
    if (i) weights.append(i === 1 ? '; W = ' : ', ');
    const number = weights.appendChild(document.createElement('span'));
    number.dataset.name = `w${i}`;
    put(number, one, 3);
  });
  showFit(w, sets);
  showErrors(fits.map(one => [mse(one, sets.training), mse(one, sets.validation)]), chosen);
};

const strength = field(at('#capacity-strength'), [0, highest], () => 'λ', () => λ, value => { λ = value; show(); });
slide.addEventListener('input', () => {
  const step = Number(slide.value);
  λ = step ? Number((WEAKEST * 10 ** ((step - 1) / STEPS)).toPrecision(2)) : 0;
  strength.refill();
  show();
});
for (const control of [degree, list]) control.addEventListener('input', show);
at('.board').hidden = false;
strength.refill();
show();
