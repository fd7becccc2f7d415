// A bracket before a formula, and a full stop behind it, stay with it: browsers let a line end there.
inPeace(() => {
  for (const math of document.querySelectorAll('math')) {
    const before = math.previousSibling, after = math.nextSibling;
    const opened = before?.nodeType === 3 && /[([]+$/.exec(before.data);
    const closed = after?.nodeType === 3 && /^[.,;:?!)\]]+/.exec(after.data);
    if (!opened && !closed) continue;
    const whole = document.createElement('span');
    whole.className = 'whole';
    math.before(whole);
    if (closed) after.splitText(closed[0].length);
    whole.append(...(opened ? [before.splitText(opened.index)] : []), math, ...(closed ? [after] : []));
  }
});
