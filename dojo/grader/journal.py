"""A journal of results: a line for each, written as it comes, so that a killed run can go on.

A result counts for as long as the submission's sources, the behaviours and the limits are the same.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypedDict, cast

from dojo.behaviours.draws import new_seed
from dojo.course.course import Course
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.grader.inside.serialization import plain
from dojo.grader.results import Asked, Packed, Result
from dojo.locks import locked

FORMAT = "dojo grade journal"
MOST_HELD = 32 << 20


class Entry(TypedDict, total=False):
    """A line of the journal: its format, the seed of the random tables, or a result.

    A seed, the behaviours that are asked, and a result count for one `grading`: the course, the
    limits and the code. A result is about the behaviours that were asked last.
    """

    format: str
    grading: str
    seed: int
    asked: list[Asked]
    result: Packed


class Kept:
    """Index of a journal: the place of each result, and the options of the grading."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.seed: int | None = None
        self.asked: list[Asked] = []
        # By a submission's name: the fingerprint, why it was not graded, the place, what was asked.
        self.places: dict[str, tuple[str | None, str, int, list[Asked]]] = {}
        # Of a journal that is not large, the results themselves: to read one again takes time.
        self._held: dict[str, Packed] = {}

    def take(self, entry: Entry, at: int) -> None:
        """Take in a line."""
        self.seed = entry.get("seed", self.seed)
        self.asked = entry.get("asked", self.asked)
        if "result" in entry:
            packed = entry["result"]
            # A submission that was not graded is tried again.
            digest = packed["fingerprint"] if packed["graded"] else None
            self.places[packed["submission"]] = digest, packed["why"], at, self.asked
            self._held.pop(packed["submission"], None)
            if at < MOST_HELD:
                self._held[packed["submission"]] = packed

    def result(self, file: BinaryIO, name: str) -> Result:
        """Return the result of a submission."""
        _, _, at, asked = self.places[name]
        if name in self._held:
            return Result.unpacked(self._held[name], asked)
        file.seek(at)
        return Result.unpacked(_parsed(file.readline())["result"], asked)


class Journal:
    """A file of results; only one run at a time may write to it."""

    def __init__(self, path: Path, grading: str) -> None:
        """Open or make the file; results of another `grading` are passed over.

        UsageError if it cannot be opened, is not a journal, or another run writes to it.
        """
        self._grading, self._path = grading, path
        try:
            with contextlib.ExitStack() as opened:
                self._file = opened.enter_context(path.open("a+b"))
                if not opened.enter_context(locked(path)):
                    raise UsageError(
                        f"another dojo grade is writing to {path}; wait for it, or name another "
                        "file with --journal"
                    )
                gradings, end = entries(self._file, path)
                self._open = opened.pop_all()
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(f"{path}: {reason}; name another file with --journal") from None
        self._kept = gradings.get(grading, Kept())
        self._file.truncate(end)
        if end == 0:
            self._append({"format": FORMAT})

    def _append(self, entry: Entry) -> None:
        at = self._file.seek(0, os.SEEK_END)
        try:
            self._file.write(json.dumps(entry).encode("ascii") + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise UsageError(
                f"dojo cannot write the journal: {error.strerror or error}. Its "
                "results so far are kept; run the same command again"
            ) from None
        self._kept.take(entry, at)

    def seed(self) -> int:
        """Return the seed of the random tables: one for all, before a kill and after it."""
        if self._kept.seed is None:
            self._append({"grading": self._grading, "seed": new_seed()})
        assert self._kept.seed is not None
        return self._kept.seed

    def ask(self, asked: Sequence[Asked]) -> None:
        """Note what the submissions that follow are asked for."""
        if self._kept.asked != [*asked]:
            self._append({"grading": self._grading, "asked": [*asked]})

    def knows(self, name: str, fingerprint: str) -> bool:
        """Tell whether a submission was graded as it is."""
        return name in self._kept.places and self._kept.places[name][0] == fingerprint

    def has(self, name: str) -> bool:
        """Tell whether there is a result for a submission, as it was at some time."""
        return name in self._kept.places

    def says(self, name: str, why: str) -> bool:
        """Tell whether a submission was not graded, for the same reason."""
        return self.has(name) and self._kept.places[name][1] == plain(why)

    def write(self, result: Result) -> None:
        """Keep a result; it is on the disk when this returns. UsageError if it cannot be."""
        self._append({"grading": self._grading, "result": result.packed()})

    def results(self, names: Iterable[str]) -> "Results":
        """Return the results of these submissions, in this order."""
        asked = [name for name in dict.fromkeys(names) if self.has(name)]
        return Results([(self._path, self._kept, name) for name in asked])

    def close(self) -> None:
        """Let another run write."""
        with contextlib.suppress(OSError):  # what could not be written before
            self._open.close()


class Results:
    """Results that stand in journals, read again each time they are gone through."""

    def __init__(self, places: Sequence[tuple[Path, Kept, str]]) -> None:
        """Take the journal of each submission, what is known of it, and the submission's name."""
        self._places = places
        self.names = [name for _, _, name in places]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._places)

    def __iter__(self) -> Iterator[Result]:
        """Yield each."""
        with contextlib.ExitStack() as stack:
            files: dict[Path, BinaryIO] = {}
            for path, kept, name in self._places:
                if path not in files:
                    files[path] = stack.enter_context(path.open("rb"))
                yield kept.result(files[path], name)


