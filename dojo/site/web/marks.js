// Marks in the book: what is green, red or not written yet, where the book shows it.

import { h } from "./dom.js";
import { mark, word } from "./verdict.js";

const STATES = { green: "green", "not written yet": "open", red: "red", broken: "red" };

export class Marks {
  #course;
  #progress;

  constructor(course, progress) {
    this.#course = course;
    this.#progress = progress;
    progress.addEventListener("change", ({ detail: node }) => this.#show(node));
    for (const node of course.nodes) this.#show(node);
    this.#summary();
  }

  /** Put a button beside each rule that has something to write; `open(rule)` shows the editor. */
  addButtons(open) {
    for (const rule of this.#course.rules) {
      const title = document.getElementById(`${rule.anchor}--title`);
      const files = this.#course.filesOf(rule);
      if (!title || !files.length) continue;
      const [behaviour] = rule.behaviours;
      const what = behaviour.function ? `${behaviour.function} in ${behaviour.file}` : files[0];
      title.after(
        h(
          "p",
          { class: "dojo-write" },
          h("button", { type: "button", "data-rule": rule.anchor, onclick: () => open(rule) }, `Write ${what}`),
          h("span", { class: "dojo-count", "data-count": rule.anchor }),
        ),
      );
      this.#count(rule);
    }
  }

  #show(node) {
    const { anchor } = this.#course.behaviour(node);
    const rule = this.#course.ruleOf(node);
    const kind = this.#progress.kind(node);
    const state = STATES[kind] ?? "open";
    const section = document.getElementById(anchor);
    section?.classList.remove("green", "red", "open");
    section?.classList.add(state);
    set(section?.querySelector(".mark"), state, kind);
    const kinds = rule.behaviours.map((each) => this.#progress.kind(each.node));
    const worst = kinds.find((each) => STATES[each] === "red") ?? kinds.find((each) => each !== "green") ?? "green";
    for (const link of document.querySelectorAll(`nav a[href$="#${CSS.escape(rule.anchor)}"]`)) {
      set(link.parentElement.querySelector(".mark"), STATES[worst] ?? "open", worst);
    }
    this.#count(rule);
    this.#chapter(rule.chapter);
    this.#summary();
  }

  /** How many behaviours of a chapter are green, in the contents. */
  #chapter({ anchor, rules }) {
    const place = document.querySelector(`nav a[href$="#${CSS.escape(anchor)}"] ~ .count`);
    const nodes = rules.flatMap(({ behaviours }) => behaviours.map(({ node }) => node));
    const green = nodes.filter((node) => this.#progress.kind(node) === "green").length;
    if (place?.firstChild?.nodeType === Node.TEXT_NODE) place.firstChild.textContent = `${green}/${nodes.length} `;
    set(place?.querySelector(".mark"), green === nodes.length ? "green" : "open", green === nodes.length ? "green" : "not written yet");
  }

  #summary() {
    const place = document.querySelector(".cover .summary");
    const { done, of } = this.#progress.count;
    place?.replaceChildren(h("strong", {}, `${done} of ${of}`), " behaviours are green.");
  }

  #count(rule) {
    const place = document.querySelector(`[data-count="${CSS.escape(rule.anchor)}"]`);
    if (!place) return;
    const green = rule.behaviours.filter(({ node }) => this.#progress.kind(node) === "green").length;
    place.textContent = `${green} of ${rule.behaviours.length} green`;
    place.classList.toggle("dojo-all", green === rule.behaviours.length);
  }
}

function set(place, state, kind) {
  if (!place) return;
  place.className = `mark ${state}`;
  place.setAttribute("aria-label", word(kind));
  place.textContent = mark(kind);
}
