"""Results of submissions: a verdict on each behaviour, or why there is none."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NotRequired, TypedDict, cast

from dojo.grader.inside.serialization import plain
from dojo.terminal.message import text
from dojo.verdict import (
    BROKEN,
    GIVEN,
    GREEN,
    NOT_WRITTEN,
    RED,
    SKIPPED,
    SPEC,
    Cell,
    Place,
    Reason,
    Table,
    Title,
    Verdict,
)

NOT_GRADED = "not graded"
# What a behaviour has already; and the tables before the one that the verdict is about.
_KNOWN = ("kind", "nodeid", "title", "printed", "tables")
_LETTERS = {GREEN: "g", RED: "r", NOT_WRITTEN: "n", BROKEN: "b", SPEC: "s", SKIPPED: "k"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}


class GradedBehaviour(TypedDict):
    """The verdict on one behaviour.

    `record` is the rest of it as JSON, where it is not green: read only where it is looked at.
    """

    behaviour: str
    chapter: int | None
    title: str
    verdict: str
    optional: NotRequired[bool]
    printed: NotRequired[str]
    record: NotRequired[str]


class Asked(TypedDict):
    """A behaviour that all submissions are asked for."""

    behaviour: str
    chapter: int | None
    title: str
    optional: bool


class Packed(TypedDict):
    """A result as it is kept: a letter for each behaviour, and more of those that need it."""

    submission: str
    fingerprint: str
    graded: bool
    why: str
    seconds: float
    functions: dict[str, str]
    verdicts: str
    more: dict[str, dict[str, Any]]


@dataclass
class Result:
    """One submission's result. One that is not `graded` has no score: neither zero nor green.

    `functions` are the submission's own, in a form in which copies look alike.
    """

    submission: str
    fingerprint: str
    graded: bool
    why: str = ""
    seconds: float = 0.0
    behaviours: list[GradedBehaviour] = field(default_factory=list)
    functions: dict[str, str] = field(default_factory=dict)

    @property
    def score(self) -> int | None:
        """The number of green behaviours; None for a submission that was not graded."""
        return sum(map(score, self.behaviours)) if self.graded else None

    @property
    def green(self) -> bool:
        """Tell whether it was graded and everything is green."""
        return self.graded and bool(self.behaviours) and self.score == len(self.behaviours)

    def count(self, verdict: str) -> int:
        """Return how many behaviours have a verdict."""
        return sum(behaviour["verdict"] == verdict for behaviour in self.behaviours)

    def packed(self) -> Packed:
        """Return the result as JSON data, without what is the same for all submissions."""
        more: dict[str, dict[str, Any]] = {}
        for number, behaviour in enumerate(self.behaviours):
            kept = {key: behaviour.get(key) for key in ("record", "printed")}
            if found := {key: value for key, value in kept.items() if value}:
                more[str(number)] = found
        data = {key: value for key, value in vars(self).items() if key != "behaviours"}
        letters = "".join(_LETTERS[behaviour["verdict"]] for behaviour in self.behaviours)
        return cast("Packed", {**data, "verdicts": letters, "more": more})

    @classmethod
    def unpacked(cls, packed: Packed, asked: Sequence[Asked]) -> "Result":
        """Return the result that was packed, of these behaviours."""
        data: dict[str, Any] = {**packed}
        more, letters = data.pop("more"), data.pop("verdicts")
        behaviours = [
            cast("GradedBehaviour", {**each, "verdict": _KINDS[letter], **more.get(str(n), {})})
            for n, (each, letter) in enumerate(zip(asked, letters, strict=bool(letters)))
        ]
        return cls(**data, behaviours=behaviours)


def graded(asked: Asked, verdict: Verdict) -> GradedBehaviour:
    """Return a behaviour with its verdict, as data."""
    found = cast("GradedBehaviour", {**asked, "verdict": verdict.kind, "printed": verdict.printed})
    if verdict.kind != GREEN:
        record = {k: v for k, v in verdict.plain().items() if k not in _KNOWN}
        record["table"] = verdict.table and _packed_table(verdict.table)
        record["drawn"] = [*map(_packed_table, verdict.drawn)]
        found["record"] = json.dumps(record)
    return found


def _packed_table(table: Table) -> dict[str, Any]:
    """Return a table with its cells as lists: most of a journal would be the names of their parts.

    The columns stand in the header, and a cell that is given has no answer.
    """
    rows = [
        [[cell.text, cell.line, *([] if cell.verdict == GIVEN else _answer(cell))] for cell in row]
        for row in table.rows
    ]
    return {"line": table.line, "step": table.step, "header": [*table.header], "rows": rows}


def _answer(cell: Cell) -> list[str]:
    return [cell.verdict, cell.actual, cell.tolerance]


def _table(packed: Mapping[str, Any] | None) -> Table | None:
    if packed is None:
        return None
    rows = tuple(
        tuple(Cell(column, *cell) for column, cell in zip(packed["header"], row, strict=True))
        for row in packed["rows"]
    )
    return Table(packed["line"], packed["step"], tuple(packed["header"]), rows)


def verdict_of(behaviour: GradedBehaviour) -> Verdict | None:
    """Return the whole verdict on a behaviour that is not green; None if it is."""
    if "record" not in behaviour:
        return None
    record = json.loads(behaviour["record"])
    return Verdict(
        behaviour["verdict"],
        behaviour["behaviour"],
        Title(None, "", "", behaviour["title"]),
        Place(**record["place"]),
        record["step"],
        _table(record["table"]),
        reasons=tuple(Reason(**reason) for reason in record["reasons"]),
        places=tuple(Place(**place) for place in record["places"]),
        seconds=record["seconds"],
        printed=behaviour.get("printed", ""),
        drawn=tuple(filter(None, map(_table, record["drawn"]))),
    )


def message(behaviour: GradedBehaviour) -> str:
    """Return what a learner is told: nothing where a behaviour is green."""
    verdict = verdict_of(behaviour)
    return text(verdict) if verdict else ""


def reasons(behaviour: GradedBehaviour) -> list[dict[str, Any]]:
    """Return the reasons why a behaviour is not green, as data: each with a code and a sentence."""
    found: list[dict[str, Any]] = json.loads(behaviour.get("record", '{"reasons": []}'))["reasons"]
    return found


def codes(behaviour: GradedBehaviour) -> list[str]:
    """Return the codes of the mistakes that were recognised."""
    return [reason["code"] for reason in reasons(behaviour) if reason["code"]]


def score(behaviour: GradedBehaviour) -> int:
    """Return a behaviour's score: 1 if it is green, else 0."""
    return int(behaviour["verdict"] == GREEN)


