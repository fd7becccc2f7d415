"""A claim is checked against the definitions that its author gives, and against nothing else."""

import pytest

import derivations
from dojo.cli.main import main

TWO = [
    "m = (p + q)/2",
    "v = ((p - m)^2 + (q - m)^2)/2",
    "s = √(v + ε)",
    "u = (p - m)/s",
    "o = γ·u + β",
]


@pytest.mark.parametrize(
    "claim",
    [
        "∂m/∂p = 1/2",
        "∂v/∂p = p - m",
        "∂v/∂p = (p - q)/2",
        "∂s/∂v = 1/(2·s)",
        "∂u/∂p = (1 - u^2)/(2·s)",
        "∂u/∂q = -(1 - u^2)/(2·s)",
        "∂o/∂p = γ·(1 - u^2)/(2·s)",
        "∂o/∂γ = u",
    ],
)
def test_what_holds_in_a_batch_of_two_is_right(claim):
    assert derivations.check_by_definitions(claim, TWO).right


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("∂v/∂p = 2·(p - m)", "This is 2 times that formula."),
        ("∂v/∂p = (p - m)/2", "This is 0.5 times that formula."),
        ("∂s/∂v = 1/s", "This is 2 times that formula."),
        ("∂u/∂p = 1/s", "The definitions give another formula."),
        ("∂u/∂p = (1 + u^2)/(2·s)", "The definitions give another formula."),
        ("∂o/∂p = γ/s", "The definitions give another formula."),
    ],
)
def test_a_mean_or_a_deviation_taken_for_a_constant_is_wrong(claim, said):
    report = derivations.check_by_definitions(claim, TWO)
    assert report.status == "wrong"
    assert said in report.message


@pytest.mark.parametrize("claim", ["∂u/∂p =", "∂u/∂p = 1/0", "u", "∂u/∂p = ∂u/∂p", "∂u/∂p = p("])
def test_what_says_nothing_cannot_be_read(claim):
    assert derivations.check_by_definitions(claim, TWO).status == "cannot read"


def test_what_no_definition_can_be_read_from_cannot_be_read():
    assert derivations.check_by_definitions("∂m/∂p = 1/2", ["m = (p +"]).status == "cannot read"


def test_the_command_takes_definitions(capsys):
    two = [part for line in TWO for part in ("--where", line)]
    assert main(["check-claim", *two, "∂v/∂p = p - m"]) == 0
    assert main(["check-claim", *two, "∂v/∂p = 2(p - m)"]) == 1
    assert main(["check-claim", *two, "∂v/∂p = 2(p -"]) == 2
    assert "This is 2 times that formula." in capsys.readouterr().out
