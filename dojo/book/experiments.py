"""Numbers behind the figures: each experiment in a process of its own, for a limited time.

The network's code may loop, exit or patch what it likes: nothing of that reaches the book.
Where there is no fork, a new process takes its place:
`python -m dojo.book.experiments PIPE KATA FEATURE FIGURE SECONDS`.
"""

import json
import os
import select
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from dojo.book import course_figures
from dojo.book.figure import Compute, Json
from dojo.diagnosis.classify import classify
from dojo.implementation.implementation import Implementation
from dojo.runner.processes import Process, can_fork, fork, silence, spawn
from dojo.runner.run import GRACE
from dojo.time_limit import PATIENCE, time_limit
from dojo.verdict import Broken
from dojo.workspace.owner import course_of

MOST = 4 << 20
DIED = "The code ended the whole process, perhaps with os._exit or a crash."
SILENT = "The code gave no answer within {seconds:g} s and could not be interrupted."


class Experiment(NamedTuple):
    """The data of a figure or toy of this name, to be computed as far as its chapter goes."""

    feature: Path
    name: str
    data: Compute


class Result(NamedTuple):
    """Result of an experiment: its data, or the reason why there are none.

    `at` is the place of the function that is missing or wrong, where it is known.
    """

    data: Json
    why: str = ""
    at: str = ""


def asked_by(chapter: course_figures.ChapterFigures) -> list[Experiment]:
    """Return what the figures and toys of a chapter ask the kata."""
    asking = [(one.name, one.data) for one in chapter.figures]
    asking += [(one.name, one.data) for one in chapter.toys if one.data]
    return [Experiment(chapter.feature, name, data) for name, data in asking]


def results(
    kata: Path, experiments: list[Experiment], seconds: float
) -> Generator[tuple[str, Result], None, None]:
    """Yield (figure's name, result) of each experiment in order; all of them run at once.

    `seconds` is the time for all together. Whoever stops listening ends what still runs.
    """
    running: dict[str, Process] = {}
    received = {experiment.name: b"" for experiment in experiments}
    deadline = time.monotonic() + PATIENCE * seconds + GRACE
    try:
        for experiment in experiments:
            running[experiment.name] = _start(kata, experiment, seconds)
        for name in received:
            _receive(running, received, name, deadline)
            yield name, _result(received[name], name in running, seconds)
    finally:
        for name in list(running):
            _end(running, name)


def _receive(
    running: dict[str, Process], received: dict[str, bytes], awaited: str, deadline: float
) -> None:
    """Read what all of them send until the awaited one has sent all, or the time is up."""
    while awaited in running and (left := deadline - time.monotonic()) > 0:
        names = {process.read: name for name, process in running.items()}
        for pipe in select.select(list(names), [], [], left)[0]:
            name, chunk = names[pipe], os.read(pipe, 1 << 16)
            received[name] += chunk
            # Its own line end, not the pipe's: what the code left running may hold that open.
            if not chunk or chunk.endswith(b"\n") or len(received[name]) > MOST:
                _end(running, name)


def _end(running: dict[str, Process], name: str) -> None:
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


def _start(kata: Path, experiment: Experiment, seconds: float) -> Process:
    if can_fork():
        return fork(lambda write: _work(write, kata, experiment, seconds))
    words = [str(experiment.feature.resolve()), experiment.name, str(seconds)]
    return spawn(kata, words, "dojo.book.experiments")


def _work(write: int, kata: Path, experiment: Experiment, seconds: float) -> None:
    """Do an experiment and write its result as a line of JSON."""
    result = conduct(kata, experiment, seconds)
    data = memoryview(json.dumps(result._asdict()).encode("ascii") + b"\n")
    while data:
        data = data[os.write(write, data) :]


def conduct(folder: Path, experiment: Experiment, seconds: float = 0) -> Result:
    """Do an experiment with the kata in `folder`, in this process."""
    feature, name, data = experiment
    course = course_of(feature)
    kata = Implementation.of(course, folder)
    try:
        kata.begin(course.number(feature), f"the figure {name}")
        with time_limit(seconds):
            return Result(plain(data(kata)))
    except BaseException as error:  # whatever the code raises, the book gets a sentence
        found = classify(pytest.ExceptionInfo.from_exception(error), kata)
        at = str(found.places[0]) if found.places else ""
        reason = found.reasons[0]
        sentence = " ".join(f"{reason.sentence} {reason.source}".split())
        return Result(None, f"{sentence}{at and f' ({at})'}", at)


def plain(value: Any) -> Json:
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
        raise Broken("not-finite", "An answer is nan or infinite, so it cannot be drawn.")
    numbers: Json = array.tolist()
    return numbers


def _named(feature: Path, name: str) -> Experiment:
    chapter = course_figures.of_chapter(feature)
    return next(one for one in asked_by(chapter) if one.name == name)


def main(pipe: str, kata: str, feature: str, name: str, seconds: str) -> None:
    """Do the experiment of the figure or toy `name`."""
    silence()
    _work(int(pipe), Path(kata), _named(Path(feature), name), float(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
