"""A few of the kata's mutants; all of them are checked by `python -m tools.wrong_katas.mutants`."""

import random

import pytest

from tests.fixtures.course import COURSE
from tools.wrong_katas import mutants
from tools.wrong_katas.variants import Variant

SAMPLE, SEED = 24, 5


@pytest.mark.parametrize("number", range(SAMPLE))
def test_a_mutant_is_told_by_the_features(number, check):
    mutant = random.Random(SEED).sample(mutants.every(), SAMPLE)[number]
    _, wrong = mutants.check([mutant], [check.first_red(mutant)])
    assert wrong == []


def test_most_mutants_are_not_equivalent():
    assert len(mutants.listed()) < len(mutants.every()) / 4


def test_every_module_has_mutants_and_each_its_own_name():
    names = [mutant.name for mutant in mutants.every()]
    assert len(set(names)) == len(names) > 1000
    assert len({name.partition(":")[0].partition(".")[0] for name in names}) == len(COURSE.modules)


def test_each_reason_is_a_sentence():
    assert all(why.endswith(".") and len(why) > 30 for why in mutants.listed().values())


@pytest.mark.parametrize(
    ("survivors", "reasons", "either", "said"),
    [
        (["one"], {}, set(), "it is not listed: one"),
        ([], {"one": "why"}, set(), "but a feature tells it: one"),
        ([], {"gone": "why"}, set(), "there is no such mutant: gone"),
        (["one"], {"one": "why"}, set(), ""),
        ([], {"two": "not checked in this sample"}, set(), ""),
        ([], {"one": "why"}, {"one"}, ""),
        (["one"], {"one": "why"}, {"one"}, ""),
    ],
)
def test_the_list_can_not_rot(monkeypatch, survivors, reasons, either, said):
    known = [Variant(name, {}) for name in ("one", "two")]
    monkeypatch.setattr(mutants, "every", lambda: known)
    found = mutants.faults(known[:1], survivors, reasons, either)
    assert len(found) == bool(said)
    assert said in "".join(found)
