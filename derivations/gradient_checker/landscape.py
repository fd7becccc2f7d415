"""A function of nested arrays as a function of one long vector, real or complex."""

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array
from derivations.gradient_checker.structure import AnyArray, Leaf, rebuilt

Complex = npt.NDArray[np.complex128]
SMALLEST = float(np.finfo(float).eps)


class BrokenStepError(Exception):
    """The complex step cannot be trusted for this function; the message says why."""


class Landscape:
    """A function over one long vector that holds all its arrays; its outputs are a vector as well.

    `cotangent` gives each output its weight: slopes are those of the weighted sum J. `kinds` are
    the arrays' own dtypes; where the function does not work in float64, they are used.

    >>> squares = lambda arrays: (arrays[0] ** 2).sum()
    >>> arrays = [np.array([3.0, 5.0])]
    >>> landscape = Landscape(squares, arrays, [Leaf("x", arrays[0])])
    >>> landscape.complex_step(np.array([1.0, 0.0]))
    (6.0, 34.0)
    """

    def __init__(self, f: Callable[[Any], Any], arrays: Any, leaves: Sequence[Leaf]) -> None:
        """Keep f, and where in the vector each array lies."""
        self.f, self.arrays, self.leaves = f, arrays, leaves
        self.θ: Array = np.concatenate([leaf.array.ravel() for leaf in leaves]).astype(float)
        ends = np.cumsum([leaf.array.size for leaf in leaves]).tolist()
        shapes = [leaf.array.shape for leaf in leaves]
        self.places = list(zip([0, *ends], ends, shapes, strict=False))
        self.cotangent: Array | None = None
        self.own_kinds = False

    def __call__(self, vector: Array | Complex) -> AnyArray:
        """Return f's outputs at a vector, as one vector.

        Arrays without an imaginary part are passed as real ones.
        """
        if vector is self.θ:
            vector = self.θ.copy()
        parts: list[AnyArray] = [vector[a:b].reshape(shape) for a, b, shape in self.places]
        if np.iscomplexobj(vector):
            parts = [part if part.imag.any() else part.real.copy() for part in parts]
        elif self.own_kinds:
            parts = [
                part.astype(leaf.array.dtype, copy=False)
                for part, leaf in zip(parts, self.leaves, strict=True)
            ]
        with np.errstate(all="ignore"):  # a step may lead to the logarithm of -1
            values = outputs(self.f(rebuilt(self.arrays, iter(parts))))
        return values if np.iscomplexobj(vector) else values.real

    def only(self, which: int) -> "Landscape":
        """Return the landscape of one array; the others stay as they are."""
        arrays = [
            leaf.array if self.own_kinds else leaf.array.astype(float) for leaf in self.leaves
        ]

        def f(array: AnyArray) -> Any:
            moved = [*arrays[:which], array, *arrays[which + 1 :]]
            return self.f(rebuilt(self.arrays, iter(moved)))

        part = Landscape(f, self.leaves[which].array, [self.leaves[which]])
        part.cotangent, part.own_kinds = self.cotangent, self.own_kinds
        return part

    def fresh(self) -> Any:
        """Return new arrays in the structure that f takes, of their own dtypes."""
        return rebuilt(self.arrays, (leaf.array.copy() for leaf in self.leaves))

    def value(self) -> Any:
        """Return f's answer as it is."""
        parts = (self.θ[a:b].reshape(shape).copy() for a, b, shape in self.places)
        return self.f(self.fresh() if self.own_kinds else rebuilt(self.arrays, parts))

    def height(self, vector: Array) -> float:
        """Return J at a vector."""
        return self.projected(self(vector))

    def projected(self, values: AnyArray) -> float:
        """Return the weighted sum of outputs, or of their changes."""
        if self.cotangent is None:
            return float(_number(values))
        return float(np.dot(self.cotangent, values))

    def size(self, values: AnyArray) -> float:
        """Return how large the numbers are whose rounding J carries."""
        if self.cotangent is None:
            return abs(float(_number(values)))
        return float(np.linalg.norm(self.cotangent * values))

    @cached_property
    def noise(self) -> float:
        """By how much J changes when its arrays move by a few units of their last digit."""
        middle, h = self(self.θ), 4 * SMALLEST
        found = SMALLEST * self.size(middle)
        for turn in range(8):
            signs = np.where((np.arange(self.θ.size) + turn) % (turn // 2 + 2) == 0, h, -h)
            found = max(found, self.size(self(self.θ + signs * np.abs(self.θ)) - middle))
        return found

    def rounding(self, values: AnyArray, unit: float) -> float:
        """Return how much of J may be rounding; more than its last digit where noise was seen."""
        return max(unit * self.size(values), vars(self).get("noise", 0.0))

    def complex_step(self, direction: Array) -> tuple[float, float]:
        """Return the slope along a direction and J itself, or raise BrokenStepError."""
        h = 1e-30 / (np.abs(direction).max(initial=0.0) or 1.0)
        moved = self.θ.astype(complex)
        moved.imag = h * direction
        with warnings.catch_warnings():
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            try:
                values = self(moved)
            except np.exceptions.ComplexWarning:
                raise BrokenStepError("the function loses the imaginary part") from None
            except Exception as error:  # whatever a function does with what it was not made for
                reason = str(error).partition("\n")[0] or type(error).__name__
                message = f"the function does not take complex numbers: {reason}"
                raise BrokenStepError(message) from None
        if not np.iscomplexobj(values):
            raise BrokenStepError("the function returns a real number for complex arrays")
        if values.dtype.itemsize < 16:
            raise BrokenStepError("the function computes in float32")
        return self.projected(values.imag / h), self.projected(values.real)

    def column(self, at: int) -> Array:
        """Return the slopes of all outputs by one entry; by a complex step where f lets it through.

        >>> double = Landscape(lambda x: 2 * x, np.ones(2), [Leaf("x", np.ones(2))])
        >>> double.column(1).tolist()
        [0.0, 2.0]
        """
        h = 1e-5 * float(self.scales[at])
        up, down = self.θ.copy(), self.θ.copy()
        up[at] += h
        down[at] -= h
        real: Array = (self(up).astype(float) - self(down)) / (up[at] - down[at])
        moved = self.θ.astype(complex)
        moved[at] += 1e-30j
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                exact: Array = self(moved).imag.astype(float) / 1e-30
            except Exception:  # whatever a function does with what it was not made for
                return real
        near = np.abs(exact - real) <= 1e-3 * np.maximum(np.abs(real), np.abs(exact)) + 1e-9
        return exact if near.all() else real

    @cached_property
    def scales(self) -> Array:
        """For each entry the root mean square of its array; 1 for an array of zeros."""
        found = np.empty(self.θ.size)
        for start, end, _ in self.places:
            found[start:end] = typical_size(self.θ[start:end]) or 1.0
        return found

    def position(self, name: str, index: tuple[int, ...]) -> int:
        """Return the place in the vector of an entry of an array."""
        which = next(k for k, leaf in enumerate(self.leaves) if leaf.name == name)
        start, _, shape = self.places[which]
        return start + int(np.ravel_multi_index(index, shape)) if shape else start

    def place(self, at: int) -> tuple[str, tuple[int, ...]]:
        """Return the name of the array, and the index in it, of a place in the vector."""
        which = next(k for k, (_, end, _) in enumerate(self.places) if at < end)
        start, _, shape = self.places[which]
        return self.leaves[which].name, tuple(map(int, np.unravel_index(at - start, shape)))


def typical_size(numbers: Array) -> float:
    """Return the root mean square of numbers, of whatever size they are.

    >>> round(typical_size(np.array([1e200, 7e200])) / 1e200, 6)
    5.0
    """
    with np.errstate(all="ignore"):
        total = float(numbers @ numbers)
    if 1e-290 < total < 1e300:
        return math.sqrt(total / numbers.size)
    largest = float(np.abs(numbers).max(initial=0.0))
    return largest * typical_size(numbers / largest) if largest else 0.0


def _number(values: AnyArray) -> Any:
    """Return the one number that a function gave, or say what to do with several."""
    if values.size != 1:
        raise ValueError(
            f"f returns {values.size} numbers instead of one; pass vjp or "
            "jacobian instead of gradient."
        )
    return values[0]


def outputs(value: Any) -> AnyArray:
    """Return what a function gave, a number, an array or several, as one vector.

    >>> outputs((1.0, [2.0, 3.0])).tolist()
    [1.0, 2.0, 3.0]
    """
    if isinstance(value, list | tuple):
        return np.concatenate([outputs(part) for part in value]) if value else np.empty(0)
    if isinstance(value, Mapping):
        return outputs(list(value.values()))
    array = np.asarray(value)
    if array.dtype.kind not in "fciub":
        shown = "None" if value is None else f"of the type {type(value).__name__}"
        raise TypeError(f"f returns a value {shown} instead of a number or an array.")
    return array.ravel()
