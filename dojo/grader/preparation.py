"""Preparation of a grader: how a class is graded, what is collected, and the self-test."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from dojo.behaviours.items import Behaviour
from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader import self_test
from dojo.grader.grader import Grader
from dojo.grader.inside.confinement import MEASURES
from dojo.grader.journal import grading_of
from dojo.grader.sandbox import Limits, SandboxError
from dojo.runner.session import Warm, collect

LOCAL = "local"


class Settings(NamedTuple):
    """Settings of a grading: the limits, the random tables, the behaviours, parallel jobs.

    `on` says where: on this machine, or on a cluster.
    """

    limits: Limits = Limits()
    draws: int = 0
    drawn_seed: int | None = None
    only: tuple[str, ...] = ()
    cases: Path | None = None
    jobs: int = 1
    again: bool = False
    on: str = LOCAL

    def grading(self, course: Course) -> str:
        """Return a short text that differs wherever a submission could get another verdict.

        UsageError if the exam cannot be read.
        """
        try:
            cases = self.cases.read_bytes() if self.cases else b""
        except OSError as error:
            raise UsageError(f"--cases {self.cases}: {error.strerror or error}") from None
        how = tuple(self.limits), self.draws, self.drawn_seed, sorted(self.only), cases
        return grading_of(course, repr(how))

    def tested(self, course: Course) -> str:
        """Return what says whether an earlier self-test holds; "" if none can.

        Whatever the seed and the limits are, its outcome is the same. An exam is tested each time:
        nobody has looked at its tables yet.
        """
        return "" if self.cases else Settings(only=self.only, draws=self.draws).grading(course)


def run_warm(course: Course, settings: Settings, work: Callable[[Warm], None]) -> None:
    """Collect a course's behaviours, or an exam's, and do the work; UsageError says why not."""
    limit, cases = settings.limits.behaviour, settings.cases
    what = [f"--cases={cases}"] if cases else [*map(str, course.chapters)]
    how = ["-o", f"time_limit={limit:g}", f"--draws={settings.draws}"]
    try:
        collect(course.root, work, [*what, *how])
    except SandboxError as error:
        raise UsageError(str(error)) from None


def prepared(
    warm: Warm, course: Course, settings: Settings, seed: int, say: Callable[[str], object]
) -> Grader:
    """Return a grader that has said which measures are in force, and has passed its self-test.

    Its items are those that submissions are asked for. UsageError if it must not be trusted.
    """
    if warm.errors:
        what = settings.cases or "the course"
        raise UsageError(f"{what} has errors, so dojo graded no submission. {warm.unread()}")
    items = chosen(warm, settings.only)
    items[0].config.option.drawn_seed = seed
    grader = Grader(warm, items, settings.limits, settings.jobs)
    try:
        say_measures(grader.missing, say)
        grader.items = self_test.asking(grader, warm.items, settings.tested(course))
        if not grader.items:
            raise UsageError("--only names no behaviour of a kata; name another chapter")
    except BaseException:
        grader.close()
        raise
    return grader


def chosen(warm: Warm, only: Sequence[str]) -> list[Behaviour]:
    """Return the behaviours that words name, in the course's order; all of them for no words."""
    if not only:
        return warm.items
    nodeids = {item.nodeid for words in only for item in warm.choose([words])}
    return [item for item in warm.items if item.nodeid in nodeids]


def say_measures(missing: dict[str, str], say: Callable[[str], object]) -> None:
    """Say which measures confine a submission, and why one does not."""
    for name, words in MEASURES.items():
        why = missing[name]
        say(f"NOT in force: {words}: {why}" if why else f"in force: {words}")
