"""A roster: the students of a class, as a platform exports them, and what each handed in.

A CSV of any of them will do: Moodle's grading worksheet, Canvas's gradebook, Gradescope's roster,
GitHub Classroom's, or columns `id` and `name` (and `submitted`, a time) of one's own.
"""

import csv
import datetime
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from dojo.errors import UsageError
from dojo.grader.platforms import owner_of

# Columns that tell who somebody is, the best first.
IDS = (
    *("id", "student id", "sid", "sis user id", "id number", "sis login id", "identifier"),
    *("username", "github_username", "email", "email address"),
)
NAMES = (
    *("name", "full name", "student", "first name", "last name", "firstname", "lastname"),
    "identifier",
)
CANVAS_NAMES = ("Student", "LastName", "FirstName")
TEST_STUDENT = (["Student, Test"], ["Student", "Test"])
SUBMITTED = ("submitted", "submission time", "last modified (submission)")
_METADATA = re.compile(
    r"^(submission_\d+):|^\s+:?(name|sid|email):\s*(.*)$|^\s+:created_at:\s*(.*)$"
)


class Student(NamedTuple):
    """A student: an id, a name, the row of the roster, and when something was handed in."""

    id: str
    name: str
    row: dict[str, str]
    submitted: datetime.datetime | None = None


class Roster(NamedTuple):
    """The columns of a roster, in their order, and its students.

    `possible` is Canvas's row that says how many points each assignment has.
    """

    columns: list[str]
    students: list[Student]
    possible: Mapping[str, str] = MappingProxyType({})


def read_roster(path: Path) -> Roster:
    """Return the roster in a file; UsageError says which column or row is not right."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text; save it as UTF-8") from None
    delimiter = (
        ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    )
    lines = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    columns = list(lines.fieldnames or [])
    if not any(column.strip().casefold() in (*IDS, *NAMES) for column in columns):
        raise UsageError(f"{path} has no column that identifies a student; add a column named id")
    students: list[Student] = []
    possible: dict[str, str] = {}
    for number, row in enumerate(lines, start=2):
        cells = {key: (value or "").strip() for key, value in row.items() if key}
        if cells.get(columns[0]) == "Points Possible":
            possible = cells
            continue
        if not any(cells.values()) or _is_canvas_own(cells):
            continue
        student = _student(cells, f"{path}:{number}")
        if any(student.id == other.id for other in students):
            raise UsageError(f"{path}:{number}: the id {student.id} appears twice")
        students.append(student)
    if not students:
        raise UsageError(f"{path} has no students")
    return Roster(columns, students, possible)


def is_gradebook(columns: Iterable[str]) -> bool:
    """Tell whether columns are those of Canvas's gradebook, with names in one column or in two."""
    found = {*columns}
    return found >= {"Student", "ID"} or found >= {"LastName", "FirstName", "ID"}


def _is_canvas_own(cells: dict[str, str]) -> bool:
    """Tell whether a row of a gradebook names nobody: a note, or Canvas's test student."""
    if not is_gradebook(cells):
        return False
    name = [cells[column] for column in CANVAS_NAMES if cells.get(column)]
    return not (name or cells["ID"]) or name in TEST_STUDENT


def _student(cells: dict[str, str], where: str) -> Student:
    by_name = {key.strip().casefold(): value for key, value in cells.items()}
    number = next((by_name[key] for key in IDS if by_name.get(key)), "")
    parts = [by_name[key] for key in NAMES if by_name.get(key)]
    both = [by_name.get(f"{each} name") or by_name.get(f"{each}name") for each in ("first", "last")]
    name = " ".join(filter(None, both)) or (parts[0] if parts else number)
    if not number and not name:
        raise UsageError(f"{where}: this row has neither an id nor a name")
    time = next((by_name[key] for key in SUBMITTED if by_name.get(key)), "")
    submitted = moment(time)
    # Of a platform, a time may be in words of any language; in a list of one's own it is a slip.
    if not submitted and by_name.get("submitted", "-") not in ("", "-"):
        raise UsageError(f"{where}: {time!r} is not a time; write it as 2026-10-05 22:10")
    return Student(number or name, name, cells, submitted)


