// A full stop stays with the formula before it: browsers let a line end between them.
inPeace(() => {
  for (const math of document.querySelectorAll('math')) {
    const after = math.nextSibling;
    if (after?.nodeType !== 3 || !/^[.,;:?!)]/.test(after.data)) continue;
    after.splitText(/^[.,;:?!)]+/.exec(after.data)[0].length);
    const whole = document.createElement('span');
    whole.className = 'whole';
    math.before(whole);
    whole.append(math, after);
  }
});
