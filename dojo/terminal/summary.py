"""How a run reads in the terminal: a letter for each verdict, and a line for each chapter."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dojo.course.chapters import chapter_number
from dojo.terminal.screen import Screen, fold
from dojo.verdict import BROKEN, GREEN, NOT_WRITTEN, RED, SPEC
from dojo.workspace.manifest import FILE
from dojo.workspace.workspace import OUTDATED, outdated_features

_STATUS = {
    NOT_WRITTEN: (NOT_WRITTEN, "n", "NOT WRITTEN"),
    BROKEN: ("failed", "B", "BROKEN"),
    RED: ("failed", "F", "RED"),
    SPEC: ("failed", "S", "SPEC ERROR"),
}
# A tag had pytest leave it out: it says nothing of the kata, and is not green.
_SKIPPED = "skipped"
# From the worst to the best: a chapter is as good as its worst behaviour.
_MARKS = {SPEC: "✗", BROKEN: "✗", RED: "✗", NOT_WRITTEN: "·", _SKIPPED: "·", GREEN: "✓"}
_NAMED = (RED, BROKEN, SPEC, NOT_WRITTEN, _SKIPPED)
_COLOURS = {NOT_WRITTEN: "yellow", _SKIPPED: "yellow", GREEN: "green"}


def status(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Return pytest's (category, letter, word) for a behaviour that is not green."""
    properties = dict(getattr(report, "user_properties", []))
    return _STATUS.get(properties.get("verdict", "")) if report.failed else None


def write(reporter: pytest.TerminalReporter) -> None:
    """Write a line for each chapter, and which behaviour is the next to be written."""
    # A file of cases has tables of many chapters.
    chapters: dict[tuple[str, str], Chapter] = {}
    unwritten: list[tuple] = []
    for report in (report for reports in reporter.stats.values() for report in reports):
        file = getattr(report, "nodeid", "").partition("::")[0]
        if isinstance(report, pytest.CollectReport):
            if report.failed and file.endswith(".feature"):
                chapters.setdefault((file, file), Chapter(file)).count[SPEC] += 1
        # What -k and -m left out is among the statistics too, as items.
        elif isinstance(report, pytest.TestReport) and _has_verdict(report):
            properties = dict(report.user_properties)
            if "chapter" in properties:
                name = properties["chapter"]
                chapters.setdefault((file, name), Chapter(name)).add(report)
            if properties.get("verdict") == NOT_WRITTEN:
                unwritten.append((file, report.location[1], properties))
    if not chapters:
        return
    screen = Screen.of(reporter.config)
    reporter.ensure_newline()
    reporter.section("the textbook", sep=screen.plain("─"))
    for place in sorted(chapters, key=lambda place: place[0]):
        chapters[place].write(reporter, screen, chapter_number(Path(place[0])))
    if unwritten:
        _, _, first = min(unwritten, key=lambda behaviour: behaviour[:2])
        _, _, rest = first["message"].partition("\n")
        reporter.write_line(fold(screen.plain(f" next: {first['title']}"), "  "))
        reporter.write_line(rest)
    if any(chapter.count[SPEC] for chapter in chapters.values()):
        root = reporter.config.rootpath
        if (root / FILE).is_file() and outdated_features(root):
            reporter.write_line(OUTDATED)


def _has_verdict(report: pytest.TestReport) -> bool:
    """Tell whether this is the one report of a behaviour that counts.

    Not one of an attempt that a plugin has repeated, nor of a fixture that failed afterwards.
    """
    last = report.outcome in ("passed", "failed", "skipped")
    return last and (report.when == "call" or (report.when == "setup" and not report.passed))


@dataclass
class Chapter:
    """A chapter's name, and how many behaviours and answers there were of each kind."""

    name: str
    count: Counter = field(default_factory=Counter)

    def add(self, report: pytest.TestReport) -> None:
        """Count a behaviour and its answers."""
        usual = {"passed": GREEN, "skipped": _SKIPPED}.get(report.outcome, BROKEN)
        kind = dict(report.user_properties).get("verdict", usual)
        self.count[kind] += 1
        for name, value in report.user_properties:
            if name in ("answers", "wrong answers"):
                self.count[name] += int(value)

    def write(self, reporter: pytest.TerminalReporter, screen: Screen, number: int | None) -> None:
        """Write the chapter's line."""
        count = self.count
        total = sum(count[kind] for kind in _MARKS)
        worst = next(kind for kind in _MARKS if count[kind])
        behaviours = f"{count[GREEN]:>3} of {total:>2} behaviours, {count['answers']:>4} answers"
        rest = [f"{count[kind]} {kind}" for kind in _NAMED if count[kind]]
        if wrong := count["wrong answers"]:
            rest.append(f"{wrong} wrong answer{'s' if wrong > 1 else ''}")
        tail = f"   {', '.join(rest)}" if rest else ""
        reporter.write(screen.plain(f" {_MARKS[worst]}"), **{_COLOURS.get(worst, "red"): True})
        reporter.write_line(screen.plain(f" {number or '':>2} {self.name:<24} {behaviours}{tail}"))
