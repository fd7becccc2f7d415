"""A lock on the arguments of a call: none of them may be changed while it lasts."""

import contextlib
from collections.abc import Callable, Iterable
from operator import is_not
from typing import Any

import numpy as np

from dojo.verdict import Broken, Place

Array = np.ndarray[Any, np.dtype[Any]]


class locked:  # noqa: N801  it is written as a function is: with locked(values, …)
    """Make every array in `values` read-only for a while: a change in place raises where it is.

    A list cannot be locked; that the function `name` has changed one is noticed afterwards.
    (A class and no generator: a training enters it at each of its steps.)
    """

    def __init__(self, values: Iterable[Any], name: str, place: Callable[[], Place | None]) -> None:
        """Take the values."""
        self._name, self._place = name, place
        self._arrays: list[Array] = []
        self._lists: list[tuple[list[Any], list[Any]]] = []
        _gather(values, self._arrays, self._lists)

    def __enter__(self) -> None:
        """Lock them."""
        for array in self._arrays:
            array.flags.writeable = False

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Unlock them; Broken if the function has changed a list."""
        left = []
        for array in self._arrays:
            try:
                array.flags.writeable = True
            except ValueError:  # a view, whose base stands later in the list
                left.append(array)
        for array in left:
            with contextlib.suppress(ValueError):
                array.flags.writeable = True
        if kind is None:
            for given, before in self._lists:
                if len(given) != len(before) or any(map(is_not, given, before)):
                    sentence = f"{self._name} changes a list that it gets; it must make a new list."
                    raise Broken("in-place", sentence, self._place())


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
