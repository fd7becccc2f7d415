"""The loop of one warm session: a save is checked, a key is answered, and the screen is drawn."""

import contextlib
import importlib
import shlex
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import derivations
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.runner.progress import Progress
from dojo.runner.run import Run
from dojo.runner.session import Warm
from dojo.verdict import GREEN
from dojo.watch.changes import Poller
from dojo.watch.keyboard import LEAVE, REDRAW, Keyboard
from dojo.watch.page import Page
from dojo.workspace.contents import WORKSHEETS
from dojo.workspace.manifest import FILE
from dojo.workspace.workspace import edited_features, outdated_note

MOST_NOTES = 3


class Recollect(Exception):  # noqa: N818  not an error: the features changed
    """A feature or worksheet was edited: what is collected is out of date."""


class Watcher:
    """One warm session: the progress, the behaviour that is shown, and the run under way."""

    def __init__(self, warm: Warm, keys: Keyboard, place: str | None) -> None:
        """Start where the learner was, or at the first behaviour that is not green."""
        self.warm, self.keys = warm, keys
        # The place is kept while its feature cannot be read.
        self.progress, self.place = Progress(warm.items), place
        self.here = place if place in self.progress.items else None
        self.run: Run | None = None
        self.lost: dict[str, None] = {}
        self.paint: Callable[[], None] = lambda: None
        self.painted: tuple[object, ...] = ()
        self.hints_shown, self.saved, self.idle = 0, time.monotonic(), False
        self.page = Page(notes(warm), keys.descriptor is not None)

    def loop(self, poller: Poller) -> None:
        """Check every save that `poller` finds and answer every key, until `q`."""
        if not self.progress.items:
            self.page.message("There is no behaviour that can be read.\n\n[q] quit")
        self.check()
        while True:
            running = [] if self.run is None else [self.run]
            pressed = self.keys.wait(poller.pause, running)
            self.take()
            for key in pressed:
                if key == LEAVE:
                    return
                self.answer(key)
            if changed := poller.changed():
                self.saved = time.monotonic()
                self.reread([Path(path) for path in changed if is_feature(path)])
                self.check()

    def reread(self, features: list[Path]) -> None:
        """Read worksheets anew; Recollect if the book was edited, or what they hold is another."""
        for path in features:
            if path.parent.name != WORKSHEETS or not self.warm.reread(path):
                raise Recollect
        self.progress.order(self.warm.items)
        if self.here is not None and self.here not in self.progress.items:
            raise Recollect

    def check(self) -> None:
        """Run the behaviour that is shown, then all the others, from what is on the disk."""
        before, self.run = self.run, None
        items = dict(self.progress.items)
        first = [items.pop(self.here)] if self.here in items else []
        if items or first:
            self.run = self.warm.run([*first, *items.values()])
        # Only now: the learner waits for the new one.
        if before:
            before.stop()

    def take(self) -> None:
        """Note what has come; show the verdict that the learner waits for at once."""
        if self.run is None:
            return
        for verdict in self.run.receive():
            if self.progress.take(verdict):
                self.lost[verdict.nodeid] = None
            elif verdict.kind == GREEN:
                self.lost.pop(verdict.nodeid, None)
            if self.here is None and verdict.kind != GREEN:
                # They come in the course's order: this is the first that is not green.
                self.begin_at(verdict.nodeid)
            elif verdict.nodeid == self.here:
                self.present(f"{(time.monotonic() - self.saved) * 1000:.0f} ms")
        if self.run.done:
            self.run = None
            if self.here is None:
                self.begin_at(list(self.progress.items)[-1])
            elif self.painted != self.state():
                self.update()
            self.get_ready()

    def state(self) -> tuple[object, ...]:
        """Return what a page says beside its verdict: counts that are out of date are repainted."""
        return (self.progress.count(), self.others_lost())

    def update(self) -> None:
        """Paint the page again; where what is written stays, say only what it broke."""
        if self.page.lasting:
            self.painted = self.state()
            self.page.lost(self.progress, self.others_lost())
        else:
            self.paint()

    def get_ready(self) -> None:
        """Load, once, what every run would otherwise load for itself."""
        if not self.idle:
            self.idle = True
            for name in dir(derivations):
                getattr(derivations, name)
            importlib.import_module("derivations.claims.proof")

    def others_lost(self) -> list[str]:
        """Return what is no longer green, beside what is shown."""
        return [nodeid for nodeid in self.lost if nodeid != self.here]

    def answer(self, key: str) -> None:
        """Answer a key."""
        keys = {
            "h": self.hint,
            "n": self.go_on,
            "l": self.list,
            "a": self.check_again,
            REDRAW: self.redraw,
        }
        if key in keys and self.here is not None:
            keys[key]()

    def go_on(self) -> None:
        """Show the next behaviour that is not green."""
        self.here = self.place = self.progress.next(self.here) or self.here
        self.hints_shown = 0
        self.present()

    def begin_at(self, nodeid: str) -> None:
        """Show a behaviour; but come back to the learner's place when it can be read again."""
        self.here = nodeid
        self.place = self.place or nodeid
        self.present()

    def check_again(self) -> None:
        """Run everything again."""
        self.saved = time.monotonic()
        self.check()

    def redraw(self) -> None:
        """Draw the page that is on the screen anew, at the size that the terminal has now."""
        if sys.stdout.isatty():
            self.paint()

    def list(self) -> None:
        """Show the course."""
        self.paint = self.paint_course
        self.paint()

    def paint_course(self) -> None:
        """Paint the course on the page."""
        self.painted = self.state()
        self.page.course(self.progress)

    def hint(self) -> None:
        """Show one more hint for the behaviour."""
        known = self.progress.items[self.here].hints if self.here else ()
        self.hints_shown = min(self.hints_shown + 1, len(known))
        self.show()

    def present(self, took: str = "") -> None:
        """Show the behaviour anew, and have a fork stand by for the next save."""
        self.show(took)
        if self.here:
            self.warm.stand_by(self.progress.items[self.here])

    def show(self, took: str = "") -> None:
        """Show where the learner is, the verdict, and the keys."""
        self.paint = partial(self.paint_behaviour, took)
        self.paint()

    def paint_behaviour(self, took: str) -> None:
        """Paint the behaviour that is shown on the page."""
        self.painted = self.state()
        lost = self.others_lost()
        if self.here:
            self.page.behaviour(self.progress, self.here, lost, self.hints_shown, took)


def notes(warm: Warm) -> list[str]:
    """Say which features cannot be read, and which were edited."""
    note, edited = outdated_note(warm.folder), []
    with contextlib.suppress(UsageError):  # the note says it
        edited = edited_features(warm.folder) if (warm.folder / FILE).is_file() else []
    said = [
        *([note] if note else []),
        *warm.errors,
        *(f"{name} was edited. Bring it back: dojo reset {shlex.quote(name)}" for name in edited),
    ]
    more = [f"and {len(said) - MOST_NOTES} more like this"] if len(said) > MOST_NOTES else []
    return [*said[:MOST_NOTES], *more]
