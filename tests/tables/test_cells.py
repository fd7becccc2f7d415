"""A cell has a value, and nothing in it is ever executed."""

import math

import numpy as np
import pytest

from dojo.tables.cells import CellError, array, formula, integer, number, shape


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-0.5", -0.5),
        ("−0.5", -0.5),
        ("+2", 2),
        ("1e-9", 1e-9),
        ("1/4", 0.25),
        ("-2^2", -4),
        ("(-2)^2", 4),
        ("2·3 − 1", 5),
        ("2×3", 6),
        ("2^3^2", 512),
        ("sqrt(2)", math.sqrt(2)),
        ("ln(2)", math.log(2)),
        ("-ln(3)", -math.log(3)),
        ("exp(1)", math.e),
        ("e^-2/(1 + e^-2)^2", math.exp(-2) / (1 + math.exp(-2)) ** 2),
        ("tanh(1)", math.tanh(1)),
        ("abs(-3)", 3),
        ("π", math.pi),
        ("inf", math.inf),
    ],
)
def test_a_number_or_an_exact_expression(text, value):
    assert number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not a number"),
        ("relu", "is not a number"),
        ("nan", "is not a number"),
        ("1 2", "is not a number"),
        ("1/0", "divides by zero"),
        ("10^400", "too large"),
        ("exp(1000)", "too large"),
        ("sqrt(-1)", "is not a number"),
        ("(-1)^0.5", "is not a number"),
        ("True", "is not a number"),
        ("'3'", "is not a number"),
        ("e", None),
        ("__import__('os')", "is not a number"),
        ("(1).real", "is not a number"),
        ("[1][0]", "is not a number"),
        ("(lambda: 1)()", "is not a number"),
        ("1 if 1 else 2", "is not a number"),
        ("1" + "+1" * 200, "too long"),
        ("(" * 150 + "1" + ")" * 150, "too long"),
        ("-" * 190 + "1", None),
    ],
)
def test_what_is_no_number_says_why(text, reason):
    if reason is None:
        number(text)
        return
    with pytest.raises(CellError, match=reason):
        number(text)


def test_a_tower_of_powers_is_refused_at_once():
    with pytest.raises(CellError, match="too large"):
        number("9^9^9^9^9")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", np.array(5.0)),
        ("1, 2", np.array([1.0, 2.0])),
        ("1, 2; 3, 4", np.array([[1.0, 2.0], [3.0, 4.0]])),
        ("1; 2", np.array([[1.0], [2.0]])),
        ("1, 2;", np.array([[1.0, 2.0]])),
        ("1/2, ln(1)", np.array([0.5, 0.0])),
    ],
)
def test_commas_and_semicolons_make_vectors_and_matrices(text, value):
    assert array(text).shape == value.shape
    assert np.array_equal(array(text), value)


@pytest.mark.parametrize("text", ["1, 2; 3", "1,", ",", "1, x", ";"])
def test_rows_must_be_equally_long_and_hold_numbers(text):
    with pytest.raises(CellError):
        array(text)


def test_whole_numbers_and_shapes():
    assert integer("12") == 12
    assert shape("5, 3") == (5, 3)
    assert shape("") == ()
    for read in (integer, shape):
        with pytest.raises(CellError, match="is not a whole number"):
            read("1.5")


def test_a_formula_calls_only_the_functions_it_is_given():
    names = {"f": np.abs, "z": np.array([-1.0, 2.0])}
    assert np.array_equal(formula("2·f(z) + 1", names), [3.0, 5.0])
    assert np.array_equal(formula("f(z)^2", names), [1.0, 4.0])
    for text in ("g(z)", "y", "f", "f(z, z)", "f(z).T", "z[0]", "f(open)"):
        with pytest.raises(CellError):
            formula(text, names)


def test_a_prime_is_part_of_a_name():
    assert formula("f′(z)", {"f_prime": lambda z: z + 1, "z": 1.0}) == 2


def test_a_formula_goes_on_in_double_precision():
    """One is exact in single precision; 0.01 + 0.99 is 1 only if it is added up in double."""
    single = {"f": lambda z: np.float32(z), "g": lambda z: np.full(2, z, np.float32)}
    assert formula("0.01 + 0.99·f(1) − 1", single) == 0
    assert (formula("0.01·g(1)", single) == 0.01).all()
