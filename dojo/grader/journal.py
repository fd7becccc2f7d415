"""A journal of results: a line for each, written as it comes, so that a killed run can go on.

A result counts for as long as the submission's sources, the behaviours and the limits are the same.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict, cast

from dojo.behaviours.draws import new_seed
from dojo.course.course import Course
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.grader.inside.serialization import plain
from dojo.grader.results import Result, ResultData

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
        self._reasons: dict[str, str] = {}
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
                    self._keep(Result(**result), at)
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

    def has(self, name: str) -> bool:
        """Tell whether there is a result for a submission, as it was at some time."""
        return name in self._known

    def says(self, name: str, why: str) -> bool:
        """Tell whether a submission was not graded, for the same reason."""
        return self._reasons.get(name) == plain(why)

    def write(self, result: Result) -> None:
        """Keep a result; it is on the disk when this returns. UsageError if it cannot be."""
        try:
            at = self._append({"grading": self._grading, "result": result.plain()})
        except OSError as error:
            raise UsageError(
                f"the journal cannot be written: {error.strerror or error}. What it holds already "
                "is kept: run the same command again"
            ) from None
        self._keep(result, at)

    def _keep(self, result: Result, at: int) -> None:
        # A submission that was not graded is tried again.
        self._known[result.submission] = result.fingerprint if result.graded else None, at
        self._reasons[result.submission] = "" if result.graded else result.why

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


def grading_of(course: Course, how: str) -> str:
    """Return a short text that differs wherever a submission could get another verdict.

    It changes with `how` (behaviours, limits, random tables), the course, and the code that grades.
    """
    digest = hashlib.sha256(how.encode())
    here = Path(__file__).parents[1]
    for folder in (course.features, course.steps, course.contracts, course.reference, here):
        for path in sorted(folder.rglob("*")):
            if is_feature(path) or path.suffix in (".py", ".csv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
