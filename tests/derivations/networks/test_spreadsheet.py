"""A formula for a spreadsheet means there what it means in SymPy."""

import pytest
import sympy
from inline_snapshot import snapshot
from sympy import Piecewise, Symbol, sqrt

from derivations.networks.entrywise import cost_slope, cost_term, quotient, share_silent
from derivations.networks.spreadsheet import Formula, printed

x, y = Symbol("x"), Symbol("y")


def test_a_root_is_a_function():
    assert printed(sqrt(x + y)) == "SQRT(x+y)"


def test_a_choice_that_leaves_a_case_open_is_an_error():
    with pytest.raises(ValueError) as raised:
        printed(Piecewise((x, x > 0), (y, x < -1)))
    assert str(raised.value) == snapshot(
        "Piecewise((x, x > 0), (y, x < -1)) has no value where none of its conditions is true"
    )


def test_a_function_that_no_spreadsheet_has_is_an_error():
    with pytest.raises(KeyError):
        printed(sympy.gamma(x))


def test_a_costs_logarithm_never_meets_0():
    target, prediction = Symbol("t"), Symbol("p")
    for make in (cost_term, cost_slope):
        formula = Formula(make("binary_cross_entropy", target, prediction))
        assert abs(formula.value({target: 1.0, prediction: 0.0})) < 1e13


def test_a_difference_of_no_width_is_one_of_1e_12():
    above, below, ε = map(Symbol, ("above", "below", "ε"))
    formula = Formula(quotient(above, below, ε))
    assert formula.value({above: 2e-12, below: 0.0, ε: 0.0}) == 1.0
    assert formula.value({above: 3.0, below: 1.0, ε: 0.5}) == 2.0


def test_only_an_exact_0_is_silent():
    cells = list(map(Symbol, "abcd"))
    values = dict(zip(cells, (0.0, 1e-300, -1.0, 0.0), strict=True))
    assert Formula(share_silent(cells)).value(values) == 0.5
