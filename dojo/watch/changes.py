"""Changes on the disk, found by asking for each file's state; this works on every file system.

A library would let the system tell. watchdog and watchfiles keep threads for it, in a process that
is forked at every save: a fork copies the locks of a thread, but not the thread. And watchfiles is
no faster: it collects changes for some milliseconds before it tells of them.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from dojo.course.feature_names import is_feature

WRITTEN, READ = ("kata", "worksheets"), ("features",)
# Seconds from one look to the next: while the learner works, and a minute after the last save; and
# from one look at everything to the next.
AWAKE, DROWSY = 0.01, 0.05
EVERYTHING, EVERYTHING_DROWSY = 0.1, 0.5
AWAKE_FOR = 60.0

State = tuple[int, int, int, int]


class Poller:
    """The files that matter in a workspace, and how they were when they were last looked at.

    What a learner writes is looked at whenever one asks; the book, and whether there are new files,
    ten times a second, or twice after a minute: an idle watcher should not heat the machine.
    """

    def __init__(self, folder: Path) -> None:
        """Look at the files of a workspace for the first time."""
        self._written = [os.path.join(folder, name) for name in WRITTEN]
        self._read = [os.path.join(folder, name) for name in READ]
        self._states: dict[str, State] = {}
        self._mine: list[str] = []
        self._changed = time.monotonic()
        self._look()

    @property
    def pause(self) -> float:
        """The seconds to wait before one asks again."""
        return AWAKE if self._awake else DROWSY

    @property
    def _awake(self) -> bool:
        return time.monotonic() < self._changed + AWAKE_FOR

    def changed(self) -> set[str]:
        """Return the files that were changed, made or deleted since they were last looked at."""
        before = self._states
        if time.monotonic() < self._next and all(_state(at) == before[at] for at in self._mine):
            return set()
        self._look()
        paths = before.keys() | self._states.keys()
        changed = {path for path in paths if before.get(path) != self._states.get(path)}
        if changed:
            self._changed = time.monotonic()
        return changed

    def _look(self) -> None:
        """Note the state of every file."""
        mine = dict(_states(self._written))
        self._mine, self._states = list(mine), mine | dict(_states(self._read))
        self._next = time.monotonic() + (EVERYTHING if self._awake else EVERYTHING_DROWSY)


def _states(folders: list[str]) -> Iterator[tuple[str, State]]:
    """Yield each file that matters below some folders, with its state."""
    for folder in folders:
        # A file or folder can be gone again since it was listed, or not be ours to read.
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".py") or is_feature(entry.name):
                    if state := _state(entry.path):
                        yield entry.path, state
                # Not through links: one may lead back to where it stands.
                elif entry.name != "__pycache__" and entry.is_dir(follow_symlinks=False):
                    yield from _states([entry.path])


def _state(path: str) -> State | None:
    """Return what changes when a file is saved; None if it is not there.

    Editors that save by renaming give a file a new inode; others, a new time or size. A file that
    was made readable again has a new time of change.
    """
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
