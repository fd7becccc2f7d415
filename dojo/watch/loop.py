"""The loop of one warm session: a save is checked, a key is answered, and the screen is drawn."""

import sys
import time

from dojo.errors import UsageError
from dojo.runner.errand import Errand
from dojo.runner.run import Run
from dojo.runner.session import Warm
from dojo.terminal.screen import rows
from dojo.verdict import NOT_WRITTEN, Place
from dojo.watch import behaviour_page, pictures
from dojo.watch.behaviour_page import Extras
from dojo.watch.changes import Poller
from dojo.watch.drawing_page import Drawing
from dojo.watch.editor import editor_of, has_window, open_at
from dojo.watch.ending_page import Ending
from dojo.watch.journey import Journey
from dojo.watch.judge import Judge, Recollect, notes
from dojo.watch.keyboard import DOWN, LEAVE, PAGE_DOWN, PAGE_UP, REDRAW, UP, Keyboard
from dojo.watch.layout import Layout
from dojo.watch.list_page import Cursor
from dojo.watch.notation import first_uses
from dojo.watch.over import Keys, Over
from dojo.watch.page import Page
from dojo.workspace.reset import reset_by_name

__all__ = ["Recollect", "Watcher", "notes"]

KEYS = "[h] hint  [n] next  [p] back  [e] edit  [l] list  [a] all  [q] quit"
# Seconds: a verdict that takes longer is waited for in words, and counts move no faster.
SOON = 0.15
SCROLL = 3
READING = "dojo · checking your code: {known} of {all} behaviours …\n\n[l] list  [q] quit"


