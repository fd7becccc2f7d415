"""The one comparison: every notation, the edges of each tolerance, and what cannot be compared."""

import math

import numpy as np
import pytest
from inline_snapshot import snapshot

from dojo.tables.cells import CellError
from dojo.tables.comparison import AS_DERIVED, compare
from dojo.tables.expectations import expectations


def is_right(text, answer, derived=None):
    return compare(text, answer, derived).right


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("1/4", [0.25, 0.25 * (1 + 9e-10), 0.25 * (1 - 9e-10)], [0.25 * (1 + 2e-9), -0.25, 0]),
        ("-3", [-3, -3 * (1 + 9e-10)], [3, -3 * (1 + 2e-9)]),
        ("1e9", [1e9, 1e9 + 0.9], [1e9 + 2]),
        ("0", [0, -0.0, 9e-13, -9e-13], [2e-12, -2e-12, 1e-9]),
        ("inf", [math.inf], [-math.inf, 1e308]),
        ("0.1966…", [0.1966, 0.19661193, 0.1966999, 0.1967], [0.19659, 0.19671, -0.1966]),
        ("0.1966...", [0.1966, 0.19661193], [0.19659, 0.19671]),
        ("-0.1966…", [-0.1966, -0.19669], [-0.19659, -0.19671, 0.1966]),
        ("−0.1966…", [-0.1966, -0.19669], [-0.19659, 0.1966]),
        ("0.00…", [0, 0.009], [-0.001, 0.011]),
        ("-0.00…", [-0.009], [0.001, -0.011]),
        ("12…", [12, 12.9], [11.9, 13.1]),
        ("1.5e-7…", [1.5e-7, 1.59e-7], [1.49e-7, 1.61e-7]),
        ("0.699 ± 0.015", [0.684, 0.699, 0.714], [0.6839, 0.7141]),
        ("-1e-9 ± 1e-15", [-1e-9 + 9e-16], [-1e-9 + 2e-15]),
        ("0.2 ± 0", [0.2], [0.2001]),
        ("< 0.25", [0.2499, -5], [0.25, 0.3]),
        ("≤ 0.25", [0.25, -5], [0.2501]),
        ("<= 0.25", [0.25], [0.2501]),
        ("> 1", [1.01], [1, 0]),
        ("≥ 0.97", [0.97, 5], [0.9699]),
        (">= 0.97", [0.97], [0.9699]),
        ("≠ 0", [1, -1e-300], [0, -0.0]),
        ("!= 0", [1], [0]),
        ("_ < 1", [0.5], [1]),
        ("0 < _ < 1", [0.5, 1e-300], [0, 1, -1, 2]),
        ("0 ≤ _ < 1", [0, 0.5], [1, -0.1]),
        ("1 > _ > 0", [0.5], [0, 1]),
    ],
)
def test_the_edges_of_every_tolerance(text, inside, outside):
    assert [value for value in inside if not is_right(text, value)] == []
    assert [value for value in outside if is_right(text, value)] == []


@pytest.mark.parametrize(
    "text", ["1", "0.5…", "1 ± 1e9", "< 1", "> 0", "≠ 0", "0 < _ < 1", "inf", "as derived", "yes"]
)
def test_nan_is_never_right(text):
    for nan in (np.nan, float("nan"), np.array(np.nan), np.float32("nan")):
        comparison = compare(text, nan, derived=1.0)
        assert not comparison.right
        assert text == "yes" or not comparison.usable


@pytest.mark.parametrize("text", ["> 0", "≠ 0", "≥ 1"])
def test_infinity_is_within_no_bound(text):
    comparison = compare(text, np.inf)
    assert not comparison.right
    assert "infinite" in comparison.reason.sentence


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1, 2", np.array([1.0, 2.0])),
        ("1, 2", np.array([[1, 2]])),
        ("1, 2; 3, 4", np.array([[1.0, 2.0], [3.0, 4.0]])),
        ("1; 2", np.array([[1.0], [2.0]])),
        ("1/2, 0.333…", np.array([0.5, 1 / 3])),
        ("5", np.array(5.0)),
        ("5", np.array([5.0])),
        ("5", np.array([[5.0]])),
        ("5", np.int64(5)),
        ("5", 5),
        ("0.5", np.float32(0.5)),
        ("> 0", np.array([1.0, 2.0])),
        ("1, 0", np.array([True, False])),
        ("1", True),
        ("1", np.True_),
    ],
)
def test_numbers_vectors_and_matrices(text, answer):
    assert is_right(text, answer)


