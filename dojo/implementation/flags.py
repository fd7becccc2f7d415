"""Floating-point flags, worked out from inputs and outputs where the system has none.

WebAssembly has no flags, so NumPy never finds out about an overflow there. `flagged_source.py` sees
to it that a kata's arithmetic is looked at, and that of the functions that the kata calls;
`flagged_operations.py` and `flagged_calls.py` look, and `flag_signs.py` says what answers tell of.
"""

from functools import cache

import numpy as np

from dojo.implementation import floating_point


@cache
def are_missing() -> bool:
    """Tell whether this system has no floating-point flags."""
    try:
        with floating_point.strict():
            np.multiply(np.array([1e308]), 10.0)
    except FloatingPointError:
        return False
    return True
