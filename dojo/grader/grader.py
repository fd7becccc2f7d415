"""The grader: each submission in a fork of one warm pytest, several side by side.

The fork compares; the submission's own code runs in workers of a sandbox. Nothing that a
submission leads the fork to do outlives it.
"""

import contextlib
import gc
import io
import os
import select
import time
from collections.abc import Callable, Iterable, Iterator

from dojo.behaviours.items import Behaviour
from dojo.behaviours.random_tables.check import keep_tables
from dojo.course.chapters import OPTIONAL
from dojo.grader.fingerprints import fingerprint
from dojo.grader.inside.confinement import die_with_parent, limit_growth
from dojo.grader.inside.serialization import plain
from dojo.grader.normalised import functions_of
from dojo.grader.patient import patience
from dojo.grader.remote_kata import RemoteKata
from dojo.grader.results import Asked, Result, graded
from dojo.grader.sandbox import Limits, Sandbox, SandboxError
from dojo.grader.submissions import Sources, Submission, Unreadable, reference_of
from dojo.implementation.implementations import checking
from dojo.runner.processes import Process, fork
from dojo.runner.protocol import read
from dojo.runner.session import Warm
from dojo.verdict import Verdict

GRACE = 60.0
TRIES = 2
# Of the process that compares, beyond what it shares with the grader.
MOST_GROWTH = 2 << 30
GRADER_ENDED = "the grader's own process ended without a verdict; run the command again"


class Task:
    """One submission that is being graded, in a sandbox that is its own for that time."""

    def __init__(
        self, submission: Submission, sources: Sources, digest: str, sandbox: Sandbox
    ) -> None:
        """Take the submission, the texts to grade, their fingerprint, and the sandbox."""
        self.submission, self.sources, self.digest = submission, sources, digest
        self.sandbox = sandbox
        self.begun = time.monotonic()
        self.tries = 0

    def open(self, process: Process, seconds: float) -> None:
        """Begin a try: verdicts come from `process`, for so many seconds at the most."""
        self.process, self.deadline = process, time.monotonic() + seconds
        self.tries += 1
        self.verdicts: dict[str, Verdict] = {}
        self._unfinished_line = b""

    def fileno(self) -> int:
        """Return what `select` waits for."""
        return self.process.read

    def read(self) -> bool:
        """Take in the verdicts that have come; tell whether they were the last."""
        chunk = os.read(self.process.read, 1 << 16)
        *lines, self._unfinished_line = (self._unfinished_line + chunk).split(b"\n")
        for verdict in map(read, lines):
            if isinstance(verdict, Verdict):
                self.verdicts[verdict.nodeid] = verdict
        return not chunk

    def stop(self) -> None:
        """End the process, and wait for it."""
        self.process.end()


class Grader:
    """The collected behaviours, and a sandbox for each job."""

    def __init__(
        self,
        warm: Warm,
        items: list[Behaviour],
        limits: Limits,
        jobs: int = 1,
        disabled: tuple[str, ...] = (),
    ) -> None:
        """Take the behaviours to check, the limits, and how many jobs to run side by side.

        `disabled` leaves measures of confinement out. SandboxError if no sandbox starts.
        """
        self._warm, self.items, self._limits = warm, items, limits
        self._sandboxes = [Sandbox(limits, disabled) for _ in range(jobs)]
        self.missing = self._sandboxes[0].missing
        self.in_force = self._sandboxes[0].in_force
        self.course = items[0].owner.course

    def close(self) -> None:
        """End the sandboxes."""
        for sandbox in self._sandboxes:
            sandbox.close()

    def grade(
        self,
        submissions: Iterable[Submission],
        is_known: Callable[[str, str], bool] | None = None,
    ) -> Iterator[Result]:
        """Yield a Result for each submission, as it comes.

        A submission whose name and fingerprint are known is left out.
        """
        waiting, idle = iter(submissions), list(self._sandboxes)
        running: list[Task] = []
        try:
            while True:
                while idle and (submission := next(waiting, None)):
                    begun = self._begin(submission, is_known, idle)
                    if isinstance(begun, Result):
                        yield begun
                    elif begun:
                        running.append(begun)
                if not running:
                    return
                readable = select.select(running, [], [], 0.2)[0]
                ended = [task for task in readable if task.read()]
                late = [task for task in running if time.monotonic() > task.deadline]
                for task in dict.fromkeys([*ended, *late]):
                    running.remove(task)
                    result = self._end(task)
                    if result:
                        idle.append(task.sandbox)
                        yield result
                    else:
                        running.append(task)
        finally:
            for task in running:
                task.stop()

    def _begin(
        self,
        submission: Submission,
        is_known: Callable[[str, str], bool] | None,
        idle: list[Sandbox],
    ) -> Task | Result | None:
        """Begin to grade a submission; return a Result at once if it cannot be read."""
        try:
            sources = submission.sources()
        except Unreadable as error:
            return Result(submission.name, "", False, plain(str(error)))
        digest = fingerprint(sources.texts)
        if is_known and is_known(submission.name, digest):
            return None
        task = Task(submission, sources, digest, idle.pop())
        self._try(task)
        return task

    def _try(self, task: Task) -> None:
        process = fork(lambda write: self._compare(task, write))
        task.open(process, patience() * self._limits.seconds + GRACE)

    def _compare(self, task: Task, write: int) -> None:
        """Grade one submission, in a process that was forked for it."""
        die_with_parent()
        # A round of the collector would touch, and so copy, all that is shared with the parent.
        gc.disable()
        self._warm.stream.open(write)
        limit_growth(MOST_GROWTH)
        self._run(task.submission, task.sources, task.sandbox)

    def _run(self, submission: Submission, sources: Sources, sandbox: Sandbox) -> None:
        kata = submission.kata(sources.inside)
        remote = RemoteKata(kata, sources.texts, self.course, sandbox, self._limits)
        with contextlib.closing(remote), checking(self.items[0].config, remote):
            for item, following in zip(self.items, [*self.items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def get_ready(self) -> None:
        """Grade the reference in this process: every fork then has what the steps load and keep.

        That includes the random tables: they are the same for all, and drawn here once.
        """
        reference = reference_of(self.course)
        sources = reference.sources()
        keep_tables(self.items[0].config)
        with contextlib.suppress(SandboxError), contextlib.redirect_stdout(io.StringIO()):
            self._run(reference, sources, self._sandboxes[0])
            self._sandboxes[0].end_workers()
        gc.collect()
        gc.freeze()

    def _end(self, task: Task) -> Result | None:
        """End a try; return the result, or None after beginning the next try."""
        task.stop()
        try:
            task.sandbox.end_workers()
        except SandboxError:
            task.sandbox.start()
        name, seconds = task.submission.name, time.monotonic() - task.begun
        if task.verdicts.keys() == {item.nodeid for item in self.items}:
            asked = asked_of(self.items)
            behaviours = [graded(each, task.verdicts[each["behaviour"]]) for each in asked]
            functions = functions_of(task.sources.texts)
            return Result(name, task.digest, True, "", seconds, behaviours, functions)
        if task.tries < TRIES:
            self._try(task)
            return None
        return Result(name, task.digest, False, GRADER_ENDED, seconds)


def asked_of(items: Iterable[Behaviour]) -> list[Asked]:
    """Return behaviours as data."""
    return [
        {
            "behaviour": item.nodeid,
            "chapter": item.chapter,
            "title": str(item.title),
            "optional": item.get_closest_marker(OPTIONAL) is not None,
        }
        for item in items
    ]
