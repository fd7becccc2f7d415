// Python in this thread: the runtime started, the engine unpacked, a workspace collected, checks done.
// It knows neither page nor worker: `read` returns a file's bytes, `tell` hears what there is to say.

import { Alarm } from "./alarm.js";
import { Memory } from "./memory.js";
import { clear, write } from "./workspace.js";

const SITE = "/lib/python3.12/site-packages";
const WORKSPACE = "/ws";
const page = () => performance.now() / 1000;

export class Python {
  #pyodide;
  #memory;
  #read;
  #tell;
  #files;
  calculus = false;

  /**
   * Start it. `loadPyodide` starts the runtime, `archives` names what is unpacked and what is left
   * zipped, `wheel` may be NumPy's bytes to come, `files` is the workspace, and `course` the
   * folder of its course, where it is not ours. `clock` returns seconds.
   */
  static async start({ loadPyodide, wheel, read, tell, stage, archives, files, course, clock = page }) {
    const wanted = new Map([...archives.unpacked, ...archives.zipped].map((name) => [name, read(name)]));
    for (const promise of wanted.values()) promise.catch(() => {});
    const python = new Python();
    python.#read = read;
    python.#tell = tell;
    python.#files = files;
    const pyodide = (python.#pyodide = await loadPyodide());
    stage("runtime");
    if (wheel) pyodide.unpackArchive(await wheel, "zip", { extractDir: SITE });
    for (const name of archives.unpacked) pyodide.unpackArchive(await wanted.get(name), "zip", { extractDir: SITE });
    for (const name of archives.zipped) python.#zipped(name, await wanted.get(name));
    stage("unpacked");
    python.#alarmed(clock);
    write(pyodide.FS, WORKSPACE, files);
    pyodide.runPython(`
import os
if course := ${JSON.stringify(course ?? "")}:
    os.environ["DOJO_COURSE"] = course
from dojo.site.inside import alarm
alarm.install(dojo_page.alarm, dojo_page.clock)
from pathlib import Path
from dojo.site.inside.host import Host`);
    stage("imported");
    pyodide.runPython(`host = Host(Path("${WORKSPACE}"), dojo_page.tell)`);
    python.#memory = new Memory(pyodide);
    python.#memory.keep();
    stage("collected");
    return python;
  }

  #zipped(name, bytes) {
    const path = `/${name}`;
    this.#pyodide.FS.writeFile(path, bytes);
    this.#pyodide.runPython(`import sys; sys.path.append("${path}")`);
  }

  #alarmed(clock) {
    const alarm = new Alarm(clock);
    this.#pyodide.setInterruptBuffer(alarm.buffer);
    this.#pyodide.registerJsModule("dojo_page", {
      clock,
      alarm: (seconds, again) => alarm.set(seconds, again),
      tell: (line) => this.#tell(JSON.parse(line)),
    });
    // Imported once: no object of JavaScript may be made in a check, whose memory is put back.
    this.#pyodide.runPython("import dojo_page");
  }

  /** Return the node ids of the behaviours, what could not be collected, and the time limit. */
  behaviours() {
    return JSON.parse(this.#pyodide.runPython("host.behaviours()"));
  }

  /**
   * Check behaviours (`null`: all); the verdicts are told. `files` are those of the workspace that
   * are not as the course wrote them. Return whether this Python is spoilt for another check.
   */
  check(nodes, files) {
    return this.#fresh(files, `host.check(${JSON.stringify(JSON.stringify(nodes))})`);
  }

  /** Draw the figures of a chapter, named by its feature; each is told. It takes the calculus. */
  figures(feature, files) {
    return this.#fresh(files, `host.figures(${JSON.stringify(feature)})`);
  }

  /** Run a line with these files in the workspace; return whether this Python is spoilt by it. */
  #fresh(files, line) {
    this.#memory.putBack();
    clear(this.#pyodide.FS, WORKSPACE);
    write(this.#pyodide.FS, WORKSPACE, { ...this.#files, ...files });
    this.#pyodide.runPython(line);
    return this.#memory.tainted();
  }

  /** Load the calculus, which the first verdict need not wait for. */
  async loadCalculus({ unpacked, zipped }) {
    const wanted = new Map([...unpacked, ...zipped].map((name) => [name, this.#read(name)]));
    await Promise.all(wanted.values());
    if (this.calculus) return;
    this.#memory.putBack();
    for (const name of unpacked) this.#pyodide.unpackArchive(await wanted.get(name), "zip", { extractDir: SITE });
    for (const name of zipped) this.#zipped(name, await wanted.get(name));
    this.#pyodide.runPython("host.prepare()");
    this.#memory.keep();
    this.calculus = true;
  }

  get megabytes() {
    return this.#memory.megabytes;
  }
}
