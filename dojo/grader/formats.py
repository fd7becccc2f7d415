"""Formats of the grades: a row a student for a spreadsheet, for Moodle and for Canvas, and JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dojo import atomic_files
from dojo.errors import UsageError
from dojo.grader.behaviour_formats import BEHAVIOUR_COLUMNS, as_behaviours, as_junit
from dojo.grader.github import as_github
from dojo.grader.grades import NOTHING, Grade, Grades
from dojo.grader.gradescope import as_gradescope
from dojo.grader.html_pages import points
from dojo.grader.platforms import owner_of
from dojo.grader.results import FIRST_OPEN, NOT_GRADED, Result, codes, message, score, table
from dojo.grader.roster import Roster, is_gradebook
from dojo.grader.texts import MADE_BY, cell

COLUMNS = ("id", "name", "submission", "points", "of", "green", "behaviours", "days late")
NOTE = "note"
# What Moodle's grading worksheet cannot do without, and where it takes a note from.
MOODLE_ID, MOODLE_GRADE, MOODLE_TIME = "Identifier", "Grade", "Last modified (grade)"
MOODLE_MOST, MOODLE_NOTE = "Maximum grade", "Feedback comments"
MOODLE_COLUMNS = (MOODLE_ID, "Full name", MOODLE_GRADE, MOODLE_MOST, MOODLE_TIME, MOODLE_NOTE)
PARTICIPANT = "Participant "
CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
CANVAS_POINTS = "    Points Possible"


class Report(NamedTuple):
    """Content of a format: the results, the grades, the roster, and the assignment's name."""

    results: Iterable[Result]
    grades: Grades
    assignment: str
    roster: Roster | None = None


def as_csv(report: Report) -> str:
    """Return a line a student; what was not graded has no points, and a note that says why."""
    headings = report.grades.headings
    rows = [
        [
            *map(cell, (grade.id, grade.name, grade.submission)),
            *("" if grade.points is None else points(grade.points), points(grade.of)),
            *((grade.green, grade.behaviours, grade.late) if grade.chapters else ("", "", "")),
            *(points(grade.chapters[h][0]) if h in grade.chapters else "" for h in headings),
            cell(grade.note),
        ]
        for grade in report.grades.grades
    ]
    return _csv([[*COLUMNS, *headings, NOTE], *rows])


def as_moodle(report: Report) -> str:
    """Return Moodle's grading worksheet: the roster's own, if it is one, with the grades in it.

    Points are scaled to the worksheet's maximum.
    """
    roster = report.roster
    given = [*roster.columns] if roster and MOODLE_ID in roster.columns else []
    columns = [*given, *(column for column in MOODLE_COLUMNS if column not in given)]
    rows = []
    for grade in _of_the_class(report):
        row = dict.fromkeys(columns, "") | {MOODLE_TIME: "-"}
        if given and grade.student:
            row |= grade.student.row
        else:
            row |= {MOODLE_ID: _participant(grade), "Full name": grade.name}
        most = _as_number(row[MOODLE_MOST]) or grade.of
        row[MOODLE_MOST] = row[MOODLE_MOST] or points(most)
        if grade.points is not None:
            row[MOODLE_GRADE] = _scaled(grade, most)
        row[MOODLE_NOTE] = cell(grade.note)
        rows.append([row[column] for column in columns])
    return _csv([columns, *rows])


def _participant(grade: Grade) -> str:
    number = grade.id.removeprefix(PARTICIPANT)
    if not number.isdecimal():
        raise UsageError(
            f"Moodle needs a number for {grade.name}, but {grade.id} is not one; "
            "use its grading worksheet as --roster"
        )
    return f"{PARTICIPANT}{number}"


