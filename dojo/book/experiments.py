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
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from dojo.book import course_figures
from dojo.book.figure import Compute, Json
from dojo.diagnosis.classify import classify
from dojo.implementation.implementation import Implementation
from dojo.runner.processes import Process, can_fork, cores, fork, silence, spawn
from dojo.runner.run import GRACE
from dojo.runner.signals import held
from dojo.time_limit import PATIENCE, time_limit
from dojo.verdict import Broken
from dojo.workspace.owner import course_of

MOST = 4 << 20
# Most experiments take a few hundredths of a second. One that has taken longer than YOUTH does not
# keep others from beginning.
YOUTH, MOMENT = 0.25, 0.02
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
    asking = [(one.name, one.data) for one in chapter.parts if one.data]
    return [Experiment(chapter.feature, name, data) for name, data in asking]


def results(
    kata: Path, experiments: list[Experiment], seconds: float
) -> Generator[tuple[Experiment, Result] | None, None, None]:
    """Yield (experiment, result) of each experiment as it comes, and None while none comes.

    Each has `seconds`. Few begin at a time, but none waits for those that are slow. Whoever stops
    listening ends what still runs.
    """
    running: dict[Experiment, _Running] = {}
    left = deque(experiments)
    try:
        while left or running:
            while left and sum(one.is_young() for one in running.values()) < max(2, cores()):
                experiment = left.popleft()
                with held():
                    process = _start(kata, experiment, seconds)
                    running[experiment] = _Running(process, time.monotonic())
            yield from _received(running, seconds) or (None,)
    finally:
        for experiment in list(running):
            _end(running, experiment)


@dataclass
class _Running:
    """An experiment under way, and what it has sent so far."""

    process: Process
    since: float
    line: bytes = b""

    def is_young(self) -> bool:
        """Tell whether it may end any moment."""
        return time.monotonic() - self.since < YOUTH


def _received(
    running: dict[Experiment, _Running], seconds: float
) -> list[tuple[Experiment, Result]]:
    """Read what they send within a moment; return the results of those that have ended by now."""
    found, pipes = [], {one.process.read: experiment for experiment, one in running.items()}
    for pipe in select.select(list(pipes), [], [], MOMENT)[0]:
        experiment, chunk = pipes[pipe], os.read(pipe, 1 << 16)
        line = running[experiment].line = running[experiment].line + chunk
        # Its own line end, not the pipe's: what the code left running may hold that open.
        if not chunk or chunk.endswith(b"\n") or len(line) > MOST:
            _end(running, experiment)
            found.append((experiment, _result(line)))
    for experiment, one in list(running.items()):
        if time.monotonic() - one.since > PATIENCE * seconds + GRACE:
            _end(running, experiment)
            found.append((experiment, Result(None, SILENT.format(seconds=seconds))))
    return found


def _end(running: dict[Experiment, _Running], experiment: Experiment) -> None:
    with held():
        process = running.pop(experiment).process
        os.close(process.read)
        process.end()


def _result(line: bytes) -> Result:
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
