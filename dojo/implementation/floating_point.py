"""Floating-point errors: overflow, 1/0 and 0/0 end a call, unless numbers come of it anyway.

1/cosh²(z) overflows far out and is 0, as tanh′ is there. Where no warning is promised, it may not.
"""

from collections.abc import Callable
from typing import Any

import numpy as np


def strict() -> np.errstate:
    """Let overflow, a division by 0 and what has no value raise FloatingPointError."""
    return np.errstate(over="raise", divide="raise", invalid="raise")


def once_more(
    error: FloatingPointError, function: Callable[..., Any], arguments: Any, keywords: Any
) -> Any:
    """Return what a function answers if nobody minds; raise the error where that is not a number.

    >>> once_more(FloatingPointError("overflow"), lambda z: 1 / np.cosh(z), [1000.0], {})
    np.float64(0.0)
    """
    with np.errstate(all="ignore"):
        answer = function(*arguments, **keywords)
    if not finite(answer):
        raise error
    return answer


def finite(answer: Any) -> bool:
    """Tell whether all numbers in an answer are finite.

    >>> finite([(np.ones(2), "relu")]), finite((1.0, np.array([np.inf])))
    (True, False)
    """
    if isinstance(answer, list | tuple):
        return all(map(finite, answer))
    numbers = np.asarray(answer) if isinstance(answer, np.ndarray | float) else np.zeros(0)
    return numbers.dtype.kind != "f" or bool(np.isfinite(numbers).all())
