"""A class, graded: what the journal knows is kept, the rest is checked and written to it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from dojo.behaviours.items import Behaviour
from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader import self_test
from dojo.grader.grader import Grader, asked_of
from dojo.grader.inside.confinement import MEASURES
from dojo.grader.journal import Journal, Results, grading_of
from dojo.grader.sandbox import Limits, SandboxError
from dojo.grader.submissions import Submission, Unreadable, fingerprint
from dojo.runner.session import Warm, collect

FEW = 5


class Settings(NamedTuple):
    """How a class is graded: the limits, the random tables, the behaviours, jobs side by side."""

    limits: Limits = Limits()
    draws: int = 0
    drawn_seed: int | None = None
    only: tuple[str, ...] = ()
    cases: Path | None = None
    jobs: int = 1
    again: bool = False

    def grading(self, course: Course) -> str:
        """Return a short text that differs wherever a submission could get another verdict.

        UsageError if the exam cannot be read.
        """
        try:
            cases = self.cases.read_bytes() if self.cases else b""
        except OSError as error:
            raise UsageError(f"--cases {self.cases}: {error.strerror or error}") from None
        how = self.limits, self.draws, self.drawn_seed, sorted(self.only), cases
        return grading_of(course, repr(how))


class Screen(NamedTuple):
    """Where a run says something: a line, and how far it is."""

    say: Callable[[str], object]
    show: Callable[[int, int, str], object]


class ClassRun:
    """Submissions of one course, the journal that keeps their results, and how they are graded."""

    def __init__(
        self,
        course: Course,
        submissions: Sequence[Submission],
        journal: Path,
        settings: Settings,
        screen: Screen,
    ) -> None:
        """Open the journal; UsageError says what is wrong with it."""
        self.course, self.submissions, self.settings = course, submissions, settings
        self._screen = screen
        self.grading = settings.grading(course)
        # The self-test has the same outcome whatever the seed and the limits are.
        asked = Settings(only=settings.only, cases=settings.cases, draws=settings.draws)
        self._tested = asked.grading(course)
        self.journal = Journal(journal.absolute(), self.grading)

    def results(self) -> Results:
        """Return a result for each submission; what the journal has already costs nothing."""
        try:
            if self.settings.again or not self._all_known():
                self._grade()
            return self.journal.results(submission.name for submission in self.submissions)
        finally:
            self.journal.close()

    def test(self) -> None:
        """Test the grader, and keep that it passed; UsageError if it did not."""
        try:
            self._grade()
        finally:
            self.journal.close()

    def _all_known(self) -> bool:
        if not all(self.journal.has(submission.name) for submission in self.submissions):
            return False
        return all(self._known(submission) for submission in self.submissions)

    def _known(self, submission: Submission) -> bool:
        try:
            digest = fingerprint(submission.sources().texts)
        except Unreadable as error:
            return self.journal.says(submission.name, str(error))
        return self.journal.knows(submission.name, digest)

    def _grade(self) -> None:
        limit, cases = self.settings.limits.behaviour, self.settings.cases
        what = [f"--cases={cases}"] if cases else [*map(str, self.course.chapters)]
        how = ["-o", f"time_limit={limit:g}", f"--draws={self.settings.draws}"]
        try:
            collect(self.course.root, self._work, [*what, *how])
        except SandboxError as error:
            raise UsageError(str(error)) from None

    def _work(self, warm: Warm) -> None:
        if warm.errors:
            what = self.settings.cases or "the course"
            raise UsageError(f"{what} has errors, so nothing was graded. {warm.unread()}")
        items = chosen(warm, self.settings.only)
        seed = self._seed()
        items[0].config.option.drawn_seed = seed
        grader = Grader(warm, items, self.settings.limits, self.settings.jobs)
        try:
            say_measures(grader.missing, self._screen.say)
            # An exam is tested as a whole each time: nobody has looked at its tables yet.
            tested = "" if self.settings.cases else self._tested
            grader.items = self_test.asking(grader, warm.items, tested)
            if not grader.items:
                raise UsageError(
                    "--only names nothing that a kata is asked for; name another chapter"
                )
            self.journal.ask(asked_of(grader.items))
            if len(self.submissions) > FEW:
                grader.get_ready()
            self._check(grader)
            if self.settings.draws and self.submissions:
                again = f"--drawn-seed {seed} draws them again"
                self._screen.say(f"all submissions got the same random tables; {again}")
        finally:
            grader.close()

    def _check(self, grader: Grader) -> None:
        known = None if self.settings.again else self.journal.knows
        for done, result in enumerate(grader.grade(self.submissions, known), start=1):
            self.journal.write(result)
            self._screen.show(done, len(self.submissions), result.submission)

    def _seed(self) -> int:
        asked = self.settings.drawn_seed
        return self.journal.seed() if asked is None else asked


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
