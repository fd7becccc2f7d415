// The bar that shows how far Python is on its way, while the book is read.

import { h } from "./dom.js";

const STAGES = {
  "": [0.05, "Python is on its way"],
  runtime: [0.5, "unpacking the tool"],
  unpacked: [0.6, "starting the tool"],
  imported: [0.8, "reading the course"],
  collected: [0.97, "ready soon"],
};

export class Loading {
  #bar = h("progress", { max: "1", value: "0.05", "aria-label": "Loading Python" });
  #words = h("span", {}, STAGES[""][1]);
  element = h("p", { class: "dojo-loading" }, this.#bar, this.#words);

  stage(name) {
    const [share, words] = STAGES[name] ?? STAGES[""];
    this.element.hidden = false;
    this.#bar.value = share;
    this.#words.textContent = words;
  }

  done() {
    this.element.hidden = true;
  }
}
