"""A journal of results: a line for each, written as it comes, so that a killed run can go on.

A result counts for as long as the submission's sources, the behaviours and the limits are the same.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypedDict, cast

import pytest

from dojo.behaviours.draws import new_seed
from dojo.course.course import Course
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.grader.results import Result, ResultData
from dojo.grader.sandbox import Limits

FORMAT = "dojo grade journal"


class Entry(TypedDict, total=False):
    """A line of the journal: its format, the seed of the random tables, or a result.

    A seed and a result count for one `grading`: the behaviours, the limits and the code.
    """

    format: str
    grading: str
    seed: int
    result: ResultData


class Journal:
    """A file of results; only one run at a time may write to it."""

    def __init__(self, path: Path, grading: str) -> None:
        """Open or make the file; results of another `grading` are passed over.

        UsageError if it cannot be opened, is no journal, or another run writes to it.
        """
        self._grading = grading
        self._known: dict[str, tuple[str | None, int]] = {}
        self._seed: int | None = None
        try:
            self._file = path.open("a+b")
            self._lock(path)
            self._read(path)
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(f"{path}: {reason}; name another file with --journal") from None

    def _lock(self, path: Path) -> None:
        with contextlib.suppress(ImportError):
            import fcntl  # Windows has none

            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UsageError(
                    f"another dojo grade is writing to {path}; wait for it, or name another file "
                    "with --journal"
                ) from None

    def _read(self, path: Path) -> None:
        self._file.seek(0)
        at = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break  # a run was killed while it wrote this line
            entry = _parsed(line)
            if at == 0 and entry.get("format") != FORMAT:
                break
            if entry.get("grading") == self._grading:
                if "seed" in entry:
                    self._seed = entry["seed"]
                if "result" in entry:
                    result = entry["result"]
                    self._known[result["submission"]] = result["fingerprint"], at
            at += len(line)
        if at == 0 and self._file.seek(0, os.SEEK_END):
            raise UsageError(
                f"{path} is no journal of dojo grade; name another file with --journal"
            )
        self._file.truncate(at)
        if at == 0:
            self._append({"format": FORMAT})

    def _append(self, entry: Entry) -> int:
        at = self._file.seek(0, os.SEEK_END)
        self._file.write(json.dumps(entry).encode("ascii") + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        return at

    def seed(self) -> int:
        """Return the seed of the random tables: one for all, before a kill and after it."""
        if self._seed is None:
            self._seed = new_seed()
            self._append({"grading": self._grading, "seed": self._seed})
        return self._seed

    def knows(self, name: str, fingerprint: str) -> bool:
        """Tell whether a submission was graded as it is."""
        return name in self._known and self._known[name][0] == fingerprint

    def write(self, result: Result) -> None:
        """Keep a result; it is on the disk when this returns."""
        at = self._append({"grading": self._grading, "result": result.plain()})
        # A submission that was not graded is tried again.
        self._known[result.submission] = result.fingerprint if result.graded else None, at

    def results(self, names: Iterable[str]) -> list[Result]:
        """Return the results of these submissions, in this order."""
        found = []
        for name in dict.fromkeys(names):
            if name in self._known:
                self._file.seek(self._known[name][1])
                found.append(Result(**_parsed(self._file.readline())["result"]))
        return found

    def close(self) -> None:
        """Let another run write."""
        self._file.close()


def _parsed(line: bytes) -> Entry:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return cast("Entry", entry) if isinstance(entry, dict) else {}


def grading_of(
    course: Course, items: Sequence[pytest.Item], limits: Limits, draws: int, drawn_seed: int | None
) -> str:
    """Return a short text that differs wherever a submission could get another verdict.

    It changes with the behaviours, the limits, the random tables, and the code that grades.
    """
    how = limits, draws, drawn_seed
    digest = hashlib.sha256(repr((how, [item.nodeid for item in items])).encode())
    here = Path(__file__).parents[1]
    rooms = [folder for room in ("features", "steps", "kata") for folder in course.folders(room)]
    for folder in (*rooms, here):
        for path in sorted(folder.rglob("*")):
            if is_feature(path) or path.suffix in (".py", ".csv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
