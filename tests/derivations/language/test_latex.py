"""A formula is typeset with fractions and brackets where they belong."""

import pytest

from derivations.language.latex import latex
from derivations.networks.scalar_network import ScalarNetwork


@pytest.mark.parametrize(
    ("formula", "typeset"),
    [
        ("1/2 x", r"\frac{1}{2} \cdot x"),
        ("-2/n (y - ŷ)", r"-\frac{2}{n} \cdot \left(y - \hat{y}\right)"),
        ("x·(-y)", r"x \cdot \left(-y\right)"),
        ("(x + y)^2", r"\left(x + y\right)^{2}"),
        ("e^{-z}/(1 + e^{-z})", r"\frac{e^{-z}}{1 + e^{-z}}"),
        ("leaky_relu'(z1)", r"\mathrm{leaky\_relu}'(z_{1})"),
        ("ln(x)", r"\ln(x)"),
        ("Σ (y - ŷ)", r"\sum \left(y - \hat{y}\right)"),
        ("∂J/∂Why", r"\frac{\partial J}{\partial W_{hy}}"),
    ],
)
def test_a_formula_is_typeset(formula, typeset):
    notes = ScalarNetwork()
    assert latex(notes.read(formula), notes.spelled) == typeset


def test_a_decimal_is_a_fraction_and_a_node_of_no_kind_an_error():
    assert latex(ScalarNetwork().read("0.5")) == r"\frac{1}{2}"
    with pytest.raises(ValueError, match="no LaTeX for 'held'"):
        latex(("held", "J", "W2", "ŷ"))
