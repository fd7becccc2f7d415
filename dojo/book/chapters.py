"""Chapters as the page shows them: rules, examples, steps and cells, each with its state."""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pytest_bdd.parser import Step

from dojo.behaviours.items import Behaviour
from dojo.course.prose import Block, blocks, slug
from dojo.course.table_rows import NOTE, is_note
from dojo.runner.progress import Progress
from dojo.terminal.message import conclusion
from dojo.verdict import GIVEN, GREEN, NOT_WRITTEN, RIGHT, Cell, Table, Verdict

OPEN, RED = "open", "red"
MARKS = {GREEN: "✓", RED: "✗", OPEN: "·"}
WORDS = {GREEN: "green", RED: "red", OPEN: "not written yet"}


@dataclass
class Shown:
    """A cell: its text, and whether it is given, right, wrong, open (unanswered) or a note."""

    text: str
    kind: str
    actual: str = ""


@dataclass
class Line:
    """A step as it is read, with its table if it has one."""

    keyword: str
    text: str
    header: list[str]
    rows: list[list[Shown]]
    kept: str = ""


@dataclass
class Example:
    """One behaviour: its steps, its state, and what is said of it; `optional` may be left out."""

    name: str
    anchor: str
    state: str
    place: str
    prose: list[Block]
    lines: list[Line]
    said: str = ""
    printed: str = ""
    optional: bool = False


@dataclass
class Rule:
    """One fact, with the examples that show it."""

    name: str
    anchor: str
    prose: list[Block]
    hints: list[str]
    examples: list[Example] = field(default_factory=list)

    @cached_property
    def state(self) -> str:
        """The state of all its examples together."""
        return together(example.state for example in self.examples)


@dataclass
class Chapter:
    """A feature, or (`paper`) a worksheet that belongs to the chapter of its number."""

    number: int | None
    name: str
    anchor: str
    prose: list[Block]
    paper: bool = False
    rules: list[Rule] = field(default_factory=list)

    @cached_property
    def count(self) -> Counter[str]:
        """The number of behaviours in each state, without those that are optional."""
        return Counter(
            example.state
            for rule in self.rules
            for example in rule.examples
            if not example.optional
        )

    @property
    def state(self) -> str:
        """The state of all its rules together."""
        return together(rule.state for rule in self.rules)

    @cached_property
    def answers(self) -> int:
        """The number of cells that were checked and right."""
        lines = (line for r in self.rules for example in r.examples for line in example.lines)
        return sum(cell.kind == RIGHT for line in lines for row in line.rows for cell in row)


def together(states: Iterable[str]) -> str:
    """Return green if all are, red if one is, and open otherwise.

    >>> together(["green", "open"])
    'open'
    """
    found = set(states)
    return RED if RED in found else OPEN if OPEN in found else GREEN


def chapters(progress: Progress) -> list[Chapter]:
    """Lay out every behaviour, in the order of the course."""
    found: dict[str, Chapter] = {}
    for nodeid, item in progress.items.items():
        file = str(item.path)
        if file not in found:
            found[file] = _chapter(item)
        optional = progress.is_optional(nodeid)
        example = _example(item, progress.verdicts.get(nodeid), optional)
        _rule(found[file], item).examples.append(example)
    return list(found.values())


def _chapter(item: Behaviour) -> Chapter:
    feature = item.template.feature
    prose, paper = blocks(feature.description), item.path.parent.name == "worksheets"
    return Chapter(item.chapter, feature.name, _anchor(item), prose, paper)


def _anchor(item: Behaviour, *names: str) -> str:
    """Return an address that stays the same for as long as the names do."""
    return "--".join(slug(name) for name in (item.path.stem, *names))


def _rule(chapter: Chapter, item: Behaviour) -> Rule:
    """Return the rule of a behaviour, which may be the one that is being filled."""
    rule = item.template.rule
    name = rule.name if rule else ""
    if not chapter.rules or chapter.rules[-1].name != name:
        prose = blocks(rule.description) if rule else []
        known = list(item.hints)
        chapter.rules.append(Rule(name, _anchor(item, name or "rule"), prose, known))
    return chapter.rules[-1]


def _example(item: Behaviour, verdict: Verdict | None, optional: bool) -> Example:
    template = item.template
    tables = {table.line: table for table in (verdict.tables if verdict else ())}
    return Example(
        name=item.name,
        anchor=_anchor(item, "example", item.name),
        state=state_of(verdict),
        place=f"{item.shown}:{template.line_number}",
        prose=blocks(template.description or ""),
        lines=[_line(step, tables.get(step.line_number)) for step in template.steps],
        said=said(verdict),
        printed=verdict.printed.strip() if verdict else "",
        optional=optional,
    )


def state_of(verdict: Verdict | None) -> str:
    """Return the state of a behaviour: green, red (wrong or broken) or open."""
    if verdict is None or verdict.kind == NOT_WRITTEN:
        return OPEN
    return GREEN if verdict.kind == GREEN else RED


def said(verdict: Verdict | None) -> str:
    """Return what is said of a behaviour beside its tables: the reasons, and where to edit."""
    if verdict is None:
        return "This behaviour was not run."
    return "\n".join(line.strip() for line in conclusion(verdict, sys.maxsize))


def _line(step: Step, table: Table | None) -> Line:
    """Lay out a step with its table as it was checked, or as it stands in the feature."""
    raw = step.datatable.raw() if step.datatable else []
    header = [str(name) for name in raw[0]] if raw else []
    if table:
        rows = [[_shown(cell) for cell in row] for row in table.rows]
    else:
        rows = [
            [_shown(Cell(name, str(text), 0)) for name, text in zip(header, row, strict=True)]
            for row in raw[1:]
        ]
    name = table.step if table else step.name
    return Line(step.keyword.strip(), name, header, rows, step.docstring or "")


def _shown(cell: Cell) -> Shown:
    if is_note(cell.column):
        return Shown(cell.text, NOTE)
    if cell.column.endswith("?") and cell.verdict == GIVEN:
        return Shown(cell.text, OPEN)
    return Shown(cell.text, cell.verdict, cell.actual)
