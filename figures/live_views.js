// What stands beside the live network: the cost over its steps, and the plane of its inputs.
const curve = at('.curve'), line = draw('polyline', {class: 'cost'}, curve);
const end = draw('circle', {class: 'end', r: 3}, curve), axis = draw('text', {x: 194, y: 12, style: 'text-anchor: end'}, curve), MOST = 300;
draw('path', {class: 'axes', d: 'M8 8V140H194'}, curve);
// Thinned out, so that it stays as quick after a hundred thousand steps.
const drawCurve = (before, J) => {
  const stride = Math.ceil((before.length + 1) / MOST), costs = [];
  for (let step = 0; step < before.length; step += stride) costs.push(before[step]);
  costs.push(J);
  const most = Math.max(...costs) || 1, right = Math.max(1, costs.length - 1);
  const points = costs.map((cost, i) => [8 + 184 * i / right, 140 - 116 * (cost / most)]), [x, y] = points.at(-1);
  line.setAttribute('points', points.map(point => point.map(one => one.toFixed(1))).join(' '));
  end.setAttribute('cx', x);
  end.setAttribute('cy', y);
  axis.textContent = `J = ${shown(J, 3)} after ${before.length} ${before.length === 1 ? 'step' : 'steps'}`;
};

// Blue where ŷ is above one half, orange below, the deeper the surer; the line between is the decision boundary.
const canvas = at('.plane'), paint = canvas.getContext('2d'), GRID = 30, SIDE = canvas.width, colour = {}, rgb = {};
const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];
const small = document.createElement('canvas'), tint = small.getContext('2d');
[small.width, small.height] = [GRID, GRID];
const image = tint.createImageData(GRID, GRID);
let low, high;
const colours = () => {
  const style = getComputedStyle(part);
  for (const name of ['c1', 'c2', 'ink', 'paper']) colour[name] = style.getPropertyValue(`--${name}`).trim();
  for (const name of ['c1', 'c2']) {
    paint.fillStyle = colour[name];
    rgb[name] = [1, 3, 5].map(place => parseInt(paint.fillStyle.slice(place, place + 2), 16));
  }
};
const fit = samples => {
  const all = samples.flatMap(([x1, x2]) => [x1, x2]), room = samples.length > 1 ? 0.5 : 1.5;
  [low, high] = [Math.min(...all) - room, Math.max(...all) + room];
};
const aboveHalf = (x_1, x_2, {weights: w, hidden, output}) => {
  const a = [1, 2, 3].map(unit => hidden(x_1 * w[`W1_1_${unit}`] + x_2 * w[`W1_2_${unit}`] + w[`b1_${unit}`]));
  return output(a[0] * w.W2_1_1 + a[1] * w.W2_2_1 + a[2] * w.W2_3_1 + w.b2_1) - 0.5;
};
const disc = ([x1, x2, y], chosen) => {
  const across = (x1 - low) / (high - low) * SIDE, down = (high - x2) / (high - low) * SIDE;
  paint.beginPath();
  paint.arc(across, down, chosen ? 25 : 20, 0, 7);
  paint.fillStyle = colour.paper;
  paint.fill();
  paint.lineWidth = chosen ? 7 : 2.5;
  paint.stroke();
  paint.fillStyle = colour.ink;
  paint.fillText(shown(y, 2), across, down + 1);
};
const drawPlane = ({samples, here, ...network}) => {
  const over = [], cell = SIDE / GRID, span = (high - low) / GRID, border = [];
  for (let row = 0; row <= GRID; row++) {
    for (let column = 0; column <= GRID; column++) over.push(aboveHalf(low + span * column, high - span * row, network));
  }
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const corner = row * (GRID + 1) + column, four = [corner, corner + 1, corner + GRID + 2, corner + GRID + 1];
      const middle = (over[four[0]] + over[four[1]] + over[four[2]] + over[four[3]]) / 4;
      image.data.set(rgb[middle > 0 ? 'c1' : 'c2'], 4 * (row * GRID + column));
      image.data[4 * (row * GRID + column) + 3] = 255 * Math.min(0.75, Math.abs(middle) * 1.2 + 0.06);
      // The line crosses a side of the cell where its two ends lie on different sides of one half.
      const crossed = [];
      four.forEach((one, k) => {
        const [a, b] = [over[one], over[four[(k + 1) % 4]]];
        if ((a > 0) !== (b > 0)) crossed.push(share(CORNERS[k], CORNERS[(k + 1) % 4], a / (a - b)));
      });
      for (let k = 0; k + 1 < crossed.length; k += 2) {
        border.push([crossed[k], crossed[k + 1]].map(([x, y]) => [(column + x) * cell, (row + y) * cell]));
      }
    }
  }
  tint.putImageData(image, 0, 0);
  paint.clearRect(0, 0, SIDE, SIDE);
  paint.imageSmoothingEnabled = false;
  paint.drawImage(small, 0, 0, SIDE, SIDE);
  paint.strokeStyle = colour.ink;
  paint.lineWidth = 4;
  paint.beginPath();
  for (const [from, to] of border) { paint.moveTo(...from); paint.lineTo(...to); }
  paint.stroke();
  [paint.textAlign, paint.textBaseline, paint.font] = ['center', 'middle', 'bold 26px sans-serif'];
  samples.forEach((one, index) => disc(one, index === here));
};
