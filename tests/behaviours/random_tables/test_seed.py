"""The command that a red verdict on a random table prints draws it again, in a cold process."""

import re
import shlex
import shutil
import subprocess
import sys

import pytest

from dojo.behaviours import SEED_VARIABLE
from tests.fixtures.course import COURSE

# Right wherever the numbers have no more digits than the printed ones.
SHORT = """
_mse = mse


def mse(y, ŷ):
    return _mse(y, np.round(ŷ, 2))
"""
# A mistake that the printed table of this behaviour happens not to show.
MISTAKE = """


def cross_entropy(y, ŷ):
    return -(y * np.log(np.maximum(ŷ, ε))).mean()
"""
COMMAND = re.compile(r"The\s+same\s+tables\s+again:\s+pytest\s+((?:--\S+\s+\d+\s*)+)")


@pytest.fixture(scope="module")
def kata(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lucky") / "kata"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(COURSE.reference, folder, ignore=ignored)
    with (folder / "cost.py").open("a", encoding="utf-8") as file:
        file.write(SHORT)
    return folder


def pytest_says(kata, *options, names=("One output", "Two outputs")):
    """Return what a pytest of its own says of a few behaviours."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--kata={kata}"]
    nodes = [name if "::" in name else f"features/05_cost.feature::{name}" for name in names]
    run = subprocess.run(
        [*command, *options, *nodes],
        cwd=COURSE.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


def tables(said):
    """Return the red behaviours with their tables, each cell as it is shown."""
    return [line for line in said.splitlines() if line.startswith(("✗", "  │"))]


@pytest.mark.parametrize("options", [(), ("--draws", "6")])
def test_the_printed_command_draws_the_same_tables_and_finds_the_same_cells_red(
    kata, options, monkeypatch
):
    monkeypatch.delenv(SEED_VARIABLE)
    # Two random tables may happen to have as few digits: another session draws others.
    sessions = (pytest_says(kata, *options) for _ in range(20))
    first = next(said for said in sessions if COMMAND.search(said))
    typed = shlex.split(COMMAND.search(first)[1])
    assert typed[: len(options)] == list(options)
    assert tables(first)
    assert "✗ yours" in first
    assert tables(pytest_says(kata, *typed)) == tables(first)


def test_another_seed_draws_other_tables(kata):
    said = [tables(pytest_says(kata, "--drawn-seed", seed)) for seed in ("1", "2")]
    assert said[0] != said[1]


def test_a_run_that_is_given_no_seed_takes_the_one_in_the_environment(kata, monkeypatch):
    given = tables(pytest_says(kata, "--drawn-seed", "2"))
    monkeypatch.setenv(SEED_VARIABLE, "2")
    assert tables(pytest_says(kata)) == given
    assert tables(pytest_says(kata, "--drawn-seed", "1")) != given


def test_as_they_are_printed_the_tables_are_passed(kata):
    assert tables(pytest_says(kata, "--draws", "0")) == []


def test_the_mistake_is_named_before_it_is_said_that_its_tables_are_random(tmp_path):
    """Whoever mistakes has cheated nobody: what is wrong comes first."""
    mistaken = shutil.copytree(COURSE.reference, tmp_path / "kata")
    (mistaken / "cost.py").write_text((mistaken / "cost.py").read_text("utf-8") + MISTAKE, "utf-8")
    options = "--draws", "6", "--drawn-seed", "1"
    said = " ".join(pytest_says(mistaken, *options, names=["Perfect, and almost"]).split())
    _, why = said.split("Your J? matches this mistake: ")
    assert "The numbers that the book prints happen not to show this" in why


def test_where_the_reference_itself_is_off_nobody_is_red(tmp_path):
    """At this seed a softmax is so near 1 that binary cross-entropy's slope loses its digits."""
    copy = tmp_path / "kata"
    shutil.copytree(COURSE.reference, copy, ignore=shutil.ignore_patterns("__pycache__"))
    name = (
        "features/07_backpropagation.feature::Every activation in a hidden layer, with every cost"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--kata={copy}"]
    run = subprocess.run(
        [*command, "--drawn-seed", "506", name], cwd=COURSE.root, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout
