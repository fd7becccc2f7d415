// Progress: what came of each behaviour when it was last checked.

import { GREEN } from "./course.js";

export class Progress extends EventTarget {
  #course;
  #kinds;
  #changed = new Set();

  constructor(course, kept = {}) {
    super();
    this.#course = course;
    this.#kinds = new Map(course.nodes.map((node) => [node, kept[node] ?? course.behaviour(node).kind]));
  }

  kind(node) {
    return this.#kinds.get(node);
  }

  /** Take what came of a behaviour; who listens is told by `tell`. */
  take({ nodeid, kind }) {
    if (!this.#kinds.has(nodeid) || this.#kinds.get(nodeid) === kind) return;
    this.#kinds.set(nodeid, kind);
    this.#changed.add(nodeid);
  }

  /** Tell which behaviours have changed; to show them takes a browser longer than to check one. */
  tell() {
    const detail = [...this.#changed];
    this.#changed.clear();
    if (detail.length) this.dispatchEvent(new CustomEvent("change", { detail }));
  }

  /** Take what was kept, perhaps by another tab. */
  takeAll({ kinds = {} } = {}) {
    for (const [nodeid, kind] of Object.entries(kinds)) this.take({ nodeid, kind });
    this.tell();
  }

  isGreen(rule) {
    return rule.behaviours.every(({ node }) => this.kind(node) === GREEN);
  }

  /** How many are green, and of how many: what is optional is not counted. */
  get count() {
    const counted = this.#course.nodes.filter((node) => !this.#course.behaviour(node).optional);
    return { done: counted.filter((node) => this.kind(node) === GREEN).length, of: counted.length };
  }

  /** The first rule that is not green, after one or from the beginning. */
  next(after = null) {
    const { rules } = this.#course;
    const at = after ? rules.indexOf(after) + 1 : 0;
    const open = (rule) => rule.behaviours.some(({ node, optional }) => !optional && this.kind(node) !== GREEN);
    return rules.slice(at).find(open) ?? rules.find(open) ?? null;
  }

  get plain() {
    return Object.fromEntries(this.#kinds);
  }
}
