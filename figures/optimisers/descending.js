// A valley and four optimisers: each goes its own way from the same start, step by step.
const part = document.getElementById('play-descending');
const at = selector => part.querySelector(selector);
const VALLEYS = JSON.parse(part.dataset.valleys), HIGHEST = Number(part.dataset.highest), FARTHEST = Number(part.dataset.farthest);
const list = at('#descending-valley'), choice = at('#descending-optimiser'), stopped = at('.stopped');
const KEPT = 0.9, [B1, B2] = [0.9, 0.999], TINY = 1e-8;
// One parameter's step: where it goes, and what is kept for the next one.
const STEPS = {
  descent: (w, g, kept, t, α) => [w - α * g, kept],
  momentum: (w, g, [v], t, α) => { v = KEPT * v + g; return [w - α * v, [v]]; },
  RMSProp: (w, g, [s], t, α) => { s = KEPT * s + (1 - KEPT) * g ** 2; return [w - α * g / (Math.sqrt(s) + TINY), [s]]; },
  Adam: (w, g, [m, v], t, α) => {
    [m, v] = [B1 * m + (1 - B1) * g, B2 * v + (1 - B2) * g ** 2];
    const [upper, lower] = [m / (1 - B1 ** t), v / (1 - B2 ** t)];
    return [w - α * upper / (Math.sqrt(lower) + TINY), [m, v]];
  },
};
const NAMES = Object.keys(STEPS);
let valley, begun, rates, walks, playing = 0;

// The cost and its slopes of all samples; biases stay 0.
const measured = w => {
  const p = {b1_1: 0, b2_1: 0}, slopes = [0, 0];
  let J = 0;
  valley.names.forEach((name, i) => { p[name] = w[i]; });
  for (const sample of valley.samples) {
    sample.forEach((value, i) => { p[i < sample.length - 1 ? `x_${i + 1}` : 'y_1'] = value; });
    const part = SAMPLES[list.value](p, valley.samples.length);
    J += part.J;
    valley.names.forEach((name, i) => { slopes[i] += part[`dJ_${name}`]; });
  }
  return {J, slopes};
};

const [WIDE, HIGH] = [360, 260], CELLS = 72;
const across = w => WIDE * (w - valley.box[0]) / (valley.box[1] - valley.box[0]);
const down = w => HIGH * (valley.box[3] - w) / (valley.box[3] - valley.box[2]);
const fine = point => point.map(one => one.toFixed(1)).join(' ');
const plane = at('.plane'), levels = draw('g', {}, plane), trails = draw('g', {}, plane), axes = draw('path', {class: 'axes'}, at('.costs'));
const star = draw('path', {class: 'star', d: 'M0 -8L2.2 -2.6 8 -2.3 3.5 1.4 5 7 0 3.9 -5 7 -3.5 1.4 -8 -2.3 -2.2 -2.6Z'}, plane);
const marked = (name, [x, y], size = 2.6) => ({
  descent: `M${x - size} ${y}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0`,
  momentum: `M${x - size} ${y - size}h${2 * size}v${2 * size}h${-2 * size}Z`,
  RMSProp: `M${x} ${y - size * 1.2}L${x + size * 1.2} ${y + size}H${x - size * 1.2}Z`,
  Adam: `M${x} ${y - size * 1.4}L${x + size * 1.4} ${y}L${x} ${y + size * 1.4}L${x - size * 1.4} ${y}Z`,
}[name]);
// Lines of equal cost: in each small square a line joins the sides that the level crosses.
const drawLevels = () => {
  const [left, right, bottom, top] = valley.box, J = [];
  for (let row = 0; row <= CELLS; row++) {
    J.push([...Array(CELLS + 1).keys()].map(column => measured([left + (right - left) * column / CELLS, top - (top - bottom) * row / CELLS]).J));
  }
  levels.replaceChildren();
  for (const level of valley.levels) {
    let path = '';
    for (let row = 0; row < CELLS; row++) {
      for (let column = 0; column < CELLS; column++) {
        const corners = [[row, column], [row, column + 1], [row + 1, column + 1], [row + 1, column]], crossed = [];
        corners.forEach(([r, c], k) => {
          const [r2, c2] = corners[(k + 1) % 4], [here, there] = [J[r][c] - level, J[r2][c2] - level];
          if ((here > 0) === (there > 0)) return;
          const share = here / (here - there);
          crossed.push([WIDE * (c + share * (c2 - c)) / CELLS, HIGH * (r + share * (r2 - r)) / CELLS]);
        });
        for (let k = 0; k + 1 < crossed.length; k += 2) path += `M${fine(crossed[k])}L${fine(crossed[k + 1])}`;
      }
    }
    draw('path', {class: 'level', d: path}, levels);
  }
};

