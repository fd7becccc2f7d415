"""Output files: whatever is wrong with a target is said before any work is done."""

import os
import sys
from pathlib import Path

from dojo import atomic_files
from dojo.cli.prompts import agreed
from dojo.errors import UsageError


def ready(path: Path, force: bool, usual: str) -> Path:
    """Return the full path of a file to write; UsageError says why it cannot be, and what to do.

    `usual` is a name that such a file may have.
    """
    target = Path(os.path.abspath(path))
    try:
        if target.is_dir():
            raise UsageError(f"{path} is a folder; name a file, such as {path / usual}")
        if target.exists() and not target.is_file():
            raise UsageError(f"{path} is not an ordinary file; name one, such as {usual}")
        if not target.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent}; create it first, or name another")
        existing = target.exists()
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    if existing and not os.access(target, os.W_OK):
        raise UsageError(f"cannot write {path}: it is read-only; name another file with --output")
    if not os.access(target.resolve().parent, os.W_OK):
        raise UsageError(f"cannot write in {target.parent}: the folder is read-only")
    if existing and not force and not _may_replace(path):
        raise UsageError(f"{path} is unchanged; name another file with --output")
    return target


def _may_replace(path: Path) -> bool:
    """Ask whether a file may be replaced; where nobody can be asked, it may not."""
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError(
            f"{path} exists; add --force to replace it, or name another file with --output"
        )
    return agreed(f"{path} exists. Replace it?")


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        atomic_files.write(path, content)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
