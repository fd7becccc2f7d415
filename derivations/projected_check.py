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

SMALLEST_WEIGHTED = 1e-6  # of the tensor's root mean square; a smaller entry weighs no more
TOLERANCE = 1e-8  # of the size of a random sum of relative errors of 1


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
    largest = max(np.abs(direction).max(initial=0.0) for direction in directions.values())
    if not largest:
        return 0.0
    h = 1e-30 / largest
    moved = [
        array + 1j * h * directions[at] if at in directions else array
        for at, array in enumerate(tensors)
    ]
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
    return float(np.imag(value) / h)


def require_trustworthy(J, tensors, slope_of, rng, ε=1e-6):
    """Raise BrokenStep unless real differences of J give the slope that is expected.

    `slope_of` maps directions {place: array} to the slope expected of J along them.
    """
    directions = {at: rng.normal(size=array.shape) for at, array in enumerate(tensors)}
    slope = slope_of(directions)
    for step in (ε, ε / 16):
        up, down = (
            J([array + sign * step * directions[at] for at, array in enumerate(tensors)])
            for sign in (1, -1)
        )
        difference = (up - down) / (2 * step)
        noise = 64 * np.finfo(float).eps * max(abs(up), abs(down)) / step
        if abs(difference - slope) <= 1e-4 * max(abs(difference), abs(slope)) + noise:
            return
    if slope == 0:
        raise BrokenStep("the complex step is exactly 0 where real differences are not")
    raise BrokenStep("complex step and real differences disagree: some function is not analytic")


def wrong_tensors(J, tensors, claimed, rng):
    """Return {place: direction} for the tensors whose claimed gradient gives a wrong slope there.

    All tensors are tried at once; only if they disagree is each tried alone. Raises BrokenStep
    where the complex step is not to be trusted.
    """
    directions = {at: weighted_direction(gradient, rng)[0] for at, gradient in enumerate(claimed)}
    if agrees(J, tensors, directions, claimed):
        require_trustworthy(J, tensors, lambda along: _claimed_slope(along, claimed), rng)
        return {}
    require_trustworthy(J, tensors, lambda along: _slope(J, tensors, along), rng)
    alone = {
        place: direction
        for place, direction in directions.items()
        if not agrees(J, tensors, {place: direction}, claimed)
    }
    return alone or directions


def _claimed_slope(directions, claimed):
    return sum(float(np.vdot(along, claimed[at])) for at, along in directions.items())


def weighted_direction(gradient, rng):
    """Return a Gaussian direction that weighs every entry's relative error alike, and its weights.

    >>> direction, weights = weighted_direction(np.array([1.0, 100.0]), np.random.default_rng(0))
    >>> weights.tolist()
    [1.0, 0.01]
    """
    size = np.sqrt(np.mean(gradient**2)) if gradient.size else 0.0
    floor = SMALLEST_WEIGHTED * size
    weights = 1 / np.maximum(np.abs(gradient), floor) if floor > 0 else np.ones(gradient.shape)
    return rng.normal(size=gradient.shape) * weights, weights


def agrees(J, tensors, directions, claimed):
    """Say whether J's slope along {place: direction} is the one that the claimed gradients give."""
    slope = _slope(J, tensors, directions)
    parts = [along * claimed[at] for at, along in directions.items()]
    size = np.sqrt(sum(float(np.vdot(part, part)) for part in parts))
    return bool(abs(slope - sum(map(np.sum, parts))) <= TOLERANCE * max(size, abs(slope)))


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
