"""Momentum: which way a velocity adds up decides the sign of the step that it takes."""

import pytest

from derivations import check_derivation, check_equation

RIGHT, WRONG = ["definition", "equal numerically"], ["definition", "wrong"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["v = β v + (1-β) dW", "W = W - α v"], RIGHT),
        (["v = β v + (1-β) dW", "W = W + α v"], WRONG),
        (["v_t = γ v_{t-1} - η ∂J/∂w", "w = w + v_t"], RIGHT),
        (["v_t = γ v_{t-1} - η ∂J/∂w", "w = w - v_t"], WRONG),
        (["v_{dW} = β v_{dW} + (1-β) dW", "W := W - α v_{dW}"], RIGHT),
        (["s = β s + (1-β) dW²", "W = W - α dW/(√s + ε)"], RIGHT),
        (["s = β s + (1-β) dW²", "W = W + α dW/(√s + ε)"], WRONG),
    ],
)
def test_the_sign_of_a_step_follows_from_the_velocity(lines, expected):
    assert [report.status for report in check_derivation(lines)] == expected


def test_without_a_velocity_above_the_reply_says_which_it_takes_for_granted():
    assert "adds up gradients" in check_equation("W2 = W2 - α v").message
    assert check_equation("W2 = W2 + α v").status == "right by another convention"


def test_adams_second_moment_keeps_its_formula():
    assert check_equation("v_t = β_2 v_{t-1} + (1-β_2) g_t^2").status == "proved"
    assert check_equation("v_t = β_2 v_{t-1} + (1-β_2) g_t").status == "wrong"
