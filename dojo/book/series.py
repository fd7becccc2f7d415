"""Experiments in another process: one after another, and none waits for a slow one.

The network's code may loop, exit or patch what it likes: nothing of that reaches the book. Where it
ends its process, another one goes on. Where there is no fork, a new process takes its place:
`python -m dojo.book.series PIPE FOLDER KATA SECONDS FEATURE FIGURE …`.
"""

import json
import os
import select
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import TypeAlias

from dojo.book import course_figures
from dojo.book.experiments import Experiment, Result, asked_by, conduct
from dojo.runner.processes import Process, can_fork, fork, silence, spawn
from dojo.runner.run import GRACE
from dojo.runner.signals import held
from dojo.time_limit import PATIENCE

Found: TypeAlias = tuple[Experiment, Result]

MOST = 4 << 20
# Whatever takes longer than SLOW is left alone with its process. The others go on in a new one.
SLOW, MOMENT = 1.0, 0.02
DIED = "The code ended the whole process, perhaps with os._exit or a crash."
SILENT = "The code gave no answer within {seconds:g} s and could not be interrupted."


def results(
    kata: Path, experiments: list[Experiment], seconds: float
) -> Generator[Found | None, None, None]:
    """Yield (experiment, result) of each experiment as it comes, and None while none comes.

    Each may take `seconds`. Whoever stops listening ends what still runs.
    """
    running: list[_Series] = []

    def begin(left: list[Experiment]) -> None:
        if left:
            with held():
                running.append(_Series(kata, left, seconds))

    try:
        begin(experiments)
        while running:
            ready = select.select(running, [], [], MOMENT)[0]
            found: list[Found] = []
            for one in list(running):
                found += one.receive(one in ready)
                begin(one.leave_behind())
                if one.process is None:
                    running.remove(one)
            # Only now: whoever takes them takes his time.
            yield from found or (None,)
    finally:
        for one in running:
            one.stop()


class _Series:
    """Experiments that one process does, in order, as far as it comes."""

    def __init__(self, kata: Path, experiments: list[Experiment], seconds: float) -> None:
        """Begin."""
        self._left = [*experiments]
        self._seconds = seconds
        self._buffer = b""
        self._is_at_work = False
        self._heard = time.monotonic()
        self.process: Process | None = _start(kata, experiments, seconds)

    def fileno(self) -> int:
        """Return what `select` waits for."""
        return self.process.read if self.process else -1

    def receive(self, is_ready: bool) -> list[Found]:
        """Return the results that have come by now, also that of an experiment that has failed."""
        found: list[Found] = []
        if is_ready and self.process:
            chunk = os.read(self.process.read, 1 << 16)
            *lines, self._buffer = (self._buffer + chunk).split(b"\n")
            for line in lines:
                self._heard = time.monotonic()
                # What was left to another process may have been done here as well.
                if self._is_at_work and self._left:
                    found.append((self._left.pop(0), _result(line)))
                self._is_at_work = True
            if self._left and (not chunk or len(self._buffer) > MOST):
                found.append(self._fail(DIED))
        elif self._silent_for() > PATIENCE * self._seconds + GRACE:
            found.append(self._fail(SILENT.format(seconds=self._seconds)))
        if not self._left:
            # Not when the pipe closes: what the code left running may hold it open.
            self.stop()
        return found

    def _fail(self, why: str) -> Found:
        self.stop()
        return self._left.pop(0), Result(None, why)

    def leave_behind(self) -> list[Experiment]:
        """Return what another process has to do: what this one is too slow for, or has ended at."""
        is_slow = self._is_at_work and self._silent_for() > SLOW
        kept = 0 if self.process is None else 1 if is_slow else len(self._left)
        left, self._left = self._left[kept:], self._left[:kept]
        return left

    def _silent_for(self) -> float:
        return time.monotonic() - self._heard

    def stop(self) -> None:
        """End the process and all that it started, now."""
        with held():
            process, self.process = self.process, None
            if process:
                process.end()


def _result(line: bytes) -> Result:
    try:
        return Result(**json.loads(line))
    except (ValueError, TypeError):
        return Result(None, DIED)


def _start(kata: Path, experiments: list[Experiment], seconds: float) -> Process:
    if can_fork():
        return fork(lambda write: _work(write, kata, experiments, seconds))
    named = [word for one in experiments for word in (str(one.feature.resolve()), one.name)]
    # Where we stand: places in the code are shown as seen from there.
    return spawn(Path.cwd(), [str(kata), str(seconds), *named], "dojo.book.series")


def _work(write: int, kata: Path, experiments: list[Experiment], seconds: float) -> None:
    """Do experiments; write an empty line, and then the result of each as a line of JSON."""
    _write(write, b"\n")
    for experiment in experiments:
        result = conduct(kata, experiment, seconds)
        _write(write, json.dumps(result._asdict()).encode("ascii") + b"\n")


def _write(write: int, line: bytes) -> None:
    data = memoryview(line)
    while data:
        data = data[os.write(write, data) :]


def _named(feature: Path, name: str) -> Experiment:
    chapter = course_figures.of_chapter(feature)
    return next(one for one in asked_by(chapter) if one.name == name)


def main(pipe: str, folder: str, kata: str, seconds: str, *named: str) -> None:
    """Do the experiments of figures and toys, each named by its chapter and its name."""
    silence()
    pairs = zip(named[::2], named[1::2], strict=True)
    experiments = [_named(Path(feature), name) for feature, name in pairs]
    _work(int(pipe), Path(kata), experiments, float(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
