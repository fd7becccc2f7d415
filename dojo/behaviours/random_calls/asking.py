"""Answers of an implementation to drawn calls, each beside the reference's; and then once more."""

import copy
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np

from dojo.behaviours.random_calls.answers import Difference, Measure, copied, difference, spoilt
from dojo.behaviours.random_calls.call import Call
from dojo.behaviours.random_calls.questions import Question, Questions
from dojo.contracts.draw import ALL_WHOLE, BROAD, LARGE, WIDE, YES_NO, Array
from dojo.contracts.kinds import Seed
from dojo.implementation.implementation import Implementation
from dojo.tables.comparison import Answer
from dojo.time_limit import Deadline, paused, time_limit
from dojo.verdict import Broken, Place

_STALE = "The arrays are those of an earlier call, but with other numbers."
_TWICE = "Two calls get the same seed. All chance must come from rng."
_COMPOSED = "The expected answer comes from your own functions, called in turn with the same seed."
_SPOILT = (
    "This is asked twice. In between, the caller changes the first answer, which is its own. "
    "Make a new array in each call, or keep a copy."
)
_STUCK = (
    "{name} gets the same generator again and again, and always returns the same. "
    "Take the random numbers from rng itself, not from a copy of it."
)
_KEPT = "{name} changes an earlier answer: a later call writes into the same array or list."
# Two results of one seed agree to so many digits: sums may come in another order.
_SAME = Measure(1e-9)
_UNCHANGED = Measure(0.0)
_MANY = 300  # how many times as much work a call on many numbers is as one on long rows
# So many seeds lead to different answers, and so many calls with one generator do not.
_SEEDS, _CALLS = 4, 12
_LEAST = 0.5  # seconds that a call gets, however late it is


class WrongAnswer(Exception):  # noqa: N818  it is a verdict, not a fault
    """An answer that is not the reference's: the call, and where it differs."""

    def __init__(self, call: Call, found: Difference) -> None:
        """Keep both for the table."""
        super().__init__(call.written)
        self.call, self.found = call, found


