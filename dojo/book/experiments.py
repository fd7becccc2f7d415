"""The numbers behind the pictures: each experiment in a process of its own, for a limited time.

The network's code may loop, exit or patch what it likes: nothing of that reaches the book.
Where there is no fork, `python -m dojo.book.experiments PIPE FOLDER NAME SECONDS` takes its place.
"""

import json
import os
import select
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from dojo.course.course import Course
from dojo.diagnosis.classify import classify
from dojo.implementation.implementation import Implementation
from dojo.implementation.packages import FolderPackage
from dojo.runner.processes import can_fork, fork, silence, spawn
from dojo.runner.run import GRACE, Process
from dojo.time_limit import time_limit
from dojo.verdict import Broken

MOST = 4 << 20
DIED = "The code ended the whole process, as os._exit or a crash does."
SILENT = "No answer within {seconds:g} s, and no way to interrupt it."


class Result(NamedTuple):
    """What came of an experiment: its data, or the reason why there are none."""

    data: dict | None
    why: str = ""


def results(folder: Path, names: list[str], seconds: float) -> Iterator[tuple[str, Result]]:
    """Yield each experiment's result in the order of the names; all of them run at once.

    `seconds` is the time for all together. Whoever stops listening ends what still runs.
    """
    running: dict[str, Process] = {}
    received = dict.fromkeys(names, b"")
    deadline = time.monotonic() + seconds + GRACE
    try:
        for name in names:
            running[name] = _start(folder, name, seconds)
        for name in names:
            _receive(running, received, name, deadline)
            yield name, _result(received[name], name in running, seconds)
    finally:
        for name in list(running):
            _end(running, name)


def _receive(running: dict, received: dict, awaited: str, deadline: float) -> None:
    """Read what all of them send until the awaited one has sent all, or the time is up."""
    while awaited in running and (left := deadline - time.monotonic()) > 0:
        names = {process.read: name for name, process in running.items()}
        for pipe in select.select(list(names), [], [], left)[0]:
            name, chunk = names[pipe], os.read(pipe, 1 << 16)
            received[name] += chunk
            # Its own line end, not the pipe's: what the code left running may hold that open.
            if not chunk or chunk.endswith(b"\n") or len(received[name]) > MOST:
                _end(running, name)


def _end(running: dict, name: str) -> None:
    process = running.pop(name)
    os.close(process.read)
    process.end()


def _result(line: bytes, still_running: bool, seconds: float) -> Result:
    if still_running:
        return Result(None, SILENT.format(seconds=seconds))
    try:
        return Result(**json.loads(line))
    except (ValueError, TypeError):
        return Result(None, DIED)


def _start(folder: Path, name: str, seconds: float) -> Process:
    if can_fork():
        return fork(lambda write: _work(write, folder, name, seconds))
    return spawn(folder, [name, str(seconds)], "dojo.book.experiments")


def _work(write: int, folder: Path, name: str, seconds: float) -> None:
    """Do an experiment and write its result as a line of JSON."""
    result = conduct(folder, name, seconds)
    data = memoryview(json.dumps(result._asdict()).encode("ascii") + b"\n")
    while data:
        data = data[os.write(write, data) :]


def conduct(folder: Path, name: str, seconds: float = 0) -> Result:
    """Do one experiment of `steps/figures` with the kata in `folder`, in this process."""
    course = Course.default()
    kata = Implementation(folder, course.introduced)
    try:
        experiment = FolderPackage("steps", course.steps).load(f"figures.{name}")
        kata.begin(experiment.CHAPTER, f"steps/figures/{name}.py")
        with time_limit(seconds):
            return Result(plain(experiment.data(kata)))
    except BaseException as error:  # whatever the code raises, the book gets a sentence
        found = classify(pytest.ExceptionInfo.from_exception(error), kata)
        at = f" {found.places[0]}" if found.places else ""
        sentence = " ".join(found.reasons[0].sentence.split())
        return Result(None, f"{sentence}{at and f' ({at.strip()})'}")


def plain(value: object) -> object:
    """Return numbers, words, lists and dicts for JSON; a number that is not finite is refused.

    >>> plain({"z": np.array([0.5, 1.0]), "note": "two"})
    {'z': [0.5, 1.0], 'note': 'two'}
    """
    match value:
        case str():
            return value
        case dict():
            return {str(key): plain(entry) for key, entry in value.items()}
        case list() | tuple():
            return [plain(entry) for entry in value]
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise Broken("not-a-number", f"An answer is of the type {type(value).__name__}.")
    if not np.isfinite(array).all():
        raise Broken("not-finite", "An answer is nan or infinite, which is no number to draw.")
    return array.tolist()


if __name__ == "__main__":
    silence()
    _work(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], float(sys.argv[4]))
