// Marks in the book: what is green, red or not written yet, where the book shows it.

import { count, h } from "./dom.js";
import { mark, word } from "./verdict.js";

const STATES = { green: "green", "not written yet": "open", red: "red", broken: "red" };

export class Marks {
  #course;
  #progress;
  #links = new Map();

  constructor(course, progress) {
    this.#course = course;
    this.#progress = progress;
    for (const link of document.querySelectorAll("nav a[href], .map a[href]")) {
      const anchor = link.getAttribute("href").split("#").at(-1);
      this.#links.set(anchor, [...(this.#links.get(anchor) ?? []), link]);
    }
    progress.addEventListener("change", ({ detail: nodes }) => this.#show(nodes));
    // The book shows a course that nobody has begun.
    this.#show(course.nodes.filter((node) => progress.kind(node) !== course.behaviour(node).kind));
  }

  /** Put a button beside each rule that has something to write; `open(rule)` shows the editor. */
  addButtons(open) {
    for (const rule of this.#course.rules) {
      const title = document.getElementById(rule.anchor)?.querySelector("h3");
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

  #show(nodes) {
    nodes.forEach((node) => this.#behaviour(node));
    const rules = new Set(nodes.map((node) => this.#course.ruleOf(node)));
    rules.forEach((rule) => this.#rule(rule));
    new Set([...rules].map(({ chapter }) => chapter)).forEach((chapter) => this.#chapter(chapter));
    this.#summary();
  }

  #behaviour(node) {
    const { anchor } = this.#course.behaviour(node);
    const kind = this.#progress.kind(node);
    const state = STATES[kind] ?? "open";
    const section = document.getElementById(anchor);
    section?.classList.remove("green", "red", "open");
    section?.classList.add(state);
    set(section?.querySelector(".mark"), state, kind);
    answers(section, state);
  }

  #rule(rule) {
    const kinds = rule.behaviours.map((each) => this.#progress.kind(each.node));
    const worst = kinds.find((each) => STATES[each] === "red") ?? kinds.find((each) => each !== "green") ?? "green";
    for (const link of this.#linksTo(rule, "nav")) {
      set(link.parentElement.querySelector(".mark"), STATES[worst] ?? "open", worst);
    }
    this.#count(rule);
  }

  /** How many behaviours of a chapter are green: in the contents, on the map, under its title. */
  #chapter({ anchor, rules }) {
    const counted = rules.flatMap(({ behaviours }) => behaviours.filter(({ optional }) => !optional));
    const nodes = counted.map(({ node }) => node);
    const green = nodes.filter((node) => this.#progress.kind(node) === "green").length;
    const kind = green === nodes.length ? "green" : "not written yet";
    for (const link of this.#linksTo({ anchor }, ".toc")) {
      said(link.parentElement.querySelector(":scope > .count"), `${green}/${nodes.length} `, kind);
    }
    said(document.querySelector(`#${CSS.escape(anchor)} > header > .state`), ` ${green} of ${count(nodes.length, "behaviour")} green `, kind);
    for (const link of this.#linksTo({ anchor }, ".map")) {
      const place = link.closest("li");
      place.classList.remove("green", "red", "open");
      place.classList.add(STATES[kind]);
      set(place.querySelector(".mark"), STATES[kind], kind);
    }
  }

  #linksTo({ anchor }, where) {
    return (this.#links.get(anchor) ?? []).filter((link) => link.closest(where));
  }

  /** How far the learner is, and where to go on. */
  #summary() {
    const { done, of } = this.#progress.count;
    const next = this.#progress.next();
    const here = next && next.behaviours.find(({ node }) => this.#progress.kind(node) !== "green");
    const go = here && h("a", { class: "continue", href: `#${here.anchor}` }, `Continue here: ${here.name}`);
    document.querySelector(".cover .summary")?.replaceChildren(h("strong", {}, `${done} of ${of}`), " behaviours are green. ", ...(go ? [go] : []));
    const bar = document.getElementById("progress");
    if (!bar) return;
    Object.assign(bar, { max: of, value: done });
    document.querySelector('label[for="progress"]')?.replaceChildren(`${done} of ${of} behaviours`);
    for (const link of document.querySelectorAll("nav .continue")) {
      link.hidden = !here;
      if (here) link.setAttribute("href", `#${here.anchor}`);
    }
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

/** Write a count with its mark; a red one that stood there was of the run that wrote the book. */
function said(place, words, kind) {
  if (!place) return;
  place.querySelector(".red-count")?.remove();
  const text = [...place.childNodes].find((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  if (text) text.data = words;
  set(place.querySelector(".mark"), STATES[kind], kind);
}

/** Show the answers of an example as right, or as not answered: the book has them as they were. */
function answers(section, state) {
  const [from, to] = state === "green" ? ["open", "right"] : ["right", "open"];
  for (const cell of section?.querySelectorAll(`td.${from}`) ?? []) cell.classList.replace(from, to);
}
