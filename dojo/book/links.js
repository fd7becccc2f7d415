// Names and addresses. Each chapter, rule and example can be passed on: its heading gets a link.
const KINDS = {H2: 'chapter', H3: 'rule', H4: 'example'};
for (const place of document.querySelectorAll(':is(article, section.rule, section.example)[id]')) {
  const heading = place.querySelector('h2, h3, h4'), link = document.createElement('a');
  Object.assign(link, {className: 'link', href: `#${place.id}`, textContent: '#', ariaLabel: `Link to this ${KINDS[heading.tagName]}`});
  heading.append(' ', link);
}
// A table is called what the step above it says.
for (const step of document.querySelectorAll('p.step')) {
  const table = step.nextElementSibling?.querySelector(':scope > table');
  if (table) table.ariaLabel = step.textContent;
}
// Hints are those of their rule, and a right word is more than a word to who cannot see its cell.
for (const hints of document.querySelectorAll('.hints > summary')) {
  hints.ariaLabel = `Hints for ${hints.closest('section').querySelector('h3').textContent.replace(/ #$/, '')}`;
}
for (const cell of document.querySelectorAll('.agrees')) {
  cell.append(Object.assign(document.createElement('span'), {className: 'unseen', textContent: ', as the book expects'}));
}
