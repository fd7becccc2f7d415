// Figures of the book, drawn from what the learner's code computes.

import { h } from "./dom.js";

const NEAR = 1e-6; // of the larger number: rounding differs from one right way to another
const ZERO = 1e-9;

export class Figures {
  #draw;
  #read;
  #code;
  #plots = null;
  #shown = new Map();
  #wanted = [];
  #isDrawing = false;

  /**
   * `draw(feature, told)` has those of a chapter drawn, `read()` returns the plots of the reference,
   * and `code()` is what the learner has written, as one text.
   */
  constructor({ draw, read, code }) {
    this.#draw = draw;
    this.#read = read;
    this.#code = code;
  }

  /** Draw the figures of chapters anew where the code is another by now; these before any others. */
  async refresh(chapters) {
    const features = chapters.map(({ rules }) => rules[0].behaviours[0].node.split("::")[0]);
    const asked = features.filter((feature) => feature.startsWith("features/"));
    this.#wanted = [...asked, ...this.#wanted.filter((feature) => !asked.includes(feature))];
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    while (this.#wanted.length) await this.#chapter(this.#wanted.shift());
    this.#isDrawing = false;
  }

  async #chapter(feature) {
    const code = this.#code();
    if (this.#shown.get(feature) === code) return;
    const found = [];
    if (await this.#draw(feature, (figure) => found.push(figure))) this.#shown.set(feature, code);
    for (const figure of found) await this.#show(figure).catch(() => {});
  }

  async #show(figure) {
    let { svg, caption } = figure;
    if (!svg) {
      this.#plots ??= await this.#read();
      const plot = this.#plots[figure.name];
      if (plot && alike(plot.data, figure.data)) svg = plot.svg;
      else caption = `${OTHER} ${caption}`;
    }
    const place = document.getElementById(`figure--${figure.name}`);
    if (!place) return;
    const drawing = svg && drawingOf(svg);
    const before = place.querySelector(".drawing");
    place.querySelector("figcaption").replaceChildren(h("strong", {}, `${figure.title}.`), ` ${caption}`);
    place.querySelector(".told")?.remove();
    // The page before chapter 1 may show the same drawing, by the address of this one.
    if (drawing) drawing.id = before?.querySelector("svg")?.id ?? "";
    before?.replaceWith(h("div", { class: "drawing scroll", role: "img", "aria-label": figure.alternative }, drawing));
    const again = document.getElementById(`figure--start-${figure.name}`);
    if (again && drawing) {
      again.querySelector("svg")?.setAttribute("viewBox", drawing.getAttribute("viewBox"));
      again.querySelector(".drawing")?.setAttribute("aria-label", figure.alternative);
      again.querySelector("figcaption").replaceChildren(h("strong", {}, `${figure.title}.`), ` ${caption}`);
    }
    place.dispatchEvent(new Event("drawn"));
  }
}

const OTHER = "Your code computes other numbers here than the book's does, if only by rounding. This page cannot draw them; dojo book can.";

function drawingOf(svg) {
  return document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
}

/** Tell whether two structures hold the same, and numbers that are near each other. */
export function alike(one, other) {
  if (typeof one === "number" && typeof other === "number") {
    return Math.abs(one - other) <= Math.max(ZERO, NEAR * Math.max(Math.abs(one), Math.abs(other)));
  }
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return one === other;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => name in other && alike(one[name], other[name]));
}
