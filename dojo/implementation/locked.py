"""A lock on the arguments of a call: none of them may be changed while it lasts."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from dojo.verdict import Broken, Place

Array = np.ndarray[Any, np.dtype[Any]]


@contextlib.contextmanager
def locked(values: Iterable[Any], name: str, place: Callable[[], Place | None]) -> Iterator[None]:
    """Make every array in `values` read-only for a while: a change in place raises where it is.

    A list cannot be locked; that the function `name` has changed one is noticed afterwards.
    """
    arrays: list[Array] = []
    lists: list[tuple[list[Any], list[Any]]] = []
    _gather(values, arrays, lists)
    for array in arrays:
        array.flags.writeable = False
    try:
        yield
    finally:
        # A view can only be unlocked after its base, which may stand later in the list.
        for array in arrays * 2:
            with contextlib.suppress(ValueError):
                array.flags.writeable = True
    for given, before in lists:
        if len(given) != len(before) or any(a is not b for a, b in zip(given, before, strict=True)):
            sentence = f"{name} changes a list that it gets; it must make a new list."
            raise Broken("in-place", sentence, place())


def _gather(
    values: Iterable[Any], arrays: list[Array], lists: list[tuple[list[Any], list[Any]]]
) -> None:
    """Collect the arrays that can be written to, and the lists beside a copy of each."""
    for value in values:
        if isinstance(value, np.ndarray):
            if value.flags.writeable:
                arrays.append(value)
        elif isinstance(value, list | tuple):
            if isinstance(value, list):
                lists.append((value, list(value)))
            _gather(value, arrays, lists)
        elif isinstance(value, dict):
            _gather(value.values(), arrays, lists)
