// The learner's work: the files that are not as the course wrote them, saved as they are typed.

import { WrittenElsewhere, isFull } from "./store.js";

const DEBOUNCE = 250; // milliseconds after a keystroke
export const LARGEST = 1_000_000; // characters of a file that is checked

export class Work extends EventTarget {
  #course;
  #store;
  #tabs;
  #files = new Map();
  #unsaved = new Set();
  #timer = null;
  #saving = Promise.resolve();
  readOnly = false;

  static async open(course, store, tabs) {
    const work = new Work();
    work.#course = course;
    work.#store = store;
    work.#tabs = tabs;
    await work.reload();
    return work;
  }

  async reload() {
    this.#files = new Map((await this.#store.files()).map((record) => [record.name, record]));
  }

  text(name) {
    return this.#files.get(name)?.text ?? this.#course.files[name] ?? "";
  }

  /** The files that a learner writes: those of the course, and what else of the kind is theirs. */
  get written() {
    const names = [...Object.keys(this.#course.files), ...this.#files.keys()];
    return [...new Set(names)].filter((name) => this.#course.isWritten(name));
  }

  /** Keep a text; it is saved soon. */
  write(name, text) {
    if (this.readOnly) return;
    const base = this.#files.get(name)?.base ?? this.#course.fingerprints[name] ?? "";
    if (text === this.#course.files[name]) this.#files.delete(name);
    else this.#files.set(name, { name, text, base });
    this.#unsaved.add(name);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), DEBOUNCE);
  }

  /** Save what is not saved yet; a problem is told, and the text is still here. */
  save() {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  async #save() {
    const names = [...this.#unsaved];
    if (!names.length) return;
    this.#unsaved.clear();
    const kept = names.filter((name) => this.#files.has(name));
    const gone = names.filter((name) => !this.#files.has(name));
    try {
      await this.#store.save(this.#tabs.id, kept.map((name) => this.#files.get(name)), gone);
      this.dispatchEvent(new CustomEvent("saved", { detail: names }));
    } catch (error) {
      for (const name of names) this.#unsaved.add(name);
      const why = error instanceof WrittenElsewhere ? "elsewhere" : isFull(error) ? "full" : "failed";
      this.dispatchEvent(new CustomEvent("unsaved", { detail: why }));
    }
  }

  /** Put other files in the place of all; return what undoes it. */
  async replace(files) {
    const before = Object.fromEntries([...this.#files].map(([name, { text }]) => [name, text]));
    const names = new Set([...this.#files.keys(), ...Object.keys(files)]);
    for (const name of names) this.write(name, files[name] ?? this.#course.files[name] ?? "");
    for (const name of names) if (!(name in files) && !(name in this.#course.files)) this.#files.delete(name);
    await this.save();
    return before;
  }

  /** The files that a check writes over those of the course; what is too large is left out. */
  get changed() {
    const small = [...this.#files.values()].filter(({ text }) => text.length <= LARGEST);
    return Object.fromEntries(small.map(({ name, text }) => [name, text]));
  }

  /** The names of files that are too large to be checked. */
  get tooLarge() {
    return [...this.#files.values()].filter(({ text }) => text.length > LARGEST).map(({ name }) => name);
  }

  /** The learner's files of which the course has a newer one than they began with. */
  get outdated() {
    const { fingerprints } = this.#course;
    return [...this.#files.values()]
      .filter(({ name, base }) => base && fingerprints[name] && fingerprints[name] !== base)
      .map(({ name }) => name);
  }

  /** What the course's newer version of a file defines, and the learner's does not. */
  lacks(name) {
    const own = defined(this.text(name));
    return defined(this.#course.files[name]).filter((each) => !own.includes(each));
  }

  /** The learner has seen the course's newer version: only one that is newer still is told. */
  async seen(name) {
    if (this.readOnly) return;
    this.#files.set(name, { ...this.#files.get(name), base: this.#course.fingerprints[name] });
    this.#unsaved.add(name);
    await this.save();
  }

  /** All files of the workspace, as `dojo start` and the learner have written them. */
  get whole() {
    const own = Object.fromEntries([...this.#files.values()].map(({ name, text }) => [name, text]));
    const beside = Object.fromEntries(this.outdated.map((name) => [`${name}.new`, this.#course.files[name]]));
    return { ...this.#course.files, ...own, ...beside };
  }
}

function defined(text) {
  return [...text.matchAll(/^(?:def|class) (\w+)/gm)].map(([, name]) => name);
}
