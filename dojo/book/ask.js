
// The rule by which a cell judges an answer: the same as dojo/tables/expectations.py, tested against it.
const judge = (() => {
  const RELATIVE = 1e-9, NEAR_ZERO = 1e-12;
  const CONSTANTS = {e: Math.E, pi: Math.PI, 'π': Math.PI, inf: Infinity, '∞': Infinity};
  const FUNCTIONS = {sqrt: Math.sqrt, exp: Math.exp, ln: Math.log, tanh: Math.tanh, abs: Math.abs};
  const COMPARISONS = {
    '<': (a, b) => a < b, '>': (a, b) => a > b, '≤': (a, b) => a <= b, '≥': (a, b) => a >= b, '≠': (a, b) => a !== b,
  };
  const MIRRORED = {'<': '>', '>': '<', '≤': '≥', '≥': '≤', '≠': '≠'};
  class Unreadable extends Error {}
  const need = (fits, value) => { if (!fits) throw new Unreadable(); return value; };

  // A number or an exact expression: 1/4, e^-2, -ln(3).
  const number = text => {
    const source = text.trim().replaceAll('−', '-');
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(source)) return Number(source);
    const tokens = source.replace(/[·×]/g, '*').replaceAll('**', '^').match(/\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|[^\W\d]+|\S/giu) ?? [];
    let at = 0;
    const has = sign => tokens[at] === sign && ++at;
    const sum = () => {
      let value = product();
      for (;;) {
        if (has('+')) value += product();
        else if (has('-')) value -= product();
        else return value;
      }
    };
    const product = () => {
      let value = signed();
      for (;;) {
        if (has('*')) value *= signed();
        else if (has('/')) { const below = signed(); value = need(below !== 0, value / below); }
        else return value;
      }
    };
    const signed = () => has('-') ? -signed() : has('+') ? signed() : power();
    const power = () => {
      const base = atom();
      if (!has('^')) return base;
      const exponent = signed(), value = base ** exponent;
      const finite = [base, exponent].every(Number.isFinite);
      return need(!(base === 0 && exponent < 0) && !Number.isNaN(value) && (Number.isFinite(value) || !finite), value);
    };
    const atom = () => {
      if (has('(')) { const value = sum(); return need(has(')'), value); }
      const token = need(at < tokens.length, tokens[at++]);
      if (/^[\d.]/.test(token)) return need(/\d/.test(token), Number(token));
      if (Object.hasOwn(CONSTANTS, token)) return CONSTANTS[token];
      need(Object.hasOwn(FUNCTIONS, token) && has('('));
      const given = sum(), value = need(has(')'), FUNCTIONS[token](given));
      return need(Number.isFinite(value) || !Number.isFinite(given), value);
    };
    const value = sum();
    return need(at === tokens.length && !Number.isNaN(value), value);
  };

  const grid = (text, read) => {
    const rows = text.split(';').filter(row => row.trim() || !text.includes(';')).map(row => row.split(',').map(read));
    return need(rows.length > 0 && rows.every(row => row.length === rows[0].length), rows);
  };
  const near = (one, other) => one === other || (Number.isFinite(one) && Number.isFinite(other) &&
    Math.abs(one - other) <= Math.max(RELATIVE * Math.max(Math.abs(one), Math.abs(other)), NEAR_ZERO));

  // What one entry accepts.
  const expectation = written => {
    const text = written.trim();
    if (/(…|\.\.\.)$/.test(text)) {
      const digits = text.replace(/(…|\.\.\.)$/, '').trim();
      const parts = need(/\d/.test(digits), digits.match(/^[-−+]?\d*\.?(\d*)(?:e([-+]?\d+))?$/i));
      need(parts);
      const unit = 10 ** (Number(parts[2] ?? 0) - parts[1].length), value = number(digits), slack = unit * 1e-6;
      const sign = value < 0 || Object.is(value, -0) ? -1 : 1;
      return {value, accepts: answer => { const away = (answer - value) * sign; return -slack <= away && away <= unit + slack; }};
    }
    if (text.includes('±')) {
      const place = text.indexOf('±'), middle = number(text.slice(0, place)), width = number(text.slice(place + 1));
      need(width >= 0);
      const rounding = RELATIVE * (width + Math.abs(middle) * 1e-6);
      return {value: middle, accepts: answer => Math.abs(answer - middle) <= width + rounding};
    }
    const value = number(text);
    return {value, accepts: answer => near(answer, value)};
  };
  const bound = written => {
    const parts = written.replaceAll('<=', '≤').replaceAll('>=', '≥').replaceAll('!=', '≠').split(/([<>≤≥≠])/).map(part => part.trim());
    if (parts.length === 1) return null;
    let pairs;
    if (parts.length === 3 && ['', '_'].includes(parts[0])) pairs = [[parts[1], number(parts[2])]];
    else if (parts.length === 5 && parts[2] === '_') pairs = [[MIRRORED[parts[1]], number(parts[0])], [parts[3], number(parts[4])]];
    need(pairs);
    return answer => Number.isFinite(answer) && pairs.every(([sign, limit]) => COMPARISONS[sign](answer, limit));
  };

  // Tell what an answer is to a cell: 'right', 'wrong', 'close' (wrong by less than 1 %), or 'unreadable'.
  return (cell, answer) => {
    let limit, entries;
    try {
      limit = bound(cell);
      entries = limit ? null : grid(cell, expectation);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return answer.trim().toLowerCase() === cell.trim().toLowerCase() ? 'right' : 'wrong';
    }
    let given;
    try {
      given = grid(answer, number);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return 'unreadable';
    }
    if (limit) return given.flat().every(limit) ? 'right' : 'wrong';
    if (given.length !== entries.length || given[0].length !== entries[0].length) return 'wrong';
    const all = does => entries.every((row, i) => row.every((entry, k) => does(entry, given[i][k])));
    if (all((entry, one) => entry.accepts(one))) return 'right';
    return all((entry, one) => Math.abs(one - entry.value) <= Math.abs(entry.value) / 100) ? 'close' : 'wrong';
  };
})();

