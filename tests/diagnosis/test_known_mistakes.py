"""Known mistakes: each is named where it is made, and none where all is right."""

from types import SimpleNamespace

import numpy as np
import pytest

from derivations.known_mistakes.known_mistake import NONE, KnownMistake
from dojo.diagnosis.column_patterns import diagnose
from dojo.diagnosis.known_mistakes import explain
from dojo.tables.comparison import AS_DERIVED, Comparison, compare
from dojo.tables.sheet import Sheet
from tests.fixtures.course import COURSE


@pytest.fixture(scope="module")
def sheets():
    """Every table of the book as the reference answers it, and the mistakes that its step knows."""
    kept, finish = [], Sheet.finish

    def keep(sheet):
        with np.errstate(all="ignore"):
            asked = {
                at: list(ask()) for at, ask in sheet.mistakes.items() if at in sheet.comparisons
            }
        kept.append((sheet, {at: [_worked_out(s) for s in found] for at, found in asked.items()}))
        finish(sheet)

    Sheet.finish = keep
    try:
        code = pytest.main(["-q", "-p", "no:cacheprovider", "--draws=0", str(COURSE.features)])
    finally:
        Sheet.finish = finish
    assert code == 0
    return kept


def _worked_out(mistake):
    with np.errstate(all="ignore"):
        try:
            return mistake._replace(
                value=mistake.value() if callable(mistake.value) else mistake.value
            )
        except Exception:
            return mistake._replace(value=None)


def committed(sheet, asked, name):
    """Return what is said if all that a mistake speaks of comes out so, or None."""
    comparisons = dict(sheet.comparisons)
    for at, found in asked.items():
        values = [s.value for s in found if (s.code, s.done) == name and s.value is not None]
        if values:
            comparisons[at] = answered(sheet.cell(*at).text, values[0])
    if all(comparison.right for comparison in comparisons.values()):
        return None
    given = SimpleNamespace(
        header=sheet.header,
        rows=sheet.rows,
        comparisons=comparisons,
        explanations={},
        efforts=sheet.efforts,
        calls=sheet.calls,
        mistakes={at: lambda found=found: found for at, found in asked.items()},
    )
    return diagnose(given)


def answered(text, value):
    value = value if isinstance(value, bool | str) else np.asarray(value)
    if text == AS_DERIVED:
        return Comparison(False, "wrong", "", value=value)
    return compare(text, value)


def test_a_mistake_is_named_where_it_is_committed_and_no_other_in_its_place(sheets):
    """Every mistake that a step knows, put into its table: thousands of wrong answers."""
    told, silent = [], []
    for sheet, asked in sheets:
        for name in dict.fromkeys((s.code, s.done) for found in asked.values() for s in found):
            said = committed(sheet, asked, name)
            if said is None or any(reason.code == "not-finite" for reason in said):
                continue
            sentences = " ".join(reason.sentence for reason in said)
            assert name[1] in sentences or "matches" not in sentences
            constant = any(reason.code == "constant" for reason in said)
            (told if constant or name[1] in sentences else silent).append(name)
    assert len(told) > 1000
    # Where too many mistakes lead to the same few numbers, none is named.
    assert len(silent) < len(told) / 100


def column(*values, expected=0.0):
    return {
        (i, "a?"): Comparison(v == expected, str(v), "", value=np.array(v))
        for i, v in enumerate(values)
    }


def asks(*mistakes):
    return {(i, "a?"): lambda mistakes=mistakes: mistakes for i in range(2)}


def test_two_mistakes_with_the_same_answers_are_both_named_and_four_are_not():
    one, other = KnownMistake("a", "one is done", 1.0), KnownMistake("b", "another is done", 1.0)
    comparisons = column(1.0, 1.0)
    assert explain(comparisons, asks(one), "a?") == ("a", ("one is done",), 0)
    assert explain(comparisons, asks(one, other), "a?") == (
        "a",
        ("one is done", "another is done"),
        0,
    )
    many = [KnownMistake("a", f"{i} is done", 1.0) for i in range(4)]
    assert explain(comparisons, asks(*many), "a?") is None


def test_a_right_answer_refutes_the_mistake_that_would_have_spoiled_it():
    assert explain(column(1.0, 0.0), asks(KnownMistake("a", "one is done", 1.0)), "a?") is None


def test_what_another_column_refutes_is_not_named_beside_what_it_allows():
    comparisons = column(1.0) | {(0, "b?"): Comparison(True, "5", "", value=np.array(5.0))}
    fitting, refuted = (
        KnownMistake("a", "one is done", 1.0),
        KnownMistake("b", "another is done", 1.0),
    )
    ask = {(0, "a?"): lambda: [fitting, refuted], (0, "b?"): lambda: [refuted]}
    assert explain(comparisons, ask, "a?") == ("a", ("one is done",), 0)


def test_what_explains_another_column_as_well_explains_better():
    comparisons = column(1.0) | {(0, "b?"): Comparison(False, "5", "", value=np.array(5.0))}
    narrow, wide = KnownMistake("a", "one is done", 1.0), KnownMistake("b", "another is done", 1.0)
    ask = {(0, "a?"): lambda: [narrow, wide], (0, "b?"): lambda: [wide._replace(value=5.0)]}
    assert explain(comparisons, ask, "a?") == ("b", ("another is done",), 1)


def test_a_mistake_that_makes_a_whole_has_to_fit_all_of_its_parts():
    comparisons = column(1.0) | {(0, "b?"): Comparison(True, "5", "", value=np.array(5.0))}
    mistake = KnownMistake("a", "one is done", 1.0)
    for whole, found in ((False, ("a", ("one is done",), 0)), (True, None)):
        here, there = mistake._replace(whole=whole), mistake._replace(value=2.0, whole=whole)
        ask = {(0, "a?"): lambda here=here: [here], (0, "b?"): lambda there=there: [there]}
        assert explain(comparisons, ask, "a?") == found


def test_what_the_parts_come_to_rightly_put_together_is_no_mistake():
    """An answer that is right but for what it is made from blames nobody here."""
    none, mistake = KnownMistake(*NONE, 1.0), KnownMistake("a", "one is done", 1.0)
    assert explain(column(1.0, 1.0), asks(none, mistake), "a?") == ("", (), 0)


def test_rows_of_little_effort_are_looked_at_first():
    asked = []

    def answer(row):
        return asked.append(row) or 2.0

    ask = {
        (i, "a?"): lambda i=i: [KnownMistake("a", "one is done", lambda: answer(i))]
        for i in range(2)
    }
    assert explain(column(1.0, 1.0), ask, "a?", {0: 100, 1: 3}) is None
    assert asked == [1]


def test_words_and_decisions_have_mistakes_too():
    said = {(0, "a?"): Comparison(False, "yes", "to the letter")}
    assert explain(said, asks(KnownMistake("a", "one is done", True)), "a?") == (
        "a",
        ("one is done",),
        0,
    )
    assert explain(said, asks(KnownMistake("a", "one is done", "yes")), "a?") == (
        "a",
        ("one is done",),
        0,
    )
    assert explain(said, asks(KnownMistake("a", "one is done", 1.0)), "a?") is None


def test_a_mistake_is_worked_out_only_where_it_may_fit_and_may_fail():
    asked = []

    def late():
        asked.append(1)
        raise ZeroDivisionError

    mistakes = [
        KnownMistake("a", "one is done", lambda: 2.0),
        KnownMistake("b", "another is done", late),
    ]
    assert explain(column(1.0, 1.0), asks(*mistakes), "a?") is None
    assert len(asked) == 1
