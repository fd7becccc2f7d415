"""What came of a submission: a verdict and a score for each behaviour, or why it was not judged."""

from dataclasses import asdict, dataclass, field

from dojo.grader.inside.serialization import plain
from dojo.verdict import BROKEN, GREEN, NOT_WRITTEN, RED

NOT_JUDGED = "not judged"


@dataclass
class Result:
    """One submission's result. One that is not `judged` has no score: neither zero nor green."""

    submission: str
    fingerprint: str
    judged: bool
    why: str = ""
    seconds: float = 0.0
    behaviours: list[dict] = field(default_factory=list)

    @property
    def score(self) -> int | None:
        """How many behaviours are green."""
        return sum(map(score, self.behaviours)) if self.judged else None

    @property
    def green(self) -> bool:
        """Tell whether it was judged and everything is green."""
        return self.judged and bool(self.behaviours) and self.score == len(self.behaviours)

    def count(self, verdict: str) -> int:
        """Return how many behaviours have a verdict."""
        return sum(behaviour["verdict"] == verdict for behaviour in self.behaviours)

    def plain(self) -> dict:
        """Return the result as plain data."""
        return asdict(self)


def score(behaviour: dict) -> int:
    """Return a behaviour's score: 1 if it is green, else 0."""
    return int(behaviour["verdict"] == GREEN)


HEADER = ("submission", "green", "of", RED, NOT_WRITTEN, BROKEN, "the first that is not green")


def row(result: Result) -> tuple[str, ...]:
    """Return a submission's row of the table."""
    name = plain(result.submission)
    if not result.judged:
        return (name, "–", "–", "–", "–", "–", f"{NOT_JUDGED}: {plain(result.why)}")
    others = [b["title"] for b in result.behaviours if not score(b)]
    counts = (result.score, len(result.behaviours), *map(result.count, (RED, NOT_WRITTEN, BROKEN)))
    return (name, *map(str, counts), others[0] if others else "")


def table(results: list[Result]) -> str:
    """Return the results of a class as a table for a terminal."""
    rows = [HEADER, *map(row, results)]
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(HEADER))]
    lines = [
        "  ".join(
            cell.ljust(width) if i in (0, len(HEADER) - 1) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
        for cells in rows
    ]
    judged = [result for result in results if result.judged]
    green = sum(result.green for result in judged)
    end = f"{len(judged)} judged, {green} green, {len(results) - len(judged)} not judged"
    return "\n".join([*lines, "", end]) + "\n"
