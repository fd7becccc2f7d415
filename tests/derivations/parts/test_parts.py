"""Parts of networks: each step is proved by SymPy, read back, and computed by the program."""

import re

import numpy as np
import pytest

from derivations import check_derivation, check_gradient, lines_of
from derivations.documents.line import NOTE
from derivations.parts.proof import unproved
from derivations.parts.table import PARTS
from dojo.cli.main import main
from tests.fixtures.course import COURSE

RIGHT = {"proved", "equal numerically", "definition"}


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("name", PARTS)
def test_sympy_proves_every_step(name, n):
    assert unproved(PARTS[name], n) == []


CHANGES = [
    ("batch_norm", " - x̂_i/n·Σ_j g_j·x̂_j", ""),
    ("batch_norm", "1/(2·s)·∂J/∂s", "1/s·∂J/∂s"),
    ("layer_norm", " - 1/n·Σ_k G_k", ""),
    ("layer_norm", "∂J/∂γ_j = g_j·x̂_j", "∂J/∂γ_j = g_j·x_j"),
    ("residual", "∂J/∂a = G + G·w", "∂J/∂a = G·w"),
    ("residual", "p·q + p·r + q·r + p·q·r", "p·q + p·r + q·r"),
    ("convolution", "δ1·k3 + δ2·k2 + δ3·k1", "δ1·k1 + δ2·k2 + δ3·k3"),
    ("convolution", "∂J/∂b = δ1 + δ2 + δ3", "∂J/∂b = (δ1 + δ2 + δ3)/3"),
    ("l2", "∂J/∂w = ∂L/∂w + λ·w", "∂J/∂w = ∂L/∂w + λ/2·w"),
    ("l2", "(1 - α·λ)·w", "(1 - λ)·w"),
    ("momentum", "β²·g1 + β·g2 + g3", "β·g1 + β·g2 + g3"),
    ("momentum", "(1 - β³)/(1 - β)", "1/(1 - β)"),
    ("adam", "m1/(1 - β1) = g1", "m1/(1 - β2) = g1"),
    ("adam", "(1 - β1²)·g ", "(1 - β1)·g "),
]


@pytest.mark.parametrize(("name", "right", "wrong"), CHANGES)
def test_a_step_that_is_changed_is_found_by_both(name, right, wrong):
    part = PARTS[name]
    assert right in str(part)
    steps = tuple(
        step._replace(equation=step.equation.replace(right.rstrip(), wrong.rstrip()))
        for step in part.steps
    )
    changed = part._replace(steps=steps)
    assert unproved(changed, 2) != []
    assert "wrong" in {report.status for _, report in judged(str(changed))}


def judged(text):
    lines = [line for line in lines_of(text) if line.kind != NOTE]
    return list(zip(lines, check_derivation(lines), strict=True))


@pytest.mark.parametrize("form", [str, lambda part: part.latex()], ids=["text", "latex"])
@pytest.mark.parametrize("name", PARTS)
def test_the_check_of_a_derivation_reads_all_steps_and_finds_them_right(name, form):
    found = judged(form(PARTS[name]))
    assert len(found) == len(PARTS[name].steps)
    assert [(line.text, one) for line, one in found if one.status not in RIGHT] == []


def test_a_reason_rests_on_earlier_steps():
    for part in PARTS.values():
        for number, step in enumerate(part.steps, 1):
            assert all(0 < rests < number for rests in step.rests_on), step


def functions(name):
    made = {}
    exec(PARTS[name].python(), made)  # our own text
    return made


RNG = np.random.default_rng(7)