def moment(text: str) -> datetime.datetime | None:
    """Return a time, as ISO or as Moodle writes it; None for any other text.

    >>> moment("2026-10-05 12:30:00 +0200").isoformat()
    '2026-10-05T12:30:00+02:00'
    >>> moment("Monday, 5 October 2026, 12:30 PM").hour
    12
    """
    text = text.strip().strip("'\"")
    for form in (None, "%Y-%m-%d %H:%M:%S.%f %z", "%Y-%m-%d %H:%M:%S %z", "%A, %d %B %Y, %I:%M %p"):
        try:
            found = (
                datetime.datetime.strptime(text, form)
                if form
                else datetime.datetime.fromisoformat(text)
            )
        except ValueError:
            continue
        return found if found.tzinfo else found.astimezone()
    return None


def metadata(folder: Path) -> dict[str, Student]:
    """Return who handed in each submission of a Gradescope export, by its folder's name."""
    found: dict[str, dict[str, str]] = {}
    name = ""
    try:
        lines = (folder / "submission_metadata.yml").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    for line in lines:
        match = _METADATA.match(line.replace("- :", "  :"))
        if match and match[1]:
            name = match[1]
            found[name] = {}
        elif match and name:
            key, value = (match[2], match[3]) if match[2] else ("submitted", match[4])
            # Of a group, the first; of one who tried again, the latest stands first.
            found[name].setdefault(key, value.strip().strip("'\""))
    return {
        name: Student(
            cells.get("sid") or cells.get("email") or name,
            cells.get("name", name),
            cells,
            moment(cells.get("submitted", "")),
        )
        for name, cells in found.items()
    }


def key(text: str) -> str:
    """Return what two spellings of a name have in common.

    >>> key("Ada  Lovelace") == key("ada_lovelace")
    True
    """
    return "".join(c for c in text.casefold() if c.isalnum())


def keys_of(student: Student) -> set[str]:
    """Return every word that a submission of this student may be called by."""
    cells = {column.strip().casefold(): value for column, value in student.row.items()}
    words = {cells[column] for column in (*IDS, *NAMES) if cells.get(column)}
    words |= {word.partition("@")[0] for word in words if "@" in word}
    words |= {student.id, student.name}
    last, comma, first = student.name.partition(",")
    if comma:
        words |= {f"{first} {last}", f"{last}{first}"}
    given = student.name.replace(",", " ").split()
    words.add(" ".join([*given[-1:], *given[:-1]]))  # Canvas: lovelaceada
    words |= {word.removeprefix("Participant ") for word in words}
    return {key(word) for word in words if key(word)}


def match(
    students: Iterable[Student], submissions: Iterable[str], known: dict[str, Student]
) -> dict[str, Student]:
    """Return whose each submission is, of those that can be told; UsageError if it is two people's.

    `known` are students that an export itself names, by their folder.
    """
    by_key: dict[str, list[Student]] = {}
    for student in students:
        for word in keys_of(student):
            by_key.setdefault(word, []).append(student)
    found = {}
    for name in submissions:
        for word in _words(name, known):
            owners = by_key.get(word, [])
            if len(owners) > 1:
                both = f"{owners[0].name} and {owners[1].name}"
                raise UsageError(
                    f"{name} could belong to {both}; rename it to the id of one of them"
                )
            if owners:
                found[name] = owners[0]
                break
    return found


def _words(submission: str, known: dict[str, Student]) -> list[str]:
    """Return what a submission says of its owner, the surest first."""
    words = []
    for part in reversed(submission.split("/")):
        if part in known:
            words += [known[part].id, known[part].row.get("email", ""), known[part].name]
        owner = owner_of(part) or owner_of(f"{part}_0_x")
        if owner:
            words += [owner.number, owner.name]
        stem = part.partition(".")[0]
        # GitHub Classroom: assignment-user
        dashes = [stem.split("-", n)[-1] for n in range(1, stem.count("-") + 1)]
        words += [stem, *dashes]
    return [key(word) for word in words if key(word)]
