"""Drawings of the book, each made from what the kata under test computes."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from dojo.book.course_figures import ChapterFigures
from dojo.book.experiments import Experiment, Result, asked_by, results
from dojo.book.figure import Compute, Figure, Json
from dojo.book.ghost import GHOST, ghost
from dojo.book.svg import drawn, sketched

SECONDS = 10.0


class Drawing(NamedTuple):
    """A figure as it stands in the book; `svg` takes its colours from the page's style sheet.

    Where the kata is not that far, it is a ghost, and `caption` gives the reason. `data` is what
    was computed; a toy that asked for it has no svg.
    """

    feature: Path
    rule: str
    name: str
    title: str
    svg: str
    caption: str
    alternative: str
    is_ghost: bool = False
    data: Json = None


def drawings(
    kata: Path, chapters: list[ChapterFigures], seconds: float = SECONDS
) -> Iterator[Drawing]:
    """Yield the figures of the chapters, drawn, and what their toys asked for.

    A figure that the kata cannot compute yet is a ghost. `kata` is the folder of an
    implementation. All figures together wait no longer for it than `seconds`.
    """
    # Figures that share their data share the experiment, which has the name of the first.
    experiments: dict[Compute, Experiment] = {}
    for chapter in chapters:
        for experiment in asked_by(chapter):
            experiments.setdefault(experiment.data, experiment)
    known: dict[str, Result] = {}
    with closing(results(kata.resolve(), list(experiments.values()), seconds)) as coming:

        def result_of(data: Compute) -> Result:
            asked = experiments[data].name
            while asked not in known:
                name, known[name] = next(coming)
            return known[asked]

        for chapter in chapters:
            if chapter.error:
                yield _unloaded(chapter)
            for figure in chapter.figures:
                yield _drawing(chapter.feature, figure, result_of(figure.data))
            for toy in chapter.toys:
                if toy.data:
                    result = result_of(toy.data)
                    empty = Drawing(chapter.feature, toy.rule, toy.name, "", "", "", "")
                    yield empty._replace(
                        caption=result.why, data=result.data, is_ghost=result.data is None
                    )


def _drawing(feature: Path, figure: Figure, result: Result) -> Drawing:
    """Draw what was computed; numbers that make no drawing are the kata's, not the book's."""
    empty = Drawing(feature, figure.rule, figure.name, figure.title, "", "", "")
    if result.data is None:
        return _undrawn(empty, result.why, result.at)
    try:
        caption, alternative = figure.words(result.data)
        about = figure.name, figure.title, alternative
        if figure.size:
            svg = sketched(*about, figure.size, figure.draw, result.data)
        else:
            svg = drawn(*about, figure.draw, result.data)
    except Exception as error:  # the shapes and sizes in it are the learner's
        said = f"These answers make no figure: {type(error).__name__}: {error}"
        return _undrawn(empty, said)
    return empty._replace(svg=svg, caption=caption, alternative=alternative)


def _undrawn(drawing: Drawing, why: str, at: str = "") -> Drawing:
    alternative = f"{drawing.title}. Not drawn yet."
    svg = sketched(drawing.name, drawing.title, alternative, GHOST, ghost, at)
    return drawing._replace(
        svg=svg, caption=f"Not drawn yet. {why}", alternative=alternative, is_ghost=True
    )


def _unloaded(chapter: ChapterFigures) -> Drawing:
    """Stand in for whatever a module would have shown that cannot be loaded."""
    name, title = f"of-{chapter.feature.stem}", "The figures of this chapter"
    said = f"Not drawn yet. {chapter.error}"
    return Drawing(chapter.feature, "", name, title, "", said, f"{title}. {said}", is_ghost=True)