class Asking:
    """One implementation, asked for one function."""

    def __init__(self, kata: Implementation, questions: Questions) -> None:
        """Take the implementation and the questions."""
        self._kata, self._questions = kata, questions
        self._answers: list[tuple[Answer, Answer]] = []
        # The seconds that a call on long rows takes, the quickest of each signature.
        self._quickest: dict[int, float] = {}

    def ask(self, rounds: int) -> None:
        """Ask so many rounds of calls; raise WrongAnswer, or whatever the implementation raises."""
        questions = self._questions.rounds(rounds)
        with paused() as left:
            until = Deadline(left, self._kata.patience) if left else None
            for question in questions:
                # What is slow on few numbers may be right: it is not asked for many.
                quickest = self._quickest.get(question.plan.signature, 0.0)
                slow = until and quickest * _MANY > until.left()
                if not (slow and question.plan.scale in (BROAD, LARGE)):
                    self._ask_simply(question, until)
            if questions:
                self._ask_for_the_same_shapes(questions[0], until)
            self._look_back()
            contract = self._questions.contract
            for question in questions[: 1 if contract.composed else 2]:
                self._ask_with_other_numbers(question, until)
            if questions:
                self._ask_after_a_change(min(questions, key=_numbers), until)
            if questions and contract.by_chance and not contract.composed:
                for question in (max(questions, key=_numbers), *questions[1:3]):
                    self._ask_the_same_generator(question, until)

    def _ask_simply(self, question: Question, until: Deadline | None) -> None:
        """Ask; of wrong answers, raise one to few numbers if there is one."""
        try:
            self._ask(question, until)
        except WrongAnswer:
            for simpler in self._questions.simpler(question):
                self._ask(simpler, until)
            raise

    def _ask(
        self, question: Question, until: Deadline | None, handed: list[Any] | None = None
    ) -> None:
        plan, call, right = question
        contract, composed = self._questions.contract, None
        try:
            if contract.composed:
                # First, so that the function itself is the last to return, and the one to edit.
                composed = contract.composed(self._kata, *call.handed(self._kata))
            began = until.left() if until else 0.0
            answer = self._made(call, until, handed)
            if until and plan.scale == WIDE:
                took = began - until.left()
                signature = plan.signature
                self._quickest[signature] = min(self._quickest.get(signature, took), took)
        except TypeError:
            # -y refuses True and False, and np.exp(z, out=z) integers: that is not a wrong answer.
            if plan.form in (*ALL_WHOLE, YES_NO):
                return
            raise
        told = contract.told(plan.choice, answer)
        form_alone = contract.by_chance and not contract.compared
        _compare(call, right, told, Measure(contract.near, contract.entries, form_alone))
        if contract.by_chance:
            _compare(replace(call, said=_TWICE), answer, self._made(call, until), _SAME)
        if contract.composed:
            _compare(replace(call, said=_COMPOSED), composed, answer, _SAME)
        self._answers.append((answer, copied(answer)))

    def _ask_for_the_same_shapes(self, question: Question, until: Deadline | None) -> None:
        """Call with other numbers in other arrays of the same shapes: the first answer has to last.

        By chance alone two answers seldom have the same shape.
        """
        call = replace(question.call, arguments=copy.deepcopy(question.call.arguments))
        answer = self._made(call, until)
        self._answers.append((answer, copied(answer)))
        other = copy.deepcopy(question.call.arguments)
        for name, value in other.items():
            if isinstance(value, Seed):
                other[name] = Seed(value.number + 1)
        another = replace(call, arguments=other)
        for array in another.arrays():
            _change(array)
        with suppress(Exception):  # reversed arrays need not fit together any more
            self._made(another, until)

    def _ask_the_same_generator(self, question: Question, until: Deadline | None) -> None:
        """Raise Broken if a generator is left as it was, although the answer hangs on it.

        If any two of some seeds have the same answer, too little hangs on it to tell.
        """
        call = replace(question.call, arguments=copy.deepcopy(question.call.arguments))
        answers: list[Answer] = []
        for number in range(_SEEDS):
            seeds = {k: Seed(number) for k, v in call.arguments.items() if isinstance(v, Seed)}
            answer = self._made(replace(call, arguments=call.arguments | seeds), until)
            if any(difference(other, answer, _UNCHANGED) is None for other in answers):
                return
            answers.append(copied(answer))
        handed = call.handed(self._kata)
        first = copied(self._made(call, until, handed))
        again = (self._made(call, until, handed) for _ in range(_CALLS))
        if all(difference(first, answer, _UNCHANGED) is None for answer in again):
            raise Broken("stuck", _STUCK.format(name=self._questions.name), self._place())

    def _look_back(self) -> None:
        """Raise Broken if an answer is no longer what it was."""
        for answer, before in self._answers:
            if difference(before, answer, _UNCHANGED):
                raise Broken("kept", _KEPT.format(name=self._questions.name), self._place())

    def _place(self) -> Place | None:
        """Return the place of the function that was called last."""
        function = self._kata.calls.last_used
        return function.place if function else None

    def _ask_with_other_numbers(self, first: Question, until: Deadline | None) -> None:
        """Call with some arrays, and with the same ones holding other numbers."""
        arguments = copy.deepcopy(first.call.arguments)
        call = replace(first.call, arguments=arguments, said=_STALE)
        handed = call.handed(self._kata)
        self._made(call, until, handed)
        # One half of the arrays, then the other: a sum over two reversed ones would be the same.
        for half in (call.arrays()[::-2], call.arrays()[-2::-2]):
            for array in half:
                _change(array)
            again = call.handed_again(handed, self._kata)
            if self._questions.contract.by_chance:
                fresh = replace(call, arguments=copy.deepcopy(arguments))
                _compare(call, self._made(fresh, until), self._made(call, until, again), _SAME)
            elif question := self._questions.answered(first.plan, call):
                self._ask(question, until, again)

    def _ask_after_a_change(self, question: Question, until: Deadline | None) -> None:
        """Call twice with the same arguments; in between, the first answer is changed."""
        call, again = (
            replace(question.call, arguments=copy.deepcopy(question.call.arguments), said=_SPOILT)
            for _ in "12"
        )
        answer = self._made(call, until)
        before = copied(answer)
        with spoilt(answer):
            _compare(again, before, self._made(again, until), _SAME)

    def _made(self, call: Call, until: Deadline | None, handed: list[Any] | None = None) -> Answer:
        handed = handed or call.handed(self._kata)
        began = until.left() if until else 0.0
        try:
            with time_limit(max(began, _LEAST) if until else 0.0, self._kata.patience):
                answer = call.made_of(self._kata, handed)
        except Exception as error:
            words = ", ".join(f"{name} = {value}" for name, value in call.in_words().items())
            error.add_note(f"The arguments are {words}. {call.said}".strip())
            raise
        return answer


def _change(array: Array) -> None:
    """Put other numbers into an array: it is turned round, and what is not whole shrinks a bit.

    Whole numbers may be classes, or places, and stay what they are.
    """
    array[...] = array[::-1].copy()
    if array.dtype.kind == "f" and (array != np.rint(array)).any():
        array *= 0.875


def _numbers(question: Question) -> int:
    """Return how many numbers a call is about: of as many, the first is taken."""
    return sum(array.size for array in question.call.arrays())


def _compare(call: Call, right: Answer, answer: Answer, measure: Measure) -> None:
    if found := difference(right, answer, measure):
        raise WrongAnswer(call, found)