FIRST_OPEN = "the first behaviour that is not green"
HEADER = ("submission", "green", "of", RED, NOT_WRITTEN, BROKEN, FIRST_OPEN)


def row(result: Result) -> tuple[str, ...]:
    """Return a submission's row of the table."""
    name = plain(result.submission)
    if not result.graded:
        return (name, "–", "–", "–", "–", "–", f"{NOT_GRADED}: {plain(result.why)}")
    others = [b["title"] for b in result.behaviours if not score(b)]
    counts = (result.score, len(result.behaviours), *map(result.count, (RED, NOT_WRITTEN, BROKEN)))
    return (name, *map(str, counts), others[0] if others else "")


def table(results: Iterable[Result], width: int = 0) -> str:
    """Return the results of a class as a table; for a terminal, one that fits its width.

    On a narrow one the counts come first, then the submission; what is not green stands below.
    """
    rows: list[tuple[str, ...]] = [HEADER]
    ungraded = green = 0
    for result in results:
        rows.append(row(result))
        ungraded, green = ungraded + (not result.graded), green + result.green
    lines = _lines(rows, [0, len(HEADER) - 1])
    if width and max(map(len, lines)) > width:
        counts = _lines([(*counts, name) for name, *counts, _ in rows], [len(HEADER) - 2])
        opens = [f"    {first}" if first else "" for *_, first in rows]
        pairs = zip(counts, opens, strict=True)
        lines = [line for pair in pairs for line in pair if line]
    end = f"{len(rows) - 1 - ungraded} graded, {green} green, {ungraded} not graded"
    return "\n".join([*lines, "", end]) + "\n"


def _lines(rows: Sequence[Sequence[str]], words: Collection[int]) -> list[str]:
    """Return rows as lines, with the columns of words to the left and those of counts right."""
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if i in words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
        for cells in rows
    ]
