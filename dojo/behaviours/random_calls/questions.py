"""Questions to a function: arguments that its contract allows; the reference knows the answers.

A table hands over what can be read in it: few numbers, most of them real. A docstring allows more.
"""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from dojo.behaviours.random_calls.answers import whole
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
from dojo.tables.comparison import Answer

# What comes once for each of a contract's choices, and once for each of its signatures.
_ORDER = [ONE, SMALL, WIDE, LARGE]
_CHOSEN = [(SMALL, PLAIN), (WIDE, PLAIN)]
_FORMS = (WHOLE, YES_NO, COLUMNS, VIEW)
_FORMED = [(ONE, PLAIN), *((scale, form) for form in _FORMS for scale in (SMALL, WIDE)), *_CHOSEN]
_LAST = [(LARGE, PLAIN)]
_SCALES = {
    ONE: "Every size is 1.",
    SMALL: "",
    WIDE: "The rows are long.",
    LARGE: "There are many numbers.",
}


class Question(NamedTuple):
    """A call, how many numbers there are in it, and what the reference answers."""

    scale: str
    call: Call
    right: Answer


class Questions:
    """The calls of one function: the same ones from the same seed."""

    def __init__(
        self, reference: Reference, module: str, name: str, contract: Contract, seed: str
    ) -> None:
        """Take the reference, the function with its contract, and a seed."""
        self.reference, self.contract = reference, contract
        self.module, self.name, self._seed = module, name, seed
        self._known: dict[int, list[Question]] = {}

    def rounds(self, count: int) -> list[Question]:
        """Return so many rounds of them, with the answers, which are worked out once."""
        if count not in self._known:
            self._known[count] = list(self._answered(count))
        return self._known[count]

    def answered(self, scale: str, call: Call) -> Question | None:
        """Return a call with the reference's answer; None where it has none."""
        with suppress(Exception):  # then nobody is asked for one
            return Question(scale, call, whole(call.made(self.reference)))
        return None

    def _answered(self, count: int) -> Iterator[Question]:
        for scale, call in self.calls(count):
            if question := self.answered(scale, call):
                yield question

    def calls(self, rounds: int) -> Iterator[tuple[str, Call]]:
        """Yield the calls, and how many numbers there are in each."""
        chance = random.Random(f"{self._seed} {self.module}.{self.name}")
        contract = self.contract
        signatures = range(len(contract.signatures))
        for scale, form, signature, choice in [
            *((*plan, 0, choice) for plan in _CHOSEN for choice in contract.choices),
            *(
                (*plan, signature, choice)
                for plan in [*_FORMED * rounds, *_LAST]
                for signature in signatures
                for choice in contract.usual or [chance.choice(contract.choices)]
            ),
        ]:
            if _ORDER.index(scale) > _ORDER.index(contract.largest):
                continue
            rng = np.random.default_rng(chance.randrange(2**32))
            draw = Draw(rng, scale, form, signature, choice)
            call = Call(self.module, self.name, contract.draw(draw))
            if form == YES_NO and not any(array.dtype == bool for array in call.arrays()):
                continue
            yield scale, replace(call, said=f"{_SCALES[scale]} {FORMS[form]}".strip())
