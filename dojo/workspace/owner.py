"""The owner of a file: the course or the workspace that it lies in, found upwards from the file.

A course is checked with its own reference, a workspace with the learner's kata. The nearest one
owns, so a workspace may lie in another one, or in a course. A feature in neither is not ours.
"""

import importlib.util
import shlex
from dataclasses import dataclass
from pathlib import Path

from dojo.course.course import FILE as COURSE
from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.workspace.manifest import FILE as MANIFEST

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
            return Owner(course.root, course, course.reference)
        if (folder / MANIFEST).is_file() or _made_by_hand(folder):
            return Owner(folder, Course.default(), folder / KATA)
    return None


def course_of(path: Path) -> Course:
    """Return the course that applies to a file or in a folder: the owner's, or our own."""
    found = owner(path)
    return found.course if found else Course.default()


def _made_by_hand(folder: Path) -> bool:
    """Tell whether a folder has a kata of the course, and not just something else called kata."""
    if not (folder / KATA).is_dir():
        return False
    course = Course.default()
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
