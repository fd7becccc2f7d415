"""A random direction that finds one wrong entry among thousands; halving names it.

The slope of J along a direction v is Σ vᵢ·∂J/∂θᵢ. A complex step, J(θ + i·h·v).imag / h, gives it
without any difference of close numbers, so it is right to fifteen digits for any small h (Squire
and Trapp 1998). A claimed gradient that has one wrong entry gives another slope. Each entry is
weighted by 1/|claimed|, so that a small entry counts for as much as a large one.

A complex step breaks silently where a function is not analytic as written: on `abs`, on
comparisons by magnitude, on a cast to float. One real difference along the same direction is
compared with it, and a difference is an alarm.
"""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array

# J of a list of arrays; of complex ones, too, wherever it can be trusted with them.
Height = Callable[[list[Any]], Any]
Complex = npt.NDArray[np.complex128]

SMALLEST_WEIGHTED = 1e-5  # of the tensor's root mean square; a smaller entry weighs no more
TOLERANCE = 4e-11  # of the size of a random sum of relative errors of 1; noise stays below 3e-12


class BrokenStep(Exception):  # noqa: N818 - it is a finding, not a fault of the caller
    """The complex step cannot be trusted for this function; the message says why."""


@dataclass(frozen=True)
class Entry:
    """One entry of one tensor: the tensor's place in the list, its index, claimed and true."""

    tensor: int
    index: tuple[int, ...]
    claimed: float
    numeric: float


class Landscape:
    """A cost function over one long vector that holds all its parameters, and its slopes.

    J takes a list of arrays of the shapes of `tensors` and returns a number.

    >>> squares = lambda tensors: (tensors[0] ** 2).sum()
    >>> Landscape(squares, [np.array([3.0, 5.0])]).slope_along(np.array([1.0, 0.0]))
    6.0
    """

    def __init__(self, J: Height, tensors: Sequence[Array]) -> None:
        """Keep J, and where in the vector each tensor lies."""
        self.J, self.θ = J, np.concatenate([array.ravel() for array in tensors])
        ends = np.cumsum([array.size for array in tensors]).tolist()
        shapes = [array.shape for array in tensors]
        self.places = list(zip([0, *ends], ends, shapes, strict=False))

    def height(self, vector: Array | Complex) -> Any:
        """Return J of a vector; tensors without an imaginary part are given as real ones."""
        parts = [vector[start:end].reshape(shape) for start, end, shape in self.places]
        if np.iscomplexobj(vector):
            parts = [part if part.imag.any() else part.real.copy() for part in parts]
        return self.J(parts)

    def stepped(self, direction: Array) -> tuple[float, float]:
        """Return the slope along a direction, and J itself, which the complex step leaves as is."""
        h = 1e-30 / (np.abs(direction).max(initial=0.0) or 1.0)
        moved = self.θ.astype(complex)
        moved.imag = h * direction
        with warnings.catch_warnings():
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            try:
                value = self.height(moved)
            except np.exceptions.ComplexWarning:
                raise BrokenStep("the function drops the imaginary part on the way") from None
            except TypeError as error:
                message = f"the function does not take complex numbers: {error}"
                raise BrokenStep(message) from None
        if not np.iscomplexobj(value):
            raise BrokenStep("the function returns a real number for complex parameters")
        if np.asarray(value).dtype.itemsize < 16:
            raise BrokenStep("the function computes in float32")
        return float(np.imag(value) / h), float(np.real(value))

    def slope_along(self, direction: Array) -> float:
        """Return the slope along a direction, by a complex step."""
        return self.stepped(direction)[0]

    def entry(self, at: int, claimed: Array) -> Entry:
        """Return the `Entry` at a place of the vector, with its true slope."""
        unit = np.zeros(self.θ.size)
        unit[at] = 1.0
        tensor = next(k for k, (_, end, _) in enumerate(self.places) if at < end)
        start, _, shape = self.places[tensor]
        index = tuple(map(int, np.unravel_index(at - start, shape)))
        return Entry(tensor, index, float(claimed[at]), self.slope_along(unit))