@pytest.mark.parametrize(
    ("text", "answer", "shown"),
    [
        ("1, 2", np.array([1.0, 3.0]), "1, 3"),
        ("1, 2; 3, 4", np.array([[1.0, 2.0], [3.0, 5.0]]), "1, 2; 3, 5"),
        ("> 0", np.array([1.0, -2.0]), "1, -2"),
        ("0", np.array(-0.0) + 1, "1"),
        # Enough digits are shown for a wrong answer not to look right.
        ("1/4", 0.2500001, "0.2500001"),
        ("1/4", 0.25 + 1e-9, "0.250000001"),
        ("0.3", 0.1 + 0.2 + 1e-9, "0.300000001"),
        ("0, 1/3", np.array([0, 1 / 3 + 1e-7]), "0, 0.333333433"),
        ("1", np.arange(30.0), "30 numbers, from 0 to 29"),
    ],
)
def test_a_wrong_answer_is_shown_as_a_cell_is_written(text, answer, shown):
    comparison = compare(text, answer)
    assert not comparison.right
    assert comparison.shown == shown


@pytest.mark.parametrize(
    ("text", "answer", "sentence"),
    [
        ("1, 2", np.zeros(3), snapshot("Your answer has shape (3,) instead of (2,).")),
        (
            "1",
            np.zeros(3),
            snapshot("Your answer is an array of shape (3,) instead of a single number."),
        ),
        (
            "1, 2",
            np.float64(1),
            snapshot("Your answer is a single number instead of an array of shape (2,)."),
        ),
        ("1; 2", np.zeros(2), snapshot("Your answer has shape (2,) instead of (2, 1).")),
        (
            "1, 2; 3, 4",
            np.zeros((2, 2, 1)),
            snapshot("Your answer has shape (2, 2, 1) instead of (2, 2)."),
        ),
        (
            "1, 2; 3, 4; 5, 6",
            np.zeros((2, 3)),
            snapshot("Your answer has shape (2, 3) instead of (3, 2). Is it transposed?"),
        ),
        (
            "1, 2",
            None,
            snapshot("Your answer is None instead of an array. Did you forget `return`?"),
        ),
        ("1", None, snapshot("Your answer is None instead of a number. Did you forget `return`?")),
        (
            "1, 2",
            [1.0, 2.0],
            snapshot(
                "Your answer is a list of 2 numbers instead of an array. An array is a numpy.ndarray of numbers: no list, no tuple, no np.matrix, no objects."
            ),
        ),
        (
            "1",
            (1.0,),
            snapshot(
                "Your answer is a tuple instead of a number. An array is a numpy.ndarray of numbers: no list, no tuple, no np.matrix, no objects."
            ),
        ),
        ("1", "one", snapshot("Your answer is text instead of a number.")),
        ("1", 1 + 0j, snapshot("Your answer is complex instead of a number.")),
        ("1, 2", np.array([1, 2j]), snapshot("Your answer is complex instead of an array.")),
        ("1", np.array(["1"]), snapshot("Your answer is an array of text instead of a number.")),
        (
            "1",
            np.array([1.0, None]),
            snapshot(
                "Your answer is an array of objects that contains None instead of a number. Did you forget `return`?"
            ),
        ),
        ("1", np.array([]), snapshot("Your answer is an empty array instead of a number.")),
        ("> 0", np.array([]), snapshot("Your answer is an empty array instead of a number.")),
        (
            "1",
            len,
            snapshot(
                "Your answer is a function instead of a number. Call the function: add round brackets with its arguments."
            ),
        ),
        ("1", object(), snapshot("Your answer is a object instead of a number.")),
        (
            "1",
            np.array(["2020-01-01"], dtype="M8[D]"),
            snapshot("Your answer is an array of datetime64[D] instead of a number."),
        ),
        ("1", np.array(np.nan), snapshot("Your answer contains nan (not a number).")),
        ("1, 2", np.array([1.0, np.inf]), snapshot("Your answer contains infinite.")),
        (
            "proved",
            None,
            snapshot("Your answer is None instead of a word. Did you forget `return`?"),
        ),
    ],
)
def test_an_answer_that_cannot_be_compared_says_why(text, answer, sentence):
    comparison = compare(text, answer)
    assert not comparison.right
    assert not comparison.usable
    assert comparison.reason.sentence == sentence


def test_an_object_that_fails_when_it_is_looked_at_is_not_usable():
    class Hostile:
        def __array__(self, *_, **__):
            raise RuntimeError("no")

    assert not compare("1", Hostile()).usable


@pytest.mark.parametrize(
    ("text", "answer", "right"),
    [
        ("proved", "proved", True),
        ("proved", "wrong", False),
        ("proved", "Proved", False),
        ("", "", True),
        ("-n/2", "-n/2", True),
        ("-n/2", "n", False),
        ("5, 3", "5, 3", True),
        ("5, 3", "3, 5", False),
        ("yes", True, True),
        ("no", np.False_, True),
        ("yes", np.False_, False),
        ("no", "no", True),
        ("relu", 1.0, False),
    ],
)
def test_words_agree_to_the_letter(text, answer, right):
    comparison = compare(text, answer)
    assert comparison.right is right
    assert comparison.tolerance == "to the letter"


