"""The report on a class: whose each result is, what it is worth, and who is missing."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader.formats import Report
from dojo.grader.grades import grades_of
from dojo.grader.hidden import Hidden
from dojo.grader.inside.serialization import plain
from dojo.grader.journal import Results
from dojo.grader.policy import policy_of
from dojo.grader.roster import Roster, Student, match, metadata

MOST_NAMED = 20


def report_on(
    course: Course,
    results: Results,
    roster: Roster | None = None,
    folders: Sequence[Path] = (),
    assignment: str = "",
    hide_names: bool = False,
) -> Report:
    """Return the report; UsageError for a policy that is not right, or a name that two share.

    `folders` are looked into for lists that an export brings along, of who handed in what.
    """
    policy, assignment = policy_of(course), assignment or course.title
    known: dict[str, Student] = {}
    for folder in folders:
        known |= metadata(folder)
    names = results.names
    students = roster.students if roster else [*known.values()]
    owners = {
        name: _dated(student, known.get(name.rpartition("/")[2]))
        for name, student in match(students, names, known).items()
    }
    grades = grades_of(results, policy, roster, owners)
    if not hide_names:
        return Report(results, grades, assignment, roster)
    hidden = Hidden(results)
    owners = {hidden.names[name]: student for name, student in owners.items()}
    grades = grades_of(hidden, policy, None, owners)
    for grade in grades.grades:
        grade.id = grade.name = grade.submission
        grade.student = None
    return Report(hidden, grades, assignment)


def _dated(student: Student, known: Student | None) -> Student:
    """Return a student with the time at which the export says that something was handed in."""
    return student._replace(submitted=student.submitted or (known.submitted if known else None))


def misfits(report: Report) -> Iterator[str]:
    """Yield what does not fit between a roster and the submissions, in sentences."""
    if missing := report.grades.missing:
        names = _listed([f"{student.name} ({student.id})" for student in missing])
        students = "1 student" if len(missing) == 1 else f"{len(missing)} students"
        yield f"{students} of the roster handed in nothing: {names}"
    if strangers := report.grades.strangers:
        names = _listed([*map(plain, strangers)])
        have = "1 submission has" if len(strangers) == 1 else f"{len(strangers)} submissions have"
        yield f"{have} no student in the roster: {names}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"


def check_hidden(form: str, wanted: bool) -> None:
    """Raise UsageError for hidden names in a file that a platform has to know them in."""
    if wanted and form in ("moodle", "canvas"):
        raise UsageError(
            f"--format {form} needs names, but --hide-names removes them; use only one of the two"
        )
