// A verdict as a part of the page: title, place, table, reasons, and where to edit.

import { titled } from "./course.js";
import { h } from "./dom.js";

const MARKS = { green: "✓", "not written yet": "·", skipped: "–", "spec error": "?" };
const WORDS = { green: "green", red: "red", broken: "broken", "not written yet": "not written yet" };
const MOST_PLACES = 3;

export const mark = (kind) => MARKS[kind] ?? "✗";
export const word = (kind) => WORDS[kind] ?? kind;

/** Draw a verdict; `edit(place)` is called where a reader wants to go to a place in a file. */
export function drawn(verdict, edit) {
  const title = titled(verdict.title);
  return h(
    "article",
    { class: `dojo-verdict dojo-${verdict.kind.replaceAll(" ", "-")}`, "aria-label": `${word(verdict.kind)}: ${title}` },
    h("h3", {}, h("span", { class: "dojo-mark", role: "img", "aria-label": word(verdict.kind) }, mark(verdict.kind)), ` ${title}`),
    verdict.step && h("p", { class: "dojo-place" }, verdict.step),
    verdict.drawn.map((table) => [h("p", {}, `Given ${table.step}, as drawn:`), drawnTable(table)]),
    verdict.table?.header.length ? drawnTable(verdict.table) : null,
    verdict.reasons.map(drawnReason),
    drawnPlaces(verdict.places, edit),
    verdict.printed.trim() &&
      h("details", { class: "dojo-printed" }, h("summary", {}, "What your code printed"), h("pre", {}, verdict.printed.trim())),
  );
}

function drawnReason({ sentence, source }) {
  return [h("p", { class: "dojo-reason" }, sentence), source && h("pre", { class: "dojo-source" }, source)];
}

function drawnPlaces(places, edit) {
  if (!places.length) return null;
  const links = places.slice(0, MOST_PLACES).map((place) => h("button", { type: "button", class: "dojo-link", onclick: () => edit(place) }, shown(place)));
  return h("p", { class: "dojo-edit" }, places[0].line ? "edit " : "write ", ...links.flatMap((link, at) => (at ? [", ", link] : [link])));
}

/** Write a place as `file:line function`. */
function shown({ file, line, function: name, address }) {
  return line ? `${file}:${address || line} ${name}`.trim() : `${name} in ${file}`;
}

function drawnTable(table) {
  return h(
    "div",
    { class: "dojo-scroll", tabindex: "0", role: "group", "aria-label": table.step },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, table.header.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, table.rows.map((row) => h("tr", {}, row.map(drawnCell)))),
    ),
  );
}

function drawnCell({ text, verdict, actual, column }) {
  if (verdict === "right") return h("td", { class: "dojo-right" }, text, sign("✓", "right"));
  if (verdict === "wrong") {
    return h("td", { class: "dojo-wrong" }, text, sign("✗", "wrong"), h("span", { class: "dojo-yours" }, "yours "), h("strong", {}, actual));
  }
  return h("td", { class: column === "note" ? "dojo-note" : null }, text);
}

function sign(text, label) {
  return h("span", { class: "dojo-sign", role: "img", "aria-label": label }, ` ${text} `);
}

/** Say a verdict in a sentence or two, for who hears the page. */
export function said(verdict) {
  const reason = verdict.reasons[0]?.sentence ?? "";
  return `${verdict.title.example}: ${word(verdict.kind)}. ${reason}`.trim();
}
