"""The log of the calls that steps make: which functions led to an answer, as they returned."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Function = TypeVar("Function", bound=Hashable)


class CallLog(Generic[Function]):
    """Functions in the order in which their calls ended, each once.

    >>> log = CallLog()
    >>> log.called("relu"); log.called("mse"); log.called("relu")
    >>> log.take(), log.take(), log.history
    (['mse', 'relu'], [], ['mse', 'relu'])
    """

    def __init__(self) -> None:
        """Start with no call."""
        self.begin()

    def begin(self) -> None:
        """Start a behaviour: forget the calls of the one before."""
        self.last_used: Function | None = None
        self._at_work, self._inner, self._outer = 0, set[Function](), set[Function]()
        self._calls: dict[Function, None] = {}
        self._history: dict[Function, None] = {}

    def called(self, function: Function) -> None:
        """Note that a step called `function`."""
        self.last_used = function
        self.returned(function)

    def returned(self, function: Function) -> None:
        """Note that a call of `function` is over: of all so far it ended last."""
        for calls in (self._calls, self._history):
            calls.pop(function, None)
            calls[function] = None

    def begins(self, function: Function) -> None:
        """Note that what is called from now on is called by `function`, not by a step."""
        (self._inner if self._at_work else self._outer).add(function)
        self._at_work += 1

    def ends(self) -> None:
        """Note that the function that began last is left, whether it has an answer or not."""
        self._at_work -= 1

    @property
    def handed_over(self) -> set[Function]:
        """The functions that steps only passed, for others to call."""
        return self._inner - self._outer

    def take(self) -> list[Function]:
        """Return the functions called since the last time this was asked, as they returned."""
        calls, self._calls = list(self._calls), {}
        return calls

    @property
    def history(self) -> list[Function]:
        """The functions called since the behaviour began, as they returned."""
        return list(self._history)
