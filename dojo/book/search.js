
// Search: a place fits if it has every word of the question, or a word of the same stem.
(() => {
  const box = document.querySelector('.search'), field = box.querySelector('input');
  const found = document.getElementById('found'), hits = document.getElementById('hits');
  const MOST = 20, SHORTEST = 3;
  const plain = text => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  const words = text => plain(text).match(/[\p{L}\p{N}∂′]+/gu) ?? [];
  // The longest ending first; what is left has to be a word's beginning still.
  const ENDINGS = ['ifications', 'atives', 'ative', 'ification', 'isations', 'isation', 'ications', 'ication', 'ations', 'ation', 'ators', 'ating', 'ities', 'ments', 'ising', 'ified', 'ator', 'ated',
    'ates', 'ised', 'ises', 'ings', 'ment', 'ness', 'edly', 'ity', 'ify', 'ate', 'ise', 'ing', 'ied', 'ies', 'ion', 'ers', 'ed', 'er', 'es', 'ly', 'al', 's', 'y', 'e'];
  const cut = word => {
    const ending = ENDINGS.find(each => word.endsWith(each) && word.length - each.length >= SHORTEST);
    return ending ? word.slice(0, -ending.length) : word;
  };
  const stem = word => cut(cut(word)).replace(/([^aeious])\1$/, '$1').replace(/i$/, '');
  let places = null;
  // One file that holds the whole book is its own index.
  const onThisPage = () => [...document.querySelectorAll('article.chapter > header, section.rule, .glossary dl > div')].map(part => {
    const article = part.closest('article'), chapter = article.querySelector('h2').firstChild.data.trim();
    const head = part.querySelector(':is(h2, h3, dt)').cloneNode(true);
    head.querySelector('.link')?.remove();
    const said = part.localName === 'header' ? `${part.textContent} ${article.querySelector('.opening').textContent}` : part.textContent;
    return [`#${part.id || article.id}`, head.textContent.trim(), chapter, [...new Set(words(said))].join(' ')];
  });
  const known = () => places ??= (SEARCHED ?? onThisPage()).map(([address, title, chapter, text]) => {
    const all = text.split(' ');
    return {address, title, chapter, all, stems: new Set(all.map(stem)), titles: new Set(words(title).map(stem))};
  });
  const has = (place, word) => place.stems.has(stem(word)) || (word.length >= 2 && place.all.some(each => each.startsWith(word)));
  const quoted = list => list.map(word => `“${word}”`).join(' and ');
  box.hidden = false;
  field.addEventListener('input', () => {
    const asked = words(field.value);
    const fits = asked.length ? known().filter(place => asked.every(word => has(place, word))) : [];
    const rank = place => asked.filter(word => place.titles.has(stem(word))).length;
    fits.sort((one, other) => rank(other) - rank(one));
    hits.replaceChildren(...fits.slice(0, MOST).map(place => {
      const item = document.createElement('li'), link = document.createElement('a');
      link.href = place.address;
      link.textContent = place.title;
      item.append(link);
      if (place.title !== place.chapter) item.append(' ' + place.chapter);
      return item;
    }));
    const nowhere = asked.filter(word => !known().some(place => has(place, word)));
    found.textContent = !asked.length ? ''
      : fits.length > MOST ? `${fits.length} places, the first ${MOST}:`
      : fits.length ? `${fits.length} place${fits.length === 1 ? '' : 's'}`
      : nowhere.length ? `Nothing found: ${quoted(nowhere)} is not in the book.`
      : `Nothing found: no place has ${quoted(asked)} together.`;
  });

  // On a phone the style lays some tables out in another way: they stay tables for who listens.
  const ROLES = {table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', th: 'columnheader', td: 'cell'};
  for (const table of document.querySelectorAll('table:is(.cards, .noted)')) {
    for (const each of [table, ...table.querySelectorAll('thead, tbody, tr, th, td')]) each.setAttribute('role', ROLES[each.localName]);
    if (table.matches('.cards')) {
      const heads = [...table.tHead.rows[0].cells].map(head => head.dataset.head ?? head.textContent);
      for (const cell of table.querySelectorAll('td')) cell.dataset.head = heads[cell.cellIndex];
    }
  }

  // What is too wide scrolls in a box of its own; only then it needs to be reached by keyboard.
  const reach = place => {
    if (place.scrollWidth > place.clientWidth + 1) {
      place.tabIndex = 0;
      if (!place.hasAttribute('role')) place.setAttribute('role', 'group');
      if (!place.hasAttribute('aria-label')) place.setAttribute('aria-label', 'scrolls sideways');
    } else if (place.tabIndex === 0) place.removeAttribute('tabindex');
  };
  // It is looked at whenever its size changes, or that of its content: in a part that is opened, for example.
  const sizes = new ResizeObserver(entries => new Set(entries.map(({target}) => target.closest('.scroll'))).forEach(reach));
  for (const place of document.querySelectorAll('.scroll')) [place, ...place.children].forEach(each => sizes.observe(each));

  // The contents: closed behind a click on a small screen, and marked where the reader is.
  const contents = document.getElementById('contents');
  contents.addEventListener('click', event => {
    if (event.target.closest('a') && contents.matches(':popover-open')) contents.hidePopover();
  });
  const links = new Map([...contents.querySelectorAll('.toc a.place')].map(link => [link.hash.slice(1), link]));
  const articles = [...document.querySelectorAll('main > article')];
  if (articles.length > 1 && 'IntersectionObserver' in window) {
    const seen = new Set();
    const watcher = new IntersectionObserver(entries => {
      for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
      const here = articles.find(article => seen.has(article));
      if (!here) return;
      for (const [id, link] of links) {
        if (id !== here.id) link.removeAttribute('aria-current');
        else if (link.getAttribute('aria-current') !== 'true') {
          link.setAttribute('aria-current', 'true');
          const item = link.closest('li'), room = contents.clientHeight;
          if (item.offsetTop < contents.scrollTop || item.offsetTop > contents.scrollTop + room - 80) contents.scrollTop = item.offsetTop - room / 3;
        }
      }
    }, {rootMargin: '-20% 0px -60% 0px'});
    articles.forEach(article => watcher.observe(article));
  }
})();
