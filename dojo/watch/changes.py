"""What has changed on the disk since the last look; polled, which works on every file system."""

import contextlib
import os
from pathlib import Path

from dojo.course.feature_names import is_feature

FOLDERS = ("kata", "features", "worksheets")


def look(folder: Path) -> dict[str, tuple]:
    """Return each file that matters with what changes when it is saved.

    Editors that save by renaming give a file a new inode; others, a new time or size. A file that
    was made readable again has a new time of change.
    """
    seen = {}
    for name in FOLDERS:
        # A file or folder can be gone again since it was listed, or not be ours to read.
        with contextlib.suppress(OSError), os.scandir(folder / name) as entries:
            for entry in entries:
                if entry.name.endswith(".py") or is_feature(entry.name):
                    with contextlib.suppress(OSError):
                        status = entry.stat()
                        times = status.st_mtime_ns, status.st_ctime_ns
                        seen[entry.path] = *times, status.st_size, status.st_ino
    return seen


def changes(before: dict[str, tuple], now: dict[str, tuple]) -> set[str]:
    """Return the files that were changed, made or deleted between two looks."""
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
