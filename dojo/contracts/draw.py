"""A draw of arguments: sizes that fit together, and arrays in one of the forms NumPy has."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
T = TypeVar("T")

ONE, EQUAL, SMALL, WIDE, BROAD, LARGE = "one", "equal", "small", "wide", "broad", "large"
PLAIN, WHOLE, YES_NO = "plain", "whole", "yes or no"
ODD, EVEN = "odd", "even"  # every other array is whole: the first, or the second
ALL_WHOLE = (WHOLE, ODD, EVEN)
COLUMNS, VIEW = "columns", "view"
FAR = "far"
# What is said of arrays in each form.
FORMS = {
    PLAIN: "",
    WHOLE: "Arrays that may hold integers hold integers.",
    ODD: "Some of the arrays hold integers.",
    EVEN: "Some of the arrays hold integers.",
    YES_NO: "The targets are True and False.",
    COLUMNS: "The arrays are stored column by column.",
    VIEW: "The arrays are reversed views of other arrays.",
    FAR: "Some numbers are very large, and some are very close to 0.",
}
# More than 256 rows, or columns, more than 8,192 entries: where shortcuts begin to tell.
_LARGE_ROWS, _LARGE = 260, 33
_BROAD_ROWS, _BROAD = 3, 200
_WIDE = 20
# As many samples as inputs and as units: then nothing but the right order of axes fits.
_EQUAL = 4
# The powers of ten that numbers are multiplied by, to be far from 0, next to it, or in between.
_POWERS = (6, 8), (-20, -4), (1, 1)


@dataclass
class Draw:
    """Arguments in the making: the generator, how large they are, their form, the sizes so far.

    `signature` is the number of the contract's signature, `choice` one of its choices.
    """

    rng: np.random.Generator
    scale: str = SMALL
    form: str = PLAIN
    signature: int = 0
    choice: Any = None
    sizes: dict[str, int] = field(default_factory=dict)
    arrays: int = 0

    def size(self, name: str) -> int:
        """Return the size of this name: the same wherever it occurs in one draw."""
        if name.isdigit():
            return int(name)
        if name not in self.sizes:
            if name == "m":
                return self.sizes.setdefault(name, self.some(2, 3, large=2))
            rows = name == "n"
            match self.scale:
                case "wide" if not rows:
                    size = _WIDE
                case "equal":
                    size = _EQUAL
                case "broad":
                    size = _BROAD_ROWS if rows else _BROAD
                case _:
                    size = self.some(2, 4, large=_LARGE_ROWS if rows else _LARGE)
            self.sizes[name] = size
        return self.sizes[name]

    def whole(self) -> bool:
        """Tell whether the next array is to hold integers: all of them, or every other."""
        self.arrays += 1
        return self.form == WHOLE or self.form == (EVEN if self.arrays % 2 == 0 else ODD)

    def some(self, low: int, high: int, large: int) -> int:
        """Return a number of things: 1, or from low to high, or so many as are large."""
        if self.scale == ONE:
            return 1
        return large if self.scale == LARGE else int(self.rng.integers(low, high + 1))

    def magnified(self, array: Array) -> Array:
        """Return real numbers; in the form FAR some far from 0, some next to it, some in between.

        >>> Draw(np.random.default_rng(1), form=FAR).magnified(np.array([1.0, -2.0, 3.0]))
        array([ 1.e+08, -2.e-04,  3.e+01])
        """
        if self.form != FAR:
            return array
        # Of the size of an index, as np.choose asks: WebAssembly has one of 32 bits.
        which = np.asarray(self.rng.integers(len(_POWERS), size=array.shape, dtype=np.intp))
        which.flat[: len(_POWERS)] = range(len(_POWERS))[: array.size]
        powers = [self.rng.integers(*ends, array.shape, endpoint=True) for ends in _POWERS]
        magnified: Array = array * 10.0 ** np.choose(which, powers)
        return magnified

    def one_of(self, choices: Sequence[T]) -> T:
        """Return one of some values."""
        return choices[int(self.rng.integers(len(choices)))]

    def formed(self, array: Array, target: bool = False) -> Array:
        """Return an array with the same numbers in the form of this draw; targets may be bools.

        >>> draw = Draw(np.random.default_rng(0), form=VIEW)
        >>> draw.formed(np.array([1.0, 2.0])), draw.formed(np.array([1.0, 2.0])).strides
        (array([1., 2.]), (-16,))
        """
        match self.form:
            case "whole" | "odd" | "even" if target or array.dtype.kind != "f":
                return array.astype(np.int64)
            case "yes or no" if target:
                return array.astype(bool)
            case "columns":
                return np.asfortranarray(array)
            case "view" if array.ndim:
                # Every second row of an array twice as long, from the last to the first.
                spaced = np.zeros((2 * len(array), *array.shape[1:]), array.dtype)
                spaced[::2] = array[::-1]
                return spaced[-2::-2]
        return array
