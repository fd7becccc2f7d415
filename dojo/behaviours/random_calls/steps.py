"""The step that asks functions for more than tables can show, for any course.

A course in another language says it in a sentence of its own, with the fixture `random_calls`:

    @then("bei zufälligen Zahlen antworten diese Funktionen, wie es ihre Docstrings sagen")
    def _(sheet, random_calls):
        random_calls(sheet, right="richtig")
"""

from pathlib import Path
from typing import Protocol

import pytest
from pytest_bdd import then
from pytest_bdd.gherkin_parser import Cell, Location, Row
from pytest_bdd.parser import Step

from dojo.behaviours.draws import command, rounds_of, seed_of
from dojo.behaviours.random_calls.asking import Asking, WrongAnswer
from dojo.behaviours.random_calls.questions import Questions
from dojo.behaviours.reference import reference_of
from dojo.contracts.course_contracts import contracts
from dojo.course.course import Course
from dojo.implementation.implementation import Implementation
from dojo.tables.sheet import Sheet, Wrong
from dojo.verdict import SpecError

RIGHT = "right"
# Forks of this process, in which other implementations are checked, need not draw anything again.
_KNOWN = pytest.StashKey[dict[tuple[Path, str, str], Questions]]()
_SENTENCE = "These arguments are random; the docstring allows them."
_AGAIN = "To repeat: {command}"


class RandomCalls(Protocol):
    """Type of the fixture `random_calls`: a function that calls each function of a table."""

    def __call__(self, sheet: Sheet, right: str = RIGHT) -> None:
        """Ask them; the first column names a function, that with a ? says that it is `right`."""


@then("for arguments drawn at random these functions answer as their docstrings say")
def _(sheet: Sheet, random_calls: RandomCalls) -> None:
    random_calls(sheet)


@pytest.fixture
def random_calls(kata: Implementation, request: pytest.FixtureRequest) -> RandomCalls:
    """A function that asks the functions of a sheet, with arguments that their contracts allow."""
    item = request.node
    course: Course = item.owner.course

    def ask(sheet: Sheet, right: str = RIGHT) -> None:
        reference = reference_of(item.config, course)
        reference.begin(None, item.shown)
        known = item.config.stash.setdefault(_KNOWN, {})
        again = command(item.config)
        functions, answers = _columns(sheet, item.shown)
        for row in sheet:
            name = row.text(functions)
            special = row.text("with") if "with" in sheet.header else ""
            seed = str(seed_of(item.config))
            key = course.root, f"{name} {special}", seed
            if key not in known:
                module = _module(course, name, item.shown, sheet.line)
                contract = contracts(course, module)[name]
                if special:
                    contract = contract.special[special]
                known[key] = Questions(reference, module, name, contract, seed)
            try:
                Asking(kata, known[key]).ask(rounds_of(item.config, kata, course))
            except WrongAnswer as wrong:
                raise Wrong(Asked(wrong, sheet, item.shown, again)) from None
            except Exception as error:
                error.add_note(_AGAIN.format(command=again))
                raise
            row.answer(answers, right)

    return ask


def _columns(sheet: Sheet, where: str) -> tuple[str, str]:
    """Return the columns of functions and of answers; SpecError where there are no such."""
    asked = [name for name in sheet.header if name.endswith("?")]
    if len(asked) != 1 or sheet.header[0] in asked:
        message = "this table has the columns | function | answers? |"
        raise SpecError(message, where, sheet.line, "column")
    return sheet.header[0], asked[0]


def _module(course: Course, name: str, where: str, line: int) -> str:
    """Return the module that has a contract for a function; SpecError where none has."""
    for module in course.modules:
        if name in contracts(course, module):
            return module
    raise SpecError(f"contracts/ has no function {name!r}", where, line, "contract")


class Asked(Sheet):
    """A sheet with the arguments of one call, and the part of its answer that is wrong."""

    def __init__(self, wrong: WrongAnswer, sheet: Sheet, where: str, again: str) -> None:
        """Lay out what was asked for, and what came; `again` is a command that repeats it."""
        call, found = wrong.call, wrong.found
        step = Step(call.written, "then", 0, sheet.step, "Then")
        super().__init__(step, where, sheet.take_calls)
        answer = f"{found.what.format(call.written)}?"
        cells = {**call.in_words(), answer: found.expected}
        place = Location(1, sheet.line)
        self._lay_out(
            *(
                Row("", place, [Cell(place, text) for text in texts])
                for texts in (list(cells), list(cells.values()))
            )
        )
        self._record(0, answer, found.comparison)
        said = " ".join(filter(None, [_SENTENCE, call.said, _AGAIN]))
        sentence = said.format(command=again)
        self.explanations[0] = lambda: [("drawn", sentence)]
