"""Every sentence of every docstring in kata/ is listed, and what breaks it turns a behaviour red.

All of the violations are checked by `python -m tools.wrong_katas.clauses`; here, some of them.
"""

import random
import shutil
from pathlib import Path

import pytest

from tests.fixtures.course import COURSE
from tools.wrong_katas import clauses
from tools.wrong_katas.variants import Checker, source

LISTED = clauses.listed()
VIOLATIONS = [violation for file in LISTED for violation in file.violations]
BY_TABLES = clauses.by_tables()
BY_RANDOM_CALLS = [violation for violation in VIOLATIONS if violation.by]
SAMPLE, SEED = 40, 5


@pytest.fixture(scope="module")
def check():
    with Checker(clauses.DRAWS) as check:
        yield check


def test_every_module_has_its_list():
    modules = {path.stem for path in COURSE.reference.glob("*.py")}
    assert {file.module for file in LISTED} == modules


@pytest.mark.parametrize("file", LISTED, ids=lambda file: file.module)
def test_every_sentence_is_listed_and_no_other(file):
    assert clauses.faults(file) == []


@pytest.mark.parametrize("number", range(SAMPLE))
def test_the_behaviour_that_a_violation_names_turns_red(number, check):
    violation = random.Random(SEED).sample(BY_TABLES, SAMPLE)[number]
    assert clauses.said(violation, clauses.red(violation, check)) == ""


@pytest.mark.parametrize("violation", BY_RANDOM_CALLS, ids=lambda violation: violation.name)
def test_a_random_call_tells_what_no_table_does(violation, check):
    assert check.first_red(violation.variant()).verdict is not None


def test_every_violation_still_fits_the_reference_and_has_a_name_of_its_own():
    names = [violation.name for violation in VIOLATIONS]
    assert len(set(names)) == len(names) >= 600
    for violation in VIOLATIONS:
        (changed,) = violation.variant().sources.values()
        assert changed != source(violation.module), violation.name
        compile(changed, violation.name, "exec")


def test_each_reason_is_a_sentence():
    reasons = {reason for file in LISTED for reason in file.reasons.values()}
    assert all(why.endswith(".") and len(why) > 20 for why in reasons)


@pytest.fixture
def one():
    """A list for one module, in which nothing is wrong."""
    (file,) = (file for file in LISTED if file.module == "neuron")
    assert clauses.faults(file) == []
    return file


def test_a_sentence_that_is_not_listed_is_a_fault(one):
    fewer = clauses.Clauses(one.module, one.violations[3:], one.reasons)
    assert clauses.faults(fewer)[0].startswith("not listed: weighted_sum: Return z = xW + b")


def test_a_listed_sentence_that_is_gone_is_a_fault(one):
    gone = clauses.Sentence("weighted_sum", "Nothing says this.")
    more = clauses.Clauses(one.module, one.violations, {**one.reasons, gone: "It is gone."})
    assert clauses.faults(more) == ["listed, but not stated: weighted_sum: Nothing says this."]


def test_a_violation_that_no_behaviour_tells_is_said(check):
    # In the last chapter: what comes before it need not be asked.
    harmless = ({"old": "np.eye(classes)[labels]", "new": "np.eye(classes)[labels] + 0.0"},)
    sentence = clauses.Sentence("one_hot", "Return Y.")
    violation = clauses.Violation(sentence, "nothing", "learning", harmless, "12 Labels", "")
    found = clauses.red(violation, check)
    assert clauses.said(violation, found) == "all is green: learning.one_hot: nothing"


def test_a_behaviour_that_stays_green_is_said_with_the_one_that_turns_red(check):
    change = ({"old": "    return x @ W + b", "new": "    return x @ W"},)
    sentence = clauses.Sentence("weighted_sum", "Return z.")
    violation = clauses.Violation(sentence, "no bias", "neuron", change, "1 Shapes", "")
    said = clauses.said(violation, clauses.red(violation, check))
    assert said == "1 Shapes is not red, but 1 By hand: neuron.weighted_sum: no bias"


def test_the_behaviours_that_turn_red_are_written_down(tmp_path):
    path = shutil.copy(clauses.FOLDER / "neuron.toml", tmp_path)
    first, second, *_ = clauses.listed(tmp_path)[0].violations
    clauses.write({second.name: '3 "Another" one'}, tmp_path)
    (after,) = clauses.listed(tmp_path)
    assert after.violations[0] == first
    assert after.violations[1].red == '3 "Another" one'
    before = (clauses.FOLDER / "neuron.toml").read_text(encoding="utf-8").splitlines()
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    assert sum(a != b for a, b in zip(before, lines, strict=True)) == 1
