"""The policy of a course's grades: the points of each chapter, when it is due, what lateness costs.

It stands in `course.toml`; without it each behaviour is worth a point, and nothing is due:

    [grading]
    points = 100                # of the whole course
    late_days = 2               # days that are forgiven
    late_per_day = 0.1          # of a chapter's points, for each further day

    [grading.weights]           # of the points; a chapter that is not named weighs 1
    activations = 2

    [grading.due]
    neuron = 2026-10-05T23:59:00+02:00
"""

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dojo.course.chapters import concept
from dojo.course.course import Course
from dojo.course.course_file import FILE, line_of
from dojo.errors import UsageError
from dojo.grader.results import Asked, GradedBehaviour, score

KEYS = ("points", "late_days", "late_per_day", "weights", "due")
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Policy:
    """Points of the whole, weights and due dates by chapter (as behaviours name it)."""

    points: float | None = None
    late_days: int = 0
    late_per_day: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)
    due: Mapping[str, datetime.datetime] = field(default_factory=dict)

    def maxima(self, counts: Mapping[str, int]) -> dict[str, float]:
        """Return the points of each chapter, of which we know how many behaviours it has.

        >>> Policy(100, weights={"b": 3}).maxima({"a": 9, "b": 9})
        {'a': 25.0, 'b': 75.0}
        >>> Policy().maxima({"a": 9, "b": 2})
        {'a': 9, 'b': 2}
        """
        if self.points is None and not self.weights:
            return dict(counts)
        weights = {chapter: self.weights.get(chapter, 1.0) for chapter in counts}
        whole = self.points if self.points is not None else sum(counts.values())
        unit = whole / (sum(weights.values()) or 1)
        return {chapter: unit * weight for chapter, weight in weights.items()}

    def days_late(self, chapter: str, submitted: datetime.datetime | None) -> int:
        """Return how many days after its date a chapter was handed in, each begun day whole.

        >>> noon = datetime.datetime(2026, 10, 5, 12, tzinfo=datetime.UTC)
        >>> Policy(due={"a": noon}).days_late("a", noon + datetime.timedelta(hours=25))
        2
        """
        if submitted is None or chapter not in self.due:
            return 0
        return max(0, math.ceil((submitted - self.due[chapter]) / DAY))

    def kept(self, late: int) -> float:
        """Return the part of a chapter's points that is left after so many days.

        >>> Policy(late_days=1, late_per_day=0.25).kept(3)
        0.5
        """
        return max(0.0, 1 - self.late_per_day * max(0, late - self.late_days))


def policy_of(course: Course) -> Policy:
    """Return what `course.toml` says; UsageError names the key that is wrong."""
    table = course.grading
    for key in table:
        if key not in KEYS:
            has = f"[grading] has {', '.join(KEYS)}"
            raise _wrong(course, key, f"the key {key} is unknown; {has}")
    names = _names(course)
    weights = {
        names[key]: _number(course, f"weights.{key}", value)
        for key, value in _table(course, names, "weights")
    }
    due = {names[key]: _moment(course, key, value) for key, value in _table(course, names, "due")}
    points = table.get("points")
    return Policy(
        None if points is None else _number(course, "points", points),
        int(_number(course, "late_days", table.get("late_days", 0))),
        _number(course, "late_per_day", table.get("late_per_day", 0)),
        weights,
        due,
    )


def chapter_of(behaviour: Asked | GradedBehaviour) -> str:
    """Return the chapter's heading in a behaviour's title.

    >>> chapter_of({"behaviour": "f::e", "chapter": 2, "title": "2 Activations › ReLU › By hand",
    ...             "optional": False})
    '2 Activations'
    """
    return behaviour["title"].split(" › ")[0]


def counts_of(behaviours: Iterable[Asked | GradedBehaviour]) -> dict[str, int]:
    """Return how many behaviours count in each chapter; what is optional does not."""
    counts: dict[str, int] = {}
    for behaviour in behaviours:
        heading = chapter_of(behaviour)
        counts[heading] = counts.get(heading, 0) + (not behaviour.get("optional"))
    return {heading: count for heading, count in counts.items() if count}


def greens_of(behaviours: Iterable[GradedBehaviour]) -> dict[str, int]:
    """Return how many behaviours that count are green, by chapter."""
    return counts_of([behaviour for behaviour in behaviours if score(behaviour)])


def _names(course: Course) -> dict[str, str]:
    """Return each chapter's heading by what a teacher may call it: file, word, number."""
    names: dict[str, str] = {}
    numbers = [course.number(path) for path in course.chapters]
    for path, number in zip(course.chapters, numbers, strict=True):
        heading = f"{number or ''} {_title(path)}".strip()
        word = path.stem.lstrip("0123456789").lstrip("_- ")
        names |= dict.fromkeys(filter(None, (path.stem, concept(path), word)), heading)
        if number and numbers.count(number) == 1:  # parts of a chapter share their number
            names[str(number)] = heading
    return names


def _title(path: Path) -> str:
    # What cannot be read is said where the chapters are.
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith(("#", "@"))), "")
    return first.partition(":")[2].strip()


def _table(course: Course, names: dict[str, str], name: str) -> list[tuple[str, Any]]:
    table = course.grading.get(name, {})
    if not isinstance(table, dict):
        fix = f"write [grading.{name}] with one chapter per line"
        raise _wrong(course, name, f"grading.{name} is not a table; {fix}")
    for key in table:
        if key not in names:
            known = ", ".join(path.stem for path in course.chapters)
            fact = f"grading.{name} has the chapter {key!r}; the course has {known}"
            raise _wrong(course, f"{name}.{key}", fact)
    return list(table.items())


def _number(course: Course, key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise _wrong(course, key, f"grading.{key} is {value!r}; write a number that is at least 0")
    return value


def _moment(course: Course, key: str, value: object) -> datetime.datetime:
    if isinstance(value, datetime.datetime):
        return value if value.tzinfo else value.astimezone()
    if isinstance(value, datetime.date):
        end = datetime.datetime.combine(value, datetime.time(23, 59, 59))
        return end.astimezone()
    fact = f"grading.due.{key} is {value!r}; write a date such as 2026-10-05"
    raise _wrong(course, f"due.{key}", fact)


def _wrong(course: Course, key: str, sentence: str) -> UsageError:
    """Return the error that a key of [grading] leads to, such as `points` or `weights.neuron`."""
    path, (table, _, chapter) = course.root / FILE, key.partition(".")
    text = path.read_text(encoding="utf-8-sig")
    above = f"grading.{table}" if chapter and f"[grading.{table}]" in text else "grading"
    return UsageError(f"{path}:{line_of(text, above, chapter or table)}: {sentence}")
