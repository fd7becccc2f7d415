"""The judge of one session: what is known of each behaviour, and the run that finds the rest."""

import contextlib
import importlib
import shlex
import time
from collections.abc import Sequence
from pathlib import Path

import derivations
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
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
    """The progress since the last save, the run under way, and what is no longer green."""

    def __init__(self, warm: Warm, journey: Journey) -> None:
        """Start with what the journey knows; it is noted there, too, and is checked again."""
        self.warm, self.progress = warm, Progress(warm.items, journey.verdicts)
        self.run: Run | None = None
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
        self.progress.order(self.warm.items)

    def check(self, here: str | None = None, changed: Sequence[Path] = ()) -> None:
        """Run what is not known: what is shown, the rest of its chapter, then the others."""
        before, self.run = self.run, None
        order = list(self.progress.items)
        start = order.index(here) if here in self.progress.items else 0
        around = [*order[start:], *order[:start]]
        # Whoever is at a chapter's end is told whether it is finished.
        first = set(self.progress.chapter_of(order[start])) if order else set()
        around.sort(key=lambda nodeid: nodeid not in first)
        if items := [self.progress.items[n] for n in around if n in self.progress.stale]:
            self.run = self.warm.run(items, changed)
        # Only now: the learner waits for the new one.
        if before:
            before.stop()

    def take(self) -> list[Verdict]:
        """Return the verdicts that have come, and note them."""
        if self.run is None:
            return []
        verdicts = self.run.receive()
        for verdict in verdicts:
            if self.progress.take(verdict):
                self._lost[verdict.nodeid] = None
            elif verdict.kind == GREEN:
                self._lost.pop(verdict.nodeid, None)
        return verdicts

    def ended(self) -> bool:
        """Tell, once, whether the run is over."""
        if self.run is None or not self.run.done:
            return False
        self.run = None
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

    def is_first(self, verdict: Verdict) -> bool:
        """Tell whether a learner begins here: verdicts come in the order of the course."""
        return verdict.kind != GREEN and not self.progress.is_optional(verdict.nodeid)

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
