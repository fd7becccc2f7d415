"""How a run reads in the terminal: a letter for each verdict, and a line for each chapter."""

import json
from collections import Counter
from pathlib import Path

import pytest

from dojo.order import chapter_number
from dojo.verdict import BROKEN, GREEN, NOT_WRITTEN, RED, SPEC

_STATUS = {
    NOT_WRITTEN: (NOT_WRITTEN, "n", "NOT WRITTEN"),
    BROKEN: ("failed", "B", "BROKEN"),
    RED: ("failed", "F", "RED"),
    SPEC: ("failed", "S", "SPEC ERROR"),
}
_ROW_LETTER = {GREEN: "✓", RED: "✗", BROKEN: "✗", SPEC: "✗", NOT_WRITTEN: "·"}


def status(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Return pytest's (category, letter, word) for a behaviour that is not green."""
    properties = dict(getattr(report, "user_properties", []))
    return _STATUS.get(properties.get("verdict", "")) if report.failed else None


def write(reporter: pytest.TerminalReporter) -> None:
    """Write a line for each chapter: its behaviours, and the answers that were checked."""
    chapters: dict[str, Counter] = {}
    names: dict[str, str] = {}
    for report in (r for reports in reporter.stats.values() for r in reports):
        properties = getattr(report, "user_properties", [])
        chapter = dict(properties).get("chapter")
        if chapter is None or (report.when != "call" and not report.failed):
            continue
        file = report.nodeid.partition("::")[0]
        names[file] = chapter
        count = chapters.setdefault(file, Counter())
        count[dict(properties).get("verdict", GREEN if report.passed else BROKEN)] += 1
        for name, value in properties:
            if name == "table":
                cells = [cell for row in json.loads(value)["rows"] for cell in row]
                count.update(f"cell {cell['verdict']}" for cell in cells)
    if chapters:
        reporter.section("the textbook", sep="─")
        for file in sorted(chapters):
            _line(reporter, file, names[file], chapters[file])


def _line(reporter: pytest.TerminalReporter, file: str, name: str, count: Counter) -> None:
    total = sum(count[kind] for kind in _ROW_LETTER)
    worst = next(kind for kind in (SPEC, BROKEN, RED, NOT_WRITTEN, GREEN) if count[kind])
    answers = count["cell right"] + count["cell wrong"]
    rest = [f"{count[kind]} {kind}" for kind in (RED, BROKEN, SPEC, NOT_WRITTEN) if count[kind]]
    if count["cell wrong"]:
        rest.append(f"{count['cell wrong']} wrong answers")
    number = chapter_number(Path(file)) or ""
    colour = {GREEN: "green", NOT_WRITTEN: "yellow"}.get(worst, "red")
    reporter.write(f" {_ROW_LETTER[worst]}", **{colour: True})
    tail = f"   {', '.join(rest)}" if rest else ""
    behaviours = f"{count[GREEN]:>3} of {total:>2} behaviours"
    reporter.write_line(f" {number:>2} {name:<24} {behaviours}, {answers:>4} answers{tail}")
