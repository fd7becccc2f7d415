"""The functions that a green behaviour calls, asked with arguments that their contracts allow.

A table hands over what can be read in it: few numbers, most of them real. A docstring allows more.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from pytest_bdd.gherkin_parser import Cell, Location, Row
from pytest_bdd.parser import Step

from dojo.behaviours.random_calls.answers import Difference, copied, difference, whole
from dojo.behaviours.random_calls.call import Call
from dojo.behaviours.random_tables.check import command, count_of, seed_of
from dojo.behaviours.random_tables.reference import reference_of
from dojo.behaviours.step_runner import ScenarioRun
from dojo.contracts.contract import Contract
from dojo.contracts.course_contracts import contract_of
from dojo.contracts.draw import (
    COLUMNS,
    FORMS,
    LARGE,
    ONE,
    PLAIN,
    SMALL,
    VIEW,
    WHOLE,
    WIDE,
    YES_NO,
    Draw,
)
from dojo.diagnosis import evasions
from dojo.implementation.implementation import Implementation
from dojo.implementation.instrument import InstrumentedFunction
from dojo.tables.comparison import Answer
from dojo.tables.sheet import Sheet, Wrong
from dojo.time_limit import paused, time_limit
from dojo.verdict import Broken, Reason, TookTooLong

# What comes once for each signature of the contract, and once for each of its choices.
_CHOSEN = [(SMALL, PLAIN), (WIDE, PLAIN)]
_FORMED = [(ONE, PLAIN), *((SMALL, form) for form in (WHOLE, YES_NO, COLUMNS, VIEW)), *_CHOSEN]
_LAST = [(LARGE, PLAIN)]
# Two results of one seed agree to so many digits: sums may come in another order.
_SAME = 1e-9
_LEAST = 0.5  # seconds that a call gets, however late it is
_SCALES = {
    ONE: "Every size is 1.",
    SMALL: "",
    WIDE: "The rows are long.",
    LARGE: "There are many numbers.",
}
_STALE = "The arrays are those of an earlier call, with other numbers in them now."
_TWICE = "The same seed comes twice. All chance has to come from rng."
_KEPT = "{name} changes what it returned before: a later call writes into the same array or list."
_SENTENCE = (
    "These arguments are drawn at random from what the docstring allows.{said} Again: {again}"
)


class Failure(NamedTuple):
    """What a call led to, and what is to be said of its arguments."""

    error: BaseException
    said: str


_ASKED: WeakKeyDictionary[Implementation, dict[tuple[str, str], Failure | None]]
_ASKED = WeakKeyDictionary()


def ask_functions(run: ScenarioRun) -> None:
    """Ask the chapter's functions that a green behaviour has called; raise what is wrong.

    Each is asked once in a run; whatever comes of it counts for every behaviour that calls it.
    """
    config, kata, course = run.item.config, run.kata, run.item.owner.course
    count = count_of(config, kata, course)
    known = _ASKED.setdefault(kata, {})
    for function in kata.calls.history if count > 0 else ():
        key = function.module, function.name
        contract = contract_of(course, *key)
        if not contract or not contract.drawn or kata.introduced.get(key[0]) != kata.chapter:
            continue
        if key not in known:
            known[key] = Questions(run, function, contract).failure(count)
        if failure := known[key]:
            said = f" {failure.said}".rstrip()
            sentence = _SENTENCE.format(said=said, again=command(config))
            run.step, run.sheet = None, None
            run.notes.append(Reason("drawn", sentence, facts={"seed": seed_of(config)}))
            raise failure.error


class Questions:
    """The calls of one function, and what the implementation answers to them."""

    def __init__(
        self, run: ScenarioRun, function: InstrumentedFunction, contract: Contract
    ) -> None:
        """Take a green run, the function to ask, and its contract."""
        self._run, self._contract = run, contract
        self._module, self._name = function.module, function.name
        self._function = function
        self._reference = reference_of(run.item.config, run.item.owner.course)
        self._answers: list[Answer] = []
        self._copies: list[Answer] = []

    def failure(self, count: int) -> Failure | None:
        """Return the first failure among the calls; the more draws, the more of them."""
        self._reference.begin(None, self._run.item.shown)
        seed = f"{seed_of(self._run.item.config)} {self._module}.{self._name}"
        first: Call | None = None
        with paused() as left:
            until = time.monotonic() + left if left else 0.0
            for scale, call in self._calls(count, seed):
                first = first or call
                if failure := self._ask(scale, call, until):
                    return failure
            return self._asked_again(first, until) if first else None

    def _calls(self, count: int, seed: str) -> Iterator[tuple[str, Call]]:
        chance, contract = random.Random(seed), self._contract
        signatures = range(len(contract.signatures))
        for scale, form, signature, choice in [
            *((*plan, 0, choice) for plan in _CHOSEN for choice in contract.choices),
            *(
                (*plan, signature, chance.choice(contract.choices))
                for plan in [*_FORMED * max(1, count // 2), *_LAST]
                for signature in signatures
            ),
        ]:
            if scale in (WIDE, LARGE) and contract.largest == SMALL:
                continue
            rng = np.random.default_rng(chance.randrange(2**32))
            draw = Draw(rng, scale, form, signature, choice)
            call = Call(self._module, self._name, contract.draw(draw))
            if form == YES_NO and not any(array.dtype == bool for array in call.arrays()):
                continue
            said = " ".join(filter(None, [_SCALES[scale], FORMS[form]]))
            yield scale, replace(call, said=said)

    def _ask(self, scale: str, call: Call, until: float) -> Failure | None:
        """Return how the implementation fails on a call, if it does."""
        try:
            right = whole(call.made(self._reference, self._reference))
        except Exception:  # the reference has no answer, so nobody is asked for one
            return None
        try:
            answer = self._made(call, until)
            self._compare(call, right, answer, self._contract.near, self._contract.by_chance)
            if self._contract.by_chance:
                call = replace(call, said=_TWICE)
                self._compare(call, answer, self._made(call, until), _SAME)
        except TookTooLong as error:
            # What is slow on many numbers may be right: then it is not asked for them.
            self._function.endless = False
            return None if scale == LARGE else Failure(error, call.said)
        except evasions.ANY as error:
            return Failure(error, call.said)
        self._answers.append(answer)
        self._copies.append(copied(answer))
        return None

    def _asked_again(self, first: Call, until: float) -> Failure | None:
        """Look at all answers once more, then call with the first arrays holding other numbers."""
        for answer, copy in zip(self._answers, self._copies, strict=True):
            if difference(copy, answer, 0.0, by_chance=False):
                sentence = _KEPT.format(name=self._name)
                return Failure(Broken("kept", sentence, self._function.place), "")
        # Every other array, the last among them: a sum over two reversed ones would be the same.
        for array in first.arrays()[::-2]:
            array[...] = array[::-1].copy()
        return self._ask(SMALL, replace(first, said=_STALE), until)

    def _made(self, call: Call, until: float) -> Answer:
        left = until - time.monotonic() if until else 0.0
        with time_limit(max(left, _LEAST) if until else 0.0):
            return whole(call.made(self._run.kata, self._reference))

    def _compare(
        self, call: Call, right: Answer, answer: Answer, near: float, by_chance: bool = False
    ) -> None:
        """Raise Wrong, with a table of the arguments, where an answer differs."""
        if found := difference(right, answer, near, by_chance):
            sheet = Asked(call, self._run)
            sheet.show(found.what.format(call.written), found)
            raise Wrong(sheet)


class Asked(Sheet):
    """A sheet with the arguments of a call, and the part of the answer that is wrong."""

    def __init__(self, call: Call, run: ScenarioRun) -> None:
        """Take the call; it stands at the line of the behaviour that makes it."""
        self._call, self._line = call, run.scenario.line_number
        step = Step(call.written, "then", 0, self._line, "Then")
        super().__init__(step, run.item.shown, run.kata.calls.take)

    def show(self, what: str, found: Difference) -> None:
        """Lay out what was asked for and what came."""
        cells = {**self._call.in_words(), f"{what}?": found.expected}
        rows = [list(cells), list(cells.values())]
        place = Location(1, self._line)
        self._lay_out(*(Row("", place, [Cell(place, cell) for cell in row]) for row in rows))
        self._record(0, f"{what}?", found.comparison)
