"""The court: each submission judged in a fork of one warm pytest, as many side by side as asked.

The fork compares; the submission's own code runs in players of a zygote (see `launcher`). Nothing
that a submission leads the fork to do outlives it.
"""

import contextlib
import gc
import os
import select
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from dojo.behaviours.random_tables.check import keep_tables
from dojo.grader.inside.confinement import die_with_parent
from dojo.grader.remote_kata import Remote
from dojo.grader.results import Result
from dojo.grader.sandbox import Limits, NotPossible, Zygote
from dojo.grader.submissions import Submission, Unreadable, fingerprint
from dojo.implementation.implementations import judging
from dojo.runner.processes import Process, fork
from dojo.runner.protocol import read
from dojo.runner.session import Warm
from dojo.terminal.message import text
from dojo.verdict import Verdict

GRACE = 60.0
TRIES = 2
UNABLE = "the judge's own process ended before it had a verdict"


class Trial:
    """One submission before the court."""

    def __init__(self, submission: Submission, sources: dict[str, bytes], mark: str) -> None:
        """Take the submission, the texts to judge, and their fingerprint."""
        self.submission, self.sources, self.mark = submission, sources, mark
        self.tries, self.verdicts = 0, {}
        self.process: Process | None = None
        self.buffer, self.begun, self.until = b"", time.monotonic(), 0.0

    def fileno(self) -> int:
        """Return what `select` waits for."""
        return self.process.read


class Court:
    """A course whose features are collected, and a zygote for each job."""

    def __init__(
        self,
        warm: Warm,
        items: list[pytest.Item],
        limits: Limits,
        jobs: int = 1,
        without: tuple = (),
    ) -> None:
        """Take the behaviours to judge by, the limits, and how many jobs to run side by side."""
        self._warm, self.items, self._limits = warm, items, limits
        self._zygotes = [Zygote(limits, without) for _ in range(jobs)]
        self.force = self._zygotes[0].force
        self.course = items[0].owner.course

    def close(self) -> None:
        """End the zygotes."""
        for zygote in self._zygotes:
            zygote.close()

    def judge(
        self, submissions: Iterable[Submission], known: Callable[[str, str], bool] | None = None
    ) -> Iterator[Result]:
        """Yield a Result for each submission as it comes; one that is `known` is left out."""
        waiting, running, idle = iter(submissions), {}, list(self._zygotes)
        try:
            while True:
                while idle and (next_one := next(waiting, None)):
                    result = self._start(next_one, known, running, idle)
                    if result:
                        yield result
                if not running:
                    return
                for trial in select.select(list(running), [], [], 0.2)[0]:
                    if self._heard(trial):
                        yield from self._ended(trial, running, idle)
                for trial in [t for t in running if time.monotonic() > t.until]:
                    yield from self._ended(trial, running, idle)
        finally:
            for trial in running:
                self._stop(trial)

    def _start(
        self, submission: Submission, known: Callable | None, running: dict, idle: list
    ) -> Result | None:
        try:
            sources = submission.sources()
        except Unreadable as error:
            return Result(submission.name, "", False, str(error))
        mark = fingerprint(sources)
        if known and known(submission.name, mark):
            return None
        trial = Trial(submission, sources, mark)
        running[trial] = idle.pop()
        self._open(trial, running[trial])
        return None

    def _open(self, trial: Trial, zygote: Zygote) -> None:
        trial.tries, trial.buffer, trial.verdicts = trial.tries + 1, b"", {}
        trial.until = time.monotonic() + self._limits.seconds + GRACE
        trial.process = fork(lambda write: self._compare(trial, zygote, write))

    def _compare(self, trial: Trial, zygote: Zygote, write: int) -> None:
        """Judge one submission, in a process that was forked for it."""
        die_with_parent()
        # A round of the collector would touch, and so copy, all that is shared with the parent.
        gc.disable()
        self._warm.stream.open(write)
        self._run(trial.submission.kata, trial.sources, zygote)

    def _run(self, kata: Path, sources: dict[str, bytes], zygote: Zygote) -> None:
        remote = Remote(kata, sources, self.course, zygote, self._limits)
        with contextlib.closing(remote), judging(self.items[0].config, remote):
            for item, following in zip(self.items, [*self.items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def get_ready(self) -> None:
        """Judge the reference in this process: every fork then has what the steps load and keep.

        That includes the drawn tables: they are the same for all, and drawn here once.
        """
        reference = self.course.reference
        sources = Submission("reference", reference).sources()
        keep_tables(self.items[0].config)
        with contextlib.suppress(NotPossible):
            self._run(reference, sources, self._zygotes[0])
            self._zygotes[0].end()
        gc.collect()
        gc.freeze()

    def _heard(self, trial: Trial) -> bool:
        """Take in what has come; tell whether that was all."""
        chunk = os.read(trial.process.read, 1 << 16)
        *lines, trial.buffer = (trial.buffer + chunk).split(b"\n")
        for verdict in map(read, lines):
            if isinstance(verdict, Verdict):
                trial.verdicts[verdict.nodeid] = verdict
        return not chunk

    def _ended(self, trial: Trial, running: dict, idle: list) -> Iterator[Result]:
        self._stop(trial)
        zygote = running[trial]
        try:
            zygote.end()
        except NotPossible:
            zygote.start()
        whole = trial.verdicts.keys() == {item.nodeid for item in self.items}
        if not whole and trial.tries < TRIES:
            self._open(trial, zygote)
            return
        idle.append(running.pop(trial))
        yield self._result(trial, whole)

    def _stop(self, trial: Trial) -> None:
        process, trial.process = trial.process, None
        with contextlib.suppress(OSError):
            os.close(process.read)
        process.end()

    def _result(self, trial: Trial, whole: bool) -> Result:
        name, seconds = trial.submission.name, time.monotonic() - trial.begun
        if not whole:
            return Result(name, trial.mark, False, UNABLE, seconds)
        judged = [(item, trial.verdicts[item.nodeid]) for item in self.items]
        return Result(name, trial.mark, True, "", seconds, [_behaviour(*one) for one in judged])


def _behaviour(item: pytest.Item, verdict: Verdict) -> dict:
    return {
        "behaviour": item.nodeid,
        "chapter": item.chapter,
        "title": str(item.title),
        "verdict": verdict.kind,
        "message": text(verdict),
        "codes": verdict.codes,
    }
