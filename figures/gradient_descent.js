// One training step of a 2-3-1 network on XOR.
const part = document.getElementById('play-training');
const SAMPLES = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]].map(([x_1, x_2, y_1]) => ({x_1, x_2, y_1}));
const UNITS = [1, 2, 3], start = JSON.parse(part.dataset.start), names = Object.keys(start);
const all = (name) => UNITS.map(unit => `${name}_${unit}`);
const layer = number => names.filter(name => name[1] === String(number));
const MOVES = [
  {said: 'The samples, and the weights as they are.', rows: ['x_1', 'x_2', 'y_1']},
  {said: 'Forward: the hidden units’ sums z₁ = x·W₁ + b₁, and their outputs a₁ = σ(z₁).', rows: [...all('z1'), ...all('a1')]},
  {said: 'Forward: the output’s sum z₂ = a₁·W₂ + b₂, and the prediction ŷ = σ(z₂).', rows: ['z2_1', 'yhat_1']},
  {said: 'The cost: each sample’s share of J, and how J changes with ŷ.', rows: ['J', 'dJ_yhat_1']},
  {said: 'Back: the output’s error δ₂ = ∂J/∂ŷ · σ′(z₂).', rows: ['dJ_z2_1']},
  {said: 'The gradients of the output layer: δ₂ times what came in, summed over the samples.', gradients: layer(2)},
  {said: 'Back through W₂: ∂J/∂a₁ = δ₂·W₂ᵀ, and δ₁ = ∂J/∂a₁ · σ′(z₁).', rows: [...all('dJ_a1'), ...all('dJ_z1')]},
  {said: 'The gradients of the hidden layer: δ₁ times the inputs, summed over the samples.', gradients: layer(1)},
  {said: 'The update: every parameter moves by α against its gradient.', updated: names},
];
const said = part.querySelector('[data-name=said]'), rate = part.querySelector('input');
let weights, move, step, costs;

// z1_2 is the sum z of layer 1, unit 2: a letter, and its indices below it.
const label = name => {
  const cell = document.createElement('th'), sub = document.createElement('sub');
  const [letter, ...indices] = name.replace(/^dJ_/, '').split('_'), only = /^yhat|^J/.test(letter);
  const base = letter === 'yhat' ? 'ŷ' : letter[0], index = [letter.slice(1), ...indices].filter(Boolean).join(',');
  cell.scope = 'row';
  cell.append((/^dJ_z/.test(name) ? 'δ' : /^dJ_/.test(name) ? `∂J/∂${base}` : base));
  if (!only) { sub.textContent = index; cell.append(sub); }
  return cell;
};
const rows = (table, list, columns) => {
  const body = part.querySelector(`.${table} tbody`), cells = {};
  for (const name of list) {
    const row = body.insertRow();
    row.append(label(name));
    cells[name] = columns.map(column => {
      const cell = row.insertCell();
      cell.dataset.name = `${column}${name}`;
      return cell;
    });
  }
  return cells;
};
const inSamples = rows('samples', MOVES.flatMap(one => one.rows ?? []), ['s1:', 's2:', 's3:', 's4:']);
const inWeights = rows('weights', names, ['value:', 'gradient:', 'new:']);

const compute = () => {
  const signals = SAMPLES.map(given => ({...given, ...sample({...given, ...weights}, SAMPLES.length)}));
  const total = name => signals.reduce((sum, one) => sum + one[name], 0);
  const gradient = Object.fromEntries(names.map(name => [name, total(`dJ_${name}`)]));
  const next = Object.fromEntries(names.map(name => [name, weights[name] - Number(rate.value) * gradient[name]]));
  return {signals, gradient, next, J: total('J')};
};
const fill = (cell, reached, value, fresh) => {
  if (reached) put(cell, value); else { cell.textContent = ''; delete cell.dataset.value; }
  cell.classList.toggle('fresh', fresh);
};
const show = () => {
  const now = compute();
  const when = (kind, name) => MOVES.findIndex(one => one[kind]?.includes(name));
  for (const [name, cells] of Object.entries(inSamples)) {
    const at = when('rows', name);
    cells.forEach((cell, index) => fill(cell, at <= move, now.signals[index][name], at === move && move > 0));
  }
  for (const [name, [value, gradient, next]] of Object.entries(inWeights)) {
    const at = when('gradients', name), last = MOVES.length - 1;
    fill(value, true, weights[name], false);
    fill(gradient, at <= move, now.gradient[name], at === move);
    fill(next, move === last, now.next[name], move === last);
  }
  const known = move >= 3 ? ` J = ${shown(now.J)}.` : '';
  const before = costs.length ? ` Before: ${costs.slice(-5).map(shown).join(', ')}.` : '';
  said.textContent = `Step ${step}, move ${move} of ${MOVES.length - 1}. ${MOVES[move].said}${known}${move >= 3 ? before : ''}`;
  said.dataset.value = move >= 3 ? String(now.J) : '';
  part.querySelector('[data-act=back]').disabled = move === 0;
};
const update = () => {
  const now = compute();
  costs.push(now.J);
  weights = now.next;
  step += 1;
};
const acts = {
  next: () => { if (move < MOVES.length - 1) move += 1; else { update(); move = 1; } },
  back: () => { move -= 1; },
  step: () => { if (move === MOVES.length - 1) update(); move = MOVES.length - 1; },
  restart: () => { weights = {...start}; move = 0; step = 1; costs = []; },
};
for (const button of part.querySelectorAll('button')) {
  button.addEventListener('click', () => { acts[button.dataset.act](); show(); });
}
rate.addEventListener('input', () => { if (rate.value !== '' && rate.checkValidity()) show(); });
acts.restart();
part.querySelector('.board').hidden = false;
show();
