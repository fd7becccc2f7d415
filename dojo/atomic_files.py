"""Files changed so that nothing is lost: written in one go, and kept before they are replaced."""

import contextlib
import itertools
import os
import shutil
from datetime import datetime
from pathlib import Path

BACKUPS = Path(".dojo") / "backups"


def write(path: Path, content: bytes) -> None:
    """Write a file in one go: a reader sees the old content or the new, never half of one.

    A link stays, and its target is written.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        if path.exists():
            shutil.copymode(path, beside)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def backup(root: Path, path: Path) -> Path | None:
    """Copy a file of the workspace to its backups, the time in its name; None if there is none."""
    if not path.exists():
        return None
    folder = root / BACKUPS
    folder.mkdir(parents=True, exist_ok=True)
    try:
        name = "_".join(path.relative_to(root).parts)
    except ValueError:
        name = path.name
    when = datetime.now().strftime("%Y-%m-%d_%H-%M-%S")
    for count in itertools.count(1):
        copy = folder / (f"{when}_{name}" if count == 1 else f"{when}-{count}_{name}")
        try:
            with copy.open("xb") as file:
                file.write(path.read_bytes())
        except FileExistsError:
            continue
        return copy
    return None


def remove(path: Path) -> None:
    """Take away what was half made a moment ago; never anything else."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
