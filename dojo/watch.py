"""The loop of the learner's tool: a save is judged, a key is answered, nothing else happens."""

import contextlib
import inspect
import select
import sys
import time
from pathlib import Path

from _pytest._io import TerminalWriter

from dojo.commands import UsageError
from dojo.commands.list import show as show_list
from dojo.explain import Message
from dojo.files import changes, look
from dojo.hints import hints
from dojo.keyboard import Keyboard, keyboard
from dojo.progress import Progress
from dojo.screen import Screen
from dojo.stream import Run
from dojo.verdict import GREEN
from dojo.warm import Warm, collect

PAUSE = 0.01
MOST_NAMED = 4
KEYS = "[h] hint  [n] next  [l] list  [a] all  [q] quit"


class Recollect(Exception):  # noqa: N818  not an error: the features changed
    """A feature or worksheet was edited: what is collected is out of date."""


def watch(folder: Path) -> None:
    """Watch a workspace until the learner leaves."""
    here, leave = None, False

    def work(warm: Warm) -> None:
        nonlocal here, leave
        watcher = Watcher(warm, keys, here)
        try:
            watcher.loop()
            leave = True
        except Recollect:
            here = watcher.here
        finally:
            watcher.stop()

    # The keyboard comes first: while pytest runs, standard input is nobody's.
    with only_one(folder), keyboard() as keys:
        while not leave:
            warm = collect(folder, work)
            if warm.errors or not warm.items:
                _wait_for_mending(folder, warm.errors)


@contextlib.contextmanager
def only_one(folder: Path):
    """Hold the folder's lock; UsageError if another dojo watches it."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    (folder / ".dojo").mkdir(exist_ok=True)
    with (folder / ".dojo" / "watch.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError("another dojo watches this folder already; leave it with q") from None
        yield


def _wait_for_mending(folder: Path, errors: list[str]) -> None:
    """Show why nothing could be collected, until a file changes."""
    print(*(errors or ["no behaviour was found in features/"]), sep="\n")
    print("Mend the feature and save it, or get it back with dojo reset. Ctrl-C leaves.")
    before = look(folder)
    while not changes(before, look(folder)):
        time.sleep(PAUSE)


class Watcher:
    """One warm session: the progress, the behaviour that is shown, and the run under way."""

    def __init__(self, warm: Warm, keys: Keyboard, here: str | None) -> None:
        """Start where the learner was, or at the first behaviour that is not green."""
        self.warm, self.keys = warm, keys
        self.progress, self.here = Progress(warm.items), here
        self.run: Run | None = None
        self.lost: list[str] = []
        self.hints_shown = 0
        self.saved = time.monotonic()
        self.writer = TerminalWriter()
        self.screen = Screen(sys.stdout.encoding or "utf-8")

    def loop(self) -> None:
        """Judge every save and answer every key, until `q`."""
        before = look(self.warm.folder)
        self.judge()
        while True:
            waiting = [source for source in (self.run, self.keys.descriptor) if source is not None]
            ready = select.select(waiting, [], [], PAUSE)[0] if waiting else time.sleep(PAUSE)
            if self.run is not None:
                self.take()
            if ready and self.keys.descriptor in ready and not self.answer(self.keys.pressed()):
                return
            now = look(self.warm.folder)
            if changed := changes(before, now):
                before, self.saved = now, time.monotonic()
                if any(path.endswith(".feature") for path in changed):
                    raise Recollect
                self.judge()

    def judge(self) -> None:
        """Run the behaviour that is shown, then all the others, from what is on the disk."""
        self.stop()
        self.lost = []
        items = dict(self.progress.items)
        first = [items.pop(self.here)] if self.here in items else []
        self.run = self.warm.run([*first, *items.values()])

    def take(self) -> None:
        """Note what has come; show the verdict that the learner waits for at once."""
        for outcome in self.run.receive():
            if self.progress.take(outcome):
                self.lost.append(outcome.nodeid)
            if outcome.nodeid == self.here:
                self.show(f"{(time.monotonic() - self.saved) * 1000:.0f} ms")
        if self.run.done:
            self.run = None
            if self.here is None:
                self.here = self.progress.next() or list(self.progress.items)[-1]
                self.show()
            elif lost := [nodeid for nodeid in self.lost if nodeid != self.here]:
                self.show()
                names = [self.progress.items[nodeid].name for nodeid in lost[:MOST_NAMED]]
                more = f", and {len(lost) - MOST_NAMED} more" if len(lost) > MOST_NAMED else ""
                self.say(f"\nno longer green: {', '.join(names)}{more}")

    def answer(self, pressed: str) -> bool:
        """Answer each key; return False when the learner leaves."""
        actions = {"h": self.hint, "n": self.go_on, "l": self.list, "a": self.judge_again}
        for key in pressed.lower():
            if key == "q":
                return False
            if key in actions:
                actions[key]()
        return True

    def go_on(self) -> None:
        """Show the next behaviour that is not green."""
        self.here = self.progress.next(self.here) or self.here
        self.hints_shown = 0
        self.show()

    def judge_again(self) -> None:
        """Run everything again."""
        self.saved = time.monotonic()
        self.judge()

    def list(self) -> None:
        """Show the course."""
        self.clear()
        show_list(self.progress)
        self.say(KEYS)

    def hint(self) -> None:
        """Show one more hint for the behaviour."""
        item = self.progress.items[self.here]
        known = hints(item.path).get(item.template.rule.name if item.template.rule else "", [])
        self.hints_shown = min(self.hints_shown + 1, len(known))
        self.show()

    def show(self, took: str = "") -> None:
        """Show where the learner is, the verdict, and the keys."""
        outcome, item = self.progress.outcomes.get(self.here), self.progress.items[self.here]
        self.clear()
        self.say(f"dojo · {self.progress.where(self.here)}{f'   {took}' if took else ''}")
        self.writer.line()
        prose = inspect.cleandoc(item.template.rule.description) if item.template.rule else ""
        if outcome is None:
            self.say("judging …")
        elif outcome.verdict == GREEN:
            self.writer.line(self.screen.plain(f"✓ {item.title}"), green=True, bold=True)
            done = self.progress.next() is None
            self.say("  Every behaviour is green." if done else "  Green. Press n to go on.")
        else:
            if prose:
                self.say(f"{prose}\n")
            Message(self.screen.plain(outcome.message)).toterminal(self.writer)
        if outcome is not None and outcome.printed:
            self.say(f"\n  printed: {outcome.printed.strip()}")
        rule = item.template.rule.name if item.template.rule else ""
        for number, hint in enumerate(hints(item.path).get(rule, [])[: self.hints_shown], start=1):
            self.say(f"\n  hint {number}: {hint}")
        if self.keys.descriptor is not None:
            self.say(f"\n{KEYS}")

    def say(self, text: str) -> None:
        """Write a line that the terminal can show."""
        self.writer.line(self.screen.plain(text))
        self.writer.flush()

    def clear(self) -> None:
        """Start a new page where there is a terminal; elsewhere leave an empty line."""
        self.writer.write("\x1b[2J\x1b[H" if self.writer.hasmarkup else "\n")

    def stop(self) -> None:
        """End the run under way."""
        if self.run is not None:
            self.run.stop()
            self.run = None
