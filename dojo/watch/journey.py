"""The learner's way through the course in one sitting: where they are, and what they have seen."""

from collections.abc import Callable
from dataclasses import dataclass, field

from dojo.runner.progress import Progress
from dojo.verdict import Verdict


@dataclass
class Journey:
    """The behaviour that is shown, those that were, and the chapters that were begun and ended.

    It outlives what is collected again when a feature is edited.
    """

    place: str | None = None
    seen: set[str] = field(default_factory=set)
    introduced: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    # What the last run of each behaviour said, and which are no longer green.
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    lost: dict[str, None] = field(default_factory=dict)
    _came_back: list[str] = field(default_factory=list)

    def begin(self, progress: Progress, nodeid: str) -> None:
        """Start at a behaviour; what stands before it was seen another day.

        The place of someone who has one is kept: it is theirs when it can be read again.
        """
        self.place = self.place or nodeid
        for chapter, nodeids in progress.chapters().items():
            if nodeid in nodeids:
                before = nodeids[: nodeids.index(nodeid)]
                self.seen.update(before)
                if before:
                    self.introduced.add(chapter)
                return
            self.seen.update(nodeids)
            self.introduced.add(chapter)
            self.ended.add(chapter)

    def see(self, nodeid: str) -> None:
        """Note that a behaviour is shown."""
        self.seen.add(nodeid)

    def onward(self, progress: Progress, here: str) -> str | None:
        """Return where `n` leads: on to what is not green, or green and not shown yet.

        After `back` it leads forward again by the same steps. At the course's end it leads to what
        was left behind; None if there is nothing more.
        """
        while self._came_back:
            if (nodeid := self._came_back.pop()) in progress.items:
                return nodeid
        nodes = list(progress.items)
        at = nodes.index(here) + 1

        def new(nodeid: str) -> bool:
            return nodeid not in self.seen

        def still_open(nodeid: str) -> bool:
            return not progress.is_green(nodeid) and not progress.is_optional(nodeid)

        tests: list[tuple[list[str], Callable[[str], bool]]] = [
            (nodes[at:], lambda nodeid: new(nodeid) or still_open(nodeid)),
            (nodes[:at], still_open),
        ]
        for among, test in tests:
            found = next((nodeid for nodeid in among if nodeid != here and test(nodeid)), None)
            if found:
                return found
        return None

    def back(self, progress: Progress, here: str) -> str | None:
        """Return the behaviour before this one; `onward` comes back by the same steps."""
        nodes = list(progress.items)
        at = nodes.index(here)
        if not at:
            return None
        self._came_back.append(here)
        return nodes[at - 1]

    def jump(self) -> None:
        """Forget the steps back: the learner has gone elsewhere."""
        self._came_back.clear()
