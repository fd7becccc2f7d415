"""A network that the lines of a derivation define, in letters of its author's own."""

import pytest

from derivations import check_derivation

LINE = ["y_pred = m*x + c", "E = (1/n) Σ (y - y_pred)²", "∂E/∂m = -(2/n) Σ x (y - y_pred)"]
NEURON = ["n = x1*w1 + x2*w2 + b", "o = tanh(n)", "do/dn = 1 - o²", "do/dw2 = (1 - o²) x2"]
FUNCTION = [
    "h(x) = θ_0 + θ_1 x",
    "J = 1/(2m) Σ (h(x^{(i)}) - y^{(i)})²",
    "∂J/∂θ_1 = 1/m Σ (h(x^{(i)}) - y^{(i)}) x^{(i)}",
]
EXPRESSION = ["e = a*b", "d = e + c", "L = d*f", "dL/dd = f", "dL/da = f*b"]


def statuses(lines, given=None):
    return [report.status for report in check_derivation(lines, given)]


def test_what_such_a_network_cannot_hold_is_not_judged_by_it():
    (report,) = check_derivation(["y_pred = ∂y_pred/∂y_pred = sigmoid[y_pred]"])
    assert report.status == "cannot read"


@pytest.mark.parametrize("lines", [LINE, NEURON, FUNCTION, EXPRESSION])
def test_right_lines_are_right(lines):
    assert set(statuses(lines)) <= {"definition", "proved", "equal numerically"}


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (LINE, "∂E/∂c = -(2/n) Σ x (y - y_pred)"),
        (LINE, "m = m + α ∂E/∂m"),
        (NEURON, "do/dw2 = (1 - o²) x1"),
        (NEURON, "dn/dx1 = x1"),
        (FUNCTION, "∂J/∂θ_0 = 1/m Σ (h(x^{(i)}) - y^{(i)}) x^{(i)}"),
        (EXPRESSION, "dL/db = f*b"),
    ],
)
def test_a_wrong_line_among_them_is_wrong(lines, wrong):
    *before, last = statuses([*lines, wrong])
    assert last == "wrong"
    assert "wrong" not in before


def test_a_named_network_allows_other_letters_and_no_other_function():
    assert "wrong" not in statuses(LINE, (("identity",), "mse"))
    assert statuses(LINE, (("sigmoid",), "mse"))[0] == "wrong"
    assert statuses(LINE, (("identity",), "binary_cross_entropy"))[2] == "wrong"


def test_a_loss_that_a_cost_adds_up_is_told_from_it():
    lines = [
        "L = (ŷ - y)²",
        "J = (1/n) Σ L",
        "∂J/∂by = (2/n) Σ (ŷ - y) ŷ (1 - ŷ)",
        "∂L/∂by = 2 (ŷ - y) ŷ (1 - ŷ)",
        "∂L/∂by = (2/n) (ŷ - y) ŷ (1 - ŷ)",
    ]
    assert statuses(lines)[1:] == ["proved", "proved", "proved", "wrong"]


def test_a_line_that_begins_with_an_equals_sign_goes_on():
    lines = ["∂J/∂z2 = ∂J/∂ŷ · σ'(z2)", "  = -(2/n)(y - ŷ) ŷ (1 - ŷ)", "&= -(2/n)(y - ŷ) ŷ (1 + ŷ)"]
    assert statuses(lines) == ["proved", "proved", "wrong"]


def test_deltas_may_be_numbered_one_ahead():
    lines = [
        "delta3 = A2 - Y",
        "dW2 = A1.T @ delta3",
        "delta2 = delta3 @ W2.T * (1 - A1**2)",
        "dW1 = X.T @ delta2",
        "dW1 = X.T @ delta3",
    ]
    found = statuses(lines, (("tanh", "sigmoid"), "binary_cross_entropy"))
    assert found[1:] == ["proved", "proved", "proved", "wrong"]


def test_a_delta_of_an_authors_own_counts_as_it_stands():
    lines = ["δ2 = (ŷ - y) ŷ (1 - ŷ)", "∂J/∂Why = (2/n) Σ δ2 a1"]
    assert statuses(lines) == ["right by another convention", "proved"]
    assert statuses([lines[0], "∂J/∂Why = Σ δ2 a1"])[1] != "proved"
