"""Courses by their names: those that are installed, found by their entry points, and ours.

A package with a course in it says so in its `pyproject.toml`; the value is a package in whose
folder `course.toml` lies, or `module:name` of a path:

    [project.entry-points."dojo.courses"]
    fractions = "fractions_course"
"""

import difflib
from importlib import metadata
from pathlib import Path
from types import ModuleType

from dojo.course.course_file import FILE
from dojo.errors import UsageError

GROUP = "dojo.courses"
DEFAULT = "deep-learning-dojo"
_ENGINE = Path(__file__).parents[1]
# An installed wheel carries our course inside the package; a checkout has it beside the package.
_CARRIED = _ENGINE / "courses" / "deep_learning"


def default_root() -> Path:
    """Return the folder of the course that comes with the tool."""
    return _CARRIED if _CARRIED.is_dir() else _ENGINE.parent


def root_of(word: str, start: Path) -> Path:
    """Return the folder of a course that is given as DIR or NAME; UsageError if there is none.

    A folder is looked for from `start`; it counts before a name.
    """
    folder = start / Path(word).expanduser()
    if (folder / FILE).is_file():
        return folder.resolve()
    if word == DEFAULT:
        return default_root()
    known = {entry.name: entry for entry in metadata.entry_points(group=GROUP)}
    if word in known:
        return _loaded(known[word])
    if folder.is_dir():
        raise UsageError(
            f"{folder} is not a course: it has no {FILE}", f"To make one: dojo course new {word}"
        )
    names = sorted({DEFAULT, *known})
    near = difflib.get_close_matches(word, names, 1)
    meant = f"Did you mean {near[0]}?" if near else f"Installed: {', '.join(names)}"
    raise UsageError(f"{word!r} is neither a folder nor an installed course", meant)


def name_of(root: Path) -> str:
    """Return the name by which the course in a folder is installed; "" if it is not."""
    if root == default_root().resolve():
        return DEFAULT
    for entry in metadata.entry_points(group=GROUP):
        try:
            if _loaded(entry) == root:
                return entry.name
        except UsageError:  # another course's fault
            continue
    return ""


def _loaded(entry: metadata.EntryPoint) -> Path:
    try:
        found = entry.load()
    except Exception as error:  # of whoever wrote the package
        raise UsageError(
            f"the course {entry.name} is installed, but {entry.value} cannot be loaded: {error}",
            "Install it again, or ask its author",
        ) from None
    if isinstance(found, ModuleType):
        found = next(iter(getattr(found, "__path__", [])), Path(found.__file__ or "").parent)
    root = Path(found).resolve()
    if not (root / FILE).is_file():
        raise UsageError(
            f"the course {entry.name} is installed, but {root} has no {FILE}",
            "Install it again, or ask its author",
        )
    return root
