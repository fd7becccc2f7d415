"""Figures, toys and proofs: what a course shows in a chapter of the book beside its text.

Those of the chapter `features/NN_concept.feature` stand in the module `figures/concept.py` of the
course (or the package `figures/concept/`): `FIGURES` and `TOYS`, and `proofs()`, which yields them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from dojo.implementation.implementation import Implementation

Compute: TypeAlias = Callable[[Implementation], Any]
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

# A definition is nobody's claim, and SymPy's own derivative of one is derived, not checked.
DEFINITION, DERIVED, MEASURED = "definition", "derived", "measured"
HOLDS = ("proved", "equal numerically", DEFINITION, DERIVED, MEASURED)


@dataclass(frozen=True)
class Figure:
    """A drawing of what the kata computes.

    `data(kata)` asks the kata, in a process of its own, and returns numbers, words, lists and
    dicts; figures may share it, and then it is asked once. `draw(canvas, data)` draws on a figure
    of Matplotlib or, where a `size` is given, on a `dojo.book.sketch.Sketch` of that width and
    height. `words(data)` returns the caption, and the text for who cannot see the drawing.
    `name` is unique in the book and fit for an address. The figure opens its chapter, or stands in
    the `rule` of that name.
    """

    name: str
    title: str
    data: Compute
    draw: Callable[[Any, Any], None]
    words: Callable[[Any], tuple[str, str]]
    rule: str = ""
    size: tuple[float, float] | None = None


@dataclass(frozen=True)
class Toy:
    """A part of the page that a reader can play with.

    `files` is the path of three files without their ending. The .html is a template of Jinja,
    filled in with `values`; the .css is added to the page's style. The .js runs with the functions
    of dojo/book/toys.js and with those that `formulas()` returns as JavaScript; no other toy sees
    what it defines. Where several toys have the same script, it runs once, after all of them. What
    `data(kata)` computes, as a figure's, the template finds as `data`. The
    toy opens its chapter, or stands in the `rule` of that name.
    """

    name: str
    files: Path
    formulas: Callable[[], str]
    values: Mapping[str, Json] = field(default_factory=dict)
    data: Compute | None = None
    rule: str = ""


@dataclass
class Line:
    """A line of a derivation: the formula in LaTeX, why it holds, and the verdict on it."""

    number: int
    latex: str
    because: str
    verdict: str
    rests_on: tuple[int, ...] = ()

    @property
    def right(self) -> bool:
        """Tell whether the line holds."""
        return self.verdict in HOLDS


@dataclass
class Proof:
    """A derivation that can be folded away."""

    title: str
    about: str
    lines: list[Line]

    @property
    def right(self) -> bool:
        """Tell whether every line holds."""
        return all(line.right for line in self.lines)
