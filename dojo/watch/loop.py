"""The loop of one warm session: a save is checked, a key is answered, and the screen is drawn."""

import contextlib
import importlib
import shlex
import sys
import time
from collections.abc import Callable
from pathlib import Path

import derivations
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.runner.progress import Progress
from dojo.runner.run import Run
from dojo.runner.session import Warm
from dojo.terminal.screen import rows
from dojo.verdict import GREEN, Place
from dojo.watch import behaviour_page, list_page
from dojo.watch.behaviour_page import Extras
from dojo.watch.changes import Poller
from dojo.watch.editor import editor_of, has_window, open_at
from dojo.watch.journey import Journey
from dojo.watch.keyboard import (
    DOWN,
    ENTER,
    LEAVE,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    REDRAW,
    RIGHT,
    UP,
    Keyboard,
)
from dojo.watch.layout import Layout
from dojo.watch.list_page import LIST_KEYS, Cursor
from dojo.watch.notation import first_uses
from dojo.watch.page import Page
from dojo.workspace.contents import WORKSHEETS
from dojo.workspace.manifest import FILE
from dojo.workspace.reset import reset_by_name
from dojo.workspace.workspace import edited_features, outdated_note

MOST_NOTES = 3
KEYS = "[h] hint  [n] next  [p] back  [e] edit  [l] list  [a] all  [q] quit"
# Seconds: a verdict that takes longer is waited for in words, and counts move no faster.
SOON = 0.15
READING = "dojo · reading the course …"
SCROLL = 3


class Recollect(Exception):  # noqa: N818  not an error: the features changed
    """A feature or worksheet was edited: what is collected is out of date."""


