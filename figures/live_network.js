// A 2-3-1 network, live: its moves one by one, its steps one by one or many, all its numbers on the graph.
const part = document.getElementById(ID), STARTS = JSON.parse(part.dataset.starts);
const at = selector => part.querySelector(selector), LOW = '₀₁₂₃₄₅₆₇₈₉';
const UNITS = {0: [[36, 101], [36, 195]], 1: [[216, 54], [216, 148], [216, 242]], 2: [[396, 148]]}, RADIUS = 21;
const hiddenLayer = ['z1_1', 'z1_2', 'z1_3', 'a1_1', 'a1_2', 'a1_3'];
const MOVES = [
  {said: 'The sample, and the weights as they are.', shows: []},
  {said: 'Forward: each hidden unit’s sum z₁ = x·W₁ + b₁ above it, its output a₁ = f(z₁) in it.', shows: hiddenLayer},
  {said: 'Forward: the output’s sum z₂ = a₁·W₂ + b₂, and the prediction ŷ = f(z₂).', shows: ['z2_1', 'yhat_1']},
  {said: 'The cost J, averaged over the samples.', shows: ['J']},
  {said: 'Back: the output’s δ₂ = ∂J/∂ŷ · f′(z₂).', shows: ['dJ_z2_1']},
  {said: 'The gradients of the output layer: δ₂ times what came in, summed over the samples.', gradients: '2'},
  {said: 'Back through W₂: each hidden unit’s δ₁ = δ₂·W₂ · f′(z₁).', shows: ['dJ_z1_1', 'dJ_z1_2', 'dJ_z1_3']},
  {said: 'The gradients of the hidden layer: δ₁ times the inputs, summed over the samples.', gradients: '1'},
  {said: 'The update: every weight and bias has moved by α against its gradient.', updates: true},
];
const LAST = MOVES.length - 1, moveOf = name => MOVES.findIndex(one => one.shows?.includes(name));
const gradientMove = name => MOVES.findIndex(one => one.gradients === name[1]);
let hidden, hidden_slope, output, output_slope;
let samples, weights, rate, move, step, costs, here, chosen, playing = 0, names = Object.keys(STARTS.xor.weights);

const choose = (hiddenName, outputName) => {
  [hidden, hidden_slope] = ACTIVATIONS[hiddenName];
  [output, output_slope] = ACTIVATIONS[outputName];
};
const given = ([x_1, x_2, y_1]) => ({x_1, x_2, y_1, ...weights});
const compute = () => {
  const signals = samples.map(one => sample(given(one), samples.length));
  const total = name => signals.reduce((sum, one) => sum + one[name], 0);
  const gradient = Object.fromEntries(names.map(name => [name, total(`dJ_${name}`)]));
  const next = Object.fromEntries(names.map(name => [name, weights[name] - rate * gradient[name]]));
  return {signals, gradient, next, J: total('J')};
};

