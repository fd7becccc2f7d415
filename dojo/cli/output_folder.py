"""Output folders: written whole or not at all; what others have put into one stays there."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from dojo import atomic_files
from dojo.cli.prompts import agreed
from dojo.errors import UsageError


def ready(path: Path, force: bool, usual: str) -> Path:
    """Return the full path of a folder to write; UsageError says why it cannot be, and what to do.

    `usual` is a name that such a folder may have.
    """
    target = Path(os.path.abspath(path))
    try:
        if target.exists() and not target.is_dir():
            raise UsageError(f"{path} is a file; name a folder, such as {usual}")
        if not target.parent.is_dir():
            raise UsageError(f"there is no folder {path.parent}; create it first, or name another")
        existing = target.is_dir() and any(target.iterdir())
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    if not os.access(target.parent, os.W_OK):
        raise UsageError(f"cannot write in {target.parent}: the folder is read-only")
    if target in (Path.cwd(), *Path.cwd().parents):
        raise UsageError(f"{path} is the current folder; name a folder in it, such as {usual}")
    if existing and not force and not _may_replace(path):
        raise UsageError(f"{path} is unchanged; name another folder")
    return target


def _may_replace(path: Path) -> bool:
    """Ask whether a folder may be written; where nobody can be asked, it may not."""
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError(
            f"{path} is not empty; add --force to write the site again, or name another folder"
        )
    return agreed(f"{path} is not empty. Write the site again? dojo keeps all other files.")


def write(target: Path, files: Mapping[str, bytes], old: frozenset[str] = frozenset()) -> None:
    """Write a folder in one go: who looks sees the old one or the new one, never half of one.

    `old` are the files that an earlier writing has made: those that are no longer made go. All
    others that are there stay.
    """
    beside, before = (
        target.with_name(f".{target.name}-{os.getpid()}.{end}") for end in ("part", "old")
    )
    try:
        for name, content in files.items():
            atomic_files.write(beside / name, content)
        if not target.exists():
            beside.rename(target)
            return
        _keep_others(target, beside, old)
        target.rename(before)
        try:
            beside.rename(target)
        except BaseException:
            before.rename(target)
            raise
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror or error}") from None
    finally:
        atomic_files.remove(beside)
        atomic_files.remove(before)


def _keep_others(folder: Path, beside: Path, old: frozenset[str]) -> None:
    """Copy what is in a folder, that is neither in the new one nor from an earlier run."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name in old or (beside / name).exists():
            continue
        (beside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, beside / name, follow_symlinks=False)
