"""How an implementation's functions are called: counted, arguments locked, overflow raised."""

import contextlib
import functools
from collections.abc import Callable, Generator, Iterator
from inspect import isgenerator, unwrap
from types import CodeType

import numpy as np

from dojo.implementation.call_log import CallLog
from dojo.implementation.call_tracing import maker
from dojo.implementation.early_return import left_early
from dojo.implementation.places import Places
from dojo.verdict import Broken, Place, TookTooLong


class Watched:
    """A function of the implementation, under the name by which steps know it."""

    def __init__(self, places: Places, calls: "CallLog[Watched]", module: str, name: str) -> None:
        """Take the function's module and name; what they stand for is given to `wrap`."""
        self._places, self._calls, self.module, self.name = places, calls, module, name
        self.function: Callable | None = None
        self.answer: object = None
        self._given: tuple[tuple, dict] | None = None
        self.endless = False

    @property
    def place(self) -> Place:
        """Where the function is defined, or its module if that cannot be told."""
        places = self._places
        code = getattr(unwrap(self.function), "__code__", None)
        if code is None or not places.holds(code.co_filename):
            return places.place(places.file(self.module), 1, self.name)
        return places.place(code.co_filename, code.co_firstlineno, self.name)

    def maker(self) -> tuple[Place, CodeType | None]:
        """Return the place and the code of the function that made what this one returned last.

        It is another one where this one only handed an answer on.
        """
        holds, own = self._places.holds, getattr(unwrap(self.function), "__code__", None)
        code = maker(self.function, *self._given, holds) if self._given else None
        if code is None or code is own:
            return self.place, own
        place = self._places.place(code.co_filename, code.co_firstlineno, code.co_name)
        return place, code

    def wrap(self, function: Callable) -> Callable:
        """Wrap `function`: note the call, lock arrays, raise on overflow and NaN, refuse None."""
        self.function = function

        @functools.wraps(function, updated=())
        def call(*arguments: object, **keywords: object) -> object:
            self._calls.called(self)
            if self.endless:
                sentence = f"{self.name} gave no answer in time before, and is not asked again."
                raise Broken("endless", sentence, self.place)
            self._given = arguments, keywords
            try:
                with _strict(), locked([*arguments, *keywords.values()], self):
                    answer = function(*arguments, **keywords)
            except TookTooLong:
                self.endless = True
                raise
            self._calls.returned(self)
            if isgenerator(answer):
                return _watched(answer, [*arguments, *keywords.values()], self)
            self.answer = answer
            if answer is None:
                place, code = self.maker()
                why = left_early(code) or "Did you forget `return`?"
                raise Broken("returned-none", f"{place.function} returned None. {why}", place)
            return answer

        return call


def _watched(generator: Generator, values: list, function: Watched) -> Iterator:
    """Go through what a generator yields: its code runs only now, under the same conditions."""
    while True:
        with _strict(), locked(values, function):
            try:
                item = next(generator)
            except StopIteration:
                return
        yield item


def _strict() -> np.errstate:
    return np.errstate(over="raise", divide="raise", invalid="raise")


@contextlib.contextmanager
def locked(values: list, function: Watched) -> Iterator[None]:
    """Make every array in `values` read-only for a while: a change in place raises where it is.

    A list cannot be locked; one that has changed is noticed afterwards.
    """
    arrays: list[np.ndarray] = []
    lists: list[tuple[list, list]] = []
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
            sentence = f"{function.name} changes a list it was given."
            raise Broken("in-place", sentence, function.place)


def _gather(values: object, arrays: list, lists: list) -> None:
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
