"""A system without UTF-8: the same verdicts, and what cannot be shown is replaced."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.fixtures.commands import checked
from tests.fixtures.course import COURSE


@pytest.fixture
def ascii_root(root, monkeypatch):
    """A workspace of two solved chapters on a system that knows ASCII alone."""
    shutil.copytree(COURSE.reference, root / "kata", dirs_exist_ok=True)
    for path in [*root.glob("features/*.feature"), *root.glob("worksheets/*.feature")]:
        if path.name[:2] not in ("07", "08"):
            path.unlink()
    for name, value in {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}.items():
        monkeypatch.setenv(name, value)
    for name in ("PYTHONIOENCODING", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return root


def typed(*words):
    """Type a command; nobody ever sees a traceback."""
    command = [sys.executable, "-m", "dojo", *words]
    run = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    said = (run.stdout + run.stderr).decode("ascii")
    assert "Traceback" not in said
    return run.returncode, said


def test_pytest_checks_behaviours_whatever_letters_their_names_have(ascii_root):
    found = checked(ascii_root, "features/08_gradient_checking.feature")
    assert any(not name.isascii() for _, name in found)
    assert {behaviour.verdict for behaviour in found.values()} == {"green"}


@pytest.mark.parametrize("forks", [True, False])
def test_dojo_run_checks_them_too(ascii_root, monkeypatch, forks):
    if not forks:
        monkeypatch.setenv("DOJO_NO_FORK", "1")
    code, said = typed("run", "8", "--all")
    assert (code, "broken" in said) == (0, False)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["run", "δ"], 1),
        (["list", "--all"], 0),
        (["hint", "θ", "--level", "3"], 0),
        (["solution", "gradient_checking", "--force"], 0),
        (["reset", "ŷ", "--yes"], 2),
        (["doctor"], 1),  # of chapters that are missing
        (["start", "ünï"], 2),
        (["lint", "features/08_gradient_checking.feature"], 0),
        (["derive", "2-3-1"], 0),
        (["check-claim", "∂J/∂ŷ = -(2/n)(y - ŷ)"], 0),
    ],
)
def test_every_command_says_something(ascii_root, words, code):
    told, said = typed(*words)
    assert said
    assert told == code


def test_a_workspace_made_there_is_the_same(ascii_root, tmp_path, snapshot):
    assert typed("start", os.fspath(tmp_path / "new"))[0] == 0
    made = snapshot(tmp_path / "new/features")
    assert {name: made[name] for name in snapshot(ascii_root / "features")} == snapshot(
        ascii_root / "features"
    )
    assert {path.name for path in COURSE.chapters} <= {*made}
