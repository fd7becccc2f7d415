"""A formula's size is known before any work is done on it."""

from fractions import Fraction

import pytest
from inline_snapshot import snapshot

from derivations.language.bounds import constant, degree
from derivations.language.parser import read
from derivations.language.tokens import UnreadableError


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2·3 - 1/2", Fraction(11, 2)),
        ("-(2/4)", Fraction(-1, 2)),
        ("2·x", None),
        ("x + 1", None),
        ("1/x", None),
        ("-x", None),
        ("2^3", None),  # powers of numbers are no whole powers themselves
    ],
)
def test_a_constant_has_a_value(formula, value):
    assert constant(read(formula, {"x": "x"})) == value


@pytest.mark.parametrize(
    ("formula", "most"),
    [("x·y", 2), ("x/y + y/x", 4), ("(x + 1/x)^3", 6), ("x^-2", 2), ("e^x", 2), ("∂x/∂y", 1)],
)
def test_a_degree_is_bounded(formula, most):
    assert degree(read(formula, {name: name for name in "xye"})) == most


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, snapshot("a formula must be text instead of NoneType")),
        (3, snapshot("a formula must be text instead of int")),
        (["x"], snapshot("a formula must be text instead of list")),
    ],
)
def test_what_is_no_text_is_no_formula(text, sentence):
    with pytest.raises(UnreadableError) as raised:
        read(text, {})
    assert str(raised.value) == sentence


def test_a_function_may_be_primed_by_its_name():
    assert read("sigmoid_prime(x)", {"x": "x"}) == read("σ'(x)", {"x": "x"})
