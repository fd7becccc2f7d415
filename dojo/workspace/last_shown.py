"""The behaviour that `dojo run` showed last: `dojo hint` is about it, until it is green."""

import contextlib
from pathlib import Path

from dojo import atomic_files

FILE = Path(".dojo") / "shown"


def remember(folder: Path, nodeid: str) -> None:
    """Keep the name of a behaviour in a workspace; "" forgets it. Elsewhere nothing is written."""
    if (folder / FILE.parent).is_dir():
        with contextlib.suppress(OSError):
            atomic_files.write(folder / FILE, nodeid.encode("utf-8"))


def recall(folder: Path) -> str:
    """Return the name that was kept last; "" where none is."""
    try:
        return (folder / FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
