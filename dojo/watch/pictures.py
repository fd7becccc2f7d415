"""The course's pictures, computed with the learner's code: at a chapter's end, and at the last one.

`pictures/` of a course has a module for each chapter that has one, with `picture(kata)`; its module
`the_end` has TITLE, NEXT and `Reader(kata)`, which is shown drawings.
"""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from dojo.behaviours.items import Behaviour
from dojo.course.chapters import concept
from dojo.course.course import Course
from dojo.implementation.packages import FolderPackage
from dojo.runner.errand import Errand, Tell
from dojo.runner.processes import can_fork

THE_END = "the_end"


def has(course: Course, name: str) -> bool:
    """Tell whether a course has a picture of that name, and the system what it takes."""
    return can_fork() and course.file("pictures", f"{name}.py") is not None


def of_chapter(item: Behaviour) -> Errand | None:
    """Compute the picture of a behaviour's chapter: its answer is a list of lines."""
    course, name = item.owner.course, concept(item.path)
    if not has(course, name):
        return None

    def work(questions: Iterator[Any], tell: Tell) -> None:
        tell([str(line) for line in _module(course, name).picture(item.implementation)])

    return Errand(work)


def reader(item: Behaviour) -> Errand | None:
    """Have the learner's network read drawings: it says what it is first, then what it reads."""
    course = item.owner.course
    if not has(course, THE_END):
        return None

    def work(questions: Iterator[Any], tell: Tell) -> None:
        module = _module(course, THE_END)
        network = module.Reader(item.implementation)
        tell({"title": module.TITLE, "next": module.NEXT, **network.told()})
        for drawn in questions:
            tell(network.read(drawn))

    return Errand(work)


def _module(course: Course, name: str) -> ModuleType:
    # They may use the helpers of the steps.
    FolderPackage("steps", course.folders("steps")).place()
    package = FolderPackage("pictures", course.folders("pictures"))
    package.load()
    return package.load(name)
