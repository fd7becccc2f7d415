"""One random direction through each tensor finds a wrong entry among thousands; halving names it.

The slope of J along a direction v is Σ vᵢ·∂J/∂θᵢ. A complex step, J(θ + i·h·v).imag / h, gives it
without any difference of close numbers, so it is right to fifteen digits for any small h (Squire
and Trapp 1998). A claimed gradient that has one wrong entry gives another slope. Each entry is
weighted by 1/|claimed|, so that a small entry counts for as much as a large one.

A complex step breaks silently where a function is not analytic as written: on `abs`, on
comparisons by magnitude, on a cast to float. One real difference along the same direction is
compared with it, and a difference is an alarm.
"""

import warnings
from typing import NamedTuple

import numpy as np

SMALLEST_WEIGHTED = 1e-5  # of the tensor's root mean square; a smaller entry weighs no more
TOLERANCE = 4e-11  # of the size of a random sum of relative errors of 1; noise stays below 3e-12


class BrokenStep(Exception):  # noqa: N818 - it is a finding, not a fault of the caller
    """The complex step cannot be trusted for this function; the message says why."""


class Entry(NamedTuple):
    """One entry of one tensor: the tensor's place in the list, its index, claimed and true."""

    tensor: int
    index: tuple
    claimed: float
    numeric: float


def slope_along(J, tensors, place, direction):
    """Return the slope of J along a direction of one tensor, by a complex step.

    J takes a list of arrays and returns a number.

    >>> squares = lambda tensors: (tensors[0] ** 2).sum()
    >>> slope_along(squares, [np.array([3.0])], 0, np.array([1.0]))
    6.0
    """
    return _slope(J, tensors, {place: direction})


def _slope(J, tensors, directions):
    return _stepped(J, tensors, directions)[0]


def _stepped(J, tensors, directions):
    """Return J's slope along {place: direction}, and J itself, which the step leaves as it is."""
    largest = max(np.abs(direction).max(initial=0.0) for direction in directions.values())
    h = 1e-30 / (largest or 1.0)
    moved = list(tensors)
    for at, direction in directions.items():
        moved[at] = tensors[at].astype(complex)
        moved[at].imag = h * direction
    with warnings.catch_warnings():
        warnings.simplefilter("error", np.exceptions.ComplexWarning)
        try:
            value = J(moved)
        except np.exceptions.ComplexWarning:
            raise BrokenStep("the function drops the imaginary part on the way") from None
        except TypeError as error:
            raise BrokenStep(f"the function does not take complex numbers: {error}") from None
    if not np.iscomplexobj(value):
        raise BrokenStep("the function returns a real number for complex parameters")
    if np.asarray(value).dtype.itemsize < 16:
        raise BrokenStep("the function computes in float32")
    return float(np.imag(value) / h), float(np.real(value))


def wrong_tensors(J, tensors, claimed, rng, analytic=False, ε=1e-7):
    """Return {place: direction} for the tensors whose claimed gradient gives a wrong slope there.

    All tensors are tried at once; only if they disagree is each tried alone. Raises BrokenStep
    where the complex step is not to be trusted; a J known to be `analytic` is trusted unseen.
    """
    random = _random(tensors, rng)
    directions = {
        at: along * weights_of(gradient)
        for at, (along, gradient) in enumerate(zip(random, claimed, strict=True))
    }
    slope, middle = _stepped(J, tensors, directions)
    right = _is_close(slope, directions, claimed)
    if not analytic:
        if right:
            expected = sum(map(np.vdot, random, claimed))
        else:
            expected = _slope(J, tensors, dict(enumerate(random)))
        _require_trustworthy(J, tensors, random, expected, middle, ε)
    if right:
        return {}
    alone = {
        place: direction
        for place, direction in directions.items()
        if not agrees(J, tensors, {place: direction}, claimed)
    }
    return alone or directions


def _random(tensors, rng):
    """Return arrays of the tensors' shapes, of random signs and sizes between ½ and 1½.

    No entry is near 0, so none is overlooked; hardly two are alike, so two swapped ones show.
    """
    drawn = [rng.uniform(-1, 1, array.shape) for array in tensors]
    return [array + np.copysign(0.5, array) for array in drawn]


def _require_trustworthy(J, tensors, random, expected, middle, ε):
    """Raise BrokenStep unless real differences of J give the slope expected along `random`."""

    def at(step):
        moved = [array + step * along for array, along in zip(tensors, random, strict=True)]
        return float(np.real(J(moved)))

    for step, base in ((ε, middle), (ε, None), (16 * ε, None), (ε / 16, None)):
        up = at(step)
        down, width = (base, step) if base is not None else (at(-step), 2 * step)
        difference = float((up - down) / width)
        noise = 64 * np.finfo(float).eps * max(abs(up), abs(down)) / width
        if abs(difference - expected) <= 1e-4 * max(abs(difference), abs(expected)) + noise:
            return
    if expected == 0:
        raise BrokenStep("the complex step is exactly 0 where real differences are not")
    raise BrokenStep("complex step and real differences disagree: some function is not analytic")


def weights_of(gradient):
    """Return what makes every entry's relative error count alike.

    >>> weights_of(np.array([1.0, 100.0])).tolist()
    [1.0, 0.01]
    """
    sizes = np.abs(gradient)
    floor = SMALLEST_WEIGHTED * np.sqrt(np.vdot(sizes, sizes) / max(1, sizes.size))
    return 1 / np.maximum(sizes, floor) if floor > 0 else np.ones(gradient.shape)


def agrees(J, tensors, directions, claimed):
    """Say whether J's slope along {place: direction} is the one that the claimed gradients give."""
    return _is_close(_slope(J, tensors, directions), directions, claimed)


def _is_close(slope, directions, claimed):
    parts = [along * claimed[at] for at, along in directions.items()]
    size = np.sqrt(sum(float(np.vdot(part, part)) for part in parts))
    total = sum(float(part.sum()) for part in parts)
    return bool(abs(slope - total) <= TOLERANCE * max(size, abs(slope)))


def locate(J, tensors, claimed, place, direction, most=8):
    """Return up to `most` wrong entries of one tensor, by halving, each with its true slope.

    `direction` is one along which the claimed gradient was wrong.
    """
    gradient = claimed[place]
    flat, found, stack = direction.ravel(), [], [np.arange(gradient.size)]
    while stack and len(found) < most:
        indices = stack.pop()
        part = np.zeros(gradient.size)
        part[indices] = flat[indices]
        if agrees(J, tensors, {place: part.reshape(gradient.shape)}, claimed):
            continue
        if len(indices) == 1:
            at = np.unravel_index(int(indices[0]), gradient.shape)
            unit = np.zeros(gradient.shape)
            unit[at] = 1.0
            numeric = slope_along(J, tensors, place, unit)
            found.append(Entry(place, tuple(map(int, at)), float(gradient[at]), numeric))
        else:
            middle = len(indices) // 2
            stack += [indices[middle:], indices[:middle]]
    return found
