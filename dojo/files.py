"""What has changed on the disk since the last look; polled, which works on every file system."""

from pathlib import Path

FOLDERS = ("kata", "features", "worksheets")
ENDINGS = (".py", ".feature", ".csv")


def look(folder: Path) -> dict[Path, tuple]:
    """Return each file that matters with what changes when it is saved.

    Editors that save by renaming give a file a new inode; others, a new time or size.
    """
    seen = {}
    for name in FOLDERS:
        for path in (folder / name).rglob("*"):
            if path.suffix in ENDINGS:
                try:
                    status = path.stat()
                except OSError:  # deleted since it was listed, or not ours to read
                    continue
                seen[path] = status.st_mtime_ns, status.st_size, status.st_ino
    return seen


def changes(before: dict[Path, tuple], now: dict[Path, tuple]) -> set[Path]:
    """Return the files that were changed, made or deleted between two looks."""
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
