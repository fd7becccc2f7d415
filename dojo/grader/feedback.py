"""Feedback: a page for each student, drawn from the verdicts alone; no code is run for it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dojo.errors import UsageError
from dojo.grader.formats import Report, may_write, write
from dojo.grader.grades import Grade
from dojo.grader.html_pages import filled
from dojo.grader.platforms import owner_of
from dojo.grader.policy import chapter_of
from dojo.grader.results import GradedBehaviour, Result, score, verdict_of
from dojo.terminal.message import where_to_edit
from dojo.verdict import NOT_WRITTEN

_SAFE = re.compile(r"[^\w.@+-]+")


def write_feedback(report: Report, folder: Path) -> int:
    """Write a page for each submission of a class into a folder; return how many.

    UsageError for a folder that cannot be written to, or that holds pages of somebody else.
    """
    grades = {grade.submission: grade for grade in report.grades.grades if grade.submission}
    names = _file_names([*grades.values()])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        for result in report.results:
            # Of several by one student, the one that counts.
            if grade := grades.get(result.submission):
                path = folder / names[grade.submission]
                may_write(path)
                write(path, page(result, grade, report.assignment))
                count += 1
    except OSError as error:
        raise UsageError(f"cannot write in {folder}: {error.strerror or error}") from None
    return count


def _file_names(grades: list[Grade]) -> dict[str, str]:
    """Return the name of each page, and what tells two of one name apart.

    It is the student's id; of a submission from Moodle, the name by which Moodle takes a file back.
    """
    taken: set[str] = set()
    names = {}
    for grade in grades:
        owner = owner_of(grade.submission.rpartition("/")[2])
        stem = _SAFE.sub("-", grade.id).strip("-.")[:80] or "student"
        if owner and owner.platform == "moodle":
            stem = f"{owner.name[:80]}_{owner.number}_assignsubmission_file_feedback"
        name, number = f"{stem}.html", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}.html"
        taken.add(name.casefold())
        names[grade.submission] = name
    return names


def page(result: Result, grade: Grade, assignment: str) -> str:
    """Return a student's page."""
    chapters = [*_chapters(result, grade)]
    title = f"{grade.name}: {assignment}"
    return filled("feedback.html", title=title, grade=grade, chapters=chapters)


def _chapters(result: Result, grade: Grade) -> Iterator[dict[str, Any]]:
    """Yield what the page says of each chapter: the wrong ones, and the first that is not written.

    An optional behaviour is there if it is wrong, and is not counted.
    """
    by_chapter: dict[str, list[GradedBehaviour]] = {}
    for behaviour in result.behaviours:
        by_chapter.setdefault(chapter_of(behaviour), []).append(behaviour)
    for heading, behaviours in by_chapter.items():
        counted = [behaviour for behaviour in behaviours if not behaviour.get("optional")]
        opens = [behaviour for behaviour in behaviours if not score(behaviour)]
        unwritten = [behaviour for behaviour in opens if behaviour["verdict"] == NOT_WRITTEN]
        shown = [b for b in opens if b["verdict"] != NOT_WRITTEN] or unwritten[:1]
        points, most = grade.chapters.get(heading, (0.0, 0.0))
        yield {
            "heading": heading,
            "green": sum(map(score, counted)),
            "of": len(counted),
            "points": points,
            "most": most,
            "open": bool(opens),
            "shown": [*map(_shown, shown)],
            "unwritten": [_name(each) for each in unwritten if each not in shown],
        }


def _name(behaviour: GradedBehaviour) -> str:
    name = behaviour["title"].partition(" › ")[2] or behaviour["title"]
    return f"{name} (optional)" if behaviour.get("optional") else name


def _shown(behaviour: GradedBehaviour) -> dict[str, Any]:
    verdict = verdict_of(behaviour)
    assert verdict, "green behaviours are not shown"
    fields = ("kind", "step", "place", "drawn", "table", "reasons")
    said = {name: getattr(verdict, name) for name in fields}
    edit = where_to_edit(verdict.places)
    if Path(verdict.place.file).is_absolute():  # an exam lies wherever the teacher keeps it
        said["place"] = replace(verdict.place, file=Path(verdict.place.file).name)
    return {**said, "name": _name(behaviour), "edit": edit, "printed": verdict.printed.strip()}
