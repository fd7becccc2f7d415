"""Containers of an implementation's answers: which pass, and the contract's sentence on the others.

A course says the same where it explains its letters: here, `kata/__init__.py`.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

ARRAYS = "An array is a numpy.ndarray of numbers: no list, no tuple, no np.matrix, no objects."
MOST_YIELDED = 100_000
_DEEPEST = 4
# What Python says where a list is taken for an array.
_TAKEN_FOR_ARRAY = re.compile(r"'(list|tuple)'|\b(list|tuple) indices|multiply sequence by")


def drained(answer: Iterator[Any]) -> list[Any]:
    """Return all that a generator yields, as a list; ValueError where there is no end to it.

    >>> drained(n * n for n in range(3))
    [0, 1, 4]
    """
    values = list(itertools.islice(answer, MOST_YIELDED + 1))
    if len(values) > MOST_YIELDED:
        raise ValueError(f"it yields more than {MOST_YIELDED} values")
    return values


def refused(answer: Any, depth: int = 0) -> str:
    """Return what is in an answer that calculates otherwise than an array does; "" for nothing.

    >>> refused([(np.ones(1), np.array([1, "a"], dtype=object))]), refused([np.ones(2)])
    ('an array of objects', '')
    """
    if isinstance(answer, np.matrix):
        return "a matrix"
    if isinstance(answer, np.ndarray):
        return _objects(answer) if answer.dtype == object else ""
    if isinstance(answer, list | tuple) and depth < _DEEPEST:
        return next(filter(None, (refused(part, depth + 1) for part in answer)), "")
    return ""


def _objects(array: np.ndarray[Any, Any]) -> str:
    holds_none = any(entry is None for entry in array.flat)
    return "an array of objects" + (" that contains None" if holds_none else "")


def about(said: str) -> str:
    """Return the contract's sentence where an error says that a list is not an array; else nothing.

    >>> about("'list' object has no attribute 'T'") == ARRAYS, about("division by zero")
    (True, '')
    >>> about("'tuple' object has no attribute 'W'")
    ''
    """
    attribute = re.search(r"has no attribute '(\w+)'", said)
    if attribute and not hasattr(np.ndarray, attribute[1]):
        return ""
    return ARRAYS if _TAKEN_FOR_ARRAY.search(said) else ""
