"""A known mistake: what was probably done, in words, and the answer that it leads to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

import numpy as np

from derivations.arrays import Array
from derivations.language.phrases import matches

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

    The answer is numbers, a word, or True and False; or a function that returns them.
    An answer matches this mistake if it is as `near`, relative to its size: to nine digits, or to
    fewer where chance decides the rest. A mistake in a `whole`, of which several columns show
    parts, has to match all of them.
    """

    code: str
    done: str
    value: Any
    near: float = 1e-9
    whole: bool = False


# The answer of the implementation's own parts, combined correctly. An answer that matches it has
# its mistake in one of the parts, so none is named here.
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
    """Yield (code, sentence) pairs: the mistakes that an answer matches, though no cell shows it.

    >>> used = KnownMistake("output", "the output is used as features", np.ones(2))
    >>> list(seen("Your features", np.ones(2), [used]))
    [('output', 'Your features match this mistake: the output is used as features.')]
    """
    for mistake in mistakes:
        try:
            value = mistake.value() if callable(mistake.value) else mistake.value
        except ArithmeticError:  # the result of a mistake may be too large to be stored
            continue
        if np.shape(value) == np.shape(answer) and np.allclose(value, answer, rtol=mistake.near):
            if not mistake.code:
                return
            yield mistake.code, matches(what, [mistake.done], "match")


def _pick(make, pick):
    return pick(make())