class Watcher:
    """One warm session: the progress, the behaviour that is shown, and the run under way."""

    def __init__(self, warm: Warm, keys: Keyboard, journey: Journey) -> None:
        """Start where the learner was, or at the first behaviour that is not green."""
        self.warm, self.keys, self.journey = warm, keys, journey
        self.progress = Progress(warm.items)
        # The place is kept while its feature cannot be read.
        self.here = journey.place if journey.place in self.progress.items else None
        self.run: Run | None = None
        self.lost: dict[str, None] = {}
        self.saved, self.idle = time.monotonic(), False
        self.signs = first_uses(list(self.progress.items.values()))
        self.page = Page(notes(warm), keys.descriptor is not None)
        self.cursor: Cursor | None = None
        self.hints_shown, self.took, self.said = 0, "", ""
        self.scrolled: int | None = None
        # When the page has to be painted again, by the clock; and what was said where it lasts.
        self.due = 0.0
        self.told: list[str] = []

    def loop(self, poller: Poller) -> None:
        """Check every save that `poller` finds and answer every key, until `q`."""
        if self.progress.items:
            self.paint_soon()
        else:
            self.page.message("There is no behaviour that can be read.\n\n[q] quit")
        self.check()
        while True:
            running = [] if self.run is None else [self.run]
            pressed = self.keys.wait(self.pause(poller), running)
            self.take()
            for key in pressed:
                if key == LEAVE and not (self.cursor and self.cursor.asked):
                    return
                self.answer(key)
            if changed := poller.changed():
                self.saved = time.monotonic()
                self.reread([Path(path) for path in changed if is_feature(path)])
                self.save()
            if self.due and time.monotonic() >= self.due:
                self.paint()

    def pause(self, poller: Poller) -> float:
        """Return how long to wait for a key or a verdict before the disk is looked at."""
        left = self.due - time.monotonic() if self.due else poller.pause
        return max(0.0, min(poller.pause, left))

    def reread(self, features: list[Path]) -> None:
        """Read worksheets anew; Recollect if the book was edited, or what they hold is another."""
        for path in features:
            if path.parent.name != WORKSHEETS or not self.warm.reread(path):
                raise Recollect
        self.progress.order(self.warm.items)
        if self.here is not None and self.here not in self.progress.items:
            raise Recollect

    def save(self) -> None:
        """Check what was saved, and show what comes of it; what was said before is no longer so."""
        self.cursor = None
        if self.here is not None:
            self.journey.introduced.add(self.progress.items[self.here].title.heading)
        self.said, self.scrolled = "", None
        self.progress.expire()
        self.check()
        self.paint_soon()

    def check(self) -> None:
        """Run what is not known: the behaviour that is shown, those after it, then the others."""
        before, self.run = self.run, None
        items = [item for nodeid, item in self.progress.items.items() if self.unknown(nodeid)]
        names = [item.nodeid for item in items]
        if self.here in self.progress.items:
            order = list(self.progress.items)
            after = {*order[order.index(self.here) :]}
            items = [i for i in items if i.nodeid in after] + [
                i for i in items if i.nodeid not in after
            ]
        if names:
            self.run = self.warm.run(items)
        # Only now: the learner waits for the new one.
        if before:
            before.stop()

    def unknown(self, nodeid: str) -> bool:
        """Tell whether there is no verdict on a behaviour since the last save."""
        return nodeid in self.progress.stale

    def take(self) -> None:
        """Note what has come; show the verdict that the learner waits for at once."""
        if self.run is None:
            return
        for verdict in self.run.receive():
            if self.progress.take(verdict):
                self.lost[verdict.nodeid] = None
            elif verdict.kind == GREEN:
                self.lost.pop(verdict.nodeid, None)
            if self.here is None and self.is_first(verdict.nodeid, verdict.kind):
                self.journey.begin(self.progress, verdict.nodeid)
                self.show(verdict.nodeid)
            elif verdict.nodeid == self.here:
                self.took = f"{(time.monotonic() - self.saved) * 1000:.0f} ms"
                self.paint()
                self.stand_by()
            else:
                self.paint_soon()
        if self.run.done:
            self.run = None
            if self.here is None and self.progress.items:
                last = list(self.progress.items)[-1]
                self.journey.begin(self.progress, last)
                self.show(last)
            else:
                self.paint_counts()
            self.get_ready()

    def is_first(self, nodeid: str, kind: str) -> bool:
        """Tell whether a learner begins here: verdicts come in the order of the course."""
        return kind != GREEN and not self.progress.is_optional(nodeid)

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

    # Keys

    def answer(self, key: str) -> None:
        """Answer a key."""
        if self.here is None:
            return
        if self.cursor:
            self.answer_in_list(self.cursor, key)
            return
        keys: dict[str, Callable[[], None]] = {
            "h": self.hint,
            "n": self.go_on,
            "p": self.go_back,
            "e": self.edit,
            "l": self.open_list,
            "a": self.check_again,
            REDRAW: self.redraw,
            DOWN: lambda: self.scroll(SCROLL),
            UP: lambda: self.scroll(-SCROLL),
            PAGE_DOWN: lambda: self.scroll(rows() // 2),
            " ": lambda: self.scroll(rows() // 2),
            PAGE_UP: lambda: self.scroll(-rows() // 2),
        }
        if key in keys:
            keys[key]()

    def go_on(self) -> None:
        """Show the next behaviour that is not green, or is green and was not shown yet."""
        assert self.here is not None
        target, left = self.journey.onward(self.progress, self.here), self.left_behind()
        if target is None:
            done = self.progress.finished()
            self.said = "This is the end of the course." if done else "Nothing else is open."
            self.paint()
            return
        self.go_to(target, left)

    def left_behind(self) -> str:
        """Say what is left that is not green; nothing of what is green, or may be left out."""
        assert self.here is not None
        if self.progress.is_green(self.here) or self.progress.is_optional(self.here):
            return ""
        verdict = self.progress.verdicts.get(self.here)
        what = "not checked yet" if verdict is None else f"still {verdict.kind}"
        if verdict and verdict.kind == "not written yet":
            what = verdict.kind
        return f"Left behind, {what}: {self.progress.items[self.here].name}. p leads back to it."

    def go_back(self) -> None:
        """Show the behaviour before this one."""
        assert self.here is not None
        target = self.journey.back(self.progress, self.here)
        if target is None:
            self.said = "This is the first behaviour of the course."
            self.paint()
        else:
            self.go_to(target)

    def go_to(self, nodeid: str, said: str = "") -> None:
        """Show a behaviour that the learner asked for: it is their place now."""
        self.journey.place = nodeid
        self.show(nodeid, said)

    def show(self, nodeid: str, said: str = "") -> None:
        """Show a behaviour; check it first if it is not known how it stands."""
        self.here, self.cursor = nodeid, None
        self.journey.see(nodeid)
        self.hints_shown, self.took, self.said, self.scrolled = 0, "", said, None
        if self.unknown(nodeid):
            self.check()
        self.paint()
        self.stand_by()

    def stand_by(self) -> None:
        """Have a fork stand by for the next save."""
        if self.here is not None:
            self.warm.stand_by(self.progress.items[self.here])

    def check_again(self) -> None:
        """Run everything again."""
        self.saved = time.monotonic()
        self.save()

    def scroll(self, by: int) -> None:
        """Move the middle of the page."""
        self.scrolled = max(0, (self.scrolled or 0) + by)
        self.paint()

    def hint(self) -> None:
        """Show one more hint for the behaviour."""
        assert self.here is not None
        known = self.progress.items[self.here].hints
        self.hints_shown = min(self.hints_shown + 1, len(known))
        self.said = "" if known else "There is no hint for this behaviour."
        self.paint()

    def edit(self) -> None:
        """Open the learner's editor at the line that is to be edited."""
        assert self.here is not None
        place = self.place_to_edit()
        words = editor_of(self.warm.folder / place.file, place.line)
        if not words:
            self.said = "No editor is known. Set the variable EDITOR to the name of yours."
        elif has_window(words):
            self.said = open_at(words) or f"{words[0]} has been told to open {place}"
        else:
            with self.keys.given_back():
                self.said = open_at(words)
        self.paint()

    def place_to_edit(self) -> Place:
        """Return the likeliest place to edit; of what is green, the behaviour itself."""
        assert self.here is not None
        verdict = self.progress.verdicts.get(self.here)
        if verdict and verdict.places:
            return verdict.places[0]
        item = self.progress.items[self.here]
        return Place(item.shown, item.template.line_number)

    def open_list(self) -> None:
        """Show the course as a list."""
        assert self.here is not None
        self.cursor = Cursor(self.progress, self.here)
        self.paint()

    def answer_in_list(self, cursor: Cursor, key: str) -> None:
        """Answer a key that was pressed in the list."""
        if cursor.asked:
            cursor.said = (
                self.reset(cursor.asked) if key in ("y", ENTER) else "Nothing was changed."
            )
            cursor.asked = ""
            self.paint()
            return
        keys: dict[str, Callable[[], None]] = {
            "l": self.close_list,
            "h": cursor.hint,
            "r": cursor.ask,
            ENTER: self.go_there,
            DOWN: lambda: cursor.move(1),
            "j": lambda: cursor.move(1),
            UP: lambda: cursor.move(-1),
            "k": lambda: cursor.move(-1),
            RIGHT: lambda: cursor.turn(1),
            LEFT: lambda: cursor.turn(-1),
            PAGE_DOWN: lambda: cursor.move(10),
            PAGE_UP: lambda: cursor.move(-10),
            "a": self.check_again,
            REDRAW: lambda: None,
        }
        if key in keys:
            keys[key]()
            self.paint()

    def close_list(self) -> None:
        """Show the behaviour again."""
        self.cursor = None

    def go_there(self) -> None:
        """Show the behaviour under the cursor."""
        if self.cursor:
            self.journey.jump()
            self.go_to(self.cursor.at)

    def reset(self, name: str) -> str:
        """Bring a function's stub back; return what came of it."""
        try:
            return reset_by_name(self.warm.folder, name)
        except UsageError as error:
            return str(error)

    # The screen

    def paint_soon(self) -> None:
        """Paint the page when a moment has passed: by then the verdict has come, or it is said."""
        if not self.page.lasting:
            self.due = self.due or time.monotonic() + SOON

    def redraw(self) -> None:
        """Paint the page at the size that the terminal has now; a file has none."""
        if sys.stdout.isatty():
            self.paint()

    def paint_counts(self) -> None:
        """Paint the page at the end of a run; where what is written stays, say what is lost."""
        if not self.page.lasting:
            self.paint()
        elif (lost := self.others_lost()) != self.told:
            self.told = lost
            news = behaviour_page.news(self.progress, Extras(lost=lost), self.page.screen)
            self.page.show(Layout(top=news))

    def paint(self) -> None:
        """Paint the page that is shown, as everything stands now."""
        self.due = 0.0
        if self.here is None:
            known = len(self.progress.items) - len(self.progress.stale)
            self.page.message(f"{READING}\n\nchecking {known} of {len(self.progress.items)}")
        elif self.cursor:
            layout = list_page.page(self.cursor, self.page.screen)
            self.page.show(layout, LIST_KEYS)
        else:
            self.scrolled = self.page.show(self.behaviour(self.here), KEYS, self.scrolled)

    def behaviour(self, nodeid: str) -> Layout:
        """Return the page of a behaviour."""
        chapter = self.progress.items[nodeid].title.heading
        first = self.progress.chapter_of(nodeid)[0] == nodeid
        self.told = self.others_lost()
        extras = Extras(
            introduced=first and chapter not in self.journey.introduced,
            signs=self.signs.get(nodeid, ()),
            hints=self.hints_shown,
            lost=self.told,
            took=self.took,
            said=self.said,
        )
        return behaviour_page.page(self.progress, nodeid, self.page.screen, extras)


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
