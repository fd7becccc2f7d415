"""Names that a network has for one quantity are two things where an author writes both of them."""

import pytest

from derivations import check_derivation, check_equation

PASSES = {"proved", "equal numerically", "definition", "right by another convention"}
# Pairs that stand for one quantity: ŷ, y, z, a, n; and capitals of the same letter.
PAIRS = [("p", "q"), ("q", "p"), ("t", "y"), ("u", "z"), ("h", "a"), ("n", "m"), ("x", "X"),
         ("p", "P"), ("p", "ŷ"), ("o", "p"), ("s", "u"), ("w", "θ"), ("J", "L")]  # fmt: skip
# A formula of two names, its derivative by the first, and wrong ones.
FORMULAS = [
    ("({0} + {1})/2", "1/2", ["1", "{0}", "2"]),
    ("{0}·{1}", "{1}", ["2·{0}", "2·{1}"]),
    ("({0} - {1})²", "2·({0} - {1})", ["{0} - {1}", "2·({1} - {0})"]),
    ("{0}·({0} + {1})", "2·{0} + {1}", ["4·{0}", "{0} + {1}"]),
]
BATCH_OF_TWO = ["m = (p + q)/2", "v = ((p - m)^2 + (q - m)^2)/2", "s = √v"]


def statuses(lines):
    return [report.status for report in check_derivation(lines)]


def test_the_mean_of_two_numbers_is_not_the_output_of_a_network():
    lines = [*BATCH_OF_TWO, "∂v/∂p = p - m", "∂v/∂p = 2(p - m)", "∂v/∂p = (p-m)/2", "∂m/∂q = 1"]
    assert statuses(lines)[3:] == ["equal numerically", "wrong", "wrong", "wrong"]


@pytest.mark.parametrize("wrong", ["∂v/∂p = 2(p - m)", "∂m/∂q = 1", "∂s/∂v = 1/s"])
def test_a_wrong_line_alone_is_wrong(wrong):
    assert statuses([*BATCH_OF_TWO, wrong])[-1] == "wrong"


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize(("formula", "right", "wrong"), FORMULAS)
def test_a_formula_of_two_names_is_a_formula_of_two_numbers(one, other, formula, right, wrong):
    made, *derivatives = (text.format(one, other) for text in (formula, right, *wrong))
    lines = [f"v = {made}", *(f"∂v/∂{one} = {text}" for text in derivatives)]
    first, *rest = statuses(lines)[1:]
    assert first in PASSES
    assert not PASSES & set(rest), (lines, rest)
    judged = [check_equation(f"∂({made})/∂{one} = {text}") for text in derivatives]
    assert not PASSES & {report.status for report in judged[1:]}, judged


def test_a_logarithm_may_lack_a_value_at_some_points():
    lines = ["v = p·ln a", "∂v/∂p = ln a", "∂v/∂p = ln p", "∂v/∂p = 2·ln a"]
    assert statuses(lines)[1:] == ["equal numerically", "wrong", "wrong"]


def test_three_names_are_three_numbers():
    lines = ["r = p·q + q·ŷ + ŷ·p", "∂r/∂p = q + ŷ", "∂r/∂p = 2·p + 2·ŷ", "∂r/∂q = 4·q"]
    assert statuses(lines)[1:] == ["equal numerically", "wrong", "wrong"]


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        ("∂(p·q)/∂p = q", "equal numerically"),
        ("∂(p·q)/∂p = 2p", "wrong"),
        ("∂(n·m)/∂n = 5", "wrong"),
        ("∂p/∂q = 3", "wrong"),
        ("p·q = p^2", "cannot read"),
        ("∂L/∂p = q - p", "cannot read"),
    ],
)
def test_a_single_claim_with_both_names(claim, status):
    assert check_equation(claim).status == status


def test_what_is_unmistakable_may_stand_beside_another_name_of_it():
    assert check_equation("dL/dyhat = 2*(y_hat - y)/n").right
    assert check_equation("∂J/∂z2 = -2/n·(y - a2)·ŷ·(1 - ŷ)").right
    assert statuses(["p = σ(z)", "q = 1 - p", "dp/dz = p q", "dq/dz = p q"])[2:] == [
        "proved",
        "wrong",
    ]