def as_canvas(report: Report) -> str:
    """Return a gradebook for Canvas: who, and one column for the assignment.

    With Canvas's own gradebook as the roster, points are scaled to what the assignment has there.
    """
    roster, assignment = report.roster, report.assignment
    columns, most = [*CANVAS_COLUMNS], 0.0
    own = bool(roster and is_gradebook(roster.columns))
    if own and roster:
        # Of an assignment that is in the gradebook already, Canvas wants the name with its number.
        named = [c for c in roster.columns if c == assignment or c.startswith(f"{assignment} (")]
        assignment = named[0] if named else assignment
        # Canvas knows the columns about a student by their places: up to the section.
        if "Section" in roster.columns:
            columns = roster.columns[: roster.columns.index("Section") + 1]
        most = _as_number(roster.possible.get(assignment, ""))
    most = most or max((grade.of for grade in report.grades.grades), default=0.0)
    rows: list[list[str]] = []
    for grade in _of_the_class(report):
        # Of an export that Canvas made, a submission is called by a name and a number.
        owner = owner_of(f"{grade.id}_0_x")
        number = owner.number if owner else grade.id if grade.id.isdecimal() else ""
        row = {"Student": grade.name, "ID": number, "SIS Login ID": "" if number else grade.id}
        row |= grade.student.row if own and grade.student else {}
        got = "" if grade.points is None else _scaled(grade, most)
        rows.append([*(row.get(column, "") for column in columns), got])
    possible = [CANVAS_POINTS, *("" for _ in columns[1:]), points(most)]
    return _csv([[*columns, assignment], possible, *rows])


def _scaled(grade: Grade, most: float) -> str:
    return points((grade.points or 0.0) * most / (grade.of or 1))


def _as_number(text: str) -> float:
    """Return a number that a platform has written; 0 for any other text."""
    try:
        return max(0.0, float(text.replace(",", ".")))
    except ValueError:
        return 0.0


def _of_the_class(report: Report) -> list[Grade]:
    """Return the grades that a platform has somebody for: those of the roster, if there is one."""
    return [grade for grade in report.grades.grades if grade.student or not report.roster]


def as_json(report: Report) -> str:
    """Return everything: the grades, and each result; `score` is null where nothing was graded."""
    grades = [
        {
            **{key: value for key, value in vars(grade).items() if key not in ("student", "late")},
            "days_late": grade.late,
            "chapters": {h: {"points": p, "of": of} for h, (p, of) in grade.chapters.items()},
        }
        for grade in report.grades.grades
    ]
    results = [_as_data(result) for result in report.results]
    whole = {"made by": MADE_BY, "grades": grades, "results": results}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _as_data(result: Result) -> dict[str, Any]:
    behaviours = [
        {
            **{key: value for key, value in behaviour.items() if key != "record"},
            "printed": behaviour.get("printed", ""),
            "score": score(behaviour),
            "codes": codes(behaviour),
            "message": message(behaviour),
        }
        for behaviour in result.behaviours
    ]
    known = {key: value for key, value in vars(result).items() if key != "functions"}
    return {**known, "score": result.score, "behaviours": behaviours}


def _csv(rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


FORMATS: dict[str, Callable[[Report], str]] = {
    "table": lambda report: table(report.results),
    "csv": as_csv,
    "moodle": as_moodle,
    "canvas": as_canvas,
    "json": as_json,
    "junit": lambda report: as_junit(report.results),
    "gradescope": lambda report: as_gradescope([*report.results], report.grades),
    "github": lambda report: as_github([*report.results], report.grades),
    "behaviours": lambda report: as_behaviours(report.results),
}
_MARKS = (MADE_BY, ",".join(COLUMNS), ",".join(BEHAVIOUR_COLUMNS), FIRST_OPEN)
# What the notes of a worksheet begin with, and what no gradebook of Canvas's own is without.
_NOTES, _OF_CANVAS = (",all green", ",next: ", f",{NOT_GRADED}: ", f",{NOTHING}"), "(read only)"


def may_write(path: Path) -> None:
    """Raise UsageError for a folder, or a file that no earlier run has written."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file with --output")
    if path.exists():
        text = path.read_text(encoding="utf-8", errors="replace")
        if text.strip() and not _is_ours(text):
            raise UsageError(
                f"{path} exists, but dojo grade did not write it; name another file with --output"
            )


def _is_ours(text: str) -> bool:
    """Tell whether a file was written here: a platform's own has the same columns."""
    if MOODLE_TIME in text:
        return any(note in text for note in _NOTES)
    if CANVAS_POINTS.strip() in text:
        return _OF_CANVAS not in text
    return any(mark in text for mark in _MARKS)


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all; UsageError says why it cannot be written."""
    try:
        atomic_files.write(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
