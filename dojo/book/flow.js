// Numbers of a network on their way: each goes along its lines into the next layer, and δ comes back.
const flow = (figure, mark, tell) => {
  const MOVE = 900, svg = figure.querySelector('svg');
  const number = name => svg.querySelector(`[data-number="${name}"]`)?.textContent.split('= ').at(-1);
  const weights = [...svg.querySelectorAll('.edge')].filter(edge => /^a\d+-\d+ δ\d+-\d+$/.test(edge.dataset.uses));
  const edges = weights.map(edge => {
    const [from, to] = edge.dataset.uses.split(' '), line = edge.querySelector('path:not(.reach)');
    return {from, to, layer: parseInt(to.slice(1)), ends: [line.getPointAtLength(0), line.getPointAtLength(line.getTotalLength())]};
  });
  if (!edges.length) return () => {};
  const layers = [...new Set(edges.map(edge => edge.layer))].sort(), last = layers.at(-1), back = number(`δ${last}-0`) !== undefined;
  const named = (letters, layer) => [...svg.querySelectorAll('[data-number]')].map(one => one.dataset.number)
    .filter(name => [...letters].some(letter => name.startsWith(`${letter}${layer}-`)));
  const stages = layers.map(layer => ({layer, said: `Forward: the numbers of layer ${layer - 1} go along their lines into layer ${layer}.`, arrived: named('za', layer)}));
  stages[0].said = 'Forward: the inputs go along their lines into layer 1.';
  if (back) stages.push(...layers.toReversed().map(layer => ({layer, isBack: true, said: `Back: δ of layer ${layer} goes along its lines, and gives each its gradient.`, arrived: named('W', layer)})));
  const move = async ({from, to, ends: [start, end]}, isBack) => {
    const text = draw('text', {class: 'flowing', 'aria-hidden': true, style: `fill: var(--c${isBack ? 2 : 1})`}, svg);
    text.textContent = number(isBack ? to : from);
    const [one, other] = (isBack ? [end, start] : [start, end]).map(({x, y}) => `translate(${x}px, ${y + 5}px)`);
    await text.animate({transform: [one, other], opacity: [0, 1, 1, 1, 0]}, {duration: MOVE, easing: 'ease-in-out'}).finished;
    text.remove();
  };
  let turn = 0;
  const play = async (tells = true) => {
    const mine = ++turn;
    for (const {layer, isBack, said, arrived} of stages) {
      if (tells) tell(said);
      mark([]);
      await Promise.all(edges.filter(edge => edge.layer === layer).map(edge => move(edge, isBack)));
      if (turn !== mine) return;
      mark(arrived);
      await new Promise(after => setTimeout(after, MOVE / 4));
      if (turn !== mine) return;
    }
    mark([]);
    if (tells) tell();
  };
  const button = document.createElement('button');
  Object.assign(button, {type: 'button', className: 'flow', textContent: '▶ Let the numbers flow', onclick: () => play()});
  figure.querySelector('button.flow')?.remove();
  figure.querySelector('.told').after(button);
  // What moves by itself is over within five seconds, and does not move for who wants none of it.
  if (figure.closest('.cover') && !matchMedia('(prefers-reduced-motion: reduce)').matches) inPeace(() => play(false));
  return () => { turn += 1; };
};