def merged(paths: Sequence[Path]) -> tuple[Results, set[int]]:
    """Return the results in several journals, and the seeds of their random tables.

    Of each journal the latest grading counts, and of one submission the last journal that has it.
    UsageError if there is none, or if two of them were not graded alike.
    """
    places: dict[str, tuple[Path, Kept, str]] = {}
    gradings: dict[str, Path] = {}
    seeds = set()
    for path in paths:
        try:
            with path.open("rb") as file:
                found, _ = entries(file, path)
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror or error}") from None
        with_results = [(name, kept) for name, kept in found.items() if kept.places]
        if not with_results:
            raise UsageError(f"{path} contains no results yet")
        grading, kept = with_results[-1]
        gradings.setdefault(grading, path)
        if kept.seed is not None:
            seeds.add(kept.seed)
        places |= {name: (path, kept, name) for name in kept.places}
    if len(gradings) > 1:
        first, second, *_ = gradings.values()
        raise UsageError(
            f"{first} and {second} have different courses, options or versions of "
            "dojo. Grade one of them again like the other"
        )
    return Results([places[name] for name in sorted(places)]), seeds


def entries(file: BinaryIO, path: Path) -> tuple[dict[str, Kept], int]:
    """Return what a journal holds by its grading, the latest last, and where its whole lines end.

    UsageError for a file that is none.
    """
    found: dict[str, Kept] = {}
    file.seek(0)
    at = 0
    for line in file:
        if not line.endswith(b"\n"):
            break  # a run was killed while it wrote this line
        entry = _parsed(line)
        if at == 0 and entry.get("format") != FORMAT:
            break
        if grading := entry.get("grading"):
            kept = found.pop(grading, Kept())
            found[grading] = kept
            kept.take(entry, at)
        at += len(line)
    if at == 0 and file.seek(0, os.SEEK_END):
        raise UsageError(f"{path} is not a journal of dojo grade; name another file with --journal")
    return found, at


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
    order = [(course.number(path), path.name) for path in course.chapters]
    digest = hashlib.sha256(f"{how} {order}".encode())
    here = Path(__file__).parents[1]
    rooms = ("features", "steps", "contracts", "kata")
    folders = [folder for room in rooms for folder in course.folders(room)]
    for folder in (*folders, here):
        for path in sorted(folder.rglob("*")):
            if is_feature(path) or path.suffix in (".py", ".csv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
