// Elements, made of text alone: nothing that comes from code or from a file is read as HTML.

/** Make an element: `h("button", { class: "go", onclick: f }, "Go")`. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A number of things: `count(1, "behaviour")` is "1 behaviour". */
export function count(number, what) {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** Return a function that has something done soon, however often it is called meanwhile. */
export function seldom(act, milliseconds) {
  let timer = null;
  let last = -Infinity;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      last = performance.now();
      act();
    }, last + milliseconds - performance.now());
  };
}
