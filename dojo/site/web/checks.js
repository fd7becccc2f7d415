// Checks that the page asks for: of a rule after each change, of what was green, of everything.

import { GREEN } from "./course.js";
import { seldom } from "./dom.js";
import { ALL, ENDED } from "./judges.js";

const OFTEN = 1000; // milliseconds
const AFTER = 300; // milliseconds without a keystroke

export class Checks {
  #page;
  #site;
  #checkedIn;
  #timer = null;
  #isWithoutPython = false;

  /**
   * `page` has what a check is about: `course`, `work`, `progress`, `panel`, `notices`, `judges`,
   * `figures`; `show(rule)`; and `keep(progress)`, which stores it. `site` is the version of the
   * site, and `checkedIn` is the one in which the behaviours were checked that are green.
   */
  constructor(page, site, checkedIn) {
    this.#page = page;
    this.#site = site;
    this.#checkedIn = checkedIn;
  }

  /** Start Python, or start it anew, and check. */
  start() {
    this.#isWithoutPython = false;
    this.#page.judges.start();
    return this.check();
  }

  /** Python did not start: until it does, nothing is checked. */
  withoutPython() {
    this.#isWithoutPython = true;
    this.#page.panel.withoutPython();
  }

  /** Check soon, when the learner pauses. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(), AFTER);
  }

  /** Save, and check the behaviours of the rule; when they are green, what else is green already. */
  async check() {
    clearTimeout(this.#timer);
    const { course, work, progress, panel, notices, judges, figures } = this.#page;
    const { rule } = panel;
    await work.save();
    for (const file of work.tooLarge) notices.show("large", `${file} is too large to check: the limit is a million characters. The page keeps it.`);
    if (!work.tooLarge.length) notices.hide("large");
    if (this.#isWithoutPython) return panel.withoutPython();
    const nodes = rule.behaviours.map(({ node }) => node);
    panel.checking(judges.isReady);
    const began = performance.now();
    const done = await judges.check(nodes, work.changed, this.#heard(rule));
    progress.tell();
    if (!done || panel.rule !== rule) return;
    notices.say(panel.checked());
    performance.mark("dojo verdict", { detail: { ...done, ms: performance.now() - began } });
    await this.#keep();
    figures.refresh([rule.chapter]);
    const isStale = this.#checkedIn !== this.#site;
    const others = isStale ? course.nodes : rule.chapter.rules.flatMap(nodesOf);
    const green = others.filter((node) => !nodes.includes(node) && progress.kind(node) === GREEN);
    if (judges.busy || !(isStale || progress.isGreen(rule)) || !(await this.#again(green))) return;
    this.#checkedIn = this.#site;
    await this.#keep();
  }

  /** Check everything. */
  async all() {
    const { course, work, progress, panel, notices, judges, figures } = this.#page;
    let number = 0;
    let isOver = false;
    const show = seldom(() => {
      if (!isOver) notices.show("all", `Checked ${number} of ${course.nodes.length} behaviours.`);
      progress.tell();
    }, OFTEN);
    const told = ({ verdict }) => {
      if (!verdict) return;
      number += 1;
      progress.take(verdict);
      panel.take(verdict);
      show();
    };
    if (this.#isWithoutPython) return panel.withoutPython();
    panel.checking(judges.isReady);
    await work.save();
    const done = await judges.checkAll(course.nodes, work.changed, told);
    isOver = true;
    progress.tell();
    panel.checked();
    if (done !== ALL) notices.hide("all");
    if (done === ENDED) notices.show("all", "Your code ended Python three times, so the page checks no further. Correct what is broken, and run all again.", {}, true);
    if (done !== ALL) return;
    const { done: green, of } = progress.count;
    const next = progress.next();
    const said = `${green} of ${of} behaviours are green.`;
    notices.show("all", said, next ? { "Show the next": () => this.#page.show(next) } : {});
    notices.say(said);
    figures.refresh(course.chapters);
    this.#checkedIn = this.#site;
    await this.#keep();
  }

  /** Check again what was green; say what is no longer. Return whether all of it was checked. */
  async #again(nodes) {
    const { course, progress, notices, judges, work } = this.#page;
    const gone = [];
    const told = ({ verdict }) => {
      if (!verdict) return;
      progress.take(verdict);
      if (verdict.kind !== GREEN) gone.push(verdict);
    };
    // One by one: a keystroke need not wait for all of them.
    for (const [at, node] of nodes.entries()) {
      if ((at && judges.busy) || !(await judges.check([node], work.changed, told))) return false;
      progress.tell();
    }
    notices.hide("lost");
    if (gone.length) {
      const [first] = gone;
      const said = gone.length === 1 ? `"${first.title.example}" was green, but is now ${first.kind}.` : `${gone.length} behaviours were green, but are not any more.`;
      notices.show("lost", said, { "Show it": () => this.#page.show(course.ruleOf(first.nodeid)) }, true);
    }
    return true;
  }

  #heard(rule) {
    const { panel, progress } = this.#page;
    return ({ verdict, waiting }) => {
      if (verdict) {
        progress.take(verdict);
        if (panel.rule === rule) panel.take(verdict);
      } else if (waiting && panel.rule === rule) panel.waiting();
    };
  }

  #keep() {
    return this.#page.keep({ site: this.#checkedIn, kinds: this.#page.progress.plain });
  }
}

const nodesOf = (rule) => rule.behaviours.map(({ node }) => node);
