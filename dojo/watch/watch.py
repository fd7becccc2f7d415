"""The watching of one workspace: locked for one dojo, collected again when its features change."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from dojo.course.feature_names import features_in
from dojo.errors import UsageError
from dojo.locks import locked
from dojo.runner.session import Warm, collect
from dojo.watch.changes import Poller
from dojo.watch.journey import Journey
from dojo.watch.keyboard import LEAVE, REDRAW, Keyboard, keyboard
from dojo.watch.loop import Recollect, Watcher
from dojo.watch.page import Page


def watch(folder: Path) -> None:
    """Watch a workspace until the learner leaves."""
    journey, leave = Journey(), False

    def work(warm: Warm) -> None:
        nonlocal leave
        watcher = Watcher(warm, keys, journey)
        with contextlib.suppress(Recollect):
            watcher.loop(poller)
            watcher.page.leave()
            leave = True

    # The keyboard comes first: its terminal is given back last.
    with only_one(folder), keyboard() as keys:
        while not leave:
            # Looked at before it is read: what changes meanwhile is seen as a change.
            poller = Poller(folder)
            # pytest is slow to find out that there is nothing, and says so in its own words.
            if not (folder / "kata").is_dir():
                text = "There is no folder kata/ any more. Restore it to continue."
                leave = _wait(poller, keys, text)
            elif not features_in(folder / "features"):
                text = "There is no feature in features/ any more. Restore them: dojo update"
                leave = _wait(poller, keys, text)
            else:
                collect(folder, work)


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; UsageError if another dojo watches it."""
    with locked(folder) as is_ours:
        if not is_ours:
            text = "another dojo already watches this folder. Continue there, or close it with q"
            raise UsageError(text)
        yield


def _wait(poller: Poller, keys: Keyboard, text: str) -> bool:
    """Show a text until something changes on the disk; tell whether the learner left."""
    page = Page([], keys=True)
    page.message(f"{text}\n\n[q] quit")
    while not poller.changed():
        pressed = keys.wait(poller.pause)
        if LEAVE in pressed:
            return True
        if REDRAW in pressed:
            page.message(f"{text}\n\n[q] quit")
    return False