@pytest.mark.parametrize("name", ["batch_norm", "layer_norm"])
def test_the_program_of_a_normalisation_has_the_gradients_of_what_it_computes(name):
    made = functions(name)
    x, γ, β, G = RNG.normal(size=(4, 3)), RNG.normal(size=3), RNG.normal(size=3), np.ones((4, 3))
    G = G * RNG.normal(size=(4, 3))
    back = made["back"](G, x, γ, 0.1)
    report = check_gradient(lambda at: (G * made["forward"](*at, 0.1)).sum(), [x, γ, β], list(back))
    assert report.status == "right", report
    column, g = np.array([[0.0], [0], [2], [2]]), np.array([[4.0], [0], [0], [0]])
    if name == "batch_norm":
        dx, _, _ = made["back"](g, column, np.ones(1), 0.0)
    else:
        dx, _, _ = made["back"](g.T, column.T, np.ones(4), 0.0)
    assert dx.ravel().tolist() == [2, -2, 0, 0]


def test_the_program_of_a_residual_block_has_its_gradients():
    made = functions("residual")
    a, W, b, G = (RNG.normal(size=size) for size in ((4, 3), (3, 3), 3, (4, 3)))
    report = check_gradient(
        lambda at: (G * made["forward"](*at)[0]).sum(), [a, W, b], list(made["back"](G, a, W, b))
    )
    assert report.status == "right", report


def test_the_program_of_a_convolution_has_its_gradients_and_the_numbers_of_the_remark():
    made = functions("convolution")
    x, k, δ = RNG.normal(size=7), RNG.normal(size=3), RNG.normal(size=5)
    report = check_gradient(
        lambda at: (δ * made["forward"](*at)).sum(),
        [x, k, np.array(0.5)],
        list(made["back"](δ, x, k)),
    )
    assert report.status == "right", report
    dx, dk, _ = made["back"](np.array([1, 0, 2]), np.array([1, 2, 4, 7, 11]), np.array([-1, 0, 1]))
    assert (dx.tolist(), dk.tolist()) == ([-1, 0, -1, 0, 2], [9, 16, 26])


def test_the_programs_of_training_do_what_their_remarks_say():
    assert functions("l2")["with_l2"](3.0, 0.0, 0.1) == pytest.approx(0.3)
    w, v = 0.0, 0.0
    velocities = []
    for _ in range(4):
        w, v = functions("momentum")["momentum"](w, 1.0, v, 0.1, 0.5)
        velocities.append(v)
    assert velocities == [1, 3 / 2, 7 / 4, 15 / 8]
    for g in (2.0, 2000.0):
        w, *_ = functions("adam")["adam"](0.0, g, 0.0, 0.0, 1, 0.25)
        assert w == pytest.approx(-0.25)


def test_the_numbers_of_the_remarks_stand_in_the_chapters():
    for chapter, row in (
        ("17_convolution", "| 1, 0, 2 | -1, 0, -1, 0, 2 | 9, 16, 26 |"),
        ("16_normalisation", "125/64"),
        ("14_optimisers", "15/8"),
    ):
        assert row in (COURSE.features / f"{chapter}.feature").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PARTS)
def test_the_command_prints_each_part_and_its_help_lists_it(name, capsys):
    assert main(["derive", name]) == 0
    printed = capsys.readouterr().out
    assert [line[:3].strip() for line in printed.splitlines() if re.match(r" *\d+\. ", line)] == [
        str(number) for number in range(1, len(PARTS[name].steps) + 1)
    ]
    assert max(map(len, str(PARTS[name]).splitlines()[-4:])) <= 102
    with pytest.raises(SystemExit):
        main(["derive", "--help"])
    assert f"\n  {name} " in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["batch-norm", "BatchNorm", "batchnorm"])
def test_a_part_may_be_spelled_in_several_ways(typed, capsys):
    assert main(["derive", typed, "--latex"]) == 0
    assert r"\hat{x}_{i}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bach_norm"], "or one of l2, momentum"),
        (["adam", "--cost", "mse"], "leave out --hidden, --output, --cost"),
    ],
)
def test_what_is_no_part_is_told(arguments, said, capsys):
    assert main(["derive", *arguments]) == 2
    assert said in capsys.readouterr().err
