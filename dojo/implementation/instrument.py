"""Instrumented functions of a kata: each call is logged, its arguments locked, overflow raised."""

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator
from inspect import unwrap
from types import CodeType
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np

from dojo.implementation.call_log import CallLog
from dojo.implementation.call_tracing import origin
from dojo.implementation.containers import ARRAYS, drained, refused
from dojo.implementation.early_return import left_early
from dojo.implementation.places import Places
from dojo.implementation.shown_warnings import only_shown
from dojo.verdict import Broken, Place, TookTooLong

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
Array = np.ndarray[Any, np.dtype[Any]]
# The first may be bad luck, on a machine that had something else to do.
MOST_TIME_OUTS = 2


class InstrumentedFunction:
    """A function of the implementation, under the name by which steps know it.

    What the learner's code takes and returns may be anything, and is kept as it is.
    """

    def __init__(
        self, places: Places, calls: "CallLog[InstrumentedFunction]", module: str, name: str
    ) -> None:
        """Take the function's module and name; what they stand for is given to `wrap`."""
        self._places, self._calls, self.module, self.name = places, calls, module, name
        self.function: Callable[..., Any] | None = None
        self.answer: Any = None
        self._given: tuple[tuple[Any, ...], dict[str, Any]] | None = None
        self.time_outs = 0

    @property
    def place(self) -> Place:
        """Where the function is defined, or its module if that cannot be told."""
        places = self._places
        code = self._code
        if code is None or not places.holds(code.co_filename):
            return places.place(places.file(self.module), 1, self.name)
        return places.place(code.co_filename, code.co_firstlineno, self.name)

    @property
    def _code(self) -> CodeType | None:
        code = getattr(unwrap(self.function), "__code__", None) if self.function else None
        return code if isinstance(code, CodeType) else None

    def origin(self) -> tuple[Place, CodeType | None]:
        """Return the place and the code of the function that made what this one returned last.

        It is another one where this one only handed an answer on.
        """
        code, own = None, self._code
        if self.function and self._given:
            code = origin(self.function, *self._given, self._places.holds)
        if code is None or code is own:
            return self.place, own
        place = self._places.place(code.co_filename, code.co_firstlineno, code.co_name)
        return place, code

    def wrap(self, function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        """Wrap `function`: note the call, lock arrays, raise on overflow and NaN, refuse None."""
        self.function = function

        @functools.wraps(function, updated=())
        def call(*arguments: Arguments.args, **keywords: Arguments.kwargs) -> Answer:
            self._calls.called(self)
            if self.time_outs >= MOST_TIME_OUTS:
                sentence = f"{self.name} gave no answer in time twice, and is not asked again."
                raise Broken("endless", sentence, self.place)
            self._given = arguments, keywords
            try:
                with _strict(), only_shown(), locked([*arguments, *keywords.values()], self):
                    answer = function(*arguments, **keywords)
                    # The code of a generator runs only when it is gone through.
                    if isinstance(answer, Iterator):
                        answer = cast(Answer, drained(answer))
            except TookTooLong:
                self.time_outs += 1
                raise
            self._calls.returned(self)
            self.answer = answer
            if answer is None:
                place, code = self.origin()
                why = left_early(code) or "Did you forget `return`?"
                raise Broken("returned-none", f"{place.function} returned None. {why}", place)
            if what := refused(answer):
                place, _ = self.origin()
                raise Broken("type", f"{place.function} returned {what}. {ARRAYS}", place)
            return answer

        return call


def _strict() -> np.errstate:
    return np.errstate(over="raise", divide="raise", invalid="raise")


@contextlib.contextmanager
def locked(values: list[Any], function: InstrumentedFunction) -> Iterator[None]:
    """Make every array in `values` read-only for a while: a change in place raises where it is.

    A list cannot be locked; one that has changed is noticed afterwards.
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
            sentence = f"{function.name} changes a list it was given."
            raise Broken("in-place", sentence, function.place)


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
