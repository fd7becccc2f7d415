// One neuron with two inputs: the line z = 0, and what becomes of one sample.
const part = document.getElementById('play-neuron');
const activations = {identity: [identity, identity_slope], sigmoid: [sigmoid, sigmoid_slope], tanh: [tanh, tanh_slope], relu: [relu, relu_slope], leaky_relu: [leaky_relu, leaky_relu_slope], elu: [elu, elu_slope], swish: [swish, swish_slope]};
const sliders = part.querySelectorAll('input[type=range]'), choice = part.querySelector('select');
const at = selector => part.querySelector(selector);
const set = (selector, values) => { for (const [name, value] of Object.entries(values)) at(selector).setAttribute(name, value); };
const EDGE = 3, SQUARE = [[-EDGE, -EDGE], [EDGE, -EDGE], [EDGE, EDGE], [-EDGE, EDGE]];

// The part of the square where z > 0, and the two points where the line z = 0 enters and leaves.
const halves = z => {
  const kept = [], crossed = [];
  SQUARE.forEach((corner, index) => {
    const next = SQUARE[(index + 1) % SQUARE.length], here = z(corner), there = z(next);
    if (here >= 0) kept.push(corner);
    if ((here >= 0) !== (there >= 0)) {
      const share = here / (here - there);
      const point = corner.map((value, axis) => value + share * (next[axis] - value));
      kept.push(point);
      crossed.push(point);
    }
  });
  return [kept, crossed];
};

const draw = () => {
  const v = {};
  for (const slider of sliders) {
    v[slider.dataset.name] = Number(slider.value);
    slider.nextElementSibling.textContent = shown(v[slider.dataset.name]);
  }
  const sum = ([x1, x2]) => x1 * v.w1 + x2 * v.w2 + v.b;
  const z = sum([v.x1, v.x2]), [f, slope] = activations[choice.value];
  put(at('[data-name=z]'), z);
  put(at('[data-name=a]'), f(z));
  put(at('[data-name=slope]'), slope(z));
  const [kept, crossed] = halves(sum);
  set('.positive', {points: kept.map(point => point.join(',')).join(' ')});
  const [from, to] = crossed.length === 2 ? crossed : [[0, 0], [0, 0]];
  set('.decision', {x1: from[0], y1: from[1], x2: to[0], y2: to[1]});
  set('.weight', {x2: v.w1, y2: v.w2});
  set('.tip', {cx: v.w1, cy: v.w2});
  set('.sample', {cx: v.x1, cy: v.x2, 'data-side': z > 0 ? 'positive' : 'other'});
  set('.where', {x: v.x1 + (v.x1 > 1.6 ? -1.15 : 0.2), y: -v.x2 - 0.15});
  at('.where').textContent = `z = ${shown(Number(z.toFixed(3)))}`;
};
for (const control of [...sliders, choice]) control.addEventListener('input', draw);
at('.board').hidden = false;
draw();
