"""Differentials are read as derivatives where they are not right as gradients."""

import pytest

from derivations import check_equation

NETWORK = (("sigmoid",), "binary_cross_entropy")


@pytest.mark.parametrize(
    "claim",
    ["da = a(1 - a) dz", "dz = x dw", "ds = s*(1 - s)", "dJ = (ŷ - y)/n dz", "dŷ = ŷ(1-ŷ)dz"],
)
def test_a_right_one_is_right(claim):
    report = check_equation(claim, NETWORK)
    assert report.right or report.status == "right by another convention"


@pytest.mark.parametrize(
    "claim", ["da = a(1 + a) dz", "dz = w dw", "ds = s*(1 + s)", "dJ = (ŷ + y)/n dz", "dZ = X dW"]
)
def test_a_wrong_one_is_wrong(claim):
    assert check_equation(claim, NETWORK).status == "wrong"


def test_the_reply_says_how_it_was_read():
    assert "differentials" in check_equation("da = a(1 - a) dz", NETWORK).message
    assert "differentials" not in check_equation("dw = x dz", NETWORK).message
