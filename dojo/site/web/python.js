// Python in this thread: the runtime started, the engine unpacked, a workspace collected, checks done.
// It knows neither page nor worker: `read` returns a file's bytes, `tell` hears what there is to say.

import { Alarm } from "./alarm.js";
import { Memory } from "./memory.js";

const SITE = "/lib/python3.12/site-packages";
const WORKSPACE = "/ws";

export class Python {
  #pyodide;
  #memory;
  #read;
  #tell;
  calculus = false;

  /**
   * Start it. `loadPyodide` starts the runtime, `archives` names what is unpacked and what is left
   * zipped, `files` is the workspace.
   */
  static async start({ loadPyodide, read, tell, stage, archives, files }) {
    const wanted = new Map([...archives.unpacked, ...archives.zipped].map((name) => [name, read(name)]));
    for (const promise of wanted.values()) promise.catch(() => {});
    const python = new Python();
    python.#read = read;
    python.#tell = tell;
    const pyodide = (python.#pyodide = await loadPyodide());
    stage("runtime");
    for (const name of archives.unpacked) pyodide.unpackArchive(await wanted.get(name), "zip", { extractDir: SITE });
    for (const name of archives.zipped) python.#zipped(name, await wanted.get(name));
    stage("unpacked");
    python.#alarmed();
    python.write(files);
    pyodide.runPython(`
from dojo.site.inside import alarm
alarm.install(dojo_page.alarm)
from pathlib import Path
from dojo.site.inside.host import Host, load_calculus`);
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

  #alarmed() {
    const alarm = new Alarm();
    this.#pyodide.setInterruptBuffer(alarm.buffer);
    this.#pyodide.registerJsModule("dojo_page", {
      alarm: (seconds, again) => alarm.set(seconds, again),
      tell: (line) => this.#tell(JSON.parse(line)),
    });
    // Imported once: no object of JavaScript may be made in a check, whose memory is put back.
    this.#pyodide.runPython("import dojo_page");
  }

  /** Write files of the workspace; `null` takes one away. */
  write(files) {
    const { FS } = this.#pyodide;
    for (const [name, text] of Object.entries(files)) {
      const path = `${WORKSPACE}/${name}`;
      if (text === null) {
        if (FS.analyzePath(path).exists) FS.unlink(path);
        continue;
      }
      FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      FS.writeFile(path, text);
    }
  }

  /** Return the node ids of the behaviours, and what could not be collected. */
  behaviours() {
    return JSON.parse(this.#pyodide.runPython("host.behaviours()"));
  }

  /** Check behaviours (`null`: all); the verdicts are told. Return whether this Python is spoilt. */
  check(nodes, files) {
    this.#memory.putBack();
    this.write(files);
    this.#pyodide.runPython(`host.check(${JSON.stringify(JSON.stringify(nodes))})`);
    return this.#memory.tainted();
  }

  /** Load the calculus, which the first verdict need not wait for. */
  async loadCalculus(archives) {
    const zips = await Promise.all(archives.map(this.#read));
    this.#memory.putBack();
    archives.forEach((name, at) => this.#zipped(name, zips[at]));
    this.#pyodide.runPython("load_calculus()");
    this.#memory.keep();
    this.calculus = true;
  }

  get megabytes() {
    return this.#memory.megabytes;
  }
}
