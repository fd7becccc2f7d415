"""The course's `figures` package: what it holds for each chapter of a folder of features.

A module belongs to the chapter of its name. A chapter without one shows its text alone, and a
module whose chapter is not there is not even loaded.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from dojo.book.figure import Figure, Proof, Toy
from dojo.course.course import Course
from dojo.course.feature_names import features_in
from dojo.diagnosis.error_messages import in_words
from dojo.implementation.packages import FolderPackage
from dojo.workspace.owner import course_of


def _none() -> Iterable[Proof]:
    return ()


@dataclass(frozen=True)
class ChapterFigures:
    """Figures beside the text of a chapter, or (`error`) why its module does not load."""

    feature: Path
    figures: tuple[Figure, ...] = ()
    toys: tuple[Toy, ...] = ()
    proofs: Callable[[], Iterable[Proof]] = _none
    error: str = ""

    @property
    def parts(self) -> list[Figure | Toy]:
        """Its figures, and its toys after them."""
        return [*self.figures, *self.toys]


def of_course(features: Path) -> list[ChapterFigures]:
    """Return what each chapter in a folder of features shows, in the order of the chapters."""
    course = course_of(features)
    paths = course.chapters if features == course.features else features_in(features)
    paths = sorted(paths, key=course.place)
    package = _package(course)
    try:
        package.load()
    except Exception as error:  # the course's, whoever wrote it
        why = _why(course, "__init__.py", error)
        return [ChapterFigures(path, error=why) for path in paths if _file(course, path)]
    return [_of_chapter(course, package, path) for path in paths]


def of_chapter(feature: Path) -> ChapterFigures:
    """Return what one chapter shows."""
    course = course_of(feature)
    return _of_chapter(course, _package(course), feature)


def _package(course: Course) -> FolderPackage:
    """Return the course's figures, with its steps in place: the figures may use their helpers."""
    FolderPackage("steps", course.folders("steps")).place()
    return FolderPackage("figures", course.folders("figures"))


def _of_chapter(course: Course, package: FolderPackage, feature: Path) -> ChapterFigures:
    file = _file(course, feature)
    if not file:
        return ChapterFigures(feature)
    try:
        return _registered(feature, package.load(course.figure_module(feature)))
    except Exception as error:  # the course's, whoever wrote it
        return ChapterFigures(feature, error=_why(course, file, error))


def _file(course: Course, feature: Path) -> str:
    """Return the name of a chapter's module in the package, or nothing if it has none."""
    module = course.figure_module(feature)
    names = (f"{module}.py", f"{module}/__init__.py") if module else ()
    return next((name for name in names if course.file("figures", name)), "")


def _registered(feature: Path, module: ModuleType) -> ChapterFigures:
    figures, toys = (tuple(getattr(module, name, ())) for name in ("FIGURES", "TOYS"))
    for name, kind, found in (("FIGURES", Figure, figures), ("TOYS", Toy, toys)):
        if strangers := [each for each in found if not isinstance(each, kind)]:
            raise TypeError(f"{name} contains {strangers[0]!r}, which is not a {kind.__name__}")
    names = [each.name for each in (*figures, *toys)]
    if doubles := [each for each in names if names.count(each) > 1]:
        raise ValueError(f"two figures or toys have the name {doubles[0]}")
    return ChapterFigures(feature, figures, toys, getattr(module, "proofs", _none))


def _why(course: Course, file: str, error: Exception) -> str:
    return f"{course.figures.name}/{file} cannot be loaded: {in_words(error)}."
