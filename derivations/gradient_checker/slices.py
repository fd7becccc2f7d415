"""A slice of an array that holds all of its wrong entries, while the rest is right."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from derivations.gradient_checker.engine import Check
from derivations.gradient_checker.structure import AnyArray

Found = tuple[tuple[Any, ...], str, int]


def slice_with_all_errors(
    check: Check, claimed: AnyArray, wrong: Sequence[tuple[int, ...]]
) -> Found | None:
    """Return the smallest slice with all errors in it, as a key, as text, and its size, or None.

    `wrong` are indices of wrong entries. Whether the entries outside are right is measured.
    """
    if not wrong or claimed.size < 2:
        return None
    shared = [axis for axis in range(claimed.ndim) if len({index[axis] for index in wrong}) == 1]
    choices = [shared, *([axis] for axis in shared)] if len(shared) > 1 else [shared]
    for axes in choices:
        if not axes:
            return None
        key = tuple(wrong[0][axis] if axis in axes else slice(None) for axis in range(claimed.ndim))
        outside = np.ones(claimed.shape)
        outside[key] = 0.0
        if outside.any() and _right(check, outside.ravel()):
            shown = ", ".join(":" if isinstance(one, slice) else str(one) for one in key)
            return key, shown, int(claimed.size - outside.sum())
    return None


def _right(check: Check, share: Any) -> bool:
    """Tell whether a share of the entries is right."""
    assert check.ruler is not None
    if check.direction is None:
        check.fits()
    assert check.direction is not None
    return check.direction.excess(check.ruler, share) == 0
