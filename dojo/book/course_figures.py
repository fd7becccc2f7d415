"""The course's `figures` package: what it holds for each chapter of a folder of features.

A module belongs to the chapter of its name. A chapter without one shows its text alone, and a
module whose chapter is not there is not even loaded.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from dojo.book.figure import Figure, Proof, Toy
from dojo.course import locations
from dojo.course.chapters import concept
from dojo.diagnosis.error_messages import in_words


def _none() -> Iterable[Proof]:
    return ()


@dataclass(frozen=True)
class ChapterFigures:
    """What stands beside the text of a chapter, or (`error`) why its module could not be loaded."""

    feature: Path
    figures: tuple[Figure, ...] = ()
    toys: tuple[Toy, ...] = ()
    proofs: Callable[[], Iterable[Proof]] = _none
    error: str = ""


def of_course(features: Path) -> list[ChapterFigures]:
    """Return what each chapter in a folder of features shows, in the order of the chapters."""
    paths = sorted(features.glob("*.feature"))
    try:
        _load()
    except Exception as error:  # the course's, whoever wrote it
        why = _why("__init__.py", error)
        return [ChapterFigures(path, error=why) for path in paths if _file(path)]
    return [_of_chapter(path) for path in paths]


def of_chapter(feature: Path) -> ChapterFigures:
    """Return what one chapter shows."""
    _load()
    return _of_chapter(feature)


def _load() -> None:
    """Load the package, and the steps, whose helpers its modules may use."""
    locations.load_package("steps", locations.STEPS)
    locations.load_package("figures", locations.FIGURES)


def _of_chapter(feature: Path) -> ChapterFigures:
    file = _file(feature)
    if not file:
        return ChapterFigures(feature)
    try:
        return _registered(feature, import_module(f"figures.{concept(feature)}"))
    except Exception as error:  # the course's, whoever wrote it
        return ChapterFigures(feature, error=_why(file, error))


def _file(feature: Path) -> str:
    """Return the name of a chapter's module in the package, or nothing if it has none."""
    names = (f"{concept(feature)}.py", f"{concept(feature)}/__init__.py")
    return next((name for name in names if (locations.FIGURES / name).is_file()), "")


def _registered(feature: Path, module: ModuleType) -> ChapterFigures:
    figures, toys = (tuple(getattr(module, name, ())) for name in ("FIGURES", "TOYS"))
    for name, kind, found in (("FIGURES", Figure, figures), ("TOYS", Toy, toys)):
        if strangers := [each for each in found if not isinstance(each, kind)]:
            raise TypeError(f"{name} holds {strangers[0]!r}, which is no {kind.__name__}")
    return ChapterFigures(feature, figures, toys, getattr(module, "proofs", _none))


def _why(file: str, error: Exception) -> str:
    return f"{locations.FIGURES.name}/{file} cannot be loaded: {in_words(error)}."