// The graph: for each number a text that knows its name.
const graph = at('.graph'), texts = {};
const text = (name, x, y, kind, parent) => {
  texts[name] = draw('text', {x, y, class: kind}, parent);
  texts[name].dataset.name = name;
};
const share = (from, to, part) => [0, 1].map(axis => from[axis] + (to[axis] - from[axis]) * part);
const edges = names.filter(name => name[0] === 'W').map(name => {
  const [layer, above, unit] = [name[1], ...name.split('_').slice(1)].map(Number);
  const [from, to] = [UNITS[layer - 1][above - 1], UNITS[layer][unit - 1]];
  const group = draw('g', {class: 'part edge', 'data-part': name}, graph);
  const d = `M${share(from, to, 0.11)}L${share(from, to, 0.89)}`;
  draw('path', {class: 'reach', d}, group);
  draw('path', {class: 'line', d}, group);
  return {name, from, to, group};
});
for (const {name, from, to, group} of edges) {
  const [x, y] = share(from, to, 0.23);
  text(`value:${name}`, x, y, 'weight', group);
  text(`new:${name}`, x, y, 'weight fresh', group);
  text(`gradient:${name}`, ...share(from, to, 0.7), 'gradient', group);
}
UNITS[0].forEach(([x, y], index) => {
  draw('circle', {cx: x, cy: y, r: RADIUS}, graph);
  text(`x_${index + 1}`, x, y, 'forward inside', graph);
  draw('text', {x, y: y - RADIUS - 10}, graph).textContent = `x${LOW[index + 1]}`;
});
for (const layer of [1, 2]) {
  UNITS[layer].forEach(([x, y], index) => {
    const name = `b${layer}_${index + 1}`, group = draw('g', {class: 'part unit', 'data-part': name}, graph);
    draw('circle', {cx: x, cy: y, r: RADIUS}, group);
    text(layer === 1 ? `a1_${index + 1}` : 'yhat_1', x, y, 'forward inside', group);
    text(`z${layer}_${index + 1}`, x, y - RADIUS - 9, 'forward', group);
    text(`dJ_z${layer}_${index + 1}`, x, y + RADIUS + 10, 'back', group);
    for (const kind of ['value', 'new', 'gradient']) text(`${kind}:${name}`, x, y, 'absent', group);
  });
}
text('y_1', 396, 214, '', graph);
text('J', 396, 236, '', graph);
const LABELS = {z: 'z = ', d: 'δ = ', y_1: 'y = ', J: 'J = '};
const write = (name, value, known, fresh) => {
  const cell = texts[name];
  if (known) put(cell, value, 3, LABELS[name] ?? LABELS[name[0] === 'z' ? 'z' : name.startsWith('dJ') ? 'd' : ''] ?? '');
  else { cell.textContent = ''; delete cell.dataset.value; }
  cell.classList.toggle('fresh', fresh);
};

// What a part that is asked says: how its number comes about, in this sample and in all of them.
const by = value => value < 0 ? `(${shown(value, 4)})` : shown(value, 4);
const tell = now => {
  const signal = {...given(samples[here]), ...now.signals[here]}, [kind, layer] = chosen;
  const [first, second] = chosen.split('_').slice(1), all = samples.length;
  const unit = second ?? first, δ = signal[`dJ_z${layer}_${unit}`], gradient = now.gradient[chosen];
  const sum = all > 1 ? ` All ${all} samples together: ` : ' So ';
  if (kind === 'W') {
    const letter = layer === '1' ? 'x' : 'a1', came = signal[`${letter}_${first}`];
    const source = layer === '1' ? `x${LOW[first]}` : `hidden unit ${first}`;
    return `W${LOW[layer]} from ${source} to ${layer === '1' ? `hidden unit ${unit}` : 'the output'} is ${shown(weights[chosen])}. `
      + `input × δ = ${by(came)} × ${by(δ)} = ${shown(came * δ)}.${sum}∂J/∂W = ${shown(gradient)}.`;
  }
  return `${layer === '1' ? `Hidden unit ${unit}` : 'The output'}: its bias b${LOW[layer]} is ${shown(weights[chosen])}, `
    + `z = ${shown(signal[`z${layer}_${unit}`])}, δ = ∂J/∂z = ${shown(δ)}.${sum}∂J/∂b = ${shown(gradient)}.`;
};
const named = name => {
  const [first, second] = name.split('_').slice(1);
  return name[0] === 'b' ? (name[1] === '1' ? `bias b₁ of unit ${first}` : 'bias b₂')
    : name[1] === '1' ? `W₁, x${LOW[first]} to unit ${second}` : `W₂, unit ${first} to ŷ`;
};

// The cost over the steps, thinned out so that it stays as quick after a hundred thousand of them.
const curve = at('.curve'), line = draw('polyline', {class: 'cost'}, curve);
const axis = draw('text', {x: 194, y: 12, style: 'text-anchor: end'}, curve);
const drawCurve = J => {
  const all = [...costs, J], stride = Math.ceil(all.length / 300), most = Math.max(...all.filter((_, i) => i % stride === 0), J) || 1;
  const points = [];
  for (let i = 0; i < all.length; i += stride) points.push(`${8 + 184 * i / Math.max(1, all.length - 1)},${(140 - 112 * all[i] / most).toFixed(1)}`);
  points.push(`192,${(140 - 112 * J / most).toFixed(1)}`);
  line.setAttribute('points', points.join(' '));
  axis.textContent = `J = ${shown(J, 3)} after ${all.length - 1}`;
};

