"""The derivative of a claimed formula is its slope, whatever the formula is built of."""

import numpy as np
import pytest

from derivations.claims.sampling import formula_value
from derivations.language.differentiate import differentiate
from derivations.language.parser import read
from derivations.language.tokens import UnreadableError

NAMES = {"x": "x", "y": "y", "e": "e"}


@pytest.mark.parametrize(
    "text",
    ["3", "y", "x", "-x", "x + y x", "x y x", "x/y", "y/x", "(x + 1)/(x^2 + y)", "x^3",
     "(x y + 1)^-2", "e^{-x y}", "exp(x)/x", "ln(x^2 + 1)", "σ(x y)", "tanh(x)^2",
     "swish(x)/(1 + x^2)", "Σ x^2 y", "relu(x)", "1/(1 + e^{-x})"],
)  # fmt: skip
def test_it_is_the_slope(text):
    node = read(text, NAMES)
    x, y, ε = np.array([0.3, -0.7, 1.9]), np.array([1.2, 0.4, -0.6]), 1e-6
    slope = formula_value(differentiate(node, "x"), {"x": x, "y": y})
    up, down = (formula_value(node, {"x": x + step, "y": y}) for step in (ε, -ε))
    assert np.allclose(slope, (up - down) / (2 * ε), rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("text", ["σ'(x)", "∂x/∂y"])
def test_second_derivatives_are_declined(text):
    with pytest.raises(UnreadableError):
        differentiate(read(text, NAMES), "x")