// Fields to type an answer into. Right is said at once, wrong when the reader has finished.
(() => {
  const SAID = {
    right: '✓ right', wrong: '✗ not yet', close: '✗ close: write it exactly, or with more digits', unreadable: 'write a number such as 0.5, 1/4, e^-2 or 1, 2; 3, 4',
  };
  const attach = (field, answer, after) => {
    const said = document.createElement('span');
    said.className = 'judged';
    said.setAttribute('role', 'status');
    field.after(said);
    const show = finished => {
      const verdict = field.value.trim() ? judge(answer, field.value) : '';
      const told = verdict === 'right' || finished ? verdict : '';
      field.dataset.verdict = told;
      said.textContent = SAID[told] ?? '';
      said.dataset.verdict = told;
      if (told === 'right' || (told && finished)) after?.(told);
    };
    field.addEventListener('input', () => show(false));
    field.addEventListener('change', () => show(true));
  };
  for (const field of document.querySelectorAll('input[data-answer], select[data-answer]')) {
    field.disabled = false;
    const more = field.closest('.question')?.querySelector('details');
    attach(field, field.dataset.answer, told => { if (told === 'right' && more) more.open = true; });
  }

  // A chapter that hides its answers and asks for them instead.
  for (const chapter of document.querySelectorAll('article.chapter')) {
    const button = chapter.querySelector('button.ask'), count = chapter.querySelector('.asked-count');
    if (!button) continue;
    // What a cell's text says already is not written down again; an empty answer cannot be typed.
    const answerOf = cell => cell.dataset.answer ?? [...cell.childNodes].find(each => each.nodeType === 3)?.data ?? '';
    const cells = () => [...chapter.querySelectorAll('section.rule td:is(.right, .open, .agrees, .wrong)')].filter(answerOf);
    const tell = () => {
      const all = chapter.querySelectorAll('td.asking'), right = chapter.querySelectorAll('td.asking [data-verdict=right]:not(.judged)');
      count.textContent = all.length ? `${right.length} of ${all.length} answered` : '';
    };
    const words = cell => {
      const rows = [...cell.closest('table').tBodies[0].rows], place = cell.cellIndex;
      const said = rows.map(row => row.cells[place]).map(each => each.kept ? each.answer : answerOf(each)).filter(Boolean);
      return said.every(text => judge(text, '0') !== 'unreadable' && judge(text, text) === 'right' && !/\d/.test(text)) ? [...new Set(said)] : null;
    };
    const hide = cell => {
      const answer = answerOf(cell), among = words(cell);
      if (among?.length === 1) return;
      const field = document.createElement(among ? 'select' : 'input');
      if (among) field.append(new Option('?', ''), ...among.toSorted().map(text => new Option(text, text)));
      else { field.size = Math.max(4, Math.min(14, answer.length)); field.placeholder = '?'; field.autocomplete = 'off'; field.spellcheck = false; }
      const head = cell.closest('table').tHead.rows[0].cells[cell.cellIndex].textContent;
      field.setAttribute('aria-label', `${head} in row ${cell.parentElement.rowIndex}`);
      const kept = document.createDocumentFragment();
      kept.append(...cell.childNodes);
      Object.assign(cell, {kept, answer});
      cell.classList.add('asking');
      cell.append(field);
      attach(field, answer, told => { cell.dataset.verdict = told; tell(); });
      const reveal = document.createElement('button');
      reveal.type = 'button';
      reveal.className = 'reveal';
      reveal.textContent = 'show';
      reveal.setAttribute('aria-label', `show ${head} in row ${cell.parentElement.rowIndex}`);
      reveal.addEventListener('click', () => { show(cell); tell(); });
      cell.append(reveal);
    };
    const show = cell => {
      if (!cell.kept) return;
      cell.replaceChildren(cell.kept);
      cell.kept = null;
      cell.classList.remove('asking');
      delete cell.dataset.verdict;
    };
    button.hidden = false;
    button.addEventListener('click', () => {
      const on = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(on));
      chapter.classList.toggle('asks', on);
      if (on) cells().forEach(hide); else chapter.querySelectorAll('td.asking').forEach(show);
      tell();
      dispatchEvent(new Event('resize'));
    });
  }
})();
