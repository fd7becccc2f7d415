"""The learner's tool: a save is judged, a key is answered, until the learner leaves."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from dojo.course.feature_names import features_in
from dojo.errors import UsageError
from dojo.runner.session import Warm, collect
from dojo.watch.changes import changes, look
from dojo.watch.keyboard import LEAVE, Keyboard, keyboard
from dojo.watch.page import Page
from dojo.watch.session import Recollect, Watcher

PAUSE = 0.1


def watch(folder: Path) -> None:
    """Watch a workspace until the learner leaves."""
    place, leave = None, False

    def work(warm: Warm) -> None:
        nonlocal place, leave
        watcher = Watcher(warm, keys, place)
        try:
            watcher.loop(before)
            leave = True
        except Recollect:
            place = watcher.place

    # The keyboard comes first: its terminal is given back last.
    with only_one(folder), keyboard() as keys:
        while not leave:
            # Looked at before it is read: what changes meanwhile is seen as a change.
            before = look(folder)
            # pytest is slow to find out that there is nothing, and says so in its own words.
            if not (folder / "kata").is_dir():
                text = "There is no folder kata/ any more. Bring it back, and it goes on here."
                leave = _wait(folder, before, keys, text)
            elif not features_in(folder / "features"):
                text = "There is no feature in features/ any more: dojo update brings them back."
                leave = _wait(folder, before, keys, text)
            else:
                collect(folder, work)


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; UsageError if another dojo watches it."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    # The folder itself is locked: nothing has to be written, and nothing is left behind.
    lock = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Some network folders cannot be locked at all.
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                text = "another dojo watches this folder already; leave it with q"
                raise UsageError(text) from None
        yield
    finally:
        os.close(lock)


def _wait(folder: Path, before: dict, keys: Keyboard, text: str) -> bool:
    """Show a text until the disk is not as it was `before`; tell whether the learner left."""
    Page([], keys=True).message(f"{text}\n\n[q] quit")
    while not changes(before, look(folder)):
        if LEAVE in keys.wait(PAUSE):
            return True
    return False
