"""The expectation of an answer cell: a number and its tolerance, or a bound."""

import functools
import math
import operator
import re
from dataclasses import dataclass

import numpy as np

from dojo.tables.cells import CellError, grid, number

RELATIVE, NEAR_ZERO = 1e-9, 1e-12

_COMPARISONS = {
    "<": operator.lt,
    ">": operator.gt,
    "≤": operator.le,
    "≥": operator.ge,
    "≠": operator.ne,
}
_MIRRORED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤", "≠": "≠"}
_DECIMAL = re.compile(r"[-−+]?\d*\.?(?P<decimals>\d*)(?:e(?P<exponent>[-+]?\d+))?", re.IGNORECASE)
# A number that cannot be read is a mistake in the feature. Anything else is words.
_MEANT_AS_NUMBERS = re.compile(r"^[-−+.(\d<>≤≥≠_]|[…±^<>≤≥≠]|\.\.\.")


@dataclass(frozen=True)
class Exact:
    """A number that an answer must equal, to one part in a billion (1e-12 near zero)."""

    value: float
    tolerance: str = f"{RELATIVE:g} relative"

    def accepts(self, answer: float) -> bool:
        """Tell whether `answer` is this number."""
        return math.isclose(answer, self.value, rel_tol=RELATIVE, abs_tol=NEAR_ZERO)


@dataclass(frozen=True)
class Begins:
    """A decimal written as far as it is stated: 0.1966… is any number that begins so."""

    value: float
    unit: float

    @property
    def tolerance(self) -> str:
        """The width of the interval that the written digits leave open."""
        return f"{self.unit:g}"

    def accepts(self, answer: float) -> bool:
        """Tell whether `answer` begins with these digits."""
        slack = self.unit * 1e-6
        away = (answer - self.value) * math.copysign(1, self.value)
        return -slack <= away <= self.unit + slack


@dataclass(frozen=True)
class Within:
    """A number and the most an answer may differ from it."""

    value: float
    width: float

    @property
    def tolerance(self) -> str:
        """The stated width."""
        return f"{self.width:g}"

    def accepts(self, answer: float) -> bool:
        """Tell whether `answer` is within the stated width."""
        # 0.714 is within 0.699 ± 0.015, whatever the last bit of their difference says.
        rounding = RELATIVE * (self.width + abs(self.value) * 1e-6)
        return abs(answer - self.value) <= self.width + rounding


@dataclass(frozen=True)
class Bound:
    """One or two comparisons that an answer must satisfy. Infinity and nan satisfy none."""

    comparisons: tuple[tuple[str, float], ...]
    tolerance: str = "a bound"
    value: float = math.nan

    def accepts(self, answer: float) -> bool:
        """Tell whether `answer` satisfies every comparison."""
        return math.isfinite(answer) and all(
            _COMPARISONS[sign](answer, limit) for sign, limit in self.comparisons
        )


Expectation = Exact | Begins | Within | Bound


@functools.lru_cache(maxsize=2048)
def expectations(text: str) -> np.ndarray | Bound | None:
    """Read an answer cell: a (rows, columns) grid of expectations, or one bound for every entry.

    None means that the cell holds words.

    >>> expectations("0.1966…")[0, 0].accepts(0.19661193)
    True
    >>> expectations("0 < _ < 1").accepts(1.0)
    False
    >>> expectations("proved")
    """
    try:
        bound = _bound(text)
        if bound is not None:
            return bound
        rows = grid(text, _expectation)
    except CellError:
        if _MEANT_AS_NUMBERS.search(text):
            raise
        return None
    cells = np.empty((len(rows), len(rows[0])), dtype=object)
    cells[:] = rows
    cells.flags.writeable = False
    return cells


def _expectation(text: str) -> Expectation:
    text = text.strip()
    if text.endswith(("…", "...")):
        digits = text.removesuffix("…").removesuffix("...").strip()
        written = _DECIMAL.fullmatch(digits)
        if not written or not any(map(str.isdigit, digits)):
            raise CellError(f"{text!r}: only a decimal may go on with …, such as 0.1966…")
        unit = 10.0 ** (int(written["exponent"] or 0) - len(written["decimals"]))
        return Begins(number(digits), unit)
    if "±" in text:
        middle, width = (number(part) for part in text.split("±", 1))
        if width < 0:
            raise CellError(
                f"{text!r}: what stands after ± is how far off is right, never negative"
            )
        return Within(middle, width)
    return Exact(number(text))


def _bound(text: str) -> Bound | None:
    text = text.replace("<=", "≤").replace(">=", "≥").replace("!=", "≠")
    parts = [part.strip() for part in re.split(r"([<>≤≥≠])", text)]
    match parts:
        case ["" | "_", sign, limit]:
            return Bound(((sign, number(limit)),))
        case [low, first, "_", second, high]:
            return Bound(((_MIRRORED[first], number(low)), (second, number(high))))
        case [_]:
            return None
    raise CellError(f"{text!r} is not a bound; write < 1, or 0 < _ < 1")
