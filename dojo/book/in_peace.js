// What is not needed at once: in the web page it waits until Python has started, which needs the processor.
const inPeace = act => {
  if (document.body.classList.contains('dojo')) addEventListener('python-ready', act, {once: true});
  else act();
};
