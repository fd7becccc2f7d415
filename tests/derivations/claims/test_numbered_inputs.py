"""One unit with several inputs, w1·x1 + w2·x2 + b, read in a single claim."""

import pytest

from derivations import check_equation

NETWORK = (("sigmoid",), "binary_cross_entropy")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("z = w1 x1 + w2 x2 + b", "z = w1 x2 + w2 x1 + b"),
        ("z = w1 x1 + w2 x2 + w3 x3 + b", "z = w1 x1 + w2 x2 + w3 x3"),
        ("∂z/∂w_2 = x_2", "∂z/∂w_2 = x_1"),
        ("∂z/∂x1 = w1", "∂z/∂x1 = w2"),
        ("dL/dw1 = (a − y) x1", "dL/dw1 = (a − y) x2"),
        ("dw2 = x2 dz", "dw2 = x1 dz"),
        (
            r"∂J/∂w_1 = \frac1m Σ (a^{(i)} - y^{(i)}) x_1^{(i)}",
            "∂J/∂w_1 = Σ (a^{(i)} - y^{(i)}) x_2^{(i)}",
        ),
        ("w1 := w1 - α (a - y) x1", "w1 := w1 - α (a - y) x2"),
    ],
)
def test_the_numbers_have_to_be_those_of_one_input(right, wrong):
    report = check_equation(right, NETWORK)
    assert report.right or report.status == "right by another convention"
    assert check_equation(wrong, NETWORK).status == "wrong"


def test_units_by_number_have_inputs_by_number():
    assert check_equation("net_{h1} = w_1 i_1 + w_2 i_2 + b_1·1").right
    assert check_equation("∂net_{h1}/∂w_1 = i_1").right
    assert check_equation("∂net_{h1}/∂w_1 = i_2").status == "wrong"
