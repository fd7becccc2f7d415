"""Calls that a kata makes of its own functions: they may not change their arguments either.

Steps see a change only in what they pass themselves. `backward` may spoil what `forward`
has returned to `backpropagate`, and nobody outside would know.
"""

import functools
from collections import Counter
from collections.abc import Callable, Set
from types import FunctionType, ModuleType
from typing import Any

from dojo.implementation.locked import locked
from dojo.implementation.places import Places
from dojo.verdict import Place

# How many calls of each function are watched in a behaviour: a training makes thousands.
_WATCHED = 3


class InternalCalls:
    """The functions of a kata whose arguments are locked, whoever calls them."""

    def __init__(self, places: Places, functions: Callable[[str], Set[str]]) -> None:
        """Take the kata's files, and the names of the functions a course knows of each module."""
        self._places, self._functions = places, functions
        self._calls: Counter[FunctionType] = Counter()

    def begin(self) -> None:
        """Start a behaviour: count from 0 again."""
        self._calls.clear()

    def watch(self, module: ModuleType) -> None:
        """Put a watched function in the place of each that the course knows."""
        for name in self._functions(module.__name__.rpartition(".")[2]):
            function = vars(module).get(name)
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                setattr(module, name, self._watched(function))

    def _watched(self, function: FunctionType) -> Callable[..., Any]:
        calls = self._calls
        code = function.__code__

        def place() -> Place:
            return self._places.place(code.co_filename, code.co_firstlineno, function.__name__)

        @functools.wraps(function)
        def call(*arguments: Any, **keywords: Any) -> Any:
            if calls[function] >= _WATCHED:
                return function(*arguments, **keywords)
            calls[function] += 1
            with locked([*arguments, *keywords.values()], function.__name__, place):
                return function(*arguments, **keywords)

        return call