def wrong_entries(
    J: Height,
    tensors: Sequence[Array],
    claimed: Sequence[Array],
    rng: np.random.Generator,
    analytic: bool = False,
    most: int = 8,
) -> list[Entry] | None:
    """Return None if the claimed gradients are right, otherwise up to `most` wrong entries.

    The list is empty where all together disagree, but no entry by itself. Raises BrokenStep where
    the complex step is not to be trusted; a J known to be `analytic` is trusted unseen.
    """
    landscape = Landscape(J, tensors)
    weights = np.concatenate([weights_of(gradient).ravel() for gradient in claimed])
    whole = np.concatenate([gradient.ravel() for gradient in claimed])
    random = _random(whole.size, rng)
    direction = random * weights
    slope, height = landscape.stepped(direction)
    excess = _excess(slope, direction, whole)
    if not analytic:
        expected = landscape.slope_along(random) if excess else np.vdot(random, whole)
        _require_trustworthy(landscape, random, float(expected), height)
    return _located(landscape, whole, direction, excess, most) if excess else None


def _random(size, rng):
    """Return numbers of random signs and sizes between ½ and 1.

    None is near 0, so no entry is overlooked; hardly two are alike, so two swapped ones show.
    """
    drawn = rng.random(size, dtype=np.float32) - np.float32(0.5)  # seven digits are plenty
    return (drawn + np.copysign(np.float32(0.5), drawn)).astype(float)


def _require_trustworthy(landscape, direction, expected, height, ε=1e-7):
    """Raise BrokenStep unless real differences of J give the slope expected along a direction."""

    def at(step):
        return float(np.real(landscape.height(landscape.θ + step * direction)))

    for step, base in ((ε, height), (ε, None), (16 * ε, None), (ε / 16, None)):
        up = at(step)
        down, width = (base, step) if base is not None else (at(-step), 2 * step)
        difference = float((up - down) / width)
        noise = 64 * np.finfo(float).eps * max(abs(up), abs(down)) / width
        if abs(difference - expected) <= 1e-4 * max(abs(difference), abs(expected)) + noise:
            return
    if expected == 0:
        raise BrokenStep("the complex step is exactly 0 where real differences are not")
    raise BrokenStep("complex step and real differences disagree: some function is not analytic")


def weights_of(gradient: Array) -> Array:
    """Return what makes every entry's relative error count alike.

    >>> weights_of(np.array([1.0, 100.0])).tolist()
    [1.0, 0.01]
    """
    sizes = np.abs(gradient)
    floor = SMALLEST_WEIGHTED * np.sqrt(np.vdot(sizes, sizes) / max(1, sizes.size))
    return 1 / np.maximum(sizes, floor) if floor > 0 else np.ones(gradient.shape)


def _agrees(slope, direction, claimed):
    """Say whether a slope along a direction is the one that the claimed gradient gives."""
    return _excess(slope, direction, claimed) == 0


def _excess(slope, direction, claimed):
    """Return by how much a slope exceeds the claimed one; 0 where that may be rounding."""
    parts = direction * claimed
    size, excess = max(np.sqrt(np.vdot(parts, parts)), abs(slope)), slope - parts.sum()
    return 0.0 if abs(excess) <= TOLERANCE * size else float(excess)


def _located(landscape, claimed, direction, excess, most):
    """Return up to `most` wrong entries, given the excess along a direction.

    By halving, if they are many. Slopes add up: where the first half agrees, the second is wrong
    and need not be tried.
    """

    def agrees(part):
        return _agrees(landscape.slope_along(part), part, claimed)

    def half(start, end):
        part = np.zeros(direction.size)
        part[start:end] = direction[start:end]
        return part

    only = _only_suspect(landscape, claimed, direction, excess)
    if only is not None:
        rest = direction.copy()
        rest[only] = 0.0
        if agrees(rest):
            return [landscape.entry(only, claimed)]
    found: list[Entry] = []
    wrong = [(0, direction.size)]
    while wrong and len(found) < most:
        start, end = wrong.pop()
        if end - start == 1:
            if not agrees(half(start, end)):
                found.append(landscape.entry(start, claimed))
            continue
        middle = (start + end) // 2
        first_agrees = agrees(half(start, middle))
        if first_agrees or not agrees(half(middle, end)):
            wrong.append((middle, end))
        if not first_agrees:
            wrong.append((start, middle))
    return found


def _only_suspect(landscape, claimed, direction, excess):
    """Return the place that must be the wrong one if there is no other, or None.

    With each entry weighted by its place as well, the excess of a single one grows by its place.
    """
    places = np.arange(1.0, direction.size + 1)
    weighted = direction * places
    place = _excess(landscape.slope_along(weighted), weighted, claimed) / excess
    return round(place) - 1 if 0.5 < place < direction.size + 0.5 else None
