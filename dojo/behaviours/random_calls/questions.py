"""Questions to a function: arguments that its contract allows; the reference knows the answers.

A table passes what can be read in it: few numbers, most of them real. A docstring allows more.
"""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from dojo.behaviours.random_calls.call import Call
from dojo.behaviours.reference import Reference
from dojo.contracts.contract import Contract
from dojo.contracts.draw import (
    BROAD,
    COLUMNS,
    EQUAL,
    EVEN,
    FAR,
    FORMS,
    LARGE,
    ODD,
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

_ORDER = [ONE, EQUAL, SMALL, WIDE, BROAD, LARGE]
_FORMS = (WHOLE, ODD, EVEN, YES_NO, COLUMNS, VIEW)
# In these forms numbers are of another type, on which the way through a function may hang.
_TYPES = (PLAIN, WHOLE, YES_NO)
# What counts as far from 0.
_FAR = 1e4
_SIMPLER = 5  # how many times fewer numbers are tried where many led to a wrong answer
_SCALES = {
    ONE: "Every size is 1.",
    EQUAL: "All sizes are equal.",
    SMALL: "",
    WIDE: "The rows are long.",
    BROAD: "The rows are very long.",
    LARGE: "There are many numbers.",
}


class Plan(NamedTuple):
    """Size and form of random arguments, the signature of the contract, and the choice."""

    scale: str
    form: str
    signature: int
    choice: Any


class Question(NamedTuple):
    """A call, how it was drawn, and what the reference answers."""

    plan: Plan
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
            asked = (self.answered(plan, call) for plan, call in self.calls(count))
            self._known[count] = [question for question in asked if question]
        return self._known[count]

    def answered(self, plan: Plan, call: Call) -> Question | None:
        """Return a call with the reference's answer; None where it has none."""
        with suppress(Exception):  # then nobody is asked for one
            answer = call.made(self.reference)
            return Question(plan, call, self.contract.told(plan.choice, answer))
        return None

    def simpler(self, question: Question) -> Iterator[Question]:
        """Yield questions like one that has many numbers, but with few."""
        few = question.plan._replace(scale=SMALL)
        for number in range(_SIMPLER if question.plan.scale in (WIDE, BROAD, LARGE) else 0):
            call = self._drawn(few, random.Random(f"{self._seed} simpler {number}"))
            if call and (simple := self.answered(few, call)):
                yield simple

    def calls(self, rounds: int) -> Iterator[tuple[Plan, Call]]:
        """Yield the calls, and how each is drawn."""
        chance = random.Random(f"{self._seed} {self.module}.{self.name}")
        for plan in self._plans(rounds, chance):
            if call := self._drawn(plan, chance):
                yield plan, call

    def _plans(self, rounds: int, chance: random.Random) -> Iterator[Plan]:
        """Yield each choice with long rows, then every signature in every size and form.

        For no rounds, yield every signature once.
        """
        contract = self.contract
        if not rounds:
            for signature in range(len(contract.signatures)):
                yield Plan(SMALL, PLAIN, signature, contract.choices[0])
            return
        wide = min(WIDE, contract.largest, key=_ORDER.index)
        for choice in contract.choices:
            yield Plan(wide, PLAIN, 0, choice)
        many = [(BROAD, PLAIN), (LARGE, PLAIN)] if contract.largest == LARGE else []
        forms = [*_FORMS, *([FAR] if contract.magnitudes else [])]
        formed = [(ONE, PLAIN), (EQUAL, PLAIN), (SMALL, PLAIN), *((wide, form) for form in forms)]
        for scale, form in [*formed * rounds, *many]:
            usual = contract.usual or [chance.choice(contract.choices)]
            each = form in _TYPES and scale != BROAD
            choices = usual if each else [chance.choice(usual)]
            for signature in range(len(contract.signatures)):
                for choice in choices:
                    yield Plan(scale, form, signature, choice)

    def _drawn(self, plan: Plan, chance: random.Random) -> Call | None:
        """Return a call; None where it has nothing of the form that is wanted."""
        rng = np.random.default_rng(chance.randrange(2**32))
        call = Call(self.module, self.name, self.contract.draw(Draw(rng, *plan)))
        if not _has(plan.form, call.arrays()):
            return None
        sizes = {size for array in call.arrays() for size in array.shape}
        # A contract may ask for sizes of its own beside those that are drawn.
        scale = "" if plan.scale == EQUAL and len(sizes) > 1 else _SCALES[plan.scale]
        return replace(call, said=f"{scale} {FORMS[plan.form]}".strip())


def _has(form: str, arrays: list[np.ndarray]) -> bool:
    """Tell whether arrays are of a form that not all of them can have."""
    match form:
        case "yes or no":
            return any(array.dtype == bool for array in arrays)
        case "far":
            return any(np.abs(array).max(initial=0.0) > _FAR for array in arrays)
    return True
