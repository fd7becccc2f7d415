// Four numbers of a batch: their mean and deviation, and what batch normalisation makes of them.
const part = document.getElementById('play-batch');
const sliders = part.querySelectorAll('input[type=range]');
const at = selector => part.querySelector(selector);
const LOWER = 2.8, FAR = 6, NUMBERS = ['x1', 'x2', 'x3', 'x4'];
const near = value => Math.max(-FAR, Math.min(FAR, value));

const before = [], after = [], ways = [], names = [[], []];
NUMBERS.forEach((_, i) => {
  ways.push(draw('line', {y1: 0, y2: LOWER}, at('.ways')));
  before.push(draw('circle', {r: .2, cy: 0}, at('.before')));
  after.push(draw('circle', {r: .2, cy: LOWER}, at('.after')));
  names[0].push(draw('text', {y: -.35 - .4 * (i % 2)}, at('.before')));
  names[1].push(draw('text', {y: LOWER - .35 - .4 * (i % 2)}, at('.after')));
  names.forEach(row => { row[i].textContent = '₁₂₃₄'[i]; });
});

const mean = numbers => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const show = () => {
  const v = {};
  for (const slider of sliders) {
    v[slider.dataset.name] = Number(slider.value);
    slider.nextElementSibling.textContent = shown(v[slider.dataset.name]);
  }
  const x = NUMBERS.map(name => v[name]), middle = mean(x);
  const variance = mean(x.map(one => (one - middle) ** 2)), deviation = Math.sqrt(variance);
  put(at('[data-name=mean]'), middle, 3);
  put(at('[data-name=deviation]'), deviation, 3);
  at('.mean').setAttribute('x1', middle);
  at('.mean').setAttribute('x2', middle);
  at('.band').setAttribute('x', near(middle - deviation));
  at('.band').setAttribute('width', near(middle + deviation) - near(middle - deviation));
  x.forEach((one, i) => {
    // Where all numbers are equal they are their mean, and 0 is divided by whatever there is.
    const y = v.gamma * (one - middle) / (Math.sqrt(variance + v.epsilon) || 1) + v.beta;
    put(at(`[data-name=y${i + 1}]`), y, 3);
    before[i].setAttribute('cx', one);
    after[i].setAttribute('cx', near(y));
    ways[i].setAttribute('x1', one);
    ways[i].setAttribute('x2', near(y));
    names[0][i].setAttribute('x', one);
    names[1][i].setAttribute('x', near(y));
  });
};
for (const slider of sliders) slider.addEventListener('input', show);
at('.board').hidden = false;
show();
