"""One drawing of the book, made from what the kata under test has computed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from dojo.book.experiments import Result
from dojo.book.figure import Figure, Json
from dojo.book.ghost import GHOST, ghost
from dojo.book.told import sketched

# Takes a figure's name, title and text, the function that draws it, and its data; returns the svg.
Plot: TypeAlias = Callable[[str, str, str, Callable[[Any, Any], None], Json], str]


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


def drawing(feature: Path, figure: Figure, result: Result, plot: Plot) -> Drawing:
    """Draw what was computed; numbers that make no drawing are the kata's, not the book's.

    `plot` draws a figure that is drawn with Matplotlib.
    """
    empty = Drawing(feature, figure.rule, figure.name, figure.title, "", "", "")
    if result.data is None:
        return _undrawn(empty, result.why, result.at)
    try:
        caption, alternative = figure.words(result.data)
        about = figure.name, figure.title, alternative
        if figure.size:
            svg = sketched(*about, figure.size, figure.draw, result.data)
        else:
            svg = plot(*about, figure.draw, result.data)
    except Exception as error:  # the shapes and sizes in it are the learner's
        said = f"These answers make no figure: {type(error).__name__}: {error}"
        return _undrawn(empty, said)
    return empty._replace(svg=svg, caption=caption, alternative=alternative, data=result.data)


def _undrawn(empty: Drawing, why: str, at: str = "") -> Drawing:
    alternative = f"{empty.title}. Not drawn yet."
    svg = sketched(empty.name, empty.title, alternative, GHOST, ghost, at)
    return empty._replace(
        svg=svg, caption=f"Not drawn yet. {why}", alternative=alternative, is_ghost=True
    )
