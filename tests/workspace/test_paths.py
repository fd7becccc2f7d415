"""Workspaces in folders with strange names: every command works, and what is said can be pasted."""

import shlex
import shutil
import subprocess
import sys

import pytest

from dojo.cli.main import main
from tests.fixtures.commands import checked
from tests.fixtures.course import COURSE

NAMES = ["per%cent $HOME", "[1] 'q' \"d\" ünï", "-x"]


@pytest.fixture(params=NAMES)
def strange(request, dojo, tmp_path, monkeypatch):
    """A workspace in a folder with a strange name, and we stand in it."""
    monkeypatch.chdir(tmp_path)
    said = dojo("start", "--", request.param)
    (line,) = [line for line in said.out.splitlines() if "cd " in line]
    # The shell is the check of what can be pasted.
    pasted = f"cd {line.partition('cd ')[2]} && ls kata/neuron.py"
    subprocess.run(["sh", "-c", pasted], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path / request.param)
    shutil.copy(COURSE.reference / "neuron.py", "kata/neuron.py")
    return tmp_path / request.param


@pytest.mark.parametrize("forks", [True, False])
def test_dojo_run_checks(strange, dojo, monkeypatch, forks):
    if not forks:
        monkeypatch.setenv("DOJO_NO_FORK", "1")
    code, _, err = dojo("run", "1")
    assert (code, err) == (0, "")


def test_the_other_commands_work(strange, dojo):
    assert dojo("update").code == 0
    assert dojo("doctor").code == 0
    assert dojo("hint", "relu").code == 0
    assert dojo("solution", "weighted_sum").code == 0
    assert dojo("reset", "neuron.py", "--yes").code == 0
    assert "raise NotImplementedError" in (strange / "kata/neuron.py").read_text(encoding="utf-8")


def test_pytest_checks(strange):
    found = checked(strange, "features/01_neuron.feature")
    assert {behaviour.verdict for behaviour in found.values()} == {"green"}


def test_a_kata_and_cases_with_such_names(strange, tmp_path):
    cases = tmp_path / "ai [1] $HOME.csv"
    title = "A neuron weighs its inputs, adds them up, and adds its bias"
    text = f'"features/01_neuron.feature › {title} › By hand › the weighted sum is"'
    cases.write_text(f"{text}\nx,w,b,z?\n3,2,1,7\n", "utf-8")
    for form in ([f"--cases={cases}", f"--kata={strange / 'kata'}"], ["--cases", str(cases)]):
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *form],
            cwd=strange,
            capture_output=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout.decode() + run.stderr.decode()
        assert b"1 passed" in run.stdout or b"1 green" in run.stdout


def test_a_fault_is_mended_by_the_command_that_is_printed(strange, dojo, monkeypatch):
    (strange / "numpy.py").write_text("")
    (mend,) = [line for line in dojo("doctor").out.splitlines() if "mv " in line]
    subprocess.run(["sh", "-c", mend.partition("rename it: ")[2]], check=True)
    assert dojo("doctor").code == 0


def test_a_hint_with_words_that_a_shell_would_split(root, capsys):
    assert main(["hint", "on both sides"]) == 0
    more = capsys.readouterr().out.partition("More: ")[2].strip()
    assert shlex.split(more) == ["dojo", "hint", "on both sides", "--level", "2"]
