"""Remedies for a claimed array: other orders of its axes and entries, and terms that were lost."""

from collections.abc import Iterator
from itertools import chain, combinations
from typing import NamedTuple

import numpy as np

from derivations.gradient_checker.landscape import Landscape
from derivations.gradient_checker.structure import AnyArray

EPSILONS = (1e-5, 0.0, 1e-6, 1e-8, 1e-3, 1e-12)  # what normalisations add to a variance
MOST_AXES = 4


class Remedy(NamedTuple):
    """A stable code, what is wrong as the rest of a sentence, and the right array.

    `subject` names the part of the array that is meant, if it is not all of it.
    """

    code: str
    predicate: str
    array: AnyArray
    subject: str = ""


def other_orders(claimed: AnyArray) -> Iterator[Remedy]:
    """Yield the array transposed, flipped and shifted.

    >>> [remedy.predicate for remedy in other_orders(np.array([1.0, 2.0, 4.0]))]
    ['is flipped along axis 0', 'is shifted by one along axis 0', 'is shifted by one along axis 0']
    """
    axes = range(min(claimed.ndim, MOST_AXES))
    for one, other in combinations(axes, 2):
        if claimed.shape[one] == claimed.shape[other]:
            which = "" if claimed.ndim == 2 else f" in the axes {one} and {other}"
            yield Remedy("transposed", f"is transposed{which}", claimed.swapaxes(one, other))
    long = [axis for axis in axes if claimed.shape[axis] > 1]
    for flipped in chain.from_iterable(combinations(long, count) for count in (1, 2, 3, 4)):
        word = "axis" if len(flipped) == 1 else "the axes"
        shown = " and ".join(map(str, flipped))
        yield Remedy("flipped", f"is flipped along {word} {shown}", np.flip(claimed, flipped))
    for axis in long:
        for step in (1, -1):
            shifted = np.roll(claimed, step, axis)
            yield Remedy("shifted", f"is shifted by one along axis {axis}", shifted)


def lost_terms(claimed: AnyArray, x: AnyArray, landscape: Landscape) -> Iterator[Remedy]:
    """Yield the array with the terms that a normalisation's backward pass is apt to lose.

    They are tried only over axes along which f does not change when a constant is added to x.
    """
    for axes in _over(x.ndim):
        if not _shift_changes_nothing(x, axes, landscape):
            continue
        shown = f"axis {axes[0]}" if len(axes) == 1 else f"the axes {', '.join(map(str, axes))}"
        centred = claimed - claimed.mean(axes, keepdims=True)
        yield Remedy("lost-mean", f"lacks the term through the mean over {shown}", centred)
        from_mean = x - x.mean(axes, keepdims=True)
        variance = (from_mean**2).mean(axes, keepdims=True)
        product = from_mean * (claimed * from_mean).mean(axes, keepdims=True)
        for ε in EPSILONS:
            with np.errstate(all="ignore"):
                spread = product / (variance + ε)
            if not np.isfinite(spread).all():
                continue
            said = f"lacks the term through the variance over {shown}"
            yield Remedy("lost-variance", said, claimed - spread)
            said = f"lacks the terms through the mean and the variance over {shown}"
            yield Remedy("lost-mean-and-variance", said, centred - spread)
        e = np.exp(x - x.max(axes, keepdims=True))
        softmax = e / e.sum(axes, keepdims=True)
        said = f"lacks the sum over {shown} in the slope of softmax"
        yield Remedy("lost-softmax-sum", said, claimed - softmax * claimed.sum(axes, keepdims=True))


def _over(ndim: int) -> Iterator[tuple[int, ...]]:
    """Yield the sets of axes that layers normalise over."""
    single = [(axis,) for axis in reversed(range(ndim))]
    trailing = [tuple(range(first, ndim)) for first in range(ndim - 2, -1, -1)]
    of_batch = [(0, *range(2, ndim))] if ndim > 2 else []
    yield from dict.fromkeys([*single, *trailing, *of_batch])


def _shift_changes_nothing(x: AnyArray, axes: tuple[int, ...], landscape: Landscape) -> bool:
    if all(x.shape[axis] == 1 for axis in axes):
        return False
    rng = np.random.default_rng(0)
    kept = [1 if axis in axes else length for axis, length in enumerate(x.shape)]
    shift = (rng.normal(size=kept) * np.ones(x.shape)).ravel() * (x.std() or 1.0)
    here, there = landscape(landscape.θ), landscape(landscape.θ + shift)
    return landscape.size(there - here) <= 1e-9 * landscape.size(here)
