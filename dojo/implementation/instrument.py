"""Instrumented functions of a kata: each call is logged, its arguments locked, overflow raised."""

import functools
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np

from dojo.implementation.call_log import CallLog
from dojo.implementation.call_tracing import origin
from dojo.implementation.code_of import code_of
from dojo.implementation.containers import ARRAYS, drained, refused
from dojo.implementation.early_return import left_early
from dojo.implementation.floating_point import once_more, strict
from dojo.implementation.locked import locked
from dojo.implementation.places import Places
from dojo.implementation.shown_warnings import only_shown
from dojo.verdict import Broken, Place, TookTooLong

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
# The first may be bad luck, on a machine that had something else to do.
MOST_TIME_OUTS = 2


class InstrumentedFunction:
    """A function of the implementation, under the name by which steps know it.

    What the learner's code takes and returns may be anything, and is kept as it is.
    """

    def __init__(
        self,
        places: Places,
        calls: "CallLog[InstrumentedFunction]",
        module: str,
        name: str,
        silent: bool = False,
    ) -> None:
        """Take the function's module and name; what they stand for is given to `wrap`.

        A `silent` one promises that no warning comes up in it, whatever its answer.
        """
        self.silent = silent
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
        return code_of(self.function)

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

        def asked(*arguments: Arguments.args, **keywords: Arguments.kwargs) -> Answer:
            answer = function(*arguments, **keywords)
            # The code of a generator runs only when it is gone through.
            return cast(Answer, drained(answer)) if isinstance(answer, Iterator) else answer

        @functools.wraps(function, updated=())
        def call(*arguments: Arguments.args, **keywords: Arguments.kwargs) -> Answer:
            self._calls.called(self)
            if self.time_outs >= MOST_TIME_OUTS:
                sentence = f"{self.name} gave no answer in time twice, so it is not called again."
                raise Broken("endless", sentence, self.place)
            self._given = arguments, keywords
            values = [*arguments, *keywords.values()]
            generators = [value for value in values if isinstance(value, np.random.Generator)]
            states = [generator.bit_generator.state for generator in generators]
            self._calls.begins(self)
            try:
                with only_shown(), locked(values, self.name, lambda: self.place):
                    try:
                        with strict():
                            answer = asked(*arguments, **keywords)
                    except FloatingPointError as error:
                        if self.silent:
                            raise
                        for generator, state in zip(generators, states, strict=True):
                            generator.bit_generator.state = state
                        answer = once_more(error, asked, arguments, keywords)
            except TookTooLong:
                self.time_outs += 1
                raise
            finally:
                self._calls.ends()
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
