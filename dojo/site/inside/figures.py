"""Figures of a chapter, from what the learner's code computes in the page.

What a figure says, and a sketch, are made here. A plot needs Matplotlib, which the page has not: it
shows the plot of the reference where the learner's numbers are those of the reference.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dojo.book.course_figures import of_chapter
from dojo.book.drawing import drawing
from dojo.book.experiments import Experiment, Result, conduct
from dojo.book.figure import Compute, Json
from dojo.site.inside.absent import stand_in

SECONDS = 10.0

stand_in("matplotlib")


def figures(feature: Path, kata: Path, seconds: float = SECONDS) -> Iterator[dict[str, Any]]:
    """Yield what the page is told of each figure of a chapter.

    `data` is there for a plot alone, and `svg` is then empty.
    """
    known: dict[Compute, Result] = {}
    for figure in of_chapter(feature).figures:
        if figure.data not in known:
            experiment = Experiment(feature, figure.name, figure.data)
            known[figure.data] = conduct(kata, experiment, seconds)
        drawn = drawing(feature, figure, known[figure.data], _nothing)
        yield {
            "name": drawn.name,
            "svg": drawn.svg,
            "title": drawn.title,
            "caption": drawn.caption,
            "alternative": drawn.alternative,
            "data": None if drawn.svg else drawn.data,
        }


def _nothing(name: str, title: str, alternative: str, draw: object, data: Json) -> str:
    return ""