// The plane of the inputs: blue where ŷ is above one half, orange below, the deeper the surer; a line between.
const canvas = at('.plane'), paint = canvas.getContext('2d'), GRID = 30, SIDE = canvas.width, colour = {};
const colours = () => {
  const style = getComputedStyle(part);
  for (const name of ['c1', 'c2', 'ink', 'paper']) colour[name] = style.getPropertyValue(`--${name}`).trim();
};
let low, high;
const reach = () => {
  const all = samples.flatMap(([x1, x2]) => [x1, x2]), room = samples.length > 1 ? 0.5 : 1.5;
  low = Math.min(...all) - room;
  high = Math.max(...all) + room;
};
const pixel = ([x1, x2]) => [(x1 - low) / (high - low) * SIDE, (high - x2) / (high - low) * SIDE];
const drawPlane = () => {
  const ŷ = [], cell = SIDE / GRID;
  for (let row = 0; row <= GRID; row++) {
    for (let column = 0; column <= GRID; column++) {
      const x_1 = low + (high - low) * column / GRID, x_2 = high - (high - low) * row / GRID;
      const a = [1, 2, 3].map(u => hidden(x_1 * weights[`W1_1_${u}`] + x_2 * weights[`W1_2_${u}`] + weights[`b1_${u}`]));
      ŷ.push(output(a[0] * weights.W2_1_1 + a[1] * weights.W2_2_1 + a[2] * weights.W2_3_1 + weights.b2_1) - 0.5);
    }
  }
  paint.globalAlpha = 1;
  paint.fillStyle = colour.paper;
  paint.fillRect(0, 0, SIDE, SIDE);
  const border = [];
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const corner = row * (GRID + 1) + column, four = [corner, corner + 1, corner + GRID + 2, corner + GRID + 1];
      const middle = four.reduce((sum, one) => sum + ŷ[one], 0) / 4;
      paint.globalAlpha = Math.min(0.75, Math.abs(middle) * 1.2 + 0.06);
      paint.fillStyle = middle > 0 ? colour.c1 : colour.c2;
      paint.fillRect(column * cell, row * cell, cell, cell);
      const crossed = [], corners = [[0, 0], [1, 0], [1, 1], [0, 1]];
      four.forEach((one, k) => {
        const next = four[(k + 1) % 4], [a, b] = [ŷ[one], ŷ[next]];
        if ((a > 0) !== (b > 0)) crossed.push(share(corners[k], corners[(k + 1) % 4], a / (a - b)));
      });
      for (let k = 0; k + 1 < crossed.length; k += 2) border.push([crossed[k], crossed[k + 1]].map(([x, y]) => [(column + x) * cell, (row + y) * cell]));
    }
  }
  paint.globalAlpha = 1;
  paint.strokeStyle = colour.ink;
  paint.lineWidth = 4;
  paint.beginPath();
  for (const [from, to] of border) { paint.moveTo(...from); paint.lineTo(...to); }
  paint.stroke();
  paint.textAlign = 'center';
  paint.textBaseline = 'middle';
  paint.font = 'bold 22px sans-serif';
  samples.forEach(([x1, x2, y], index) => {
    const [x, up] = pixel([x1, x2]);
    paint.beginPath();
    paint.arc(x, up, index === here ? 21 : 17, 0, 7);
    paint.fillStyle = colour.paper;
    paint.fill();
    paint.lineWidth = index === here ? 6 : 2.5;
    paint.stroke();
    paint.fillStyle = colour.ink;
    paint.fillText(shown(y, 2), x, up + 1);
  });
};

