// Notices: sentences above the editor, each until it is dismissed, and what a screen reader hears.

import { h } from "./dom.js";

export class Notices {
  #list = h("div", { class: "dojo-notices" });
  #heard = h("p", { class: "unseen", role: "status", "aria-live": "polite" });

  get elements() {
    return [this.#list, this.#heard];
  }

  /** Show a sentence; one of the same key takes its place. Actions are {label: function}. */
  show(key, sentence, actions = {}, urgent = false) {
    this.hide(key);
    const buttons = Object.entries(actions).map(([label, act]) => h("button", { type: "button", onclick: () => (this.hide(key), act()) }, label));
    const close = h("button", { type: "button", class: "dojo-close", "aria-label": "Dismiss", onclick: () => this.hide(key) }, "×");
    this.#list.append(h("div", { class: "dojo-notice", role: urgent ? "alert" : "note", "data-key": key }, h("p", {}, sentence), ...buttons, close));
  }

  hide(key) {
    this.#list.querySelector(`[data-key="${key}"]`)?.remove();
  }

  /** Say something to who hears the page. */
  say(sentence) {
    this.#heard.textContent = "";
    requestAnimationFrame(() => (this.#heard.textContent = sentence));
  }
}
