"""The journal: a line for each result, written as it comes, so that a killed run can go on.

A result counts for as long as the submission's sources, the behaviours and the limits are the same.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from dojo.behaviours.random_tables.check import new_seed
from dojo.course.course import Course
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.grader.results import Result

HEAD = "dojo grade journal"


class Journal:
    """A file of results; only one run at a time may write to it."""

    def __init__(self, path: Path, court: str) -> None:
        """Open or make the file. `court` says by what is judged; other results are passed over."""
        self._court, self._known, self._seed = court, {}, None
        try:
            self._file = path.open("a+b")
            self._lock(path)
            self._read(path)
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(f"{path}: {reason}; --journal FILE names another place") from None

    def _lock(self, path: Path) -> None:
        with contextlib.suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UsageError(f"another run is writing to {path} right now") from None

    def _read(self, path: Path) -> None:
        self._file.seek(0)
        at = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break  # a run was killed while it wrote this line
            entry = _parsed(line)
            if at == 0 and entry.get("is") != HEAD:
                raise UsageError(f"{path} is no journal of dojo grade; --journal FILE names one")
            if entry.get("court") == self._court and "seed" in entry:
                self._seed = entry["seed"]
            elif entry.get("court") == self._court:
                self._known[entry["submission"]] = entry["fingerprint"], at
            at += len(line)
        if at == 0 and self._file.seek(0, os.SEEK_END):
            raise UsageError(f"{path} is no journal of dojo grade; --journal FILE names one")
        self._file.truncate(at)
        if at == 0:
            self._append({"is": HEAD})

    def _append(self, entry: dict) -> int:
        at = self._file.seek(0, os.SEEK_END)
        self._file.write(json.dumps(entry).encode("ascii") + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        return at

    def seed(self) -> int:
        """Return the seed of the drawn tables: one for all submissions, before and after a kill."""
        if self._seed is None:
            self._seed = new_seed()
            self._append({"court": self._court, "seed": self._seed})
        return self._seed

    def knows(self, name: str, fingerprint: str) -> bool:
        """Tell whether a submission was judged as it is."""
        return name in self._known and self._known[name][0] == fingerprint

    def write(self, result: Result) -> None:
        """Keep a result; it is on the disk when this returns."""
        at = self._append(result.plain() | {"court": self._court})
        # What was not judged is tried again.
        self._known[result.submission] = result.fingerprint if result.judged else None, at

    def results(self, names: Iterable[str]) -> list[Result]:
        """Return the results of these submissions, in this order."""
        found = []
        for name in dict.fromkeys(names):
            if name in self._known:
                self._file.seek(self._known[name][1])
                entry = _parsed(self._file.readline())
                del entry["court"]
                found.append(Result(**entry))
        return found

    def close(self) -> None:
        """Let another run write."""
        self._file.close()


def _parsed(line: bytes) -> dict:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def court_of(course: Course, items: list[pytest.Item], *how: object) -> str:
    """Return a short text that is another where something else is judged, or in another way."""
    digest = hashlib.sha256(repr((how, [item.nodeid for item in items])).encode())
    here = Path(__file__).parents[1]
    for folder in (course.features, course.steps, course.reference, here):
        for path in sorted(folder.rglob("*")):
            if is_feature(path) or path.suffix in (".py", ".csv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