const said = at('[data-name=said]'), told = at('.told'), refused = at('.refused');
const show = () => {
  const now = compute(), signal = {...given(samples[here]), ...now.signals[here]};
  for (const name of ['x_1', 'x_2', 'y_1']) write(name, signal[name], true, false);
  for (const name of MOVES.flatMap(one => one.shows ?? [])) {
    write(name, name === 'J' ? now.J : signal[name], moveOf(name) <= move, moveOf(name) === move && move > 0);
  }
  for (const name of names) {
    const known = gradientMove(name) <= move;
    write(`value:${name}`, weights[name], true, false);
    write(`gradient:${name}`, now.gradient[name], known, gradientMove(name) === move);
    write(`new:${name}`, now.next[name], move === LAST, true);
    if (name[0] === 'W') texts[`value:${name}`].classList.toggle('absent', move === LAST);
  }
  const which = samples.length > 1 ? ` Sample ${here + 1} of ${samples.length}.` : '';
  said.textContent = `Step ${step}, move ${move} of ${LAST}.${which} ${MOVES[move].said}`;
  told.textContent = tell(now);
  at('[data-act=back]').disabled = move === 0;
  drawCurve(now.J);
  drawPlane();
};
const update = () => {
  const now = compute();
  if (![now.J, ...Object.values(now.next)].every(Number.isFinite)) {
    refused.textContent = 'The next step would leave the range of numbers: take a smaller α, or start again.';
    pause();
    return false;
  }
  costs.push(now.J);
  weights = now.next;
  step += 1;
  return true;
};
const pause = () => {
  cancelAnimationFrame(playing);
  playing = 0;
  at('[data-act=play]').textContent = 'Play';
  at('[data-act=play]').setAttribute('aria-pressed', 'false');
  for (const one of [said, told]) one.removeAttribute('aria-live');
};
const play = () => {
  at('[data-act=play]').textContent = 'Pause';
  at('[data-act=play]').setAttribute('aria-pressed', 'true');
  // Nobody can listen to sixty sentences a second.
  for (const one of [said, told]) one.setAttribute('aria-live', 'off');
  const frame = () => { playing = requestAnimationFrame(frame); move = LAST; update(); show(); };
  playing = requestAnimationFrame(frame);
};

const target = at('.target'), rateField = at('.rate'), chosenField = at('.chosen'), which = at('.sample');
const fields = [
  field(chosenField, [-1000, 1000], refused, () => named(chosen), () => weights[chosen], value => { weights = {...weights, [chosen]: value}; }),
  field(target, [-1000, 1000], refused, () => 'the target y', () => samples[here][2], value => { samples[here][2] = value; }),
  field(rateField, [0, Number(rateField.dataset.highest)], refused, () => 'the learning rate α', () => rate, value => { rate = value; }),
];
const refill = () => { for (const one of fields) one.refill(); };
for (const input of [chosenField, target, rateField]) input.addEventListener('used', show);
const listSamples = () => {
  which.replaceChildren(...samples.map(([x1, x2], index) => new Option(`${index + 1}: x = (${shown(x1)}, ${shown(x2)})`, index)));
  which.value = here;
};
const parts = [...graph.querySelectorAll('.part')];
parts[0].classList.add('asked');
askable(parts, one => {
  chosen = one.dataset.part;
  at(`label[for=${chosenField.id}]`).textContent = named(chosen);
  refill();
  told.textContent = tell(compute());
}, one => named(one.dataset.part));
const acts = {
  next: () => { if (move < LAST) move += 1; else if (update()) move = 1; },
  back: () => { move -= 1; },
  step: () => { if (move === LAST) update(); move = LAST; },
  hundred: () => { for (let made = 0; made < 100 && update(); made++); move = LAST; },
  play: () => { if (playing) pause(); else play(); },
  restart: () => {
    const start = STARTS[at('.start').value];
    [weights, samples, rate] = [{...start.weights}, start.samples.map(one => [...one]), start.rate];
    [at('.hidden').value, at('.output').value] = start.activations;
    choose(...start.activations);
    [move, step, costs, here, chosen] = [0, 1, [], 0, 'W1_1_1'];
    at(`label[for=${chosenField.id}]`).textContent = named(chosen);
    listSamples();
    reach();
    refill();
  },
};
for (const button of part.querySelectorAll('button')) {
  button.addEventListener('click', () => {
    const act = button.dataset.act;
    if (act !== 'play') pause();
    refused.textContent = '';
    acts[act]();
    refill();
    show();
  });
}
which.addEventListener('input', () => { here = Number(which.value); refill(); show(); });
at('.start').addEventListener('input', () => { pause(); acts.restart(); show(); });
for (const one of ['.hidden', '.output']) at(one).addEventListener('input', () => { choose(at('.hidden').value, at('.output').value); show(); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { colours(); drawPlane(); });
colours();
acts.restart();
at('.board').hidden = false;
show();
