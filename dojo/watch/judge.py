"""The judge of one session: what is known of each behaviour, and the runs that find the rest."""

import contextlib
import importlib
import shlex
import time
from collections.abc import Sequence
from pathlib import Path

import derivations
from dojo.behaviours.items import Behaviour
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.runner.processes import can_fork, cores
from dojo.runner.progress import Progress
from dojo.runner.run import Run
from dojo.runner.session import Warm
from dojo.verdict import GREEN, Verdict
from dojo.watch.journey import Journey
from dojo.workspace.contents import WORKSHEETS
from dojo.workspace.manifest import FILE
from dojo.workspace.workspace import edited_features, outdated_note

MOST_NOTES = 3


class Recollect(Exception):  # noqa: N818  not an error: the features changed
    """A feature or worksheet was edited: what is collected is out of date."""


class Judge:
    """The progress since the last save, the runs under way, and what is no longer green."""

    def __init__(self, warm: Warm, journey: Journey) -> None:
        """Start with what the journey knows; it is noted there, too, and is checked again."""
        self.warm, self.progress = warm, Progress(warm.items, journey.verdicts)
        self.runs: list[Run] = []
        # What a second process will run, as soon as the first verdict has come.
        self._beside: list[Behaviour] = []
        self.saved = time.monotonic()
        self._lost = journey.lost
        self._ready = False

    def save(self, changed: set[str], here: str | None) -> None:
        """Check what was saved: first what is shown; what was known before is known no longer."""
        self.saved = time.monotonic()
        features = [Path(path) for path in changed if is_feature(path)]
        if any(path.parent.name != WORKSHEETS for path in features):
            raise Recollect
        self.progress.expire()
        self.check(here, features)
        # The learner waits for the verdict: what is run reads the worksheet itself meanwhile.
        self.reread(features)
        if here is not None and here not in self.progress.items:
            raise Recollect

    def reread(self, features: list[Path]) -> None:
        """Read worksheets again; Recollect if the book was edited, or they have new content."""
        for path in features:
            if path.parent.name != WORKSHEETS or not self.warm.reread(path):
                raise Recollect
        if features:
            self.progress.order(self.warm.items)

    def check(self, here: str | None = None, changed: Sequence[Path] = ()) -> None:
        """Run what is not known: what is shown, the rest of its chapter, then the others.

        Of two processes each runs half of the others.
        """
        before, self.runs, self._beside = self.runs, [], []
        order = list(self.progress.items)
        start = order.index(here) if here in self.progress.items else 0
        around = [*order[start:], *order[:start]]
        # Whoever is at a chapter's end is told whether it is finished.
        first = set(self.progress.chapter_of(order[start])) if order else set()
        around.sort(key=lambda nodeid: nodeid not in first)
        asked = [nodeid for nodeid in around if nodeid in self.progress.stale]
        if can_fork() and cores() > 1:
            # The chapter stands in front of the others.
            near = sum(nodeid in first for nodeid in asked)
            beside = asked[near + 1 :: 2]
            asked = [*asked[:near], *asked[near::2]]
            self._beside = [self.progress.items[nodeid] for nodeid in beside]
        if asked:
            items = [self.progress.items[nodeid] for nodeid in asked]
            self.runs.append(self.warm.run(items, changed))
        # Only now: the learner waits for the new one.
        for run in before:
            run.stop()

    def take(self) -> list[Verdict]:
        """Return the verdicts that have come, and note them."""
        verdicts = [verdict for run in self.runs for verdict in run.receive()]
        if self._beside and (verdicts or not self.runs):
            self.runs.append(self.warm.run_beside(self._beside))
            self._beside = []
        for verdict in verdicts:
            if self.progress.take(verdict):
                self._lost[verdict.nodeid] = None
            elif verdict.kind == GREEN:
                self._lost.pop(verdict.nodeid, None)
        return verdicts

    def ended(self) -> bool:
        """Tell, once, whether everything was run."""
        if not self.runs or self._beside or not all(run.done for run in self.runs):
            return False
        self.runs = []
        return True

    def get_ready(self) -> None:
        """Load, once, what every run would otherwise load for itself."""
        if not self._ready:
            self._ready = True
            for name in dir(derivations):
                getattr(derivations, name)
            importlib.import_module("derivations.claims.proof")

    def took(self) -> str:
        """Say how long ago the last save was."""
        return f"{(time.monotonic() - self.saved) * 1000:.0f} ms"

    def first(self) -> str | None:
        """Return where a learner begins; None as long as it is not known."""
        for nodeid in self.progress.items:
            if nodeid in self.progress.stale:
                return None
            if not (self.progress.is_green(nodeid) or self.progress.is_optional(nodeid)):
                return nodeid
        return None

    def lost(self, here: str | None) -> list[str]:
        """Return what is no longer green, beside what is shown."""
        return [name for name in self._lost if name != here and name in self.progress.items]


def notes(warm: Warm) -> list[str]:
    """Say which features cannot be read, and which were edited."""
    note, edited = outdated_note(warm.folder), []
    with contextlib.suppress(UsageError):  # the note says it
        edited = edited_features(warm.folder) if (warm.folder / FILE).is_file() else []
    said = [
        *([note] if note else []),
        *warm.errors,
        *(f"{name} was edited. Restore it: dojo reset {shlex.quote(name)}" for name in edited),
    ]
    more = [f"and {len(said) - MOST_NOTES} more"] if len(said) > MOST_NOTES else []
    return [*said[:MOST_NOTES], *more]
