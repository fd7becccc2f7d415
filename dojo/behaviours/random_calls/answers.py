"""Answers of any form, compared part by part with the reference's; the first that differs."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from dojo.tables.comparison import Answer, Comparison, compare, not_numbers, show
from dojo.tables.expectations import NEAR_ZERO

# More numbers, or axes, than these are not shown: then it is one entry that differs.
MOST_SHOWN, MOST_AXES = 6, 2


class Difference(NamedTuple):
    """Where an answer differs, "" for all of it: what is expected there, and the answer."""

    what: str
    expected: str
    comparison: Comparison


def copied(answer: Answer) -> Answer:
    """Return a copy of an answer, its lists, tuples and arrays too."""
    if isinstance(answer, list | tuple):
        return [copied(part) for part in answer]
    return answer.copy() if isinstance(answer, np.ndarray) else answer


@contextmanager
def spoilt(answer: Answer) -> Iterator[None]:
    """Change every number of an answer for a while, as its owner may, and empty its lists.

    >>> z = np.array([1.0, 2.0])
    >>> with spoilt([z]):
    ...     z
    array([2., 3.])
    """
    arrays: list[tuple[np.ndarray, np.ndarray]] = []
    lists: list[tuple[list[Answer], list[Answer]]] = []
    _gather(answer, arrays, lists)
    for array, before in arrays:
        array[...] = ~before if before.dtype == bool else before + 1
    for given, _ in lists:
        given.clear()
    try:
        yield
    finally:
        # An implementation may have handed out what it needs itself.
        for array, before in arrays:
            array[...] = before
        for given, parts in lists:
            given[:] = parts


def _gather(
    answer: Answer,
    arrays: list[tuple[np.ndarray, np.ndarray]],
    lists: list[tuple[list[Answer], list[Answer]]],
) -> None:
    """Collect the arrays that can be written to, and the lists, each beside a copy."""
    if isinstance(answer, np.ndarray):
        if answer.flags.writeable and answer.dtype.kind in "biuf":
            arrays.append((answer, answer.copy()))
    elif isinstance(answer, list | tuple):
        if isinstance(answer, list):
            lists.append((answer, list(answer)))
        for part in answer:
            _gather(part, arrays, lists)


class Measure(NamedTuple):
    """The tolerance of an answer: for its largest entry, or for each of its `entries`.

    A random answer is compared only by its form.
    """

    near: float
    entries: bool = False
    by_chance: bool = False

    def room(self, right: np.ndarray) -> np.ndarray:
        """Return by how much each entry may differ."""
        sizes = np.where(np.isfinite(right), np.abs(right), 0.0)
        if not self.entries:
            sizes = np.full(right.shape, sizes.max(initial=0.0))
        room: np.ndarray = np.maximum(self.near * sizes, NEAR_ZERO)
        return room


def difference(right: Answer, answer: Answer, measure: Measure) -> Difference | None:
    """Return the first part that is not near enough."""
    if _equal(right, answer):
        return None
    return next(_differences(right, answer, measure, "{}"), None)


def _equal(right: Answer, answer: Answer) -> bool:
    """Tell whether the two are the same to the last digit: most are, and nothing is to be said."""
    if isinstance(right, np.ndarray):
        numbers = type(answer) is np.ndarray and answer.dtype.kind in "biuf"
        return numbers and answer.shape == right.shape and bool((answer == right).all())
    if isinstance(right, list | tuple):
        sequence = isinstance(answer, list | tuple) and len(answer) == len(right)
        return sequence and all(map(_equal, right, answer))
    if isinstance(right, str | int | float):
        return type(answer) is type(right) and bool(answer == right)
    return False


def _differences(
    right: Answer, answer: Answer, measure: Measure, what: str
) -> Iterator[Difference]:
    if hasattr(right, "_fields") and not isinstance(answer, tuple):
        # A record may be of any class that has the same attributes.
        for name in right._fields:
            part, other = getattr(right, name), getattr(answer, name, None)
            yield from _differences(part, other, measure, f"{what}.{name}")
    elif isinstance(right, list | tuple):
        if not isinstance(answer, list | tuple | np.ndarray):
            # A record that unpacks, or an object that goes through batches, is as good.
            parts = _parts(answer)
            if parts is None:
                wanted, kind = type(right).__name__, type(answer).__name__
                yield Difference(f"type of {what}", wanted, _told(wanted, kind))
            else:
                yield from _differences(right, parts, measure, what)
        elif len(answer) != len(right):
            yield Difference(f"length of {what}", str(len(right)), _told(len(right), len(answer)))
        else:
            for i, (part, other) in enumerate(zip(right, answer, strict=True)):
                yield from _differences(part, other, measure, f"{what}[{i}]")
    elif isinstance(right, str):
        if not (isinstance(answer, str) and answer == right):
            yield Difference(what, right, _told(right, answer))
    elif isinstance(right, int | float | np.generic | np.ndarray):
        yield from _in_numbers(np.asarray(right, dtype=float), answer, measure, what)


def _parts(answer: Answer) -> list[Answer] | None:
    """Return what an object yields that is not a list; None where it yields nothing."""
    if isinstance(answer, str | dict | set) or not isinstance(answer, Iterable):
        return None
    return list(answer)


def _in_numbers(
    right: np.ndarray, answer: Answer, measure: Measure, what: str
) -> Iterator[Difference]:
    if not_numbers(answer) and np.size(answer):
        # The comparison of a cell says what it is instead.
        yield Difference(what, show(right), compare(show(right.ravel()[:1]), answer))
        return
    values = np.asarray(answer, dtype=float)
    if values.shape != right.shape:
        shape, came = (
            ", ".join(map(str, array.shape)) or "a single number" for array in (right, values)
        )
        yield Difference(f"shape of {what}", shape, _told(shape, came))
        return
    if measure.by_chance:
        return
    finite = np.isfinite(right)
    room = measure.room(right)
    with np.errstate(invalid="ignore"):
        wrong = finite & ~(np.abs(values - right) <= room)
    if not wrong.any():
        return
    if right.size > MOST_SHOWN or right.ndim > MOST_AXES or not finite.all():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        what, right, values = f"{what}[{', '.join(map(str, at))}]", right[at], values[at]
        room = room[at]
    rows = zip(np.atleast_2d(right).tolist(), np.atleast_2d(room).tolist(), strict=True)
    text = "; ".join(", ".join(f"{v!r} ± {r!r}" for v, r in zip(*row, strict=True)) for row in rows)
    yield Difference(what, show(right), compare(text, values))


def _told(right: object, answer: object) -> Comparison:
    return Comparison(right == answer, str(answer), "to the letter")
