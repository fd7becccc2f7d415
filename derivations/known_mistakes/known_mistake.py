"""A known mistake: what was probably done, in words, and the answer that it leads to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

import numpy as np

from derivations.arrays import Array

T = TypeVar("T")
# A mistake whose answer is made when it is asked for: a stable code, what was done, the maker.
Maker = tuple[str, str, Callable[[], Any]]
# What is seen to be wrong at once: a stable code, and a sentence.
Remark = tuple[str, str]
# The kata's own records: layers (W, b, the activation's name), and a batch (X, Y).
Network = Sequence[tuple[Array, Array, str]]
Batch = tuple[Array, Array]
Deal = Callable[[], Iterable[Batch]]
# What makes one answer of one number, or one array, a layer.
Pick = Callable[[list[Any]], Any]


class KnownMistake(NamedTuple):
    """A stable code, what was done ("the bias is missing"), and the answer that it leads to.

    The answer is numbers, a word, or True and False; or a function that works it out when asked.
    What came counts as this mistake's if it is as `near` as that, relative to its size: to nine
    digits, or to fewer where chance decides the rest. A mistake that makes a `whole`, of which
    several columns show parts, has to fit all that it says of any of them.
    """

    code: str
    done: str
    value: Any
    near: float = 1e-9
    whole: bool = False


# What the implementation's own parts come to, put together rightly. Where that is what came, the
# fault lies in one of the parts, and no mistake is named.
NONE = ("", "no mistake")


def once(ask: Callable[[], Iterable[T]]) -> Callable[[], tuple[T, ...]]:
    """Return a function that asks once and answers the same ever after, for several columns."""
    return cache(lambda: tuple(ask()))


def picked(ask: Callable[[], Iterable[Maker]], pick: Callable[[Any], Any]) -> list[KnownMistake]:
    """Return the mistakes of a part of what each maker makes: ask() gives (code, done, make).

    >>> [m.value() for m in picked(lambda: [("swapped", "", lambda: (1, 2))], pick=max)]
    [2]
    """
    return [
        KnownMistake(code, done, partial(_pick, make, pick), whole=True)
        for code, done, make in ask()
    ]


def seen(what: str, answer: Any, mistakes: Iterable[KnownMistake]) -> Iterator[Remark]:
    """Yield (code, sentence) pairs on what is seen to be a mistake's, though no cell asks for it.

    >>> taken = KnownMistake("output", "the output is taken", np.ones(2))
    >>> list(seen("The features are", np.ones(2), [taken]))
    [('output', 'The features are what comes out where the output is taken.')]
    """
    for mistake in mistakes:
        try:
            value = mistake.value() if callable(mistake.value) else mistake.value
        except ArithmeticError:  # what comes of a mistake may be too large to be stored
            continue
        if np.shape(value) == np.shape(answer) and np.allclose(value, answer, rtol=mistake.near):
            if not mistake.code:
                return
            yield mistake.code, f"{what} what comes out where {mistake.done}."


def _pick(make, pick):
    return pick(make())
