"""Mistakes as steps hand them over to a table: records, and what explains a whole row."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Protocol


class KnownMistake(Protocol):
    """A known mistake as steps hand it over: a record of `derivations.known_mistakes`.

    The tables use no more of it than this, so a course may have records of its own.
    """

    code: str
    done: str
    value: Any
    near: float
    whole: bool

    def _replace(self, *, value: Any) -> "KnownMistake": ...


# What a step knows of the mistakes in an answer, asked only where the answer is wrong.
Ask = Callable[[], Iterable[KnownMistake]]
# What a step sees in a row: (code, sentence) pairs.
Remarks = Callable[[], Iterable[tuple[str, str]]]


class Explanation(Protocol):
    """A step's knowledge of the mistakes behind a whole row."""

    def names(self) -> Iterable[Hashable]:
        """Return the names of the mistakes that lead to all that the row answers."""

    def allows(self, name: Hashable) -> bool:
        """Tell whether the mistake of this name, found in another row, leads to all of this one."""

    def say(self, names: Sequence[Hashable]) -> Iterable[tuple[str, str]]:
        """Return (code, sentence) pairs on the row, with the mistakes of these names."""
