// The panel beside the book: the files of a rule, the editor, and what comes of the rule's behaviours.

import { count, h } from "./dom.js";
import { Editor } from "./editor.js";
import { drawn, mark, said, word } from "./verdict.js";

export class Panel {
  #course;
  #acts;
  #rule = null;
  #shown = [];
  #verdicts = new Map();
  #title = h("h2", { class: "dojo-title", id: "dojo-title" });
  #state = h("p", { class: "dojo-state" });
  #tabs = h("div", { class: "dojo-tabs", role: "group", "aria-label": "Files" });
  #place = h("div", { class: "dojo-editor" });
  #results = h("div", { class: "dojo-results" });
  #help = h("div", { class: "dojo-help" });
  #stop;
  #next;
  #solution;
  #toggle;

  /**
   * `acts` are what the buttons do: `changed`, `check`, `runAll`, `stop`, `next`, `solution`, `reset`,
   * `download`, `open`. `written` names the files that a learner writes, and
   * `isWritten` tells whether all is green that asks for one.
   */
  constructor(course, acts, extra) {
    this.#course = course;
    this.#acts = acts;
    const button = (label, act, more = {}) => h("button", { type: "button", onclick: act, ...more }, label);
    this.#stop = button("Stop", acts.stop, { hidden: true, class: "dojo-stop" });
    this.#next = button("Next rule →", acts.next, { hidden: true, class: "dojo-go" });
    this.#solution = button("Solution", () => this.#showSolution(), { disabled: true, title: "once this rule is green" });
    this.#toggle = button("Code", () => this.toggle(), { class: "dojo-toggle", "aria-expanded": "false", "aria-controls": "dojo-body" });
    const input = h("input", { type: "file", accept: ".zip,application/zip", hidden: true, onchange: () => this.#opened(input) });
    this.element = h(
      "aside",
      { id: "dojo", "aria-labelledby": "dojo-title" },
      h("header", { class: "dojo-head" }, this.#title, this.#state, this.#stop, this.#next, this.#toggle),
      h(
        "div",
        { id: "dojo-body" },
        extra,
        this.#tabs,
        this.#place,
        h(
          "div",
          { class: "dojo-buttons" },
          button("Check", acts.check, { title: "Ctrl+Enter; also runs while you type" }),
          button("Hint", () => this.#showHint()),
          this.#solution,
          button("Run all", acts.runAll),
          h(
            "details",
            { class: "dojo-more" },
            h("summary", {}, "My work"),
            button("Download", acts.download, { title: "a folder that dojo opens on any computer" }),
            button("Open…", () => input.click(), { title: "a zip that was downloaded here, or a workspace of dojo" }),
            button("Reset this file", () => acts.reset(this.editor.name)),
            input,
            h("p", {}, "This browser keeps your work. A private window loses it when you close it."),
          ),
        ),
        this.#help,
        this.#results,
      ),
    );
    this.editor = new Editor(this.#place, { changed: acts.changed, check: acts.check });
  }

  get rule() {
    return this.#rule;
  }

  /** Show a rule: its first file that is to be written, at the function that it is about. */
  show(rule, read) {
    this.#rule = rule;
    this.#verdicts.clear();
    this.#help.replaceChildren();
    this.#title.replaceChildren(h("a", { href: `#${rule.anchor}` }, rule.name || rule.chapter.name));
    const files = this.#course.filesOf(rule);
    this.#shown = files.length ? files : this.#acts.written().slice(0, 1);
    const [first] = this.#shown;
    this.#drawTabs(read);
    this.edit(first, read);
    const named = rule.behaviours.find(({ file }) => file === first);
    if (named?.function) this.editor.goToFunction(named.function);
    this.#draw();
  }

  /** Show the files as they are by now, where something else than the learner has changed them. */
  refresh(read) {
    if (!this.#rule) return;
    const { name } = this.editor;
    this.editor.refresh(read);
    this.#drawTabs(read);
    this.edit(this.#acts.written().includes(name) ? name : this.#shown[0], read);
  }

  #drawTabs(read) {
    const names = this.#shown;
    const others = this.#acts.written().filter((name) => !names.includes(name));
    const tab = (name) => h("button", { type: "button", "data-file": name, onclick: () => this.edit(name, read) }, name);
    const choose = h(
      "select",
      { "aria-label": "Other files", onchange: () => choose.value && this.edit(choose.value, read) },
      h("option", { value: "" }, "other files"),
      others.map((name) => h("option", { value: name }, name)),
    );
    this.#tabs.replaceChildren(...names.map(tab), choose);
  }

  /** Open a file, at a line if one is named. */
  edit(name, read, line = 0) {
    this.editor.open(name, read(name));
    for (const tab of this.#tabs.querySelectorAll("[data-file]")) tab.setAttribute("aria-pressed", String(tab.dataset.file === name));
    const choose = this.#tabs.querySelector("select");
    choose.value = [...choose.options].some((option) => option.value === name) ? name : "";
    if (line) this.editor.goTo(line);
  }

  /** Begin a check of the rule; without Python it begins when Python is there. */
  checking(isReady = true) {
    this.#say(isReady ? "checking …" : "waiting for Python …", "busy");
    this.element.setAttribute("aria-busy", "true");
    clearTimeout(this.#later);
    if (isReady) this.#later = setTimeout(() => (this.#stop.hidden = false), 1500);
  }

  /** There is no Python, so nothing is checked. */
  withoutPython() {
    this.element.removeAttribute("aria-busy");
    this.#say("not checked: Python did not start", "broken");
  }

  #say(words, kind) {
    this.#state.textContent = words;
    this.#state.className = `dojo-state dojo-${kind.replaceAll(" ", "-")}`;
  }

  #later = null;

  take(verdict) {
    if (!this.#rule?.behaviours.some(({ node }) => node === verdict.nodeid)) return;
    this.#verdicts.set(verdict.nodeid, verdict);
    if (verdict.kind !== "green") this.#draw();
  }

  /** The check goes on when SymPy is there: it finds reasons, and in some chapters it judges. */
  waiting() {
    this.#say("loading SymPy, which this check needs …", "busy");
  }

  /** A check has ended: draw what came of it; return what is to be said of it. */
  checked() {
    clearTimeout(this.#later);
    this.#stop.hidden = true;
    this.element.removeAttribute("aria-busy");
    return this.#draw();
  }

  #draw() {
    const behaviours = this.#rule.behaviours;
    const verdicts = behaviours.map(({ node }) => this.#verdicts.get(node)).filter(Boolean);
    const green = verdicts.filter(({ kind }) => kind === "green").length;
    const failed = verdicts.find(({ kind }) => kind !== "green");
    const isDone = green === behaviours.length;
    this.#next.hidden = !isDone;
    this.#solution.disabled = !isDone;
    const list = h(
      "ul",
      { class: "dojo-list" },
      behaviours.map(({ node, name, anchor }) => {
        const kind = this.#verdicts.get(node)?.kind;
        const sign = h("span", { class: `dojo-mark dojo-${(kind ?? "none").replaceAll(" ", "-")}`, role: "img", "aria-label": kind ? word(kind) : "not checked yet" }, kind ? mark(kind) : "·");
        return h("li", {}, sign, " ", h("a", { href: `#${anchor}` }, name));
      }),
    );
    const place = (at) => this.#acts.edit(at);
    this.#results.replaceChildren(...(failed ? [drawn(failed, place)] : []), ...(behaviours.length > 1 || !failed ? [list] : []));
    if (!verdicts.length) {
      this.#state.textContent = "";
      this.#state.className = "dojo-state";
      return "";
    }
    const words = isDone ? `✓ ${count(green, "behaviour")} green` : failed ? word(failed.kind) : `${green} of ${behaviours.length} green`;
    this.#say(words, isDone ? "green" : (failed?.kind ?? "none"));
    return failed ? said(failed) : isDone ? `${this.#rule.name}: ${count(green, "behaviour")} green.` : "";
  }

  #showHint() {
    const { hints } = this.#rule;
    const shown = this.#help.querySelectorAll(".dojo-hint").length;
    if (!hints.length) this.#help.replaceChildren(h("p", {}, "There is no hint for this rule."));
    else if (shown < hints.length) this.#help.append(h("p", { class: "dojo-hint", role: "note" }, `Hint ${shown + 1} of ${hints.length}: ${hints[shown]}`));
    else if (!this.#help.querySelector(".dojo-last")) this.#help.append(h("p", { class: "dojo-last", role: "status" }, "That was the last hint."));
  }

  async #showSolution() {
    const { name } = this.editor;
    const own = this.#rule.behaviours.filter(({ file }) => file === name).map((behaviour) => behaviour.function);
    const functions = [...new Set(own)].filter(Boolean);
    if (!functions.length && !this.#acts.isWritten(name)) {
      this.#help.replaceChildren(h("p", { role: "status" }, `The page shows the course's ${name} when all behaviours that need it are green.`));
      return;
    }
    const known = await this.#acts.solution(name);
    const text = functions.length ? functions.map((each) => known[each]).join("\n\n\n") : known[""];
    this.showText("Solution", `This is how the course writes ${functions.join(", ") || name}. Compare it with yours.`, text);
  }

  /** Show a text of the course below the editor, until it is closed. */
  showText(label, sentence, text) {
    const close = h("button", { type: "button", onclick: () => this.#help.replaceChildren() }, "Close");
    this.#help.replaceChildren(h("section", { class: "dojo-solution", "aria-label": label }, h("p", {}, `${sentence} `, close), h("pre", { tabindex: "0" }, text)));
  }

  #opened(input) {
    const [file] = input.files;
    input.value = "";
    if (file) this.#acts.open(file);
  }

  /** On a phone, show the panel or fold it away. */
  toggle(open = !document.body.classList.contains("dojo-open")) {
    document.body.classList.toggle("dojo-open", open);
    this.#toggle.setAttribute("aria-expanded", String(open));
    this.#toggle.textContent = open ? "Book" : "Code";
  }
}
