// A 2-3-1 network: its moves one by one, its steps one by one or many, and fields that change it.
const STARTS = JSON.parse(part.dataset.starts), names = Object.keys(STARTS.xor.weights);
const of = (letter, layer = 1) => [1, 2, 3].map(unit => `${letter}${layer}_${unit}`);
const MOVES = [
  {said: 'The sample, and the weights as they are.'},
  {said: 'Forward: each hidden unit’s sum z₁ = x·W₁ + b₁ above it, its output a₁ = f(z₁) in it.', shows: [...of('z'), ...of('a')], layer: 1, way: 'forward'},
  {said: 'Forward: the output’s sum z₂ = a₁·W₂ + b₂, and the prediction ŷ = f(z₂).', shows: ['z2_1', 'yhat_1'], layer: 2, way: 'forward'},
  {said: 'The cost J, averaged over the samples.', shows: ['J']},
  {said: 'Back: the output’s δ₂ = ∂J/∂ŷ · f′(z₂).', shows: ['dJ_z2_1']},
  {said: 'The gradients of the output layer: δ₂ times what came in, summed over the samples.', gradients: 2},
  {said: 'Back through W₂: each hidden unit’s δ₁ = δ₂·W₂ · f′(z₁).', shows: of('dJ_z'), layer: 2, way: 'back'},
  {said: 'The gradients of the hidden layer: δ₁ times the inputs, summed over the samples.', gradients: 1, layer: 1, way: 'back'},
  {said: 'The update: every weight and bias has moved by α against its gradient.'},
];
const LAST = MOVES.length - 1, SHOWN = MOVES.flatMap((one, at) => (one.shows ?? []).map(name => [name, at]));
let hidden, hidden_slope, output, output_slope, samples, weights, rate, move, step, costs, here, chosen, playing = 0;

const given = ([x_1, x_2, y_1]) => ({x_1, x_2, y_1, ...weights});
const compute = () => {
  const signals = samples.map(one => sample(given(one), samples.length));
  const total = name => signals.reduce((sum, one) => sum + one[name], 0);
  const gradient = Object.fromEntries(names.map(name => [name, total(`dJ_${name}`)]));
  const next = Object.fromEntries(names.map(name => [name, weights[name] - rate * gradient[name]]));
  return {signal: {...given(samples[here]), ...signals[here]}, weights, gradient, next, J: total('J'), count: samples.length};
};

const said = at('[data-name=said]'), told = at('.told'), stopped = at('.stopped');
const show = () => {
  const now = compute();
  for (const name of ['x_1', 'x_2', 'y_1']) write(name, now.signal[name], true, false);
  for (const [name, when] of SHOWN) write(name, name === 'J' ? now.J : now.signal[name], when <= move, when === move);
  for (const name of names) {
    const when = MOVES.findIndex(one => one.gradients === Number(name[1]));
    write(`value:${name}`, weights[name], true, false);
    write(`gradient:${name}`, now.gradient[name], when <= move, when === move);
    write(`new:${name}`, now.next[name], move === LAST, true);
    if (name[0] === 'W') texts[`value:${name}`].classList.toggle('absent', move === LAST);
  }
  flow(MOVES[move].layer, MOVES[move].way);
  const which = samples.length > 1 ? ` Sample ${here + 1} of ${samples.length}.` : '';
  said.textContent = `Step ${step}, move ${move} of ${LAST}.${which} ${MOVES[move].said}`;
  told.textContent = tell(chosen, now);
  at('[data-act=back]').disabled = move === 0;
  drawCurve(costs, now.J);
  drawPlane({samples, here, weights: move === LAST ? now.next : weights, hidden, output});
};
const isUsable = ({J, gradient, next}) => [J, ...Object.values(gradient), ...Object.values(next)].every(Number.isFinite);
const update = () => {
  const now = compute();
  weights = now.next;
  if (!isUsable(compute())) {
    weights = now.weights;
    stopped.textContent = 'The next step would leave the range of numbers: take a smaller α, or start again.';
    pause();
    return false;
  }
  costs.push(now.J);
  step += 1;
  return true;
};
const pause = () => {
  animate(part, false);
  cancelAnimationFrame(playing);
  playing = 0;
  at('[data-act=play]').textContent = 'Play';
  for (const one of [said, told]) one.removeAttribute('aria-live');
};
const play = () => {
  animate(part, true);
  at('[data-act=play]').textContent = 'Pause';
  // Nobody can listen to sixty sentences a second.
  for (const one of [said, told]) one.setAttribute('aria-live', 'off');
  const frame = () => {
    playing = requestAnimationFrame(frame);
    if (move === LAST) update();
    move = LAST;
    show();
  };
  playing = requestAnimationFrame(frame);
};

// What is changed after a step's last move belongs to the next step.
const change = use => { if (move === LAST && update()) move = 0; use(); show(); };
const choose = () => {
  [hidden, hidden_slope] = ACTIVATIONS[at('.hidden').value];
  [output, output_slope] = ACTIVATIONS[at('.output').value];
};
const present = () => move === LAST ? compute().next : weights;
const [highest, farthest] = [Number(part.dataset.highest), 1000];
const fields = [
  field(at('.chosen'), [-farthest, farthest], () => named(chosen), () => present()[chosen],
    value => change(() => { weights = {...weights, [chosen]: value}; })),
  field(at('.target'), [-farthest, farthest], () => 'the target y', () => samples[here][2],
    value => change(() => { samples[here][2] = value; })),
  field(at('.rate'), [0, highest], () => 'the learning rate α', () => rate, value => change(() => { rate = value; })),
];
const refill = () => { for (const one of fields) one.refill(); };
const ask = name => {
  chosen = name;
  light(name);
  at('label[for$=-chosen]').textContent = named(chosen);
  refill();
  told.textContent = tell(chosen, compute());
};
const restart = () => {
  const start = STARTS[at('.start').value], list = at('.sample');
  [weights, samples, rate] = [{...start.weights}, start.samples.map(one => [...one]), start.rate];
  [at('.hidden').value, at('.output').value] = start.activations;
  choose();
  [move, step, costs, here] = [0, 1, [], 0];
  list.replaceChildren(...samples.map(([x1, x2], index) => new Option(`${index + 1}: x = (${shown(x1)}, ${shown(x2)})`, index)));
  fit(samples);
  ask(names[0]);
};
const acts = {
  next: () => { if (move < LAST) move += 1; else if (update()) move = 1; },
  back: () => { move -= 1; },
  step: () => { if (move === LAST) update(); move = LAST; },
  hundred: () => { for (let made = 0; made < 100 && update(); made++); move = LAST; },
  play: () => { if (playing) pause(); else play(); },
  restart,
};
for (const button of part.querySelectorAll('button')) {
  button.addEventListener('click', () => {
    const act = button.dataset.act;
    if (act !== 'play') pause();
    stopped.textContent = '';
    acts[act]();
    refill();
    show();
  });
}
at('.sample').addEventListener('input', event => { here = Number(event.target.value); refill(); show(); });
at('.start').addEventListener('input', () => { pause(); restart(); show(); });
for (const one of ['.hidden', '.output']) at(one).addEventListener('input', () => change(choose));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { colours(); show(); });

drawGraph(names);
const parts = [...graph.querySelectorAll('.part')];
askable(parts, one => ask(one.dataset.part), one => named(one.dataset.part));
parts[0].classList.add('asked');
colours();
restart();
at('.board').hidden = false;
show();
