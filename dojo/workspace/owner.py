"""The owner of a file: the course or the workspace that it is in, found upwards from the file.

A course is checked with its own reference, a workspace with the learner's kata. The nearest one
owns, so a workspace may be in another one, or in a course. A feature in neither is not ours.
"""

import importlib.util
import shlex
from dataclasses import dataclass
from pathlib import Path

from dojo.course.choice import chosen
from dojo.course.course import Course
from dojo.course.course_file import FILE as COURSE
from dojo.course.installed import DEFAULT, name_of, root_of
from dojo.errors import UsageError
from dojo.workspace.manifest import FILE as MANIFEST
from dojo.workspace.manifest import course_in

KATA, FEATURES = "kata", "features"
ENGINE = ("dojo", "derivations")


@dataclass(frozen=True)
class Owner:
    """A folder whose features are checked, the course that they follow, and the kata to check."""

    root: Path
    course: Course
    kata: Path

    @property
    def is_workspace(self) -> bool:
        """Tell whether a learner works here; the reference is nobody's to be imported."""
        return self.root != self.course.root


def owner(path: Path) -> Owner | None:
    """Return the nearest course or workspace upwards from a file or a folder, if there is one.

    A workspace is what `dojo start` made, or a folder made by hand that holds a kata of the course:
    some of its modules in `kata/`, or one of its chapters in `features/` beside a `kata/`.
    """
    path = path.absolute()
    for folder in (path, *path.parents):
        if (folder / COURSE).is_file():
            course = Course.at(folder)
            _check_engine(course.root)
            asked = chosen()
            if asked and course in asked.layers:
                course = asked
            return Owner(course.root, course, course.reference)
        if (folder / MANIFEST).is_file():
            return Owner(folder, _of_workspace(folder), folder / KATA)
        if _made_by_hand(folder):
            return Owner(folder, chosen() or Course.default(), folder / KATA)
    return None


def course_of(path: Path) -> Course:
    """Return the course that applies to a file or in a folder.

    It is the one that was chosen (`--course`), or the owner's, or our own.
    """
    found = owner(path)
    if found and found.is_workspace:
        return found.course
    return chosen() or (found.course if found else Course.default())


def _of_workspace(root: Path) -> Course:
    """Return the course that a workspace was made from; UsageError if it cannot be found."""
    name, place = course_in(root)
    asked, name = chosen(), name or DEFAULT
    if asked and name in (asked.name, name_of(asked.root)):
        return asked
    if asked:
        raise UsageError(
            f"{root} is a workspace of the course {name}, and --course says {asked.name}",
            f"Make a workspace of that course: dojo start DIR --course {asked.name}",
        )
    if name == DEFAULT:
        return Course.default()
    try:
        return Course.at(root_of(place if place and Path(place).is_dir() else name, root))
    except UsageError as error:
        if place and (Path(place) / COURSE).is_file():
            raise
        where = f"in {place} any more" if place else "installed"
        raise UsageError(
            f"the course {name}, from which {root} was made, is not {where} ({error.fact})",
            "Install it again, or name its folder: dojo update --course DIR",
        ) from None


def _made_by_hand(folder: Path) -> bool:
    """Tell whether a folder has a kata of the course, and not just something else called kata."""
    if not (folder / KATA).is_dir():
        return False
    course = chosen() or Course.default()
    modules = {f"{name}.py" for name in course.introduced} | {*course.introduced}
    chapters = {path.name for path in course.chapters}
    return _holds(folder / KATA, modules) or _holds(folder / FEATURES, chapters)


def _holds(folder: Path, names: set[str]) -> bool:
    try:
        return any(path.name in names for path in folder.iterdir())
    except OSError:
        return False


def _check_engine(root: Path) -> None:
    """A checkout is checked with its own engine: another one's would give it other verdicts."""
    for name in ENGINE:
        own = root / name / "__init__.py"
        spec = importlib.util.find_spec(name)
        loaded = Path(spec.origin).resolve() if spec and spec.origin else None
        if own.is_file() and loaded and loaded != own.resolve():
            raise UsageError(
                f"{root} has a {name}/ of its own, but {name} was loaded from {loaded.parent}. "
                f"Install this one in an environment of its own (cd {shlex.quote(str(root))}, then "
                "python -m pip install -e .), or type python -m pytest there"
            )
