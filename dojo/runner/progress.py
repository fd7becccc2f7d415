"""A learner's progress: every behaviour in the course's order, with its verdict in the last run.

Nothing of this is stored. It is computed from the code, so it cannot be out of date: a verdict from
before the last save is `stale` until the next one comes. Behaviours tagged `@optional` may be left
out; they are counted apart.
"""

from collections.abc import Iterable

from dojo.behaviours.items import Behaviour
from dojo.course.chapters import OPTIONAL
from dojo.verdict import GREEN, NOT_WRITTEN, Verdict

MARKS = {GREEN: "✓", NOT_WRITTEN: "·"}
WRONG_MARK, UNKNOWN_MARK = "✗", "?"


class Progress:
    """The behaviours in order, and their latest verdicts."""

    def __init__(self, items: list[Behaviour], verdicts: dict[str, Verdict] | None = None) -> None:
        """Start with what is known from before: nothing, or verdicts that are all stale."""
        self.verdicts: dict[str, Verdict] = {} if verdicts is None else verdicts
        self.stale: set[str] = set()
        self.order(items)
        self.expire()

    def order(self, items: list[Behaviour]) -> None:
        """Take the behaviours in order; a worksheet comes after the chapter of its number."""
        ordered = sorted(items, key=lambda item: (item.chapter or 0, item.path.parent.name))
        self.items = {item.nodeid: item for item in ordered}
        self.stale.intersection_update(self.items)

    def expire(self) -> None:
        """Count every verdict as one of the past: something was saved."""
        self.stale = set(self.items)

    def take(self, verdict: Verdict) -> bool:
        """Note a verdict; tell whether a green behaviour has ceased to be green."""
        before = self.verdicts.get(verdict.nodeid)
        self.verdicts[verdict.nodeid] = verdict
        self.stale.discard(verdict.nodeid)
        return before is not None and before.kind == GREEN != verdict.kind

    def is_green(self, nodeid: str) -> bool:
        """Tell whether the last run of a behaviour was green."""
        return nodeid in self.verdicts and self.verdicts[nodeid].kind == GREEN

    def is_wrong(self, nodeid: str) -> bool:
        """Tell whether a behaviour is red or broken: written, and not right."""
        return self.mark(nodeid) == WRONG_MARK

    def is_optional(self, nodeid: str) -> bool:
        """Tell whether a learner may leave a behaviour out."""
        return self.items[nodeid].get_closest_marker(OPTIONAL) is not None

    def next(self, after: str | None = None) -> str | None:
        """Return the first behaviour that is not green, after the given one or from the top.

        An optional behaviour comes only when there is nothing else.
        """
        order = list(self.items)
        start = order.index(after) + 1 if after in self.items else 0
        todo = [nodeid for nodeid in order[start:] + order[:start] if not self.is_green(nodeid)]
        return next((nodeid for nodeid in todo if not self.is_optional(nodeid)), None) or next(
            iter(todo), None
        )

    def finished(self, nodeids: Iterable[str] | None = None) -> bool:
        """Tell whether all that has to be green is green now, in the course or among some of it."""
        chosen = list(self.items if nodeids is None else nodeids)
        done, of = self.count(chosen)
        return done == of and self.stale.isdisjoint(chosen)

    def chapters(self) -> dict[str, list[str]]:
        """Return the behaviours by chapter: {title: nodeids}, in order."""
        chapters: dict[str, list[str]] = {}
        for nodeid, item in self.items.items():
            chapters.setdefault(item.title.heading, []).append(nodeid)
        return chapters

    def chapter_of(self, nodeid: str) -> list[str]:
        """Return the behaviours of a behaviour's chapter, in order."""
        return self.chapters()[self.items[nodeid].title.heading]

    def count(self, nodeids: Iterable[str] | None = None) -> tuple[int, int]:
        """Return how many behaviours are green, and how many have to be; not what is optional."""
        chosen = self.items if nodeids is None else nodeids
        needed = [nodeid for nodeid in chosen if not self.is_optional(nodeid)]
        return sum(self.is_green(nodeid) for nodeid in needed), len(needed)

    def count_optional(self, nodeids: Iterable[str] | None = None) -> tuple[int, int]:
        """Return how many optional behaviours are green, and how many there are."""
        chosen = self.items if nodeids is None else nodeids
        extra = [nodeid for nodeid in chosen if self.is_optional(nodeid)]
        return sum(self.is_green(nodeid) for nodeid in extra), len(extra)

    def mark(self, nodeid: str) -> str:
        """Return one sign for a behaviour's state."""
        if nodeid not in self.verdicts:
            return UNKNOWN_MARK
        return MARKS.get(self.verdicts[nodeid].kind, WRONG_MARK)

    def where(self, nodeid: str) -> str:
        """Say where a behaviour stands: `2 Activations · 4 of 21 here, 13 of 181 in all`."""
        chapter = self.items[nodeid].title.heading
        (done, of), (all_done, all_of) = self.count(self.chapter_of(nodeid)), self.count()
        return f"{chapter} · {done} of {of} here, {all_done} of {all_of} in all"