@pytest.mark.parametrize(
    "text", ["0.1966.…", "e^-2…", "1/0", "1, 2; 3", "1 < 2", "< x", "1 ± -1", "2x", "", "1 ± x"]
)
def test_a_number_that_cannot_be_read_is_an_error_not_words(text):
    with pytest.raises(CellError):
        compare(text, 0.5)


def test_words_are_no_error():
    assert expectations("W1[0, 2]") is None
    assert expectations("follows from line 6") is None


TRUTH = {"W": np.array([[1.0, -2.0], [3.0, 4.0]]), "b": np.array([0.5, 0.0])}


def test_as_derived_compares_each_array_relative_to_its_largest_entry():
    assert is_right("as derived", TRUTH, TRUTH)
    off = {**TRUTH, "W": TRUTH["W"] + 3.9e-10}
    assert is_right("as derived", off, TRUTH)
    comparison = compare("as derived", {**TRUTH, "W": TRUTH["W"] + 4.1e-10}, TRUTH)
    assert not comparison.right
    assert "W[0, 0]" in comparison.shown
    # The bias is smaller: the same distance is too far off there.
    assert not is_right("as derived", {**TRUTH, "b": TRUTH["b"] + 3.9e-10}, TRUTH)


def test_as_derived_where_all_is_zero():
    zero = {"W": np.zeros((2, 2))}
    assert is_right("as derived", zero, zero)
    assert not is_right("as derived", {"W": np.full((2, 2), 1e-9)}, zero)


def test_as_derived_asks_for_no_more_digits_than_floats_have_where_all_is_next_to_nothing():
    """σ′(40) is 4e-18 as it is derived; as (1 − a)·a it is 0, because a is 1."""
    assert is_right("as derived", np.zeros(1), np.full(1, 4e-18))
    assert is_right("as derived", np.full(1, 9e-13), np.zeros(1))
    assert not is_right("as derived", np.full(1, -1e-11), np.full(1, 1e-11))
    assert not is_right("as derived", np.full(1, 1.001e-3), np.full(1, 1e-3))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"W": TRUTH["W"] * -1},
            snapshot("The largest difference is in W[1, 1]: yours -4, derived 4."),
        ),
        ({"W": TRUTH["W"].T[:1]}, snapshot("Your W has shape (1, 2) instead of (2, 2).")),
        (
            {"b": np.float64(1)},
            snapshot("Your b is a single number instead of an array of shape (2,)."),
        ),
        ({"b": None}, snapshot("Your b is None instead of an array. Did you forget `return`?")),
        (
            {"b": [0.5, 0.0]},
            snapshot(
                "Your b is a list of 2 numbers instead of an array. An array is a numpy.ndarray of numbers: no list, no tuple, no np.matrix, no objects."
            ),
        ),
        ({"W": TRUTH["W"] * np.nan}, snapshot("Your answer contains nan (not a number).")),
        ({"W": TRUTH["W"] * np.inf}, snapshot("Your answer contains infinite.")),
    ],
)
def test_as_derived_names_what_is_furthest_off(changes, sentence):
    comparison = compare("as derived", TRUTH | changes, TRUTH)
    assert not comparison.right
    assert comparison.reason.sentence == sentence


def test_as_derived_takes_a_lone_array_and_a_lone_number():
    assert is_right("as derived", TRUTH["W"], TRUTH["W"])
    assert compare("as derived", np.zeros(2), np.ones(2)).shown == "entry [0] = 0"
    assert compare("as derived", 0.5, 1.0).shown == "0.5"
    with pytest.raises(CellError, match="this column has no derivation"):
        compare("as derived", 1.0)


def test_of_an_array_too_large_to_be_shown_the_entry_that_is_furthest_off_is_named():
    right = np.arange(30.0).reshape(3, 10)
    wrong = right.copy()
    wrong[1, 2], wrong[2, 9] = 12.5, 20.0
    cell = "; ".join(", ".join(f"{value:g}" for value in row) for row in right)
    reason = compare(cell, wrong).reason
    assert reason.sentence == "The largest difference is in entry [2, 9]: yours 20, expected 29."
    assert compare(cell, right).reason is None


def test_numbers_that_agree_to_the_digits_shown_are_told_apart():
    found = compare(AS_DERIVED, np.array([8.00000001]), np.array([8.0]))
    assert (
        found.reason.sentence
        == "The largest difference is in entry [0]: yours 8.00000001, derived 8."
    )
    assert found.shown == "entry [0] = 8.00000001"
