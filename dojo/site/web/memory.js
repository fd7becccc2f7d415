// Python's memory, kept and put back: what a fork is elsewhere. Whatever a check has patched in
// NumPy, in the tool or in Python is as it was before the next one.

export class Memory {
  #module;
  #files;
  #kept = null;
  #open = new Set();
  #before = null;

  constructor(pyodide) {
    this.#module = pyodide._module;
    this.#files = pyodide.FS;
  }

  /** How many megabytes it has grown to. It never shrinks. */
  get megabytes() {
    return this.#module.HEAPU8.length / 2 ** 20;
  }

  keep() {
    this.#kept = this.#module.HEAPU8.slice();
    this.#open = new Set(this.#streams());
    this.#before = this.#tree();
  }

  putBack() {
    const heap = this.#module.HEAPU8;
    heap.set(this.#kept);
    heap.fill(0, this.#kept.length);
    for (const number of this.#streams()) if (!this.#open.has(number)) this.#close(number);
  }

  /** Tell whether files were changed that the memory does not hold, outside the learner's places. */
  tainted() {
    const now = this.#tree();
    if (now.size !== this.#before.size) return true;
    for (const [path, stamp] of now) if (this.#before.get(path) !== stamp) return true;
    return false;
  }

  #streams() {
    return this.#module.FS.streams.flatMap((stream, number) => (stream ? [number] : []));
  }

  #close(number) {
    try {
      this.#module.FS.close(this.#module.FS.streams[number]);
    } catch {
      // It was closed already.
    }
  }

  #tree() {
    const found = new Map();
    const walk = (node, path) => {
      for (const [name, child] of Object.entries(node.contents)) {
        const at = `${path}/${name}`;
        if (LEARNERS.has(at)) continue;
        const isFolder = this.#files.isDir(child.mode);
        if (isFolder) walk(child, at);
        else if (this.#files.isFile(child.mode)) found.set(at, `${child.id} ${child.usedBytes} ${+child.timestamp}`);
      }
    };
    walk(this.#files.lookupPath("/").node, "");
    return found;
  }
}

// What lies here belongs to a check, and is written anew for each, or is the system's.
const LEARNERS = new Set(["/ws", "/tmp", "/proc", "/dev"]);
