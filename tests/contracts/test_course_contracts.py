"""Every function of the kata has a contract, and the reference answers what is drawn from it."""

import re

import pytest

from dojo.behaviours.random_calls.asking import Asking
from dojo.behaviours.random_calls.questions import Questions
from dojo.behaviours.reference import Reference
from dojo.contracts.course_contracts import contracts
from tests.fixtures.course import COURSE

FUNCTIONS = [(module, name) for module in COURSE.modules for name in COURSE.functions(module)]
CONTRACTS = [
    (module, name, special)
    for module in COURSE.modules
    for name, contract in contracts(COURSE, module).items()
    for special in ("", *contract.special)
]


@pytest.mark.parametrize(("module", "name"), sorted(FUNCTIONS))
def test_every_function_has_a_contract(module, name):
    assert name in contracts(COURSE, module)


def test_no_contract_is_about_a_function_that_is_not_there():
    stated = {(m, name) for m in COURSE.modules for name in contracts(COURSE, m)}
    assert stated == set(FUNCTIONS)


def test_a_chapter_asks_for_each_of_its_functions():
    text = "\n".join(path.read_text(encoding="utf-8") for path in COURSE.chapters)
    asked = re.findall(r"^ *\| (\w+) +\|(?: (\w+) +\|)? right +\|$", text, re.MULTILINE)
    assert sorted(asked) == sorted((name, special) for _, name, special in CONTRACTS)


@pytest.mark.parametrize(("module", "name", "special"), sorted(CONTRACTS))
def test_the_reference_answers_to_most_of_what_is_drawn(module, name, special):
    reference = Reference(COURSE)
    reference.begin(None, "")
    contract = contracts(COURSE, module)[name]
    contract = contract.special[special] if special else contract
    questions = Questions(reference, module, name, contract, "seed")
    asked = [call for _, call in questions.calls(1)]
    answered = []
    for call in asked:
        sizes = {size for array in call.arrays() for size in array.shape}
        assert len(sizes) < 2 or "All sizes are equal" not in call.said
        try:
            handed = call.handed(reference)
            call.made(reference)
        except (FloatingPointError, TypeError):  # a training that diverges; a bool with a minus
            continue
        names = dict(zip(contract.signatures[0], handed, strict=False))
        assert contract.problem(names) == ""
        answered.append(call)
    assert len(answered) >= max(6, 0.8 * len(asked))
    Asking(reference, questions).ask(1)
