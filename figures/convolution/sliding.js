// A kernel on a digit: what it finds in each place, and how one sum comes about.
const part = document.getElementById('play-sliding');
if (!part.dataset.images) return;
const at = selector => part.querySelector(selector), SIDE = 8, SIZE = 3, PLACES = SIDE - SIZE + 1;
const images = JSON.parse(part.dataset.images), list = at('#sliding-kernel'), digit = at('#sliding-digit');
const inputs = [...part.querySelectorAll('.weights input')], MOST = 100;
let kernel = JSON.parse(list.value), asked = 0;

const every = count => [...Array(count).keys()];
const pixel = (row, column) => images[digit.value][row * SIDE + column];
const patch = place => {
  const [top, left] = [Math.floor(place / PLACES), place % PLACES];
  return every(SIZE * SIZE).map(i => pixel(top + Math.floor(i / SIZE), left + i % SIZE));
};
const sum = place => patch(place).reduce((z, x, i) => z + x * kernel[i], 0);

// Places are drawn once, and answer; what is under them is drawn anew.
const under = draw('g', {}, at('.found')), texts = draw('g', {}, at('.found'));
const places = every(PLACES * PLACES).map(place =>
  draw('rect', {class: 'place', x: place % PLACES, y: Math.floor(place / PLACES), width: 1, height: 1}, at('.found')));

const showPlace = () => {
  const seen = patch(asked), terms = seen.map((x, i) => [x, kernel[i]]).filter(([x, k]) => x && k);
  const products = terms.map(([x, k]) => `${x}·${k < 0 ? `(${shown(k, 3)})` : shown(k, 3)}`);
  const [row, column] = [Math.floor(asked / PLACES) + 1, asked % PLACES + 1];
  at('.result').textContent = `Row ${row}, column ${column}: ${products.join(' + ') || '0'} = ${shown(sum(asked))}`;
  at('.image .seen')?.remove();
  draw('rect', {class: 'seen', x: column - 1, y: row - 1, width: SIZE, height: SIZE}, at('.image'));
};
const show = () => {
  at('.image').replaceChildren();
  draw('rect', {class: 'edge', x: 0, y: 0, width: SIDE, height: SIDE}, at('.image'));
  every(SIDE * SIDE).forEach(i => {
    const x = images[digit.value][i];
    if (x) draw('rect', {class: 'ink', x: i % SIDE, y: Math.floor(i / SIDE), width: 1, height: 1, opacity: x / 16}, at('.image'));
  });
  const found = places.map((_, place) => sum(place)), largest = Math.max(...found.map(Math.abs)) || 1;
  under.replaceChildren();
  texts.replaceChildren();
  found.forEach((z, place) => {
    const [x, y] = [place % PLACES, Math.floor(place / PLACES)];
    draw('rect', {class: z < 0 ? 'minus' : 'plus', x, y, width: 1, height: 1, opacity: 0.75 * Math.abs(z) / largest}, under);
    const number = draw('text', {x: x + 0.5, y: y + 0.62, 'data-name': `z${place}`}, texts);
    put(number, z, 3);
    places[place].setAttribute('aria-label', `Row ${y + 1}, column ${x + 1}: ${shown(z)}`);
  });
  showPlace();
};
const fields = inputs.map((input, i) => field(input, [-MOST, MOST], () => 'a weight', () => kernel[i], value => {
  kernel[i] = value;
  list.value = '';
  show();
}));
const refill = () => fields.forEach(one => one.refill());

askable(places, place => { asked = places.indexOf(place); showPlace(); }, place => place.getAttribute('aria-label') ?? '');
list.addEventListener('input', () => { if (list.value) { kernel = JSON.parse(list.value); refill(); show(); } });
digit.addEventListener('input', show);
at('.board').hidden = false;
refill();
show();
