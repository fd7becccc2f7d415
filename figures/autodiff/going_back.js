// A computation's graph: values forward, and then back, one node at a time, as the loop of reverse mode goes.
const part = document.getElementById('play-graph');
const at = selector => part.querySelector(selector), svg = at('.graph'), list = at('#graph-of');
const COMPUTATIONS = JSON.parse(part.dataset.computations), FARTHEST = Number(part.dataset.farthest);
const RADIUS = Number(part.dataset.radius), BEND = Number(part.dataset.bend);
// For each operation its value, and its slope for each parent.
const OPERATIONS = {
  add: [(a, b) => a + b, [() => 1, () => 1]],
  subtract: [(a, b) => a - b, [() => 1, () => -1]],
  multiply: [(a, b) => a * b, [(a, b) => b, a => a]],
  sigmoid: [sigmoid, [sigmoid_slope]],
  square: [a => a * a, [a => 2 * a]],
};
let nodes, names, leaves, turns;

const compute = () => {
  const values = {};
  for (const name of names) {
    const {made, of} = nodes[name];
    values[name] = made ? OPERATIONS[made][0](...of.map(one => values[one])) : leaves[name];
  }
  // The nodes stand in a topological order; the last ones go first.
  const gradients = {[names.at(-1)]: 1}, shares = [];
  for (const name of [...names].reverse().slice(0, turns)) {
    const {made, of = []} = nodes[name], given = of.map(one => values[one]);
    of.forEach((parent, i) => {
      const slope = OPERATIONS[made][1][i](...given), share = gradients[name] * slope;
      shares.push({above: name, parent, i, slope, share});
      gradients[parent] = (gradients[parent] ?? 0) + share;
    });
  }
  return {values, gradients, shares};
};

const toward = ([x1, y1], [x2, y2], by) => { const length = Math.hypot(x2 - x1, y2 - y1); return [x1 + (x2 - x1) * by / length, y1 + (y2 - y1) * by / length]; };
const edge = (above, i, share) => {
  const {of} = nodes[above], from = nodes[of[i]].at, to = nodes[above].at;
  const twice = of.filter(one => one === of[i]).length > 1, by = twice ? BEND * (i ? 1 : -1) : 0, length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const middle = [(from[0] + to[0]) / 2 - by * (to[1] - from[1]) / length, (from[1] + to[1]) / 2 + by * (to[0] - from[0]) / length];
  const begin = toward(from, middle, RADIUS + 1), end = toward(to, middle, RADIUS + 2), neck = toward(end, middle, 7);
  const [dx, dy] = [(end[0] - neck[0]) / 2, (end[1] - neck[1]) / 2];
  draw('path', {class: share === undefined ? 'line' : 'line returns', d: `M${begin}L${middle}L${neck}`}, svg);
  draw('path', {class: 'head', d: `M${end}L${neck[0] - dy} ${neck[1] + dx}L${neck[0] + dy} ${neck[1] - dx}Z`}, svg);
  if (share !== undefined) put(draw('text', {class: 'share', x: middle[0], y: middle[1], 'data-name': `share:${above}:${i}`}, svg), share, 3);
};
const short = value => shown(value, 3), bracketed = value => value < 0 ? `(${short(value)})` : short(value);
const sentence = ({gradients, shares}) => {
  if (!turns) return `Each node has its value. The gradient of ${names.at(-1)} by itself is 1.`;
  const name = names.at(-turns), own = shares.filter(one => one.above === name);
  const begins = `Turn ${turns} of ${names.length}: ${name} has collected all, ${short(gradients[name])}.`;
  if (!own.length) return `${begins} It is a leaf: this is its gradient.`;
  const hands = own.map(one => `${short(gradients[name])}·${bracketed(one.slope)} = ${short(one.share)} to ${one.parent}`);
  return `${begins} It hands ${hands.join(', and ')}.`;
};
const show = () => {
  const found = compute();
  svg.replaceChildren();
  for (const name of names) {
    (nodes[name].of ?? []).forEach((_, i) => edge(name, i, found.shares.find(one => one.above === name && one.i === i)?.share));
  }
  names.forEach((name, place) => {
    const [x, y] = nodes[name].at;
    draw('circle', {cx: x, cy: y, r: RADIUS, class: turns && place === names.length - turns ? 'turn' : ''}, svg);
    put(draw('text', {class: 'value', x, y, 'data-name': `value:${name}`}, svg), found.values[name], 3);
    draw('text', {x, y: y - RADIUS - 10}, svg).textContent = nodes[name].label;
    if (name in found.gradients) put(draw('text', {class: 'gradient', x, y: y + RADIUS + 11, 'data-name': `gradient:${name}`}, svg), found.gradients[name], 3);
  });
  at('.result').textContent = sentence(found);
  at('[data-act=next]').disabled = turns === names.length;
  at('[data-act=back]').disabled = turns === 0;
};
const boxes = [...part.querySelectorAll('.leaf')], own = place => names.filter(name => !nodes[name].made)[place];
const fields = boxes.map((box, place) => field(box.querySelector('input'), [-FARTHEST, FARTHEST], () => own(place), () => leaves[own(place)], value => { leaves[own(place)] = value; show(); }));
const enter = () => {
  ({nodes, order: names} = COMPUTATIONS[list.value]);
  turns = 0;
  leaves = Object.fromEntries(names.filter(name => !nodes[name].made).map(name => [name, nodes[name].value]));
  boxes.forEach((box, place) => {
    box.hidden = own(place) === undefined;
    if (box.hidden) return;
    box.querySelector('label').textContent = `${own(place)} =`;
    fields[place].refill();
  });
  show();
};
const acts = {
  next: () => { turns = Math.min(names.length, turns + 1); },
  back: () => { turns = Math.max(0, turns - 1); },
  all: () => { turns = names.length; },
};
for (const button of part.querySelectorAll('button')) {
  button.addEventListener('click', () => { if (button.dataset.act === 'restart') enter(); else { acts[button.dataset.act](); show(); } });
}
list.addEventListener('input', enter);
at('.board').hidden = false;
enter();
