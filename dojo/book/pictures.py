"""The pictures of the book, each drawn from what the kata under test computes."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dojo.book import experiments
from dojo.book.plans import PICTURES, Plan
from dojo.errors import UsageError

SECONDS = 10.0
MISSING = "The pictures need matplotlib: pip install 'deep-learning-dojo[book]'"


class Picture(NamedTuple):
    """A figure of a chapter; `svg` takes its colours from the page's style sheet.

    `name` is unique in the book and fit for an address; `alternative` says in words what is seen.
    Where the kata is not that far, `svg` is empty and `caption` gives the reason.
    """

    chapter: int
    name: str
    title: str
    svg: str
    caption: str
    alternative: str


def pictures(kata: Path | object, seconds: float = SECONDS) -> Iterator[Picture]:
    """Yield the pictures in the order of the chapters; what the kata cannot do yet has no svg.

    `kata` is the folder of an implementation, or the `Implementation` in it. All pictures together
    wait no longer for it than `seconds`. Without matplotlib, UsageError says what to
    install.
    """
    folder = Path(getattr(kata, "folder", kata)).resolve()
    names = list(dict.fromkeys(plan.experiment for plan in PICTURES))
    known: dict[str, experiments.Result] = {}
    coming = experiments.results(folder, names, seconds)
    try:
        for plan in PICTURES:
            while plan.experiment not in known:
                # The first is asked for before matplotlib is imported: both take their time.
                name, known[name] = next(coming) if known else _first(coming)
            yield _picture(plan, known[plan.experiment])
    finally:
        coming.close()


def _first(coming: Iterator) -> tuple[str, experiments.Result]:
    first = next(coming)
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise UsageError(MISSING) from None
    return first


def _picture(plan: Plan, result: experiments.Result) -> Picture:
    """Draw what was computed; numbers that do not make a picture are the kata's, not the book's."""
    empty = Picture(plan.chapter, plan.name, plan.title, "", "", "")
    if result.data is None:
        return _undrawn(empty, result.why)
    try:
        from dojo.book.svg import drawn

        caption, alternative = plan.words(result.data)
        svg = drawn(plan.name, plan.title, alternative, plan.draw, result.data)
    except Exception as error:  # the shapes and sizes in it are the learner's
        said = f"What was computed makes no picture: {type(error).__name__}: {error}"
        return _undrawn(empty, said)
    return empty._replace(svg=svg, caption=caption, alternative=alternative)


def _undrawn(picture: Picture, why: str) -> Picture:
    said = f"Not drawn yet. {why}"
    return picture._replace(caption=said, alternative=f"{picture.title}. {said}")
