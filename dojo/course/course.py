"""A course: its folders, its chapters in order, and what each of them introduces.

It is the folder that holds a `course.toml` (see `course_file.py`). The engine learns everything
about a course from here, about ours as about anyone's. A course that extends another is a layer on
top of it: each room holds the files of both.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dojo.course import course_file
from dojo.course.chapters import chapter_number, concept, part, tags
from dojo.course.course_file import FILE, CourseFile
from dojo.course.feature_names import features_in
from dojo.course.installed import default_root, root_of
from dojo.course.layers import check_chapters, check_layers
from dojo.course.order import order
from dojo.errors import UsageError

SHEETS = "worksheets"
NEEDED = ("features", "steps", "kata")
_DEFINITION = re.compile(r"^def ([^\W_]\w*)", re.MULTILINE)
_READING: list[Path] = []


@dataclass(frozen=True)
class Course:
    """Title, folder and, if it names one, order of the chapters of a course."""

    root: Path
    name: str
    title: str
    language: str = "en"
    order: tuple[str, ...] = ()
    base: "Course | None" = None
    grading: Mapping[str, Any] = field(default_factory=dict, compare=False)
    figure_modules: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def at(cls, root: Path) -> "Course":
        """Return the course in a folder, read once; UsageError if `course.toml` is not right."""
        return _read(root.resolve())

    @classmethod
    def default(cls) -> "Course":
        """Return the course that comes with the tool."""
        return cls.at(default_root())

    @property
    def layers(self) -> tuple["Course", ...]:
        """The course itself, then the one that it extends, and so on."""
        return (self, *(self.base.layers if self.base else ()))

    def folders(self, room: str) -> list[Path]:
        """Return the folders of a room that there are, the course's own first."""
        return [layer.root / room for layer in self.layers if (layer.root / room).is_dir()]

    def below(self, room: str) -> list[Path]:
        """Return the folders of a room in the courses that this one extends."""
        return self.base.folders(room) if self.base else []

    def file(self, room: str, name: str) -> Path | None:
        """Return where a file of a room lies; None if no layer has it."""
        paths = (folder / name for folder in self.folders(room))
        return next((path for path in paths if path.is_file()), None)

    def files(self, room: str, pattern: str = "*.py") -> dict[str, Path]:
        """Return the files of a room by their paths in it; of two of one path, the course's own."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders(room)):
            for path in sorted(folder.rglob(pattern)):
                inside = path.relative_to(folder)
                if path.is_file() and not any(p.startswith((".", "__py")) for p in inside.parts):
                    found[inside.as_posix()] = path
        return dict(sorted(found.items()))

    @property
    def features(self) -> Path:
        """The folder of the course's own chapters."""
        return self.root / "features"

    @property
    def steps(self) -> Path:
        """The folder of the course's own step definitions."""
        return self.root / "steps"

    @property
    def reference(self) -> Path:
        """The folder of the implementation that is right; of a layer, its own part of it."""
        return self.root / "kata"

    @property
    def contracts(self) -> Path:
        """The folder of the contracts of the kata's functions; a course need not have any."""
        return self.root / "contracts"

    @property
    def worksheets(self) -> Path:
        """The folder of the solved worksheets; a course need not have any."""
        return self.root / SHEETS

    @property
    def figures(self) -> Path:
        """The folder of the figures; a course need not have any."""
        return self.root / "figures"

    @property
    def texts(self) -> Path:
        """The folder of what the book says around the features; a course need not have any."""
        return self.root / "texts"

    @property
    def pictures(self) -> Path:
        """The folder of the pictures at the chapters' ends; a course need not have any."""
        return self.root / "pictures"

    @property
    def chapters(self) -> list[Path]:
        """The feature files in the order of the course; those that it does not name come last."""
        base = self.base.chapters if self.base else []
        found = [*features_in(self.features), *(path for path in base if path.stem in self.order)]
        return sorted(found, key=self.place)

    @property
    def count(self) -> int:
        """How many chapters there are: the parts of one, such as 10a and 10b, are one."""
        return len({self.number(path) or path.stem for path in self.chapters})

    @property
    def sheets(self) -> list[Path]:
        """The solved worksheets of all layers, each after its chapter; not of chapters left out."""
        left_out = {path.stem for path in self._every_chapter()} - {p.stem for p in self.chapters}
        found = [path for layer in self.layers for path in features_in(layer.worksheets)]
        named = {path.name: path for path in reversed(found)}
        kept = [p for p in named.values() if self._stem_of_sheet(p.stem) not in left_out]
        return sorted(kept, key=lambda path: (self.number(path) or 0, path.name))

    def place(self, path: Path) -> tuple[int, str]:
        """Return what sorts the features of a folder in the order of the course."""
        known = self.order.index(path.stem) if path.stem in self.order else len(self.order)
        return known, path.name

    def number(self, path: Path) -> int | None:
        """Return a chapter's number: its place in the named order, or what its file name says.

        That of a worksheet is its chapter's; of one that belongs to none, the last chapter's.
        """
        stem = path.stem
        if path.parent.name == SHEETS:
            stem = self._stem_of_sheet(stem) or (self.order[-1] if self.order else stem)
        return self._places[stem] if stem in self._places else chapter_number(Path(stem))

    @functools.cached_property
    def _places(self) -> dict[str, int]:
        """The numbers that follow from a named order; the parts of a chapter share one."""
        found: dict[str, int] = {}
        for before, stem in zip(("", *self.order), self.order, strict=False):
            one, other = Path(before), Path(stem)
            goes_on = "" < part(one) < part(other) and chapter_number(one) == chapter_number(other)
            found[stem] = max(found.values(), default=0) + (not goes_on)
        return found

    def _every_chapter(self) -> list[Path]:
        return [path for layer in self.layers for path in features_in(layer.features)]

    @functools.cache  # noqa: B019  a course is read once in a process
    def _stem_of_sheet(self, sheet: str) -> str:
        """Return which chapter a worksheet belongs to: the number says it, or its first words.

        The number counts in the course that the worksheet comes from: `05_on_paper` belongs to the
        fifth chapter there, wherever that chapter stands here. `cost_on_paper` belongs to `cost`.
        It is "" where there is none such.
        """
        for layer in self.layers:
            if not any(path.stem == sheet for path in features_in(layer.worksheets)):
                continue
            number = chapter_number(Path(sheet))
            for path in layer.chapters:
                if number and layer.number(path) == number:
                    return path.stem
        begun = [p for p in self._every_chapter() if f"{sheet}_".startswith(f"{concept(p)}_")]
        return max(begun, key=lambda path: len(concept(path))).stem if begun else ""

    @functools.cached_property
    def introduced(self) -> dict[str, int]:
        """The number of the chapter that introduces each module of the kata."""
        found: dict[str, int] = {}
        for path in self.chapters:
            if number := self.number(path):
                found |= dict.fromkeys(tags(path), number)
        return found

    @functools.cached_property
    def modules(self) -> list[str]:
        """The modules of the kata that a learner writes, in the order of their introduction."""
        named = dict.fromkeys(tag for path in self.chapters for tag in tags(path))
        return [name for name in named if self.file("kata", f"{name}.py")]

    @property
    def given(self) -> set[str]:
        """The modules of a course below whose chapters this one leaves out: they are given whole.

        Its chapters may call them, and nobody has to write them.
        """
        own = {path.stem for path in self.reference.glob("*.py")}
        every = {path.stem for path in self.files("kata", "[!_]*.py").values()}
        return every - own - {*self.modules}

    @functools.cache  # noqa: B019  a course is read once in a process
    def functions(self, module: str) -> frozenset[str]:
        """Return the names of a module's functions: those that a docstring tells a learner of."""
        return frozenset(_DEFINITION.findall(self.source(module)))

    @functools.cache  # noqa: B019  a course is read once in a process
    def silent(self, module: str) -> frozenset[str]:
        """Return the names of a module's functions whose docstring says "No warning"."""
        functions = re.split(r"^def ", self.source(module), flags=re.MULTILINE)[1:]
        return frozenset(f.partition("(")[0] for f in functions if "No warning" in f)

    def source(self, module: str) -> str:
        """Return the text of a module of the reference; none where there is no such module."""
        path = self.file("kata", f"{module}.py")
        return path.read_text(encoding="utf-8") if path else ""

    @property
    def step_modules(self) -> list[str]:
        """The names of the modules in `steps/`."""
        return [
            path.stem
            for folder in reversed(self.folders("steps"))
            for path in sorted(folder.glob("[!_]*.py"))
        ]

    def figure_module(self, path: Path) -> str:
        """Return the module of `figures/` that a chapter shows: of its name, if none is said.

        It is "" where `course.toml` says that the chapter shows none.
        """
        for layer in self.layers:
            for name in (path.stem, concept(path)):
                if name in layer.figure_modules:
                    return layer.figure_modules[name]
        return concept(path)


