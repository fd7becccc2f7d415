"""A derivation is checked line by line, and one mistake is charged once."""

import pytest

from derivations import Line, check_derivation

NOTES = [
    "1. What is to fall: J = \\frac{1}{n}\\sum_{i=1}^{n}({y_i - \\hat{y_i}})^2",
    "2. ∂J/∂Why with ŷ held = 0",
    "3. ŷ = σ(z2)",
    "4. z2 = a1 Why + by",
    "5. dJ/dWhy = dJ/dŷ · dŷ/dz2 · dz2/dWhy",
    "6. dJ/dŷ = (y - ŷ)",
    "6. dŷ/dz2 = σ'(z2)",
    "7. σ'(z) = \\frac{e^{-z}}{(1 + e^{-z})^2}",
    "8. dz2/dWhy = a1",
    "9. dJ/dWhy = (y - ŷ) . σ'(z2) . a1",
    "10. dJ/dwxh = (y - ŷ) . σ'(z2) . Why . σ'(z1) . x",
]
FOLLOWS = "follows from line 6"


def statuses(lines, given=None):
    return [verdict.status for verdict in check_derivation(lines, given)]


def test_the_notes_make_one_mistake():
    verdicts = check_derivation(NOTES)
    expected = ["proved"] * 5 + ["wrong"] + ["proved"] * 3 + [FOLLOWS] * 2
    assert [verdict.status for verdict in verdicts] == expected
    assert [verdicts[at].factor for at in (5, 9, 10)] == ["-n/2"] * 3


def test_a_derivative_within_an_earlier_mistake_ends_nothing():
    lines = ["relu'(z) = 1", "δ1 = ∂J/∂a1 σ'(z1)", "σ'(z) = ∂J/∂ŷ", "∂ŷ/∂z2 = σ(z2)"]
    assert all(isinstance(status, str) for status in statuses(lines))


def test_put_right_every_line_is_proved():
    lines = [line.replace("(y - ŷ)", "-(2/n)(y - ŷ)") for line in NOTES]
    assert set(statuses(lines)) == {"proved"}


def test_a_second_mistake_is_charged_on_its_own():
    lines = [*NOTES[:9], "9. dJ/dWhy = (y - ŷ) σ(z2) a1", NOTES[10]]
    assert statuses(lines)[9:] == ["wrong", FOLLOWS]


def test_a_line_may_rest_on_two_mistakes():
    lines = ["∂J/∂ŷ = y - ŷ", "∂ŷ/∂z2 = σ(z2)", "∂J/∂Why = (y - ŷ) σ(z2) a1"]
    assert statuses(lines) == ["wrong", "wrong", "follows from lines 1 and 2"]


def test_a_mistake_that_holds_a_derivative_is_put_in_to_the_end():
    """dZ1 is wrong by itself, and rests on dZ2, which is wrong, too."""
    lines = ["dZ2 = Y - A2", "dZ1 = dZ2 W2 (1 - A1)", "db1 = dZ1 / m**2"]
    verdicts = check_derivation(lines, (("tanh", "sigmoid"), "binary_cross_entropy"))
    assert [verdict.status for verdict in verdicts] == ["wrong"] * 3
    assert "unusual" not in verdicts[2].message


def test_a_wrong_definition_is_followed_by_its_own_derivative():
    lines = ["z2 = a1 + Why", "∂z2/∂Why = 1", "∂J/∂Why = -(2/n)(y - ŷ)σ'(z2)"]
    assert statuses(lines) == ["wrong", "follows from line 1", "follows from line 1"]
    lines = ["σ'(z) = σ(z)", "∂ŷ/∂z2 = ŷ", "∂J/∂Why = -(2/n)(y-ŷ) σ(z2) a1"]
    assert statuses(lines) == ["wrong", "follows from line 1", "follows from line 1"]


def test_a_cost_in_another_scale_is_taken_over():
    lines = ["J = 1/(2n) Σ (y - ŷ)^2", "∂J/∂ŷ = -(1/n)(y - ŷ)", "∂J/∂Why = -(1/n)(y-ŷ)σ'(z2)a1"]
    assert statuses(lines) == ["definition", "proved", "proved"]
    assert statuses([lines[0], "∂J/∂ŷ = -(2/n)(y - ŷ)"]) == ["definition", "wrong"]
    named = (("sigmoid", "sigmoid"), "mse")
    strict = check_derivation(lines, named, strict=True)
    expected = ["wrong", "follows from line 1", "follows from line 1"]
    assert [report.status for report in strict] == expected


def test_a_line_names_quantities_without_repeating_their_mistake():
    lines = ["δ2 = (y - ŷ) σ'(z2)", "∂J/∂Why = δ2 a1", "∂J/∂by = δ2"]
    assert statuses(lines) == ["wrong", "proved", "proved"]


def test_several_equals_signs_are_all_checked():
    assert statuses(["σ'(z) = a(1 - a) = e^{-z}/(1 + e^{-z})^2"]) == ["proved"]
    assert statuses(["σ'(z) = a(1 - a) = e^{-z}/(1 + e^{-z})"]) == ["wrong"]


def test_three_layers():
    given = (("tanh", "relu", "sigmoid"), "binary_cross_entropy")
    lines = [
        "δ3 = (y - ŷ)/n",
        "δ2 = (y-ŷ)/n W3 relu'(z2)",
        "∂J/∂W1 = (y-ŷ)/n W3 relu'(z2) W2 (1-a1^2) x",
    ]
    assert statuses(lines, given) == ["wrong", "follows from line 1", "follows from line 1"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [("nothing here", "no equals sign"), ("foo = 1", "unknown"), ("∂J/∂ŷ =", "nothing to read"),
     ("= 3", "nothing to read"), ("∂J/∂ŷ = 1/0", "divides by zero")],
)  # fmt: skip
def test_a_line_that_cannot_be_read_says_why(line, sentence):
    (verdict,) = check_derivation([line])
    assert verdict.status == "cannot read"
    assert sentence in verdict.message


def test_text_with_line_breaks_will_do_and_length_is_bounded():
    assert statuses("∂J/∂ŷ = y - ŷ\n\n∂J/∂by = (y-ŷ)σ'(z2)\n") == ["wrong", "follows from line 1"]
    assert len(check_derivation(["∂J/∂ŷ = y"] * 600)) == 501


@pytest.mark.parametrize("line", ["2a = 1", "a = y", "a = 2 ŷ"])
def test_a_name_without_a_number_does_not_end_the_derivation(line):
    assert statuses([line, "∂z2/∂a1 = Why"])[1] == "proved"


def test_a_document_is_read_by_its_statements():
    text = (
        "### Step 6: the cost\n\n$$∂J/∂ŷ = y - ŷ$$\n\nso ∂J/∂by = (y-ŷ)σ'(z2), where n = batch size"
    )
    assert statuses(text) == ["wrong", "follows from line 6"]
    lines = [Line("∂J/∂ŷ = y - ŷ", 12), Line("∂J/∂by = (y-ŷ)σ'(z2)", 3, cell=4)]
    assert statuses(lines) == ["wrong", "follows from line 12"]
    (verdict,) = check_derivation([Line("", 1, remark="This is damaged.", kind="unreadable")])
    assert (verdict.status, verdict.message) == ("cannot read", "This is damaged.")
