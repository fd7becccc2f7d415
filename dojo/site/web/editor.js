// The editor: CodeMirror, one view for all files, each with its own history and cursor.

import {
  Compartment,
  EditorState,
  EditorView,
  HighlightStyle,
  bracketMatching,
  closeBrackets,
  closeBracketsKeymap,
  defaultKeymap,
  drawSelection,
  highlightActiveLine,
  history,
  historyKeymap,
  indentOnInput,
  indentUnit,
  indentWithTab,
  keymap,
  lineNumbers,
  python,
  syntaxHighlighting,
  tags,
} from "./vendor/codemirror.js";

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword], color: "var(--c4)" },
  { tag: [tags.string, tags.docString], color: "var(--c3)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--c2)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], color: "var(--c1)" },
]);

export class Editor {
  #view;
  #states = new Map();
  #name = null;
  #editable = new Compartment();
  #readOnly = false;

  /** `changed(name, text)` hears every change; `check()` is what Ctrl+Enter asks for. */
  constructor(parent, { changed, check }) {
    this.changed = changed;
    this.check = check;
    this.#view = new EditorView({ parent, state: EditorState.create({}) });
  }

  get name() {
    return this.#name;
  }

  /** Show a file; what was typed in it before can be undone still. */
  open(name, text) {
    if (name === this.#name) return;
    if (this.#name) this.#states.set(this.#name, this.#view.state);
    this.#name = name;
    const kept = this.#states.get(name);
    this.#view.setState(kept?.doc.toString() === text ? kept : this.#fresh(name, text));
    this.#view.dispatch({ effects: this.#editable.reconfigure(this.#allowed()) });
  }

  /** Show what a file is by now, where something else than the learner has changed it. */
  refresh(read) {
    this.#states.clear();
    const name = this.#name;
    if (!name) return;
    this.#name = null;
    this.open(name, read(name));
  }

  /** Go to a line, its number from 1. */
  goTo(line) {
    const { doc } = this.#view.state;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const effects = EditorView.scrollIntoView(at.from, { y: "start", yMargin: 24 });
    this.#view.dispatch({ selection: { anchor: at.to }, effects });
  }

  /** Go to where a function is to be written: below its docstring. */
  goToFunction(name) {
    const lines = this.#view.state.doc.toString().split("\n");
    const first = lines.findIndex((line) => line.startsWith(`def ${name}(`));
    if (first < 0) return;
    const stub = lines.findIndex((line, at) => at > first && line.trim() === "raise NotImplementedError");
    const next = lines.findIndex((line, at) => at > first && line.startsWith("def "));
    const isOpen = stub > 0 && (next < 0 || stub < next);
    this.goTo(first + 1);
    if (isOpen) this.#selectLine(stub + 1);
  }

  focus() {
    this.#view.focus();
  }

  set readOnly(is) {
    this.#readOnly = is;
    this.#view.dispatch({ effects: this.#editable.reconfigure(this.#allowed()) });
  }

  #selectLine(number) {
    const { from, to, text } = this.#view.state.doc.line(number);
    // A long docstring would hide the line that is to be written.
    const effects = EditorView.scrollIntoView(to, { y: "nearest", yMargin: 24 });
    this.#view.dispatch({ selection: { anchor: from + text.search(/\S|$/), head: to }, effects });
  }

  #allowed() {
    return [EditorState.readOnly.of(this.#readOnly), EditorView.editable.of(!this.#readOnly)];
  }

  #fresh(name, doc) {
    return EditorState.create({
      doc,
      extensions: [
        lineNumbers(),
        EditorView.lineWrapping,
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        name.endsWith(".py") ? [python(), syntaxHighlighting(COLOURS)] : [],
        this.#editable.of(this.#allowed()),
        // With a tabindex it can be read by the keyboard where another tab writes, too.
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": `Code of ${name}. Press Escape, then Tab, to leave it.` }),
        keymap.of([
          { key: "Mod-Enter", run: () => (this.check(), true) },
          { key: "Mod-s", run: () => (this.check(), true) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) this.changed(this.#name, update.state.doc.toString());
        }),
      ],
    });
  }
}
