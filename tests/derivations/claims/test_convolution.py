"""A convolution is a sum, and a claim about its gradients is checked as one."""

import pytest
from sympy import symbols

import derivations
from derivations.rules.convolution import gradients
from tests.fixtures.course import COURSE

CHECK = getattr(derivations, "check_by_definitions", None)
needs_definitions = pytest.mark.skipif(
    CHECK is None, reason="claims know no definitions of their own yet"
)
# A kernel (k, l) on (p, q, r), with α and β as ∂J/∂u and ∂J/∂v.
TWO_PLACES = ["u = k·p + l·q", "v = k·q + l·r", "J = α·u + β·v"]
# A kernel (k, l, m) on five entries.
THREE_PLACES = [
    "u = k·p + l·q + m·r",
    "v = k·q + l·r + m·s",
    "w = k·r + l·s + m·t",
    "J = d·u + e·v + f·w",
]


@needs_definitions
@pytest.mark.parametrize(
    ("claim", "definitions"),
    [
        ("∂J/∂k = α·p + β·q", TWO_PLACES),
        ("∂J/∂l = α·q + β·r", TWO_PLACES),
        ("∂J/∂p = α·k", TWO_PLACES),
        ("∂J/∂q = α·l + β·k", TWO_PLACES),
        ("∂J/∂k = d·p + e·q + f·r", THREE_PLACES),
        ("∂J/∂r = d·m + e·l + f·k", THREE_PLACES),
    ],
)
def test_a_sum_over_the_places_is_right(claim, definitions):
    assert CHECK(claim, definitions).right


@needs_definitions
@pytest.mark.parametrize(
    ("claim", "definitions", "said"),
    [
        ("∂J/∂k = (α·p + β·q)/2", TWO_PLACES, "0.5 times"),
        ("∂J/∂q = α·k + β·l", TWO_PLACES, "definitions"),
        ("∂J/∂r = d·k + e·l + f·m", THREE_PLACES, "definitions"),
    ],
)
def test_a_mean_or_a_kernel_that_is_turned_round_is_wrong(claim, definitions, said):
    report = CHECK(claim, definitions)
    assert report.status == "wrong"
    assert said in report.message


def test_what_sympy_derives_is_what_the_reference_computes():
    """δ, x and k of the chapter's first row, put into the formulas."""
    δ, x, k = symbols("δ:3"), symbols("x:5"), symbols("k:3")
    at = dict(zip([*δ, *x, *k], [1, 0, 2, 1, 2, 4, 7, 11, -1, 0, 1], strict=True))
    to_x, to_k = ([g.subs(at) for g in found] for found in gradients(δ, x, k))
    assert (to_x, to_k) == ([-1, 0, -1, 0, 2], [9, 16, 26])
    text = (COURSE.features / "17_convolution.feature").read_text(encoding="utf-8")
    assert "| 1, 0, 2 | -1, 0, -1, 0, 2 | 9, 16, 26 |" in text
