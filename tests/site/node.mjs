// The page's Python under Node, without a page: orders come as lines of JSON, verdicts leave so.
// node tests/site/node.mjs SITE FILES, the last as JSON: what the workspace has otherwise.

import { readFile, readdir } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [site, files = "{}"] = process.argv.slice(2);
const program = (await readdir(site)).find((name) => name.startsWith("program-"));
const runtime = `${site}/runtime`;
const { Python } = await import(pathToFileURL(`${site}/${program}/python.js`));
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`));
const say = (data) => process.stdout.write(`${JSON.stringify(data)}\n`);
const began = performance.now();
const catalogue = JSON.parse(await readFile(`${site}/course.json`, "utf8"));

const python = await Python.start({
  loadPyodide: () => loadPyodide({ indexURL: `${runtime}/`, env: { HOME: "/learner" } }),
  read: async (name) => new Uint8Array(await readFile(`${site}/${name}`)),
  tell: say,
  stage: (name) => say({ stage: name, ms: Math.round(performance.now() - began) }),
  archives: catalogue.archives,
  course: catalogue.place,
  // On a machine that is busy with other tests, what counts is the time that this process has had.
  clock: () => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage()),
  files: { ...catalogue.files, ...JSON.parse(files) },
});
say({ ready: python.behaviours() });

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const start = performance.now();
  let spoilt = false;
  if (order.calculus) await python.loadCalculus(catalogue.archives.later);
  else if (order.figures) spoilt = python.figures(order.figures, order.files ?? {});
  else spoilt = python.check(order.nodes, order.files ?? {});
  say({ done: order.id ?? null, ms: Math.round(performance.now() - start), spoilt, megabytes: python.megabytes });
}
