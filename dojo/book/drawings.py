"""Drawings of the book, each made from what the kata under test computes."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dojo.book.course_figures import ChapterFigures
from dojo.book.drawing import Drawing, drawing
from dojo.book.experiments import Experiment, Result, asked_by, results
from dojo.book.figure import Compute
from dojo.book.svg import drawn

SECONDS = 10.0


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
                yield drawing(chapter.feature, figure, result_of(figure.data), drawn)
            for toy in chapter.toys:
                if toy.data:
                    result = result_of(toy.data)
                    empty = Drawing(chapter.feature, toy.rule, toy.name, "", "", "", "")
                    yield empty._replace(
                        caption=result.why, data=result.data, is_ghost=result.data is None
                    )


def _unloaded(chapter: ChapterFigures) -> Drawing:
    """Stand in for whatever a module would have shown that cannot be loaded."""
    name, title = f"of-{chapter.feature.stem}", "The figures of this chapter"
    said = f"Not drawn yet. {chapter.error}"
    return Drawing(chapter.feature, "", name, title, "", said, f"{title}. {said}", is_ghost=True)
