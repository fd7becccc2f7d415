"""Submissions on the disk: where they are, and the texts of their `kata/`, read with care.

Only `kata/**/*.py` is read, and nothing is run. A submission that cannot be read is named with the
reason why; the others are graded.
"""

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

KATA = "kata"
MOST_FILES, MOST_BYTES, DEEPEST = 200, 1 << 20, 4
MOST_SUBMISSIONS = 100_000
TOO_MANY = f"its kata/ has more than {MOST_FILES} modules"


class Unreadable(Exception):  # noqa: N818  it is about the submission
    """A submission that cannot be graded; the message says why."""


class Submission(NamedTuple):
    """A submission by its name, and where its kata is; `why` says that it cannot be graded."""

    name: str
    kata: Path
    why: str = ""

    def sources(self) -> dict[str, bytes]:
        """Return the texts of its modules by their paths in `kata/`; Unreadable says why not."""
        if self.why:
            raise Unreadable(self.why)
        try:
            zipped = self.kata.suffix == ".zip"
            files = dict(_zipped(self.kata) if zipped else _walked(self.kata))
        except OSError as error:
            raise Unreadable(f"{error.filename or self.kata}: {error.strerror or error}") from None
        if not any(text.strip() for text in files.values()):
            raise Unreadable("its kata/ is empty")
        return files


def find(paths: list[str]) -> Iterator[Submission]:
    """Yield the submissions that the paths name: each one, or all that lie in a folder.

    What cannot be graded is a submission too; its `why` says what is wrong.
    """
    for given in paths:
        path = Path(given)
        if not os.path.lexists(path):
            yield Submission(given, path, "there is no such file or folder")
        elif path.is_dir() and not _holds_kata(path) and any(map(_holds_kata, _inside(path))):
            for child in _inside(path):
                yield _one(child, child.as_posix())
        else:
            yield _one(path, given)


def _inside(folder: Path) -> list[Path]:
    try:
        children = sorted(folder.iterdir())[:MOST_SUBMISSIONS]
    except OSError:
        return []
    return [child for child in children if not child.name.startswith(".")]


def _holds_kata(path: Path) -> bool:
    try:
        is_kata = path.resolve().name == KATA and any(path.glob("*.py"))
        return is_kata or path.suffix == ".zip" or os.path.lexists(path / KATA)
    except OSError:
        return False


def _one(path: Path, name: str) -> Submission:
    try:
        if path.suffix == ".zip" and path.is_file():
            return Submission(name, path)
        if not path.is_dir():
            return Submission(name, path, "it is a file, not a folder with kata/ in it")
        if path.resolve().name == KATA and not (path / KATA).is_dir():
            return Submission(name, path)
        kata = path / KATA
        if not os.path.lexists(kata):
            some = any(path.iterdir())
            return Submission(name, kata, "it has no folder kata/" if some else "it is empty")
        if not kata.resolve().is_relative_to(path.resolve()):
            return Submission(name, kata, "its kata/ is a link that leads out of its folder")
        if not kata.is_dir():
            return Submission(name, kata, "its kata is a file, not a folder")
    except OSError as error:
        return Submission(name, path, error.strerror or str(error))
    return Submission(name, kata)


def _walked(kata: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each module of a folder; nothing is read through a link that leads out of it."""
    root, count = kata.resolve(), 0
    for folder, folders, names in os.walk(kata, onerror=_refuse):
        depth = len(Path(folder).relative_to(kata).parts)
        folders[:] = sorted(f for f in folders if f != "__pycache__" and depth < DEEPEST)
        for name in sorted(name for name in names if name.endswith(".py")):
            count += 1
            if count > MOST_FILES:
                raise Unreadable(TOO_MANY)
            path = Path(folder) / name
            inside = path.relative_to(kata).as_posix()
            if not path.resolve().is_relative_to(root):
                raise Unreadable(f"kata/{inside} is a link that leads out of its folder")
            yield inside, _text(path, inside)


def _refuse(error: OSError) -> None:
    raise error


def _text(path: Path, inside: str) -> bytes:
    # Without waiting: what is no file (a pipe) must not be waited for.
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise Unreadable(f"kata/{inside} is no ordinary file")
        text = os.read(file, MOST_BYTES + 1)
    finally:
        os.close(file)
    if len(text) > MOST_BYTES:
        raise Unreadable(_too_large(inside))
    return text


def _too_large(inside: str) -> str:
    return f"kata/{inside} is larger than {MOST_BYTES >> 20} MB"


def _zipped(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each module of a zip file's `kata/`. Nothing is unpacked to the disk."""
    count = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                parts = PurePosixPath(entry.filename).parts
                inside = "/".join(parts[parts.index(KATA) + 1 :]) if KATA in parts[:2] else ""
                if not inside.endswith(".py") or ".." in parts:
                    continue
                count += 1
                with archive.open(entry) as file:
                    text = file.read(MOST_BYTES + 1)
                if count > MOST_FILES:
                    raise Unreadable(TOO_MANY)
                if len(text) > MOST_BYTES:
                    raise Unreadable(_too_large(inside))
                yield inside, text
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Unreadable(f"this zip file cannot be read: {error}") from None


def fingerprint(sources: dict[str, bytes]) -> str:
    """Return a short text that differs for different sources.

    >>> fingerprint({"a.py": b"1"}) == fingerprint({"a.py": b"2"})
    False
    """
    digest = hashlib.sha256()
    for name, text in sorted(sources.items()):
        digest.update(f"{len(name)} {name} {len(text)} ".encode() + text)
    return digest.hexdigest()[:32]