class Watcher:
    """One warm session: the behaviour that is shown, or the page in its place."""

    def __init__(self, warm: Warm, keys: Keyboard, journey: Journey) -> None:
        """Start where the learner was, or at the first behaviour that is not green."""
        self.warm, self.keys, self.journey = warm, keys, journey
        self.judge = Judge(warm, journey)
        self.reread = self.judge.reread
        self.progress = self.judge.progress
        # The place is kept while its feature cannot be read.
        self.here = journey.place if journey.place in self.progress.items else None
        self.signs = first_uses(list(self.progress.items.values()))
        self.page = Page(notes(warm), keys.descriptor is not None)
        # What stands in the behaviour's place, if anything does.
        self.over: Over | None = None
        self.hints_shown, self.took, self.said = 0, "", ""
        # Of what was shown at the save, it is said how long the verdict took.
        self.waited_for: str | None = None
        self.scrolled: int | None = None
        # When the page has to be painted again, by the clock; and what was said where it lasts.
        self.due = 0.0
        self.told: list[str] = []

    def loop(self, poller: Poller) -> None:
        """Check every save that `poller` finds and answer every key, until `q`."""
        if not self.progress.items:
            self.page.message("dojo found no readable behaviour.\n\n[q] quit")
        elif self.here is None and not self.page.lasting:
            self.paint()
        else:
            self.paint_soon()
        self.judge.check(self.here)
        try:
            while True:
                pressed = self.keys.wait(self.pause(poller), self.awaited())
                self.take()
                self.take_computed()
                for key in pressed:
                    if key == LEAVE:
                        return
                    self.answer(key)
                if changed := poller.changed():
                    self.save(changed)
                if self.due and time.monotonic() >= self.due:
                    self.paint()
        finally:
            self.leave_page()

    def pause(self, poller: Poller) -> float:
        """Return how long to wait for a key or a verdict before the disk is looked at."""
        left = self.due - time.monotonic() if self.due else poller.pause
        return max(0.0, min(poller.pause, left))

    def awaited(self) -> list[Run | Errand]:
        """Return what is computed elsewhere."""
        errand = self.over.errand if self.over else None
        return [each for each in (*self.judge.runs, errand) if each and not each.done]

    def save(self, changed: set[str]) -> None:
        """Show the verdicts on the saved file."""
        self.leave_page()
        if self.here is not None:
            self.journey.introduced.add(self.progress.items[self.here].title.heading)
        self.said, self.scrolled, self.waited_for = "", None, self.here
        self.judge.save(changed, self.here)
        self.paint_soon()

    def take(self) -> None:
        """Show the verdict that the learner waits for at once; counts a little later."""
        for verdict in self.judge.take():
            if self.here is None and (first := self.judge.first()):
                self.begin(first)
            elif verdict.nodeid == self.here and not self.over:
                self.took = self.judge.took() if self.waited_for == self.here else ""
                self.paint()
                self.stand_by()
            else:
                self.paint_soon()
        if self.judge.ended():
            if self.here is None and self.progress.items:
                self.begin(list(self.progress.items)[-1])
            else:
                self.paint_counts()
            self.judge.get_ready()

    def begin(self, nodeid: str) -> None:
        """Show where the learner begins; who has opened the list meanwhile stays there."""
        self.journey.begin(self.progress, nodeid)
        if self.over:
            self.here = nodeid
            self.journey.see(nodeid)
            self.stand_by()
        else:
            self.show(nodeid)

    # Keys

    def answer(self, key: str) -> None:
        """Answer a key: on the page that is shown."""
        if key == REDRAW:
            self.redraw()
        elif self.over:
            self.over.answer(key, self)
            self.paint()
        elif self.here is None:
            # Where the learner is will be known in a moment; the list is there already.
            if key == "l" and self.progress.items:
                self.open_list()
        else:
            self.answer_at_behaviour(key)

    def answer_at_behaviour(self, key: str) -> None:
        """Answer a key on the page of a behaviour."""
        keys: Keys = {
            "h": self.hint,
            "n": self.go_on,
            "p": self.go_back,
            "e": self.edit,
            "l": self.open_list,
            "a": self.check_again,
            DOWN: lambda: self.scroll(SCROLL),
            UP: lambda: self.scroll(-SCROLL),
            PAGE_DOWN: lambda: self.scroll(rows() // 2),
            " ": lambda: self.scroll(rows() // 2),
            PAGE_UP: lambda: self.scroll(-rows() // 2),
        }
        if key in keys:
            keys[key]()

    def go_on(self) -> None:
        """Show the next behaviour that is not green, or is green and was not shown yet.

        Where that leads out of a chapter that is finished, the chapter's end comes first.
        """
        assert self.here is not None
        target, left = self.journey.onward(self.progress, self.here), self.left_behind()
        chapter = self.progress.chapter_of(self.here)
        heading = self.progress.items[self.here].title.heading
        ends = target not in chapter and self.may_be_finished(chapter)
        if ends and heading not in self.journey.ended:
            self.end_chapter(target)
        elif target is not None:
            self.go_to(target, left)
        elif self.progress.finished():
            self.finish()
        else:
            self.said = left or "No other behaviour is open."
            self.paint()

    def may_be_finished(self, chapter: list[str]) -> bool:
        """Tell whether a chapter is finished, for all that is known; its last page says the rest.

        Whoever presses `n` at once after the last save finds most of it still being checked.
        """
        progress = self.progress
        if self.here in progress.stale or not (self.here and progress.is_green(self.here)):
            return progress.finished(chapter)
        known = [nodeid for nodeid in chapter if nodeid not in progress.stale]
        done, of = progress.count(known)
        return done == of

    def left_behind(self) -> str:
        """Say what is left that is not green; nothing of what is green, or may be left out."""
        assert self.here is not None
        if self.progress.is_green(self.here) or self.progress.is_optional(self.here):
            return ""
        verdict = self.progress.verdicts.get(self.here)
        kind = verdict.kind if verdict else "not checked yet"
        what = kind if kind == NOT_WRITTEN or not verdict else f"still {kind}"
        return f"Skipped, {what}: {self.progress.items[self.here].name}. Press p to go back."

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
        self.leave_page()
        self.here, self.waited_for = nodeid, None
        self.journey.see(nodeid)
        self.hints_shown, self.took, self.said, self.scrolled = 0, "", said, None
        if nodeid in self.progress.stale:
            self.judge.check(nodeid)
        self.paint()
        self.stand_by()

    def stand_by(self) -> None:
        """Have a fork stand by for the next save."""
        if self.here is not None:
            self.warm.stand_by(self.progress.items[self.here])

    def check_again(self) -> None:
        """Run everything again."""
        self.save(set())

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
            self.said = "dojo does not know your editor. Set the variable EDITOR to its name."
        elif has_window(words):
            self.said = open_at(words) or f"{words[0]} opens {place}"
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

    # The pages in a behaviour's place

    def leave_page(self) -> None:
        """Come back from the list, or from the end of a chapter, to the behaviour."""
        over, self.over = self.over, None
        self.keys.point(False)
        if isinstance(over, Ending) and over.told:
            self.journey.ended.add(self.progress.items[over.nodeid].title.heading)
        if over and over.errand:
            over.errand.stop()

    def put_over(self, over: Over) -> None:
        """Show another page in the behaviour's place."""
        self.leave_page()
        self.over = over
        self.paint()

    def open_list(self) -> None:
        """Show the course as a list."""
        self.put_over(Cursor(self.progress, self.here or next(iter(self.progress.items))))

    def jump(self, nodeid: str) -> None:
        """Show a behaviour that is elsewhere in the course."""
        self.journey.jump()
        self.go_to(nodeid)

    def reset(self, name: str) -> str:
        """Restore a function's stub; return the message."""
        try:
            return reset_by_name(self.warm.folder, name)
        except UsageError as error:
            return str(error)

    def end_chapter(self, target: str | None) -> None:
        """Show that a chapter is finished, and its picture as soon as it is drawn."""
        assert self.here is not None
        errand = pictures.of_chapter(self.progress.items[self.here])
        self.put_over(Ending(self.progress, self.here, target, errand))

    def finish(self) -> None:
        """Show the end of the course: the learner's network at work."""
        assert self.here is not None
        self.leave_page()
        errand = None if self.page.lasting else pictures.reader(self.progress.items[self.here])
        if errand is None:
            self.said = "This is the end of the course."
            self.paint()
        else:
            self.put_over(Drawing(self.here, errand))
            self.keys.point(True)

    def mouse(self) -> tuple[int, int, int, bool]:
        """Return where the mouse was, for each MOUSE among the keys."""
        return self.keys.mouse.pop(0)

    def take_computed(self) -> None:
        """Note what was computed for the page that is shown."""
        over = self.over
        if over and over.errand:
            for answer in over.errand.receive():
                over.take(answer)
                self.paint()

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
        elif (lost := self.judge.lost(self.here)) != self.told:
            self.told = lost
            news = behaviour_page.news(self.progress, Extras(lost=lost), self.page.screen)
            self.page.show(Layout(top=news))

    def paint(self) -> None:
        """Paint the page that is shown, as everything stands now."""
        self.due = 0.0
        screen = self.page.screen
        if self.over:
            self.page.show(self.over.layout(screen), self.over.keys)
        elif self.here is None:
            of = len(self.progress.items)
            self.page.message(READING.format(known=of - len(self.progress.stale), all=of))
        else:
            self.scrolled = self.page.show(self.behaviour(self.here), KEYS, self.scrolled)

    def behaviour(self, nodeid: str) -> Layout:
        """Return the page of a behaviour."""
        chapter = self.progress.items[nodeid].title.heading
        first = self.progress.chapter_of(nodeid)[0] == nodeid
        self.told = self.judge.lost(nodeid)
        extras = Extras(
            introduced=first and chapter not in self.journey.introduced,
            signs=self.signs.get(nodeid, ()),
            hints=self.hints_shown,
            lost=self.told,
            took=self.took,
            said=self.said,
        )
        return behaviour_page.page(self.progress, nodeid, self.page.screen, extras)
