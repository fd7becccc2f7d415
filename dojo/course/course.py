"""A course: its folders, its chapters in order, and what each of them introduces.

It is the folder that holds a `course.toml`. The engine learns everything about a course from here,
about ours as about anyone's:

    format = 1
    name = "fractions"
    title = "Fractions"
    language = "en"                       # optional: the language of the features
    chapters = ["halves", "quarters"]     # optional: else the file names' numbers say the order
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dojo.course.chapters import chapter_number, tags
from dojo.course.feature_names import features_in
from dojo.errors import UsageError

FILE = "course.toml"
FORMAT = 1
NEEDED = ("features", "steps", "kata")
_DEFINITION = re.compile(r"^def ([^\W_]\w*)", re.MULTILINE)
_ENGINE = Path(__file__).parents[1]
# An installed wheel carries our course inside the package; a checkout has it beside the package.
_INSTALLED = _ENGINE / "courses" / "deep_learning"


@dataclass(frozen=True)
class Course:
    """What a course is called, where it lies, and the order of its chapters, where it names one."""

    root: Path
    name: str
    title: str
    language: str = "en"
    order: tuple[str, ...] = ()
    grading: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def at(cls, root: Path) -> "Course":
        """Return the course in a folder, read once; UsageError if `course.toml` is not right."""
        return _read(root.resolve())

    @classmethod
    def default(cls) -> "Course":
        """Return the course that comes with the tool."""
        return cls.at(_INSTALLED if _INSTALLED.is_dir() else _ENGINE.parent)

    @property
    def features(self) -> Path:
        """The folder of the chapters."""
        return self.root / "features"

    @property
    def steps(self) -> Path:
        """The folder of the step definitions."""
        return self.root / "steps"

    @property
    def reference(self) -> Path:
        """The folder of the implementation that is right."""
        return self.root / "kata"

    @property
    def contracts(self) -> Path:
        """The folder of the contracts of the kata's functions; a course need not have any."""
        return self.root / "contracts"

    @property
    def worksheets(self) -> Path:
        """The folder of the solved worksheets; a course need not have any."""
        return self.root / "worksheets"

    @property
    def figures(self) -> Path:
        """The folder of the figures; a course need not have any."""
        return self.root / "figures"

    @property
    def pictures(self) -> Path:
        """The folder of the pictures at the chapters' ends; a course need not have any."""
        return self.root / "pictures"

    @property
    def chapters(self) -> list[Path]:
        """The feature files in the order of the course; those that it does not name come last."""
        return sorted(features_in(self.features), key=self.place)

    def place(self, path: Path) -> tuple[int, str]:
        """Return what sorts the features of a folder in the order of the course."""
        known = self.order.index(path.stem) if path.stem in self.order else len(self.order)
        return known, path.name

    def number(self, path: Path) -> int | None:
        """Return a chapter's number: its place in the named order, or what its file name says."""
        if path.stem in self.order:
            return self.order.index(path.stem) + 1
        return chapter_number(path)

    @functools.cached_property
    def introduced(self) -> dict[str, int]:
        """The number of the chapter that introduces each module of the kata."""
        found: dict[str, int] = {}
        for path in self.chapters:
            if number := self.number(path):
                found |= dict.fromkeys(tags(path), number)
        return found

    @property
    def modules(self) -> list[str]:
        """The modules of the kata that a learner writes, in the order of their introduction."""
        named = dict.fromkeys(tag for path in self.chapters for tag in tags(path))
        return [name for name in named if (self.reference / f"{name}.py").is_file()]

    @functools.cache  # noqa: B019  a course is read once in a process
    def functions(self, module: str) -> frozenset[str]:
        """Return the names of a module's functions: those that a docstring tells a learner of."""
        return frozenset(_DEFINITION.findall(self._source(module)))

    @functools.cache  # noqa: B019  a course is read once in a process
    def silent(self, module: str) -> frozenset[str]:
        """Return the names of a module's functions whose docstring says "No warning"."""
        functions = re.split(r"^def ", self._source(module), flags=re.MULTILINE)[1:]
        return frozenset(f.partition("(")[0] for f in functions if "No warning" in f)

    def _source(self, module: str) -> str:
        """Return the text of a module of the reference; none where there is no such module."""
        path = self.reference / f"{module}.py"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    @property
    def step_modules(self) -> list[str]:
        """The names of the modules in `steps/`."""
        return [path.stem for path in sorted(self.steps.glob("[!_]*.py"))]


@functools.cache
def _read(root: Path) -> Course:
    file = root / FILE
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text: save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file} is not valid TOML: {error}") from None
    _check_format(file, found.pop("format", None))
    chapters = found.pop("chapters", [])
    if not isinstance(chapters, list) or not all(isinstance(name, str) for name in chapters):
        raise UsageError(
            f"{file}: chapters is no list of names; write the names of the feature files in order, "
            'without .feature: chapters = ["halves", "quarters"]'
        )
    values = {
        key: _text(file, key, found.pop(key, default))
        for key, default in {"name": None, "title": None, "language": "en"}.items()
    }
    grading = found.pop("grading", {})
    if not isinstance(grading, dict):
        raise UsageError(f"{file}: grading is {grading!r}; write [grading] in a line of its own")
    if found:
        known = "format, name, title, language, chapters and grading"
        raise UsageError(f"{file}: the key {next(iter(found))} is unknown; a course has {known}")
    course = Course(root, **values, order=tuple(chapters), grading=grading)
    _check_folders(file, course)
    return course


def _check_format(file: Path, number: object) -> None:
    if number is None:
        raise UsageError(
            f"{file} has no format: write format = {FORMAT} in its first line if it describes a "
            "course of the dojo; if it belongs to another program, give it another name"
        )
    if type(number) is not int or number < 1:
        raise UsageError(f"{file}: format is {number!r}; write format = {FORMAT}")
    if number > FORMAT:
        raise UsageError(
            f"{file}: format {number} is newer than this dojo, which reads format {FORMAT}; "
            "update it: python -m pip install --upgrade deep-learning-dojo"
        )


def _text(file: Path, key: str, value: object) -> str:
    if value is None:
        raise UsageError(f'{file} has no {key}: write {key} = "…"')
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f'{file}: {key} is {value!r}, which is no text; write {key} = "…"')
    return value


def _check_folders(file: Path, course: Course) -> None:
    for name in NEEDED:
        if not (course.root / name).is_dir():
            raise UsageError(
                f"{file}: there is no folder {course.root / name}; "
                f"a course has the folders {', '.join(NEEDED)}"
            )
    for number, name in enumerate(course.order):
        if name in course.order[:number]:
            raise UsageError(f"{file}: chapters names {name!r} twice; name each chapter once")
        if not (course.features / f"{name}.feature").is_file():
            raise UsageError(
                f"{file}: chapters names {name!r}, and there is no features/{name}.feature; "
                "write that file, or take the name out"
            )
