// The page's program: the book becomes a place to write in, and each change is checked.

import { Checks } from "./checks.js";
import { Course, GREEN } from "./course.js";
import { count } from "./dom.js";
import { Figures } from "./figures.js";
import { COURSE, Files } from "./files.js";
import { Judges } from "./judges.js";
import { Loading } from "./loading.js";
import { Marks } from "./marks.js";
import { Notices } from "./notices.js";
import { keepOffline } from "./offline.js";
import { Panel } from "./panel.js";
import { Progress } from "./progress.js";
import { NO_WEBASSEMBLY } from "./runtime.js";
import { Seat } from "./seat.js";
import { Store, isFull } from "./store.js";
import { Tabs } from "./tabs.js";
import { download, opened } from "./transfer.js";
import { Work } from "./work.js";

// A page that is one file carries what other pages fetch.
const carried = globalThis.dojoCarried ?? null;
const { here, site, module, newWorker, first, heard } = globalThis.dojo;

async function main() {
  const { files } = await Files.listed(here, site, carried?.files);
  const course = new Course(await files.json(COURSE));
  const name = `dojo ${course.name} ${location.pathname.replace(/index\.html$/, "")}`;
  const store = await Store.open(name);
  const notices = new Notices();
  const loading = new Loading();
  const tabs = new Tabs(name, () => lose());
  const work = await Work.open(course, store, tabs);
  const kept = (await store.state("progress")) ?? {};
  const progress = new Progress(course, kept.kinds);
  const marks = new Marks(course, progress);
  const page = { course, work, progress, notices, show: (rule) => show(rule, true), keep: (state) => keep(state) };
  const checks = new Checks(page, site, kept.site ?? site);
  const read = (file) => work.text(file);
  let offline = null;

  const panel = (page.panel = new Panel(
    course,
    {
      changed(file, text) {
        work.write(file, text);
        checks.soon();
      },
      check: () => checks.check(),
      edit: ({ file, line }) => {
        if (work.written.includes(file)) panel.edit(file, read, line);
        panel.editor.focus();
      },
      written: () => work.written,
      runAll: () => checks.all(),
      stop: () => judges.stop(),
      next: () => {
        show(progress.next(panel.rule) ?? panel.rule, true);
        panel.editor.focus();
      },
      solution: async (file) => (await files.json(course.words.solution))[file],
      // Other functions in the file may still be to be written.
      isWritten: (file) => course.behavioursOf(file).every(({ node }) => progress.kind(node) === GREEN),
      reset: (file) => reset(file),
      download: () => work.save().then(() => download(course, work.whole)),
      open: (blob) => open(blob),
    },
    [loading.element, ...notices.elements],
  ));
  const judges = (page.judges = new Judges(
    first && new Seat(first, heard),
    newSeat,
    settings,
    course,
    {
      stage: (stage) => loading.stage(stage),
      ready: () => {
        loading.done();
        notices.hide("failed");
        dispatchEvent(new Event("python-ready"));
        offline ??= keepOffline((take) => notices.show("version", "There is a new version of this dojo. The page keeps your work.", { "Load it": take }));
      },
      failed: (error) => {
        const [own] = Object.keys(settings());
        failed(sentence(error), { "Try again": start, ...(own && { [`Reset ${own}`]: () => (work.write(own, course.files[own]), start()) }) });
      },
    },
  ));

  const figures = (page.figures = new Figures({
    draw: (feature, told) => judges.draw(feature, work.changed, told),
    read: () => files.json(course.words.plots),
    code: () => JSON.stringify(work.changed),
  }));

  /** The settings of the workspace that a learner may choose are read when it is collected. */
  function settings() {
    return Object.fromEntries(Object.entries(work.changed).filter(([name]) => /^(pytest\.ini|pyproject\.toml)$/.test(name)));
  }

  function start() {
    loading.stage("");
    checks.start();
  }

  function failed(said, actions = {}) {
    loading.done();
    checks.withoutPython();
    notices.show("failed", said, actions, true);
  }

  function show(rule, scroll = false) {
    panel.show(rule, read);
    store.keep("rule", rule.anchor).catch(() => {});
    if (scroll) document.getElementById(rule.anchor)?.scrollIntoView();
    checks.check();
  }

  /** Keep the progress; one tab does, as for all that is kept. */
  async function keep(state) {
    if (work.readOnly) return;
    await store.keep("progress", state).catch((error) => unsaved(isFull(error) ? "full" : "failed"));
  }

  async function open(blob) {
    if (work.readOnly) return sayTabs();
    let theirs;
    try {
      theirs = await opened(course, blob);
    } catch (error) {
      return notices.show("open", sentence(error), {}, true);
    }
    const before = await replace(theirs);
    const number = Object.keys(theirs).length;
    notices.show("open", `Opened: ${count(number, "file")} of yours. The page keeps your earlier work until you close it.`, {
      "Take it back": async () => (await replace(before), checks.check()),
    });
    await checks.all();
  }

  /** Put other files in the place of the learner's; return what were there. */
  async function replace(others) {
    const before = JSON.stringify(settings());
    const own = await work.replace(others);
    panel.refresh(read);
    if (JSON.stringify(settings()) !== before) start();
    return own;
  }

  async function reset(file) {
    if (work.readOnly) return sayTabs();
    if (!(file in course.files)) return notices.show("reset", `${file} is your own; the course has no such file.`);
    const before = work.text(file);
    work.write(file, course.files[file]);
    panel.refresh(read);
    await checks.check();
    notices.show("reset", `${file} has the course's version again.`, {
      "Take it back": async () => (work.write(file, before), panel.refresh(read), checks.check()),
    });
  }

  /** The course has newer files than those that the learner began with; the learner's are kept. */
  function sayOutdated() {
    const names = work.outdated;
    if (!names.length) return;
    const lacking = names.flatMap((name) => work.lacks(name));
    const copy = lacking.length ? ` Copy from the new version: ${lacking.join(", ")}.` : "";
    const actions = names.map((name) => [`Show ${name}`, () => showNewer(name)]);
    notices.show("outdated", `The course has a new version of ${names.join(", ")}. The page keeps yours.${copy}`, Object.fromEntries(actions));
  }

  async function showNewer(name) {
    panel.toggle(true);
    panel.edit(name, read);
    panel.showText("The course's new version", `This is the course's new version of ${name}. Yours is in the editor.`, course.files[name]);
    await work.seen(name);
    sayOutdated();
  }

  /** Another tab writes from now on: save what is not saved, and only read. */
  async function lose() {
    await work.save();
    work.readOnly = true;
    panel.editor.readOnly = true;
    sayTabs();
  }

  function sayTabs() {
    notices.show("tabs", "This dojo is open in another tab. Write there, or continue here.", { "Write here": () => takeOver().then(() => checks.check()) }, true);
  }

  async function takeOver() {
    await tabs.takeOver();
    await write();
  }

  async function write() {
    await store.claim(tabs.id);
    await work.reload();
    progress.takeAll(await store.state("progress"));
    work.readOnly = false;
    panel.editor.readOnly = false;
    panel.refresh(read);
    notices.hide("tabs");
  }

  function unsaved(why) {
    if (why === "elsewhere") return lose();
    const words = {
      full: "The browser's storage is full, so it does not keep new changes. Download your work, or free some space.",
      failed: "The browser does not keep new changes. Download your work before you close the page.",
    };
    return notices.show("unsaved", words[why], { Download: () => download(course, work.whole) }, true);
  }

  work.addEventListener("unsaved", ({ detail }) => unsaved(detail));
  work.addEventListener("saved", () => notices.hide("unsaved"));
  document.addEventListener("visibilitychange", () => document.hidden && work.save());
  window.addEventListener("pagehide", () => work.save());
  if (store.why) notices.show("store", store.why, {}, true);
  sayOutdated();
  navigator.storage?.persist?.();

  if (typeof WebAssembly === "object") judges.start();
  else failed(NO_WEBASSEMBLY);
  if (await tabs.mayWrite()) await write();
  else await lose();
  panel.show(course.ruleAt(location.hash.slice(1)) ?? course.rule(await store.state("rule")) ?? progress.next() ?? course.rules[0], read);
  // Only now: what is typed before it is known who writes would be lost.
  document.body.append(panel.element);
  marks.addButtons((rule) => {
    show(rule);
    panel.toggle(true);
    panel.editor.focus();
  });
  checks.check();
  if (Object.keys(work.changed).length) figures.refresh(course.chapters);
}

function newSeat(own) {
  const seat = new Seat(newWorker(carried?.worker ?? module));
  seat.start({ here, site, carried: carried?.files }, own);
  return seat;
}

function sentence(error) {
  return String(error?.message ?? error);
}

main().catch((error) => {
  const place = document.createElement("p");
  place.className = "dojo-notice dojo-fatal";
  place.setAttribute("role", "alert");
  place.textContent = `This page cannot check code. ${sentence(error)}`;
  document.body.prepend(place);
});
