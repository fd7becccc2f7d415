"""How a run reads in the terminal: a letter for each verdict, and a line for each chapter."""

from collections import Counter
from pathlib import Path

import pytest

from dojo.order import chapter_number
from dojo.screen import Screen
from dojo.verdict import BROKEN, GREEN, NOT_WRITTEN, RED, SPEC

_STATUS = {
    NOT_WRITTEN: (NOT_WRITTEN, "n", "NOT WRITTEN"),
    BROKEN: ("failed", "B", "BROKEN"),
    RED: ("failed", "F", "RED"),
    SPEC: ("failed", "S", "SPEC ERROR"),
}
# From the worst to the best: a chapter is as good as its worst behaviour.
_MARKS = {SPEC: "✗", BROKEN: "✗", RED: "✗", NOT_WRITTEN: "·", GREEN: "✓"}
_COLOURS = {NOT_WRITTEN: "yellow", GREEN: "green"}


def status(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Return pytest's (category, letter, word) for a behaviour that is not green."""
    properties = dict(getattr(report, "user_properties", []))
    return _STATUS.get(properties.get("verdict", "")) if report.failed else None


def write(reporter: pytest.TerminalReporter) -> None:
    """Write a line for each chapter, and which behaviour is the next to be written."""
    chapters: dict[str, tuple[str, Counter]] = {}
    unwritten: list[dict] = []
    # What -k and -m left out is among the statistics too, as items.
    for report in (report for reports in reporter.stats.values() for report in reports):
        file, _, _ = getattr(report, "nodeid", "").partition("::")
        if isinstance(report, pytest.CollectReport) and file.endswith(".feature"):
            chapters.setdefault(file, (file, Counter()))[1][SPEC] += 1
        if not isinstance(report, pytest.TestReport) or not (
            report.when == "call" or report.failed
        ):
            continue
        pairs = report.user_properties
        properties = dict(pairs)
        if "chapter" not in properties:
            continue
        _, count = chapters.setdefault(file, (properties["chapter"], Counter()))
        kind = properties.get("verdict", GREEN if report.passed else BROKEN)
        count[kind] += 1
        for name, value in pairs:
            if name in ("answers", "wrong answers"):
                count[name] += int(value)
        if kind == NOT_WRITTEN:
            unwritten.append({"file": file, "line": report.location[1], **properties})
    if not chapters:
        return
    screen = Screen.of(reporter.config)
    reporter.section(screen.plain("the textbook"), sep=screen.plain("─"))
    for file in sorted(chapters):
        _write_chapter(reporter, screen, chapter_number(Path(file)), *chapters[file])
    if unwritten:
        first = min(unwritten, key=lambda behaviour: (behaviour["file"], behaviour["line"]))
        place = f" ({first['edit']})" if "edit" in first else ""
        reporter.write_line(screen.plain(f" next: {first['title']}{place}"))


def _write_chapter(
    reporter: pytest.TerminalReporter, screen: Screen, number: int | None, name: str, count: Counter
) -> None:
    total = sum(count[kind] for kind in _MARKS)
    worst = next(kind for kind in _MARKS if count[kind])
    behaviours = f"{count[GREEN]:>3} of {total:>2} behaviours, {count['answers']:>4} answers"
    rest = [f"{count[kind]} {kind}" for kind in (RED, BROKEN, SPEC, NOT_WRITTEN) if count[kind]]
    if count["wrong answers"]:
        rest.append(f"{count['wrong answers']} wrong answers")
    tail = f"   {', '.join(rest)}" if rest else ""
    reporter.write(screen.plain(f" {_MARKS[worst]}"), **{_COLOURS.get(worst, "red"): True})
    reporter.write_line(screen.plain(f" {number or '':>2} {name:<24} {behaviours}{tail}"))
