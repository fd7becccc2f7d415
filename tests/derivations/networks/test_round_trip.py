"""Output of `dojo derive` is right in the eyes of `dojo check-derivation`, line by line."""

import re

import pytest

from derivations import check_derivation, derive, lines_of
from derivations.documents.line import NOTE
from derivations.rules.compiled import activations, costs
from dojo.cli.main import main
from tools.round_trip import FORMS, HIDDEN, LAYOUTS, OUTPUTS, judged, networks

RIGHT = {"proved", "equal numerically"}


def statements(derivation, form):
    """Return how many statements a printed form makes."""
    if form != "python":
        return len(derivation.steps)
    program = derivation.python()
    functions = len(re.findall(r"^def \w+\(z\):", program, re.M))
    passes = program[program.index("def forward") :]
    return functions + len(re.findall(r"^    [^(\s][^=\n]* = ", passes, re.M))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("network", list(dict.fromkeys((tuple(w), n, c) for w, n, c in networks())))
def test_what_derive_prints_is_read_whole_and_right(network, form):
    found = judged(network, form)
    assert len(found) == statements(derive(*network), form)
    assert [(line.text, report) for line, report in found if report.status not in RIGHT] == []


def test_every_layout_activation_and_cost_is_there():
    made = list(networks())
    assert {tuple(widths) for widths, _, _ in made} == set(map(tuple, LAYOUTS))
    assert {names[0] for widths, names, _ in made if len(widths) > 2} == set(HIDDEN)
    assert {names[-1] for _, names, _ in made} == set(activations())
    assert {cost for _, _, cost in made} == set(OUTPUTS) == set(costs())


@pytest.mark.parametrize("form", [[], ["--latex"], ["--python"]])
def test_the_commands_read_each_other(form, capsys, tmp_path):
    network = ["--hidden", "tanh", "--output", "softmax", "--cost", "cross_entropy"]
    assert main(["derive", "2-3-3", *network, *form]) == 0
    printed = tmp_path / "derivation.txt"
    printed.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["check-derivation", str(printed), *network]) == 0
    assert "lines are right" in capsys.readouterr().out


SIGMOIDS = ([2, 3, 1], ("sigmoid", "sigmoid"), "mse")
CLASSES = ([2, 3, 3], ("tanh", "softmax"), "cross_entropy")
WRONG_LINES = [
    (CLASSES, "∂J/∂W2 = a1ᵀ·δ2", "∂J/∂W2 = δ2·a1ᵀ"),
    (CLASSES, "∂J/∂a1 = δ2·W2ᵀ", "∂J/∂a1 = W2ᵀ·δ2"),
    (CLASSES, "ŷ_i·(δ_ij - ŷ_j)", "ŷ_i·(δ_ij + ŷ_j)"),
    (CLASSES, r"\hat{y}_{i} \left(\delta_{ij} - \hat{y}_{j}\right)", r"\hat{y}_{i} - \hat{y}_{j}"),
    (CLASSES, "J = -1/n Σ y·ln(ŷ)", "J = 1/n Σ y·ln(ŷ)"),
    (CLASSES, "u / u.sum(axis=-1, keepdims=True)", "u / u.sum(axis=0, keepdims=True)"),
    (CLASSES, r"a_{1}^{T} \delta_{2}", r"\delta_{2} a_{1}^{T}"),
    (SIGMOIDS, "σ′(z) = σ(z)·(1 - σ(z))", "σ′(z) = σ(z)·(1 + σ(z))"),
    (SIGMOIDS, "∂J/∂ŷ = -2/n·(y - ŷ)", "∂J/∂ŷ = 2/n·(y - ŷ)"),
    (SIGMOIDS, "∂J/∂ŷ ⊙ σ′(z2)", "∂J/∂ŷ ⊙ σ(z2)"),
    (SIGMOIDS, "    dW2 = a1.T @ δ2", "    dW2 = X.T @ δ2"),
    (SIGMOIDS, "    δ1 = da1 * sigmoid_prime(z1)", "    δ1 = da1 * sigmoid_prime(a1)"),
    (SIGMOIDS, "return u/(u + 1)**2", "return u/(u + 1)"),
    (SIGMOIDS, "dŷ = -2*(Y - ŷ) / ŷ.size", "dŷ = 2*(Y - ŷ) / ŷ.size"),
]


@pytest.mark.parametrize(("network", "line", "changed"), WRONG_LINES)
def test_a_line_that_is_changed_is_found(network, line, changed):
    derivation = derive(*network)
    text = next(text for form in FORMS.values() if line in (text := form(derivation)))
    lines = [one for one in lines_of(text.replace(line, changed)) if one.kind != NOTE]
    reports = check_derivation(lines, network[1:])
    assert "wrong" in {report.status for report in reports}
