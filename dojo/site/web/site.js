// The page's program: the book becomes a place to write in, and each change is checked.

import { count } from "./dom.js";
import { Course } from "./course.js";
import { Figures } from "./figures.js";
import { Files } from "./files.js";
import { Judges } from "./judges.js";
import { Loading } from "./loading.js";
import { Marks } from "./marks.js";
import { Notices } from "./notices.js";
import { keepOffline } from "./offline.js";
import { Panel } from "./panel.js";
import { Progress } from "./progress.js";
import { NO_WEBASSEMBLY } from "./runtime.js";
import { Store } from "./store.js";
import { Tabs } from "./tabs.js";
import { download, opened } from "./transfer.js";
import { Work } from "./work.js";

const CHECK_AFTER = 300; // milliseconds without a keystroke

// A page that is one file carries what other pages fetch.
const carried = globalThis.dojoCarried ?? null;
const here = new URL("./", location.href).href;
const script = document.querySelector("script[data-files]");

async function main() {
  const list = await new Files(here, { "files.json": script.dataset.files }, carried?.files).json("files.json");
  const files = new Files(here, list.files, carried?.files);
  const course = new Course(await files.json("course.json"));
  const name = `dojo ${course.name} ${location.pathname.replace(/index\.html$/, "")}`;
  const store = await Store.open(name);
  const notices = new Notices();
  const loading = new Loading();
  const tabs = new Tabs(name, () => lose());
  const work = await Work.open(course, store, tabs);
  const kept = (await store.state("progress")) ?? {};
  const progress = new Progress(course, kept.version === course.version ? kept.kinds : {});
  const marks = new Marks(course, progress);
  const read = (file) => work.text(file);
  let timer = null;

  const panel = new Panel(
    course,
    {
      changed(file, text) {
        work.write(file, text);
        clearTimeout(timer);
        timer = setTimeout(check, CHECK_AFTER);
      },
      check: () => check(),
      edit: ({ file, line }) => {
        if (course.written.includes(file)) panel.edit(file, read, line);
        panel.editor.focus();
      },
      runAll: () => runAll(),
      stop: () => judges.stop(),
      next: () => {
        show(progress.next(panel.rule) ?? panel.rule, true);
        panel.editor.focus();
      },
      solution: async (file) => (await files.json(course.words.solution))[file] ?? "",
      reset: (file) => reset(file),
      download: () => work.save().then(() => download(course, work.whole)),
      open: (blob) => open(blob),
    },
    [loading.element, ...notices.elements],
  );
  document.body.classList.add("dojo");
  document.body.append(panel.element);
  marks.addButtons((rule) => {
    show(rule);
    panel.toggle(true);
    panel.editor.focus();
  });

  const judges = new Judges(
    () => new Worker(workerAddress(), { name: "dojo" }),
    { place: files.plain, runtime: list.runtime, archives: course.archives, course: course.place, files: { ...course.files, ...settings(work) } },
    course,
    {
      stage: (stage) => {
        performance.mark(`dojo ${stage}`);
        loading.stage(stage);
      },
      ready: () => {
        loading.done();
        keepOffline((take) => notices.show("version", "There is a new version of this dojo. The page keeps your work.", { "Load it": take }));
      },
      failed: (error) => {
        loading.done();
        notices.show("failed", sentence(error), { "Try again": () => (loading.stage(""), judges.start()) }, true);
      },
    },
  );

  const figures = new Figures({
    draw: (feature, told) => judges.draw(feature, work.changed, told),
    read: () => files.json(course.words.plots),
    code: () => JSON.stringify(work.changed),
  });

  function show(rule, scroll = false) {
    panel.show(rule, read);
    store.keep("rule", rule.anchor).catch(() => {});
    if (scroll) document.getElementById(rule.anchor)?.scrollIntoView();
    check();
  }

  /** Save, and check the behaviours of the rule; when they are green, what else is green already. */
  async function check() {
    clearTimeout(timer);
    const { rule } = panel;
    await work.save();
    for (const file of work.tooLarge) notices.show("large", `${file} is too large to check: the limit is a million characters. The page keeps it.`);
    if (!work.tooLarge.length) notices.hide("large");
    const nodes = rule.behaviours.map(({ node }) => node);
    panel.checking();
    const began = performance.now();
    const done = await judges.check(nodes, work.changed, heard(rule));
    if (!done) return;
    if (panel.rule !== rule) return;
    notices.say(panel.checked());
    performance.mark("dojo verdict", { detail: { ...done, ms: performance.now() - began } });
    await keepProgress();
    figures.refresh([rule.chapter]);
    const others = rule.chapter.rules.flatMap((each) => each.behaviours).map(({ node }) => node);
    const lost = others.filter((node) => !nodes.includes(node) && progress.kind(node) === "green");
    if (progress.isGreen(rule) && lost.length && !judges.busy) await again(lost);
  }

  /** Check again what was green, while the learner goes on; say what is no longer. */
  async function again(nodes) {
    const gone = [];
    const told = ({ verdict }) => {
      if (!verdict) return;
      progress.take(verdict);
      if (verdict.kind !== "green") gone.push(verdict);
    };
    // One by one: a keystroke need not wait for all of them.
    if (!(await inParts(nodes.map((node) => [node]), told))) return;
    if (gone.length) lostNotice(gone[0], gone.length);
    else notices.hide("lost");
    await keepProgress();
  }

  /** Check part after part; return false where the learner asked for something else meanwhile. */
  async function inParts(parts, told) {
    for (const [at, nodes] of parts.entries()) {
      if ((at && judges.busy) || !(await judges.check(nodes, work.changed, told))) return false;
    }
    return true;
  }

  function lostNotice(verdict, number) {
    const rule = course.ruleOf(verdict.nodeid);
    const sentence = number === 1 ? `"${verdict.title.example}" was green, but is now ${verdict.kind}.` : `${number} behaviours were green, but are not any more.`;
    notices.show("lost", sentence, { "Show it": () => show(rule, true) }, true);
  }

  function heard(rule) {
    return ({ verdict, waiting }) => {
      if (verdict) {
        progress.take(verdict);
        if (panel.rule === rule) panel.take(verdict);
      } else if (waiting && panel.rule === rule) panel.waiting();
    };
  }

  async function runAll() {
    let number = 0;
    const told = ({ verdict }) => {
      if (!verdict) return;
      number += 1;
      progress.take(verdict);
      panel.take(verdict);
      notices.show("all", `Checked ${number} of ${course.nodes.length} behaviours.`);
    };
    panel.checking();
    await work.save();
    const chapters = course.chapters.map(({ rules }) => rules.flatMap((rule) => rule.behaviours.map(({ node }) => node)));
    const done = await inParts(chapters, told);
    panel.checked();
    if (!done) return notices.hide("all");
    const { done: green, of } = progress.count;
    const next = progress.next();
    const said = `${green} of ${of} behaviours are green.`;
    notices.show("all", said, next ? { "Show the next": () => show(next, true) } : {});
    notices.say(said);
    figures.refresh(course.chapters);
    await keepProgress();
  }

  const keepProgress = () =>
    store.keep("progress", { version: course.version, kinds: progress.plain }).catch((error) => unsaved(error?.name === "QuotaExceededError" ? "full" : "failed"));

  async function open(blob) {
    let theirs;
    try {
      theirs = await opened(course, blob);
    } catch (error) {
      return notices.show("open", sentence(error), {}, true);
    }
    const before = await work.replace(theirs);
    refresh();
    const number = Object.keys(theirs).length;
    notices.show("open", `Opened: ${count(number, "file")} of yours. The page keeps your earlier work until you close it.`, {
      "Take it back": async () => (await work.replace(before), refresh()),
    });
    await runAll();
  }

  async function reset(file) {
    const before = work.text(file);
    work.write(file, course.files[file]);
    refresh();
    await check();
    notices.show("reset", `${file} has the course's version again.`, {
      "Take it back": async () => (work.write(file, before), refresh(), check()),
    });
  }

  function refresh() {
    panel.editor.refresh(read);
  }

  /** Another tab writes from now on: save what is not saved, and only read. */
  async function lose() {
    await work.save();
    work.readOnly = true;
    panel.editor.readOnly = true;
    notices.show("tabs", "This dojo is open in another tab. Write there, or continue here.", { "Write here": takeOver }, true);
  }

  async function takeOver() {
    await tabs.takeOver();
    await store.claim(tabs.id);
    await work.reload();
    work.readOnly = false;
    panel.editor.readOnly = false;
    refresh();
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
  if (work.outdated.length) notices.show("outdated", outdated(work.outdated));
  navigator.storage?.persist?.();

  if (await tabs.othersWrite()) await lose();
  else await takeOver();
  const first = course.rule(decodeURIComponent(location.hash.slice(1))) ?? course.rule(await store.state("rule")) ?? progress.next() ?? course.rules[0];
  if (typeof WebAssembly === "object") judges.start();
  else {
    loading.done();
    notices.show("failed", NO_WEBASSEMBLY, {}, true);
  }
  show(first);
  if (Object.keys(work.changed).length) figures.refresh(course.chapters);
}

/** The settings of the workspace that a learner may choose are read when it is collected. */
function settings(work) {
  return Object.fromEntries(Object.entries(work.changed).filter(([name]) => /^(pytest\.ini|pyproject\.toml)$/.test(name)));
}

/** A worker that is made here may do what the page may, and no more. */
function workerAddress() {
  const module = carried?.worker ?? JSON.stringify(new URL("worker.js", here).href);
  const source = `
    const early = [];
    self.onmessage = (event) => early.push(event);
    import(${module}).then(() => early.forEach((event) => self.onmessage(event)), (error) => setTimeout(() => { throw error; }));`;
  return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
}

function outdated(names) {
  return `The course has changed since you began. The page keeps your ${names.join(", ")}. Your download contains the course's new version beside it.`;
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
