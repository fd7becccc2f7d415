"""Drawings of the book, each made from what the kata under test computes."""

from collections.abc import Generator, Iterable
from contextlib import closing
from pathlib import Path

from dojo.book.course_figures import ChapterFigures
from dojo.book.drawing import Drawing, drawing
from dojo.book.experiments import Experiment, Result
from dojo.book.figure import Compute, Figure, Toy
from dojo.book.series import results

SECONDS = 10.0


def drawings(kata: Path, chapters: list[ChapterFigures], seconds: float = SECONDS) -> list[Drawing]:
    """Return the figures of the chapters in order, drawn, and what their toys asked for."""
    return in_order(filter(None, as_they_come(kata, chapters, seconds)), chapters)


def in_order(found: Iterable[Drawing], chapters: list[ChapterFigures]) -> list[Drawing]:
    """Sort drawings as their chapters name them."""
    order = [
        (chapter.feature, name)
        for chapter in chapters
        for name in (_unloaded(chapter).name, *(one.name for one in chapter.parts))
    ]
    return sorted(found, key=lambda one: order.index((one.feature, one.name)))


def as_they_come(
    kata: Path, chapters: list[ChapterFigures], seconds: float = SECONDS
) -> Generator[Drawing | None, None, None]:
    """Yield each drawing as soon as its numbers are there, and None while there are none.

    A figure that the kata cannot compute yet is a ghost. `kata` is the folder of an
    implementation. No figure waits longer for it than `seconds`.
    """
    # Figures that share their data share the experiment, which has the name of the first.
    experiments: dict[Compute, Experiment] = {}
    shown: dict[Compute, list[tuple[Path, Figure | Toy]]] = {}
    for chapter in chapters:
        if chapter.error:
            yield _unloaded(chapter)
        for one in chapter.parts:
            if one.data:
                experiments.setdefault(one.data, Experiment(chapter.feature, one.name, one.data))
                shown.setdefault(one.data, []).append((chapter.feature, one))
    with closing(results(kata.resolve(), list(experiments.values()), seconds)) as coming:
        for found in coming:
            if found is None:
                yield None
            else:
                experiment, result = found
                for feature, one in shown[experiment.data]:
                    yield _made(feature, one, result)


def _made(feature: Path, one: Figure | Toy, result: Result) -> Drawing:
    if isinstance(one, Figure):
        # Here: Matplotlib is slow to load, and what is computed meanwhile need not wait for it.
        from dojo.book.svg import drawn

        return drawing(feature, one, result, drawn)
    empty = Drawing(feature, one.rule, one.name, "", "", "", "")
    return empty._replace(caption=result.why, data=result.data, is_ghost=result.data is None)


def _unloaded(chapter: ChapterFigures) -> Drawing:
    """Stand in for whatever a module would have shown that cannot be loaded."""
    name, title = f"of-{chapter.feature.stem}", "The figures of this chapter"
    said = f"Not drawn yet. {chapter.error}"
    return Drawing(chapter.feature, "", name, title, "", said, f"{title}. {said}", is_ghost=True)
