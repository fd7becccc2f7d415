
// Search: every word of the question has to stand in a rule, a chapter's opening or an example.
(() => {
  const box = document.querySelector('.search'), field = box.querySelector('input');
  const found = document.getElementById('found'), hits = document.getElementById('hits');
  const MOST = 20;
  const plain = text => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  const places = [];
  for (const chapter of document.querySelectorAll('article.chapter')) {
    const name = chapter.querySelector('h2').textContent;
    places.push({id: chapter.id, title: name, chapter: name, text: plain(name + ' ' + chapter.querySelector('.opening').textContent)});
    for (const rule of chapter.querySelectorAll('section.rule')) {
      const title = rule.querySelector('h3').firstChild.textContent.trim();
      places.push({id: rule.id, title, chapter: name, text: plain(name + ' ' + rule.textContent)});
    }
  }
  box.hidden = false;
  field.addEventListener('input', () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const fits = words.length ? places.filter(place => words.every(word => place.text.includes(word))) : [];
    const rank = place => words.filter(word => plain(place.title).includes(word)).length;
    fits.sort((one, other) => rank(other) - rank(one));
    hits.replaceChildren(...fits.slice(0, MOST).map(place => {
      const item = document.createElement('li'), link = document.createElement('a');
      link.href = '#' + place.id;
      link.textContent = place.title;
      item.append(link);
      if (place.title !== place.chapter) item.append(' ' + place.chapter);
      return item;
    }));
    found.textContent = !words.length ? '' : fits.length > MOST ? `${fits.length} places, the first ${MOST}:` : `${fits.length} place${fits.length === 1 ? '' : 's'}`;
  });

  // What is too wide scrolls in a box of its own; only then it needs to be reached by keyboard.
  const reach = () => {
    for (const box of document.querySelectorAll('.scroll')) {
      if (box.scrollWidth > box.clientWidth + 1) {
        box.tabIndex = 0;
        if (!box.hasAttribute('role')) box.setAttribute('role', 'group');
        if (!box.hasAttribute('aria-label')) box.setAttribute('aria-label', 'scrolls sideways');
      } else if (box.tabIndex === 0) box.removeAttribute('tabindex');
    }
  };
  reach();
  addEventListener('resize', reach);
  document.addEventListener('toggle', reach, true);
})();
