"""Nobody is told a mistake they did not make: random wrong katas, each named mistake judged."""

import ast

import pytest

from tools.wrong_katas.random_katas import outcomes, random_katas
from tools.wrong_katas.variants import source

COUNT = 36


@pytest.fixture(scope="module")
def found():
    return list(outcomes(random_katas(COUNT), jobs=1))


def test_no_named_mistake_is_false(found):
    assert {outcome.kata.name: outcome.false for outcome in found if outcome.false} == {}


def test_many_are_red_and_some_of_them_are_named_and_judged(found):
    assert sum(outcome.red for outcome in found) >= COUNT / 4
    answers = [fits for outcome in found for fits, _ in outcome.judged.values()]
    assert sum(answers) > 100


def test_one_seed_makes_the_same_katas_and_another_makes_others():
    one, same, other = (random_katas(10, seed) for seed in (1, 1, 2))
    assert one == same
    assert not {*map(str, one)} & {*map(str, other)}


def test_each_kata_is_python_and_not_the_reference():
    for kata in random_katas(60, 3):
        ((module, text),) = kata.sources.items()
        assert ast.dump(ast.parse(text)) != ast.dump(ast.parse(source(module)))
