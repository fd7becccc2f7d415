// A worker that judges: Python in a thread of its own. It answers one order after another.

import { COURSE, Files } from "./files.js";
import { Python } from "./python.js";
import { runtimeOf } from "./runtime.js";

// A reason with this code is lost without the calculus, which is loaded after the first verdict.
const LOST = "library";
let python;
let course;

const orders = {
  async start({ here, site, carried, own }) {
    const { files, list } = await Files.listed(here, site, carried);
    const wanted = files.json(COURSE);
    const { loadPyodide, wheel } = await runtimeOf(files, list.runtime);
    course = await wanted;
    python = await Python.start({
      loadPyodide,
      wheel,
      archives: course.archives,
      files: { ...course.files, ...own },
      course: course.place,
      read: (name) => files.read(name),
      tell: heard,
      stage: (name) => say({ type: "stage", name }),
    });
    say({ type: "ready", ...python.behaviours() });
  },

  async check({ nodes, files }) {
    const began = performance.now();
    let spoilt = judge(nodes, files, !python.calculus);
    if (waiting.length) {
      say({ type: "waiting", nodes: waiting });
      await python.loadCalculus(course.archives.later);
      spoilt = judge(waiting, files, false) || spoilt;
    }
    say({ type: "done", spoilt, ms: performance.now() - began, megabytes: python.megabytes });
  },

  async figures({ feature, files }) {
    await orders.calculus();
    say({ type: "drawn", spoilt: python.figures(feature, files) });
  },

  async calculus() {
    if (!python.calculus) await python.loadCalculus(course.archives.later);
    say({ type: "calculus" });
  },
};

let waiting = [];
let mayWait = false;

function judge(nodes, files, without) {
  if (without) waiting = [];
  mayWait = without;
  return python.check(nodes, files);
}

function heard(line) {
  if (line.figure) say({ type: "figure", figure: line.figure });
  else if (line.started) say({ type: "started", node: line.started });
  else if (line.answered) say({ type: "answered", node: line.answered });
  else if (mayWait && line.reasons.some(({ code }) => code === LOST)) waiting.push(line.nodeid);
  else say({ type: "verdict", verdict: line });
}

/** An error in a line: one of Python's has a whole traceback, and its last line says what it is. */
function inALine(error) {
  const text = String(error?.message ?? error).trim();
  return error?.name === "PythonError" ? text.split("\n").at(-1) : text;
}

const say = (message) => self.postMessage(message);
let last = Promise.resolve();

self.onmessage = ({ data }) => {
  last = last.then(async () => {
    try {
      await orders[data.type](data);
    } catch (error) {
      say({ type: "failed", order: data.type, message: inALine(error) });
    }
  });
};
