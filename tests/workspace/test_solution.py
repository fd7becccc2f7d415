"""`dojo solution`: after green, or with --force, which is recorded."""

import shutil

import pytest

from tests.fixtures.course import COURSE


@pytest.fixture
def solved(root):
    """A workspace in which chapter 1 is green."""
    shutil.copy(COURSE.reference / "neuron.py", root / "kata/neuron.py")
    return root


def test_not_before_the_chapter_is_green(root, dojo):
    code, out, _ = dojo("solution", "weighted_sum")
    assert code == 1
    assert "By hand" in out
    assert "x @ W + b" not in out
    assert not (root / ".dojo/solutions.log").exists()


def test_one_red_behaviour_is_enough_to_keep_it(solved, dojo):
    path = solved / "kata/neuron.py"
    path.write_text(path.read_text(encoding="utf-8").replace("f(weighted", "0 * f(weighted"))
    code, out, _ = dojo("solution", "weighted_sum")
    assert code == 1
    assert "The same neuron with different activations" in out


def test_after_green_it_is_shown(solved, dojo):
    code, out, _ = dojo("solution", "weighted_sum")
    assert code == 0
    assert out.startswith("def weighted_sum(x, W, b):")
    assert out.endswith("return x @ W + b\n")
    assert not (solved / ".dojo/solutions.log").exists()


def test_the_same_where_there_is_no_fork(solved, dojo, monkeypatch):
    monkeypatch.setenv("DOJO_NO_FORK", "1")
    assert dojo("solution", "weighted_sum").code == 0


def test_a_feature_that_was_edited_opens_nothing(root, dojo):
    (root / "features/01_neuron.feature").write_text("Feature: x\n")
    code, out, err = dojo("solution", "weighted_sum")
    assert (code, out) == (2, "")
    assert "dojo reset features/01_neuron.feature" in err


def test_by_force_it_is_shown_and_recorded(root, dojo):
    code, out, _ = dojo("solution", "backward", "--force")
    assert code == 0
    assert ".dojo/solutions.log notes" in out
    # What it calls belongs to it.
    assert out.index("def _error(") < out.index("def backward(")
    assert "def backpropagate(" not in out
    assert dojo("solution", "activations", "--force").out.count("\ndef ") > 10
    log = (root / ".dojo/solutions.log").read_text(encoding="utf-8").splitlines()
    assert [line[16:] for line in log] == [
        " backward in kata/backpropagation.py", " kata/activations.py",
    ]  # fmt: skip


def test_what_cannot_be_recorded_is_not_shown(root, dojo):
    (root / ".dojo/solutions.log").mkdir()
    code, out, err = dojo("solution", "relu", "--force")
    assert (code, out) == (2, "")
    assert "is not shown" in err


def test_a_worksheet_has_a_solution_too(root, dojo):
    assert dojo("solution", "06_chain_on_paper").code == 1
    shutil.copytree(COURSE.worksheets, root / "worksheets", dirs_exist_ok=True)
    code, out, _ = dojo("solution", "06_chain_on_paper")
    assert code == 0
    assert "(ŷ - y)/n·W2·(1 - a1^2)·x" in out


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("relo", "Did you mean relu?"),
        ("01_neuron", "contains no exercise"),
        ("README.md", "no exercise"),
    ],
)
def test_a_name_without_a_solution(root, dojo, name, sentence):
    code, out, err = dojo("solution", name, "--force")
    assert (code, out) == (2, "")
    assert sentence in err
    assert not (root / ".dojo/solutions.log").exists()