@pytest.mark.parametrize("claim", ["J = mean(L)", "∂J/∂W2 = mean(∂L/∂W2)"])
def test_the_loss_of_a_sample_may_stand_in_a_cost(claim):
    assert check_equation(claim).status in PASSES


def test_y_beside_t_is_the_output_as_before():
    assert check_equation("∂E/∂y = 2(y - t)/n").right


def test_a_name_with_a_number_has_one_formula():
    lines = ["v1 = g1", "v2 = β·v1 + g2", "v2 = β·g1 + g2"]
    assert statuses(lines)[2] == "equal numerically"
    assert statuses([*lines[:2], "v2 = 7·g1"])[2] == "wrong"
    assert statuses(["a = σ(z)", "a = tanh(z)"])[1] == "definition"  # the next exercise


def test_two_sides_that_are_0_because_nothing_depends_prove_nothing():
    lines = ["v = x²", "u = √v", "o = γ·u", "∂L/∂v = 7·∂L/∂u"]
    assert statuses(lines)[-1] == "wrong"
    assert check_equation("∂J/∂κ = 7·∂J/∂ρ").status == "cannot read"


PAPER = [
    "μ = 1/n·Σ x_i",
    "v = 1/n·Σ (x_i - μ)²",
    "s = √(v + ε)",
    "x̂_i = (x_i - μ)/s",
    "y_i = γ·x̂_i + β",
]  # batch normalisation as its authors write it; L is any cost
OF_THE_PAPER = [
    ("∂L/∂γ = Σ ∂L/∂y_i·x̂_i", True),
    ("∂L/∂β = Σ ∂L/∂y_i", True),
    ("∂L/∂x̂_i = ∂L/∂y_i·γ", True),
    ("∂L/∂v = Σ ∂L/∂x̂_i·(x_i - μ)·(-1/2)·(v + ε)^(-3/2)", True),
    ("∂L/∂μ = Σ ∂L/∂x̂_i·(-1/s)", True),
    ("∂L/∂x_i = ∂L/∂x̂_i/s + ∂L/∂v·2(x_i - μ)/n + ∂L/∂μ/n", True),
    ("∂L/∂x_i = ∂L/∂x̂_i/s", False),
    ("∂L/∂x_i = ∂L/∂x̂_i/s + ∂L/∂μ/n", False),
    ("∂L/∂γ = ∂L/∂y_i·x̂_i", False),
    ("∂L/∂γ = 1/n·Σ ∂L/∂y_i·x̂_i", False),
    ("∂L/∂v = Σ ∂L/∂x̂_i·(x_i - μ)·(1/2)·(v + ε)^(-3/2)", False),
    ("∂L/∂x̂_i = ∂L/∂y_i", False),
]


@pytest.mark.parametrize(("line", "right"), OF_THE_PAPER)
def test_lines_for_any_cost_are_judged_by_what_they_define(line, right):
    report = check_derivation([*PAPER, line])[-1]
    assert report.status == ("equal numerically" if right else "wrong"), report


def test_no_message_tells_the_size_of_the_batch_that_is_tried():
    message = check_derivation([*PAPER, "∂L/∂γ = 1/n·Σ ∂L/∂y_i·x̂_i"])[-1].message
    assert "1/n times" in message
    assert "0.2" not in message


ADAM = [
    ("m = β1*m + (1-β1)*g", True),
    ("v = beta2*v + (1-beta2)*g**2", True),
    ("m = β1*m + (1+β1)*g", False),
    ("v = β1*v + (1-β1)*g**2", False),
    ("m̂ = m/(1-β_1^t)", True),
    ("v̂ = v/(1-β_1^t)", False),
]


@pytest.mark.parametrize(("line", "right"), ADAM)
def test_an_update_of_adam_may_stand_as_in_code(line, right):
    assert (check_equation(line).status == "proved") is right
