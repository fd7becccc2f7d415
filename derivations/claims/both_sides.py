"""Values of both sides of an equation, and whether they are equal."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from derivations.arrays import Array
from derivations.claims.arithmetic import is_number, shape
from derivations.claims.evaluate import value
from derivations.claims.free_indices import indices_of
from derivations.claims.world import NoEntryError, NoValueError, World
from derivations.notation.syntax import Syntax, every

# Where the sides are compared; None for everywhere.
Mask = npt.NDArray[np.bool_] | None


def equal(left: Array, right: Array, mask: Mask, rough: bool) -> tuple[bool | None, str]:
    """Compare two sides; (None, why) where they cannot be compared at enough points."""
    if left.shape[-2:] != right.shape[-2:]:
        repeated = is_number(right) and not is_number(left)
        if not repeated:
            return False, f"the left side is {shape(left)}, the right side {shape(right)}"
    left, right = np.broadcast_arrays(np.real(left), np.real(right))
    usable = np.isfinite(left) & np.isfinite(right)
    if mask is not None:
        if mask.shape[-2:] not in ((1, 1), usable.shape[-2:]):
            return None, "the condition has another shape than the formula"
        usable = usable & mask
        if not mask.any():
            return True, ""
    if usable.sum() < max(1, usable.size // 8):
        return None, "the formula has no value at most sample points"
    size = np.maximum(np.abs(left), np.abs(right))
    close = 1e-5 if rough else 1e-9
    with np.errstate(all="ignore"):  # ∞ - ∞ at a point that does not count
        apart = np.abs(left - right) > close * size + (1e-6 if rough else 1e-11)
    return not (apart & usable).any(), ""


def over_indices(
    left: Syntax, right: Syntax, where: Syntax | None, sample: World, letters: list[str]
) -> Iterator[tuple[Array, Array, Mask]]:
    """Yield the values of both sides for each value of the free indices."""
    if len(letters) > 3:
        raise NoValueError("at most three free indices are supported")
    if not letters:
        yield value(left, sample), value(right, sample), mask_of(where, sample)
        return
    found = 0
    for places in np.ndindex(*[7] * len(letters)):
        here = sample.with_bound(dict(zip(letters, map(int, places), strict=True)))
        try:
            pair = value(left, here), value(right, here), mask_of(where, here)
        except NoEntryError:
            continue
        found += 1
        yield pair
    if not found:
        raise NoValueError("no entry of this network has these indices")


def free_values(left: Syntax, right: Syntax, sample: World) -> Iterator[tuple[Array, Array]]:
    """Yield the values of both sides in a world, for each value of the indices that are free."""
    letters = sorted(indices_of((left, right)))
    for here, there, _ in over_indices(left, right, None, sample, letters):
        yield here, there


def mask_of(where: Syntax | None, sample: World) -> Mask:
    """Return where a condition holds; None for no condition."""
    return None if where is None else value(("indicator", where), sample) > 0


def within_blur(
    left: Array, right: Array, mask: Mask, meant_left: Syntax, meant_right: Syntax, sample: World
) -> bool:
    """Say whether two sides differ by no more than the digits that cancelling terms lose."""
    largest = 0.0
    for side in (meant_left, meant_right):
        for part in every(side):
            if part[0] == "add":
                try:
                    terms = [np.abs(np.real(value(term, sample))) for term in part[1:]]
                except ValueError:
                    continue
                # A term that is divided by 0 at one point says nothing about the others.
                finite = [term[np.isfinite(term)] for term in map(np.asarray, terms)]
                largest = max(largest, *(float(term.max(initial=0.0)) for term in finite))
    with np.errstate(all="ignore"):
        apart = np.abs(np.real(left) - np.real(right))
    if mask is not None:
        apart = np.where(mask, apart, 0)
    return largest > 1e4 and bool(np.nanmax(apart, initial=0.0) <= 1e-12 * largest)
