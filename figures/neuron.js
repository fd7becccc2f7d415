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

// The curve of f, and what of it lies within the picture's three units up and down.
const [FAR, HIGH] = [6, 3];
const traced = f => {
  const points = [];
  for (let z = -FAR; z <= FAR; z += 0.05) points.push([z, f(z)]);
  let path = '', inside = false;
  for (const [z, a] of points) {
    const within = Math.abs(a) <= HIGH;
    if (within) path += `${inside ? 'L' : 'M'}${z.toFixed(2)} ${a.toFixed(3)}`;
    inside = within;
  }
  return path;
};
const near = (value, most) => Math.max(-most, Math.min(most, value));
let drawn;

const show = () => {
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
  if (drawn !== choice.value) {
    drawn = choice.value;
    set('.curve .f', {d: traced(f)});
    set('.curve .slope', {d: traced(slope)});
  }
  const [right, up] = [near(z, FAR), near(f(z), HIGH)];
  set('.curve .dot', {cx: right, cy: up});
  set('.curve .drop', {d: `M${right} 0V${up}H0`});
};
for (const control of [...sliders, choice]) control.addEventListener('input', show);

// A disc that is dragged moves the two sliders that it stands for.
const plane = at('.inputs');
const drag = (selector, across, upwards) => {
  const disc = at(selector);
  const [first, second] = [across, upwards].map(name => at(`input[data-name=${name}]`));
  disc.addEventListener('pointerdown', event => { disc.setPointerCapture(event.pointerId); event.preventDefault(); });
  disc.addEventListener('pointermove', event => {
    if (!disc.hasPointerCapture(event.pointerId)) return;
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(plane.getScreenCTM().inverse());
    [first.value, second.value] = [place.x, -place.y];
    show();
  });
};
drag('.sample', 'x1', 'x2');
drag('.tip', 'w1', 'w2');
at('.board').hidden = false;
show();
