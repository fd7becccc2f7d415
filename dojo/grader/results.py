"""Results of submissions: a verdict and a score for each behaviour, or why it was not graded."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from typing import TypedDict, cast

from dojo.grader.inside.serialization import plain
from dojo.verdict import BROKEN, GREEN, NOT_WRITTEN, RED

NOT_GRADED = "not graded"


class GradedBehaviour(TypedDict):
    """The verdict on one behaviour, and the message that explains it."""

    behaviour: str
    chapter: int | None
    title: str
    verdict: str
    message: str
    codes: list[str]
    printed: str


class ResultData(TypedDict):
    """A result as JSON data."""

    submission: str
    fingerprint: str
    graded: bool
    why: str
    seconds: float
    behaviours: list[GradedBehaviour]


@dataclass
class Result:
    """One submission's result. One that is not `graded` has no score: neither zero nor green."""

    submission: str
    fingerprint: str
    graded: bool
    why: str = ""
    seconds: float = 0.0
    behaviours: list[GradedBehaviour] = field(default_factory=list)

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

    def plain(self) -> ResultData:
        """Return the result as JSON data."""
        return cast("ResultData", asdict(self))


def score(behaviour: GradedBehaviour) -> int:
    """Return a behaviour's score: 1 if it is green, else 0."""
    return int(behaviour["verdict"] == GREEN)


FIRST_OPEN = "the first that is not green"
HEADER = ("submission", "green", "of", RED, NOT_WRITTEN, BROKEN, FIRST_OPEN)


def row(result: Result) -> tuple[str, ...]:
    """Return a submission's row of the table."""
    name = plain(result.submission)
    if not result.graded:
        return (name, "–", "–", "–", "–", "–", f"{NOT_GRADED}: {plain(result.why)}")
    others = [b["title"] for b in result.behaviours if not score(b)]
    counts = (result.score, len(result.behaviours), *map(result.count, (RED, NOT_WRITTEN, BROKEN)))
    return (name, *map(str, counts), others[0] if others else "")


def table(results: list[Result], width: int = 0) -> str:
    """Return the results of a class as a table; for a terminal, one that fits its width.

    On a narrow one the counts come first, then the submission; what is not green stands below.
    """
    rows = [HEADER, *map(row, results)]
    lines = _lines(rows, [0, len(HEADER) - 1])
    if width and max(map(len, lines)) > width:
        counts = _lines([(*counts, name) for name, *counts, _ in rows], [len(HEADER) - 2])
        opens = [f"    {first}" if first else "" for *_, first in rows]
        pairs = zip(counts, opens, strict=True)
        lines = [line for pair in pairs for line in pair if line]
    graded = [result for result in results if result.graded]
    green = sum(result.green for result in graded)
    end = f"{len(graded)} graded, {green} green, {len(results) - len(graded)} not graded"
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