const [LEFT, BOTTOM] = [34, 152], LOWEST = 1e-8;
const showCosts = () => {
  const svg = at('.costs'), all = NAMES.flatMap(name => walks[name].costs);
  const most = Math.log10(Math.max(...all, 1e-7)), least = Math.floor(Math.log10(Math.max(LOWEST, Math.min(...all))));
  const longest = Math.max(10, ...NAMES.map(name => walks[name].costs.length - 1));
  const height = J => BOTTOM - (BOTTOM - 10) * (Math.log10(Math.max(J, LOWEST)) - least) / Math.max(1, most - least);
  svg.replaceChildren(axes);
  let ticks = '';
  for (let power = least; power <= most; power += Math.ceil((most - least) / 5)) {
    ticks += `M${LEFT} ${height(10 ** power).toFixed(1)}H232`;
    draw('text', {x: LEFT - 4, y: height(10 ** power) + 4, 'text-anchor': 'end'}, svg).textContent = String(10 ** power).replace('-', '−');
  }
  axes.setAttribute('d', ticks);
  draw('text', {x: LEFT, y: BOTTOM + 16}, svg).textContent = '0';
  draw('text', {x: 232, y: BOTTOM + 16, 'text-anchor': 'end'}, svg).textContent = String(longest);
  for (const name of NAMES) {
    const {costs} = walks[name], stride = Math.ceil(costs.length / 400);
    const points = costs.map((J, step) => [LEFT + (232 - LEFT) * step / longest, height(J)]).filter((_, step) => step % stride === 0 || step === costs.length - 1);
    draw('path', {d: `M${points.map(fine).join('L')}`}, draw('g', {'data-of': name}, svg));
  }
};
const SHOWN = 400;
const showPaths = () => {
  trails.replaceChildren();
  for (const name of NAMES) {
    const points = walks[name].places.slice(-SHOWN).map(([w1, w2]) => [across(w1), down(w2)]).map(point => point.map(one => Math.max(-1e4, Math.min(1e4, one))));
    const group = draw('g', {'data-of': name}, trails);
    draw('path', {d: `M${points.map(fine).join('L')}`}, group);
    draw('path', {class: 'mark', d: points.map(point => marked(name, point.map(one => Number(one.toFixed(1))))).join('')}, group);
  }
};
const show = () => {
  const name = choice.value, walk = walks[name], [w1, w2] = walk.w;
  at('[data-name=said]').textContent = `${name}, step ${walk.t}:`;
  put(at('[data-name=w1]'), w1);
  put(at('[data-name=w2]'), w2);
  put(at('[data-name=J]'), walk.costs.at(-1));
  for (const one of NAMES) part.querySelector(`.key [data-of=${one}] output`).textContent = walks[one].t ? `J = ${shown(walks[one].costs.at(-1), 2)}` : '';
  showPaths();
  showCosts();
};

const step = () => {
  const name = choice.value, walk = walks[name], {slopes} = measured(walk.w), t = walk.t + 1;
  const moved = walk.w.map((w, i) => STEPS[name](w, slopes[i], walk.kept[i], t, rates[name]));
  const w = moved.map(([one]) => one), now = measured(w);
  if (![...w, now.J, ...now.slopes].every(one => Math.abs(one) < 1e100)) {
    stopped.textContent = 'The next step would leave the range of numbers: take a smaller α, or start again.';
    pause();
    return;
  }
  Object.assign(walk, {w, t, kept: moved.map(([, kept]) => kept)});
  walk.places.push(w);
  walk.costs.push(now.J);
};
const pause = () => {
  animate(part, false);
  cancelAnimationFrame(playing);
  playing = 0;
  at('[data-act=play]').textContent = 'Play';
  at('.result').removeAttribute('aria-live');
};
const MOST = 2000;
const play = () => {
  animate(part, true);
  at('[data-act=play]').textContent = 'Pause';
  at('.result').setAttribute('aria-live', 'off');
  const frame = () => {
    playing = requestAnimationFrame(frame);
    if (walks[choice.value].t < MOST) step(); else pause();
    show();
  };
  playing = requestAnimationFrame(frame);
};
const fields = [
  field(at('#descending-rate'), [0, HIGHEST], () => 'the learning rate α', () => rates[choice.value], value => { rates[choice.value] = value; }),
  ...[0, 1].map(i => field(at(`#descending-w${i + 1}`), [-FARTHEST, FARTHEST], () => `w${'₁₂'[i]}`, () => begun[i], value => { begun[i] = value; restart(); })),
];
const refill = () => { for (const one of fields) one.refill(); };
const restart = () => {
  pause();
  stopped.textContent = '';
  walks = Object.fromEntries(NAMES.map(name => [name, {w: [...begun], t: 0, kept: [[0, 0], [0, 0]], places: [[...begun]], costs: [measured(begun).J]}]));
  show();
};
const enter = () => {
  valley = VALLEYS[list.value];
  [begun, rates] = [[...valley.start], {...valley.rates}];
  star.setAttribute('transform', `translate(${across(valley.lowest[0])} ${down(valley.lowest[1])})`);
  drawLevels();
  refill();
  restart();
};
const acts = {
  step: () => { step(); show(); },
  ten: () => { for (let i = 0; i < 10; i++) step(); show(); },
  play: () => { if (playing) pause(); else play(); },
  restart: () => { refill(); restart(); },
};
for (const button of part.querySelectorAll('button')) button.addEventListener('click', () => acts[button.dataset.act]());
list.addEventListener('input', enter);
choice.addEventListener('input', () => { pause(); stopped.textContent = ''; refill(); show(); });
plane.addEventListener('pointerdown', event => {
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(plane.getScreenCTM().inverse());
  const [left, right, bottom, top] = valley.box;
  begun = [left + (right - left) * place.x / WIDE, top - (top - bottom) * place.y / HIGH].map(one => Number(one.toFixed(2)));
  refill();
  restart();
});
for (const item of part.querySelectorAll('.key [data-of]')) item.querySelector('.mark').setAttribute('d', marked(item.dataset.of, [13, 6]));
at('.board').hidden = false;
enter();
