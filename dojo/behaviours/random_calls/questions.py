"""Questions to a function: arguments that its contract allows; the reference knows the answers.

A table hands over what can be read in it: few numbers, most of them real. A docstring allows more.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dojo.behaviours.random_calls.answers import Difference, copied, difference, whole
from dojo.behaviours.random_calls.call import Call
from dojo.behaviours.reference import Reference
from dojo.contracts.contract import Contract
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
from dojo.implementation.implementation import Implementation
from dojo.tables.comparison import Answer
from dojo.time_limit import paused, time_limit
from dojo.verdict import Broken, TookTooLong

# What comes once for each of a contract's choices, and once for each of its signatures.
_ORDER = [ONE, SMALL, WIDE, LARGE]
_CHOSEN = [(SMALL, PLAIN), (WIDE, PLAIN)]
_FORMED = [(ONE, PLAIN), *((SMALL, form) for form in (WHOLE, YES_NO, COLUMNS, VIEW)), *_CHOSEN]
_LAST = [(LARGE, PLAIN)]
_SCALES = {
    ONE: "Every size is 1.",
    SMALL: "",
    WIDE: "The rows are long.",
    LARGE: "There are many numbers.",
}
_STALE = "The arrays are those of an earlier call, with other numbers in them now."
_TWICE = "The same seed comes twice. All chance has to come from rng."
_KEPT = "{name} changes what it returned before: a later call writes into the same array or list."
# Two results of one seed agree to so many digits: sums may come in another order.
_SAME = 1e-9
_LEAST = 0.5  # seconds that a call gets, however late it is


class WrongAnswer(Exception):  # noqa: N818  it is a verdict, not a fault
    """An answer that is not the reference's: the call, and where it differs."""

    def __init__(self, call: Call, found: Difference) -> None:
        """Keep both for the table."""
        super().__init__(call.written)
        self.call, self.found = call, found


class Questions:
    """The calls of one function, and what the implementation answers to them."""

    def __init__(
        self, kata: Implementation, reference: Reference, module: str, name: str, contract: Contract
    ) -> None:
        """Take the implementation, the reference, and the function with its contract."""
        self._kata, self._reference, self._contract = kata, reference, contract
        self._module, self._name = module, name
        self._answers: list[tuple[Answer, Answer]] = []

    def ask(self, rounds: int, seed: str) -> None:
        """Ask so many rounds of calls; raise WrongAnswer, or whatever the implementation raises."""
        first: Call | None = None
        with paused() as left:
            until = time.monotonic() + left if left else 0.0
            for scale, call in self.calls(rounds, seed):
                first = first or call
                try:
                    self._ask(call, until)
                except TookTooLong:
                    # What is slow on many numbers may be right: then it is not asked for them.
                    if scale != LARGE:
                        raise
            self._look_back()
            if first:
                self._ask_again(first, until)

    def calls(self, rounds: int, seed: str) -> Iterator[tuple[str, Call]]:
        """Yield the scale of each call, and the call: the same ones from the same seed."""
        chance = random.Random(f"{seed} {self._module}.{self._name}")
        contract = self._contract
        signatures = range(len(contract.signatures))
        for scale, form, signature, choice in [
            *((*plan, 0, choice) for plan in _CHOSEN for choice in contract.choices),
            *(
                (*plan, signature, chance.choice(contract.choices))
                for plan in [*_FORMED * rounds, *_LAST]
                for signature in signatures
            ),
        ]:
            if _ORDER.index(scale) > _ORDER.index(contract.largest):
                continue
            rng = np.random.default_rng(chance.randrange(2**32))
            draw = Draw(rng, scale, form, signature, choice)
            call = Call(self._module, self._name, contract.draw(draw))
            if form == YES_NO and not any(array.dtype == bool for array in call.arrays()):
                continue
            yield scale, replace(call, said=f"{_SCALES[scale]} {FORMS[form]}".strip())

    def _ask(self, call: Call, until: float) -> None:
        try:
            right = whole(call.made(self._reference, self._reference))
        except Exception:  # the reference has no answer, so nobody is asked for one
            return
        try:
            answer = self._made(call, until)
        except TypeError:
            # -y is right for targets of 0 and 1, and refuses True and False: no wrong answer.
            if FORMS[YES_NO] in call.said:
                return
            raise
        _compare(call, right, answer, self._contract.near, self._contract.by_chance)
        if self._contract.by_chance:
            _compare(replace(call, said=_TWICE), answer, self._made(call, until), _SAME)
        self._answers.append((answer, copied(answer)))

    def _look_back(self) -> None:
        """Raise Broken if an answer is no longer what it was."""
        for answer, copy in self._answers:
            if difference(copy, answer, 0.0, by_chance=False):
                function = self._kata.calls.last_used
                place = function.place if function else None
                raise Broken("kept", _KEPT.format(name=self._name), place)

    def _ask_again(self, first: Call, until: float) -> None:
        """Call with the first arrays, which hold other numbers now."""
        # Every other array, the last among them: a sum over two reversed ones would be the same.
        for array in first.arrays()[::-2]:
            array[...] = array[::-1].copy()
        self._ask(replace(first, said=_STALE), until)

    def _made(self, call: Call, until: float) -> Answer:
        try:
            with time_limit(max(until - time.monotonic(), _LEAST) if until else 0.0):
                return whole(call.made(self._kata, self._reference))
        except Exception as error:
            words = ", ".join(f"{name} = {value}" for name, value in call.in_words().items())
            error.add_note(f"It is called with {words}. {call.said}".strip())
            raise


def _compare(
    call: Call, right: Answer, answer: Answer, near: float, by_chance: bool = False
) -> None:
    if found := difference(right, answer, near, by_chance):
        raise WrongAnswer(call, found)
