"""The summary of a run in the terminal: a letter for each verdict, and a line for each chapter."""

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dojo.course.chapters import OPTIONAL, chapter_number
from dojo.course.feature_names import is_feature
from dojo.implementation.owners import owner_of
from dojo.terminal.message import below_title
from dojo.terminal.screen import Screen, fold
from dojo.terminal.spans import padded, plain_text
from dojo.verdict import (
    BROKEN,
    GREEN,
    NOT_WRITTEN,
    RED,
    SKIPPED,
    SPEC,
    WRONG,
    Verdict,
    shown,
    verdict_on,
)
from dojo.workspace.owner import Owner
from dojo.workspace.workspace import outdated_note

_STATUS = {
    NOT_WRITTEN: (NOT_WRITTEN, "n", "NOT WRITTEN"),
    BROKEN: ("failed", "B", "BROKEN"),
    RED: ("failed", "F", "RED"),
    SPEC: ("failed", "S", "SPEC ERROR"),
}
# From the worst to the best: a chapter is as good as its worst behaviour.
_MARKS = {SPEC: "✗", BROKEN: "✗", RED: "✗", NOT_WRITTEN: "·", SKIPPED: "·", GREEN: "✓"}
_NOT_GREEN = (RED, BROKEN, SPEC, NOT_WRITTEN, SKIPPED)
_COLOURS = {NOT_WRITTEN: "yellow", SKIPPED: "yellow", GREEN: "green"}


def status(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Return pytest's (category, letter, word) for a behaviour that is not green."""
    verdict = verdict_on(report)
    return _STATUS.get(verdict.kind) if verdict and report.failed else None


def write(reporter: pytest.TerminalReporter) -> None:
    """Write a line for each chapter, and which behaviour is the next to be written."""
    # A file of cases has tables of many chapters.
    chapters: dict[tuple[str, str], Chapter] = {}
    unwritten: list[tuple[str, int, Verdict]] = []
    for report in (report for reports in reporter.stats.values() for report in reports):
        file = getattr(report, "nodeid", "").partition("::")[0]
        if isinstance(report, pytest.CollectReport):
            if report.failed and is_feature(file):
                chapters.setdefault((file, file), Chapter(file)).count[SPEC] += 1
        # What -k and -m left out is among the statistics too, as items.
        elif isinstance(report, pytest.TestReport) and _counts(report):
            verdict = verdict_on(report)
            if verdict is None:
                continue
            # The node's name does not tell apart what lies outside of pytest's root folder.
            file = report.location[0]
            name = verdict.title.chapter
            optional = OPTIONAL in report.keywords
            chapters.setdefault((file, name), Chapter(name)).add(verdict, optional)
            if verdict.kind == NOT_WRITTEN and not optional:
                unwritten.append((file, report.location[1] or 0, verdict))
    if not chapters:
        return
    screen = Screen.of(reporter._tw)
    reporter.ensure_newline()
    reporter.section("the textbook", sep=screen.plain("─"))
    paths = {place: _path(reporter, place[0]) for place in chapters}
    owners = {place: owner_of(reporter.config, path) for place, path in paths.items()}
    katas = {place: owner.kata if owner else None for place, owner in owners.items()}
    said = None
    for place in sorted(chapters, key=lambda place: _order(paths[place], owners[place])):
        kata, owner = katas[place], owners[place]
        if kata and kata != said and len({*katas.values()}) > 1:
            start = reporter.config.invocation_params.dir
            reporter.write_line(screen.plain(f" kata: {shown(kata, start)}"))
        said, path = kata, paths[place]
        number = owner.course.number(path) if owner else chapter_number(path)
        chapters[place].write(reporter, screen, number)
    if unwritten:
        _, _, first = min(unwritten, key=lambda behaviour: behaviour[:2])
        reporter.write_line(fold(screen.plain(f" next: {first.title}"), "  "))
        reporter.write_line(plain_text(below_title(first, screen)))
    unread = {owners[place] for place, chapter in chapters.items() if chapter.count[SPEC]}
    for note in {outdated_note(owner.root) for owner in unread if owner} - {""}:
        reporter.write_line(note)


def _order(path: Path, owner: Owner | None) -> tuple[str, int, str, tuple[int, str]]:
    """Sort by the workspace and the chapter; a worksheet comes after the chapter of its number."""
    if owner is None:
        return str(path.parent), 0, "", (0, path.name)
    number = owner.course.number(path) or 0
    return str(owner.root), number, path.parent.name, owner.course.place(path)


def _path(reporter: pytest.TerminalReporter, file: str) -> Path:
    """Return the path of a file as reports name it: as seen from pytest's root folder."""
    return Path(os.path.normpath(reporter.config.rootpath / file))


def _counts(report: pytest.TestReport) -> bool:
    """Tell whether this is the one report of a behaviour that counts.

    Not one of an attempt that a plugin has repeated, nor of a fixture that failed afterwards.
    """
    last = report.outcome in ("passed", "failed", "skipped")
    return last and (report.when == "call" or (report.when == "setup" and not report.passed))


@dataclass
class Chapter:
    """A chapter's name, and how many behaviours and answers there were of each kind."""

    name: str
    count: Counter[str] = field(default_factory=Counter)
    optional: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Verdict, optional: bool = False) -> None:
        """Count a behaviour and its answers; what is optional is counted apart."""
        self.count[verdict.kind] += not optional
        self.optional[verdict.kind] += optional
        answers = [cell for table in verdict.tables for cell in table.answers]
        self.count["answers"] += len(answers)
        self.count["wrong answers"] += sum(cell.verdict == WRONG for cell in answers)

    def write(self, reporter: pytest.TerminalReporter, screen: Screen, number: int | None) -> None:
        """Write the chapter's line."""
        count = self.count
        total = sum(count[kind] for kind in _MARKS)
        # What is optional need not be written; what is written has to be right.
        kinds = [kind for kind in _MARKS if count[kind]]
        kinds += [kind for kind in (RED, BROKEN) if self.optional[kind]]
        worst = min(kinds, key=[*_MARKS].index, default=GREEN)
        behaviours = f"{count[GREEN]:>3} of {total:>2} behaviours, {count['answers']:>4} answers"
        rest = [f"{count[kind]} {kind}" for kind in _NOT_GREEN if count[kind]]
        if extras := sum(self.optional.values()):
            rest.append(f"{self.optional[GREEN]} of {extras} optional")
        if wrong := count["wrong answers"]:
            rest.append(f"{wrong} wrong answer{'s' if wrong > 1 else ''}")
        tail = f"   {', '.join(rest)}" if rest else ""
        mark = f" {_MARKS[worst]}"
        line = fold(f"{mark} {number or '':>2} {padded(self.name, 24)} {behaviours}{tail}", " " * 5)
        reporter.write(screen.plain(mark), **{_COLOURS.get(worst, "red"): True})
        reporter.write_line(screen.plain(line.removeprefix(mark)))
