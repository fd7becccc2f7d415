"""Grades: one for each student, from the verdicts, the course's policy, and the roster."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dojo.grader.inside.serialization import plain
from dojo.grader.platforms import owner_of
from dojo.grader.policy import Policy, counts_of, greens_of
from dojo.grader.results import NOT_GRADED, Result, score
from dojo.grader.roster import Roster, Student

NOTHING = "nothing was handed in"


@dataclass
class Grade:
    """The grade of one student, with its reason; without `points` there is nothing to upload."""

    id: str
    name: str
    submission: str = ""
    points: float | None = None
    of: float = 0.0
    green: int = 0
    behaviours: int = 0
    chapters: dict[str, tuple[float, float]] = field(default_factory=dict)
    late: int = 0
    note: str = ""
    student: Student | None = None


@dataclass
class Grades:
    """The grades of a class; `strangers` are submissions of nobody in the roster."""

    grades: list[Grade]
    headings: list[str]
    strangers: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[Student]:
        """The students of the roster who handed in nothing."""
        return [g.student for g in self.grades if g.student and not g.submission]


def grades_of(
    results: Iterable[Result],
    policy: Policy,
    roster: Roster | None = None,
    owners: Mapping[str, Student] | None = None,
) -> Grades:
    """Return the grade of each student of the roster, then of each submission that is nobody's.

    `owners` are the students of submissions, by the submission's name.
    """
    owners = owners or {}
    found: dict[str, list[Grade]] = {}
    others: list[Grade] = []
    headings: dict[str, None] = {}
    whole = 0.0
    for result in results:
        headings |= dict.fromkeys(counts_of(result.behaviours))
        student = owners.get(result.submission)
        grade = _grade(result, student, policy)
        whole = max(whole, grade.of)
        if student and roster:
            found.setdefault(student.id, []).append(grade)
        else:
            others.append(grade)
    grades = []
    for student in roster.students if roster else ():
        own = found.get(student.id, [])
        empty = Grade(student.id, student.name, note=NOTHING, student=student)
        grades.append(_best(own) if own else empty)
    for grade in [*grades, *others]:
        grade.of = grade.of or whole
    strangers = [grade.submission for grade in others] if roster else []
    return Grades([*grades, *others], [*headings], strangers)


def _best(grades: Sequence[Grade]) -> Grade:
    """Return the best of one student's; its note names the others."""
    best = max(grades, key=lambda grade: -1.0 if grade.points is None else grade.points)
    if others := [grade.submission for grade in grades if grade is not best]:
        best.note = (
            f"{best.note}; this is the best submission, the others are "
            f"{', '.join(map(plain, others))}"
        )
    return best


def _grade(result: Result, student: Student | None, policy: Policy) -> Grade:
    label = result.submission.rpartition("/")[2]
    owner = owner_of(label)
    # Who is not in the roster is called as the platform does, else as the submission is.
    name = student.name if student else owner.name if owner else label
    number = student.id if student else owner.number if owner else label
    grade = Grade(number, name, result.submission, student=student)
    if not result.graded:
        grade.note = f"{NOT_GRADED}: {plain(result.why)}"
        return grade
    counts, greens = counts_of(result.behaviours), greens_of(result.behaviours)
    submitted = student.submitted if student else None
    points = of = 0.0
    for heading, most in policy.maxima(counts).items():
        late = policy.days_late(heading, submitted)
        got = most * greens.get(heading, 0) / counts[heading] * policy.kept(late)
        grade.chapters[heading] = round(got, 2), round(most, 2)
        grade.late = max(grade.late, late)
        points, of = points + got, of + most
    grade.points, grade.of = round(points, 2), round(of, 2)
    grade.green, grade.behaviours = sum(greens.values()), sum(counts.values())
    first = next((b["title"] for b in result.behaviours if _counts(b) and not score(b)), "")
    grade.note = f"next: {first}" if first else "all green"
    if grade.late:
        days = "1 day" if grade.late == 1 else f"{grade.late} days"
        grade.note = f"{days} late; {grade.note}"
    elif policy.due and submitted is None:
        grade.note = f"the time of submission is unknown; {grade.note}"
    return grade


def _counts(behaviour: Mapping[str, object]) -> bool:
    return not behaviour.get("optional")
