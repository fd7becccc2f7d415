// The graph of the live network: its units and lines, a text for each number, and what a part says when asked.
const at = selector => part.querySelector(selector), LOW = '₀₁₂₃₄₅₆₇₈₉';
const UNITS = {0: [[30, 104], [30, 226]], 1: [[200, 58], [200, 165], [200, 272]], 2: [[386, 165]]}, RADIUS = 22;
const graph = at('.graph'), texts = {}, edges = [];
const text = (name, x, y, kind, parent) => {
  texts[name] = draw('text', {x, y, class: kind}, parent);
  texts[name].dataset.name = name;
};
const share = (from, to, part) => [0, 1].map(axis => from[axis] + (to[axis] - from[axis]) * part);
// z1_2 is the sum z of layer 1, unit 2; W1_2_3 the weight of layer 1 from input 2 to unit 3.
const indices = name => [Number(name[1]), ...name.split('_').slice(1).map(Number)];

const drawGraph = names => {
  for (const name of names.filter(name => name[0] === 'W')) {
    const [layer, above, unit] = indices(name);
    const [from, to] = [UNITS[layer - 1][above - 1], UNITS[layer][unit - 1]];
    const group = draw('g', {class: 'part edge', 'data-part': name}, graph);
    const d = `M${share(from, to, 0.12)}L${share(from, to, 0.88)}`;
    for (const kind of ['reach', 'line', 'flow']) draw('path', {class: kind, d}, group);
    edges.push({name, layer, from, to, group});
  }
  // Texts lie above all lines, and yet answer for their own.
  for (const {name, layer, from, to} of edges) {
    const [x, y] = share(from, to, layer === 1 ? 0.29 : 0.33), group = draw('g', {class: 'over'}, graph);
    for (const kind of ['value', 'new']) text(`${kind}:${name}`, x, y, 'weight', group);
    text(`gradient:${name}`, ...share(from, to, layer === 1 ? 0.63 : 0.62), 'gradient', group);
  }
  UNITS[0].forEach(([x, y], index) => {
    draw('circle', {cx: x, cy: y, r: RADIUS}, graph);
    text(`x_${index + 1}`, x, y, 'forward inside', graph);
    draw('text', {x, y: y - RADIUS - 11}, graph).textContent = `x${LOW[index + 1]}`;
  });
  for (const layer of [1, 2]) {
    UNITS[layer].forEach(([x, y], index) => {
      const name = `b${layer}_${index + 1}`, group = draw('g', {class: 'part unit', 'data-part': name}, graph);
      draw('circle', {cx: x, cy: y, r: RADIUS}, group);
      text(layer === 1 ? `a1_${index + 1}` : 'yhat_1', x, y, 'forward inside', group);
      text(`z${layer}_${index + 1}`, x, y - RADIUS - 10, 'forward', group);
      text(`dJ_z${layer}_${index + 1}`, x, y + RADIUS + 11, 'back', group);
      for (const kind of ['value', 'new', 'gradient']) text(`${kind}:${name}`, x, y, 'absent', group);
    });
  }
  const [x, y] = UNITS[2][0];
  text('y_1', x, y + 74, '', graph);
  text('J', x, y + 96, '', graph);
};

const BEFORE = {z: 'z = ', d: 'δ = ', y_: 'y = ', J: 'J = '};
// There is room for six signs: what is nearly 0 is said to be so.
const write = (name, value, known, fresh) => {
  const cell = texts[name], before = BEFORE[name.slice(0, 2)] ?? BEFORE[name[0]] ?? '';
  if (known) put(cell, value, name.startsWith('gradient') ? 2 : 3, before);
  else { cell.textContent = ''; delete cell.dataset.value; }
  if (known && value && Math.abs(value) < 1e-5) cell.textContent = before ? before.replace('=', '≈') + '0' : '≈ 0';
  cell.classList.toggle('fresh', fresh);
};
// In which layer numbers flow, and which way.
const flow = (layer, way) => {
  for (const edge of edges) {
    edge.group.classList.toggle('flows', edge.layer === layer && way === 'forward');
    edge.group.classList.toggle('returns', edge.layer === layer && way === 'back');
  }
};

const named = name => {
  const [layer, first, second] = indices(name);
  return name[0] === 'b' ? (layer === 1 ? `bias b₁ of unit ${first}` : 'bias b₂')
    : layer === 1 ? `W₁, x${LOW[first]} to unit ${second}` : `W₂, unit ${first} to ŷ`;
};
// What the answer of a part that is asked is made of, lit up on the graph.
const light = name => {
  const [layer, first, second] = indices(name), before = layer === 1 ? 'x' : 'a1';
  const uses = name[0] === 'W' ? [`${before}_${first}`, `dJ_z${layer}_${second}`] : [`dJ_z${layer}_${first}`];
  for (const [one, cell] of Object.entries(texts)) cell.classList.toggle('used', uses.includes(one));
};
const factor = value => value < 0 ? `(${shown(value, 4)})` : shown(value, 4);
// What a part that is asked says: how its number comes about in this sample, and in all of them together.
const tell = (name, {signal, weights, gradient, count}) => {
  const [layer, first, second] = indices(name), unit = second ?? first, δ = signal[`dJ_z${layer}_${unit}`];
  const total = `${count > 1 ? `All ${count} samples together:` : 'So'} ∂J/∂${name[0]} = ${shown(gradient[name])}.`;
  if (name[0] === 'b') {
    return `${layer === 1 ? `Hidden unit ${unit}` : 'The output'}: its bias b${LOW[layer]} is ${shown(weights[name])}, `
      + `z = ${shown(signal[`z${layer}_${unit}`])}, δ = ∂J/∂z = ${shown(δ)}. ${total}`;
  }
  const came = signal[`${layer === 1 ? 'x' : 'a1'}_${first}`];
  return `The weight from ${layer === 1 ? `x${LOW[first]}` : `hidden unit ${first}`} to ${layer === 1 ? `hidden unit ${unit}` : 'the output'} `
    + `is ${shown(weights[name])}. input × δ = ${factor(came)} × ${factor(δ)} = ${shown(came * δ)}. ${total}`;
};
