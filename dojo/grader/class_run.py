"""A class, graded: what the journal knows is kept, the rest is checked and written to it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from dojo.course.course import Course
from dojo.grader.fingerprints import fingerprint, fingerprints
from dojo.grader.grader import asked_of
from dojo.grader.journal import Journal, Results
from dojo.grader.preparation import LOCAL, Settings, prepared, run_warm
from dojo.grader.results import Result
from dojo.grader.submissions import Submission, Unreadable
from dojo.runner.session import Warm

FEW = 5


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
        digests = fingerprints(self.submissions)
        return all(self._known(each, digests.get(each.name)) for each in self.submissions)

    def _known(self, submission: Submission, digest: str | None) -> bool:
        try:
            digest = digest or fingerprint(submission.sources().texts)
        except Unreadable as error:
            return self.journal.says(submission.name, str(error))
        return self.journal.knows(submission.name, digest)

    def _grade(self) -> None:
        if self.settings.on == LOCAL:
            run_warm(self.course, self.settings, self._work)
        else:
            self._grade_on_cluster()
        if self.settings.draws and self.submissions:
            again = f"--drawn-seed {self._seed()} repeats them"
            self._screen.say(f"all submissions got the same random tables; {again}")

    def _work(self, warm: Warm) -> None:
        grader = prepared(warm, self.course, self.settings, self._seed(), self._screen.say)
        try:
            self.journal.ask(asked_of(grader.items))
            if len(self.submissions) > FEW:
                grader.get_ready()
            self._keep(grader.grade(self.submissions, self._is_known))
        finally:
            grader.close()

    def _grade_on_cluster(self) -> None:
        from dojo.grader.cluster import Cluster  # it needs distributed, an extra

        with Cluster(self.settings, self.course, self._seed(), self._screen.say) as cluster:
            self.journal.ask(cluster.asked)
            self._keep(cluster.grade(self.submissions, self._is_known))

    def _is_known(self, name: str, digest: str) -> bool:
        return not self.settings.again and self.journal.knows(name, digest)

    def _keep(self, results: Iterable[Result]) -> None:
        for done, result in enumerate(results, start=1):
            self.journal.write(result)
            self._screen.show(done, len(self.submissions), result.submission)

    def _seed(self) -> int:
        asked = self.settings.drawn_seed
        return self.journal.seed() if asked is None else asked