@functools.cache
def _read(root: Path) -> Course:
    file = course_file.read(root / FILE)
    base = _base(root, file)
    if not base:
        for name in NEEDED:
            if not (root / name).is_dir():
                fact = f"there is no folder {root / name}"
                fix = f"Create it; a course has the folders {', '.join(NEEDED)}"
                raise file.wrong("format", fact, fix)
    check_chapters(root / "features")
    if base:
        check_layers(root, [layer.root for layer in base.layers])
    own = features_in(root / "features")
    named = order(file, own, base.chapters if base else [])
    course = Course(
        root, file.name, file.title, file.language, named, base, file.grading, file.figures
    )
    _check_figures(file, course)
    return course


def _base(root: Path, file: CourseFile) -> Course | None:
    """Return the course that a `course.toml` extends; UsageError if it leads in a circle."""
    if not file.extends:
        return None
    try:
        below = root_of(file.extends, root)
    except UsageError as error:
        fix = error.fix or "Install it, or name its folder"
        raise file.wrong("extends", f"extends: {error.fact}", fix) from None
    if below == root or below in _READING:
        circle = [*_READING[_READING.index(below) :], root, below] if below != root else [root] * 2
        names = " → ".join(str(each) for each in circle)
        fact = f"the courses extend each other in a circle: {names}"
        raise file.wrong("extends", fact, "Remove extends from one of them")
    _READING.append(root)
    try:
        return Course.at(below)
    finally:
        _READING.remove(root)


def _check_figures(file: CourseFile, course: Course) -> None:
    chapters = {name for path in course.chapters for name in (path.stem, concept(path))}
    for chapter, module in file.figures.items():
        if chapter not in chapters:
            fact = f"figures names {chapter!r}, which is not a chapter"
            raise file.wrong(chapter, fact, f"The chapters are {', '.join(sorted(chapters))}")
        known = (f"{module}.py", f"{module}/__init__.py")
        if module and not any(course.file("figures", name) for name in known):
            fact = f"{chapter} needs figures/{module}.py, which does not exist"
            raise file.wrong(chapter, fact, "Write that file, or remove the line")
