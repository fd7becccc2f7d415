"""Drawings of the book, each made from what the kata under test computes."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from dojo.book.course_figures import ChapterFigures
from dojo.book.experiments import Experiment, Result, results
from dojo.book.figure import Compute, Figure
from dojo.book.svg import drawn

SECONDS = 10.0


class Drawing(NamedTuple):
    """A figure as it stands in the book; `svg` takes its colours from the page's style sheet.

    Where the kata is not that far, `svg` is empty and `caption` gives the reason.
    """

    feature: Path
    rule: str
    name: str
    title: str
    svg: str
    caption: str
    alternative: str


def drawings(
    kata: Path, chapters: list[ChapterFigures], seconds: float = SECONDS
) -> Iterator[Drawing]:
    """Yield the figures of the chapters, drawn; what the kata cannot do yet has no svg.

    `kata` is the folder of an implementation. All figures together wait no longer for it than
    `seconds`.
    """
    # Figures that share their data share the experiment, which has the name of the first.
    experiments: dict[Compute, Experiment] = {}
    for chapter in chapters:
        for figure in chapter.figures:
            experiments.setdefault(figure.data, Experiment(chapter.feature, figure))
    known: dict[str, Result] = {}
    with closing(results(kata.resolve(), list(experiments.values()), seconds)) as coming:
        for chapter in chapters:
            if chapter.error:
                yield _unloaded(chapter)
            for figure in chapter.figures:
                asked = experiments[figure.data].figure.name
                while asked not in known:
                    name, known[name] = next(coming)
                yield _drawing(chapter.feature, figure, known[asked])


def _drawing(feature: Path, figure: Figure, result: Result) -> Drawing:
    """Draw what was computed; numbers that make no drawing are the kata's, not the book's."""
    empty = Drawing(feature, figure.rule, figure.name, figure.title, "", "", "")
    if result.data is None:
        return _undrawn(empty, result.why)
    try:
        caption, alternative = figure.words(result.data)
        svg = drawn(figure.name, figure.title, alternative, figure.draw, result.data)
    except Exception as error:  # the shapes and sizes in it are the learner's
        said = f"What was computed makes no figure: {type(error).__name__}: {error}"
        return _undrawn(empty, said)
    return empty._replace(svg=svg, caption=caption, alternative=alternative)


def _undrawn(drawing: Drawing, why: str) -> Drawing:
    said = f"Not drawn yet. {why}"
    return drawing._replace(caption=said, alternative=f"{drawing.title}. {said}")


def _unloaded(chapter: ChapterFigures) -> Drawing:
    """Stand in for whatever a module would have shown that cannot be loaded."""
    name, title = f"of-{chapter.feature.stem}", "The figures of this chapter"
    return _undrawn(Drawing(chapter.feature, "", name, title, "", "", ""), chapter.error)
