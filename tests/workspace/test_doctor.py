"""`dojo doctor` finds what is wrong and says what mends it."""

import subprocess
import sys
from importlib import metadata
from types import SimpleNamespace

import pytest

from dojo.course.course import Course
from dojo.watch.loop import notes
from dojo.workspace import doctor
from dojo.workspace.manifest import Manifest, fingerprint
from dojo.workspace.workspace import OUTDATED


def test_a_fresh_workspace_is_well(root, dojo):
    code, out, _ = dojo("doctor")
    assert code == 0
    assert "✗" not in out
    for name in ("Python 3.", "numpy ", "pytest ", "pytest-bdd ", "sympy "):
        assert f"✓ {name}" in out
    assert "✓ the features are unchanged" in out


def test_outside_a_workspace_the_installation_is_checked(dojo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = dojo("doctor")
    assert code == 0
    assert "dojo start" in out
    assert dojo("doctor", "--workspace", tmp_path / "nowhere").code == 1


def _edit(root):
    (root / "features/02_activations.feature").write_text("Feature: mine\n")


def _lose(root):
    (root / "kata/cost.py").unlink()
    (root / "features/digits/digits.csv").unlink()


def _half_write(root):
    (root / "kata/cost.py").write_text("x = 1\ndef mse(y,\n")


def _garble(root):
    (root / "kata/cost.py").write_bytes(b"# caf\xe9\n\xff\x00")


def _hide_numpy(root):
    (root / "numpy.py").write_text("")


def _forget(root):
    (root / ".dojo/manifest.json").write_text("{")


def _grow_new(root):
    manifest = Manifest.read(root)
    manifest.version = "99.0"
    manifest.write(root)


def _need_more(root):
    """Make a chapter of a teacher's own, whose module was then lost."""
    feature = "@tempering @slow\nFeature: Tempering\n"
    (root / "features/99_tempering.feature").write_text(feature, encoding="utf-8")


def _change_a_question(root):
    path = root / "worksheets/06_chain_on_paper.feature"
    path.write_text(path.read_text(encoding="utf-8").replace("∂J/∂W1 = …", "∂J/∂J = …"))


def _grow_old(root):
    """Make a workspace as a course before this one did: its sentences are no longer understood."""
    path = root / "features/01_neuron.feature"
    path.write_text(path.read_text(encoding="utf-8").replace("weighted sum is", "sum is"), "utf-8")
    manifest = Manifest.read(root)
    manifest.files["features/01_neuron.feature"] = fingerprint(path.read_bytes())
    manifest.write(root)


def test_pytest_and_the_watcher_say_that_a_workspace_is_old(root):
    _grow_old(root)
    command = [sys.executable, "-m", "pytest", "-q", "features/01_neuron.feature"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert OUTDATED in run.stdout
    warm = SimpleNamespace(folder=root, errors=[])
    assert notes(warm) == [OUTDATED]


@pytest.mark.parametrize(
    ("harm", "finding", "mend"),
    [
        (_edit, "features/02_activations.feature was edited", "dojo reset features/02_activations"),
        (_lose, "missing: features/digits/digits.csv, kata/cost.py", "dojo update"),
        (_half_write, "Python cannot read kata/cost.py (line 2: '(' was never closed)", "correct"),
        (_garble, "Python cannot read kata/cost.py", "dojo reset"),
        (_hide_numpy, "numpy.py in the workspace hides the library numpy", "rename it: mv"),
        (_grow_old, "older than the course: features/01_neuron.feature", "dojo update"),
        (_forget, "manifest.json is damaged", "type dojo update"),
        (_grow_new, "was made by course 99.0", "pip install --upgrade deep-learning-dojo"),
        (_need_more, "kata/tempering.py, which features/99_tempering.feature", "write it"),
        (_change_a_question, "has changes outside its gaps", "dojo reset worksheets/06_chain"),
    ],
)
def test_each_harm_is_found_with_its_mend(root, dojo, tmp_path, monkeypatch, harm, finding, mend):
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps/tempering.py").write_text("kata.tempering.momentum(w)\n")
    folders, more = Course.folders, [tmp_path / "steps"]
    monkeypatch.setattr(
        Course, "folders", lambda self, room: folders(self, room) + more * (room == "steps")
    )
    harm(root)
    code, out, _ = dojo("doctor")
    assert code == 1
    lines = out.splitlines()
    (at,) = [at for at, line in enumerate(lines) if line.startswith("✗") and finding in line]
    assert mend in lines[at + 1]


def test_a_worksheet_filled_in_is_no_harm(root, dojo):
    path = root / "worksheets/06_chain_on_paper.feature"
    text = path.read_text(encoding="utf-8")
    text = text.replace("1. ∂J/∂z2 = …", "1. ∂J/∂z2 = (ŷ - y)/n but much longer than the gap was")
    text = text.replace("| ∂z1/∂b1    | … ", "|∂z1/∂b1|1")
    path.write_text(text, encoding="utf-8")
    assert "something other" not in dojo("doctor").out


@pytest.mark.parametrize("name", ["kata", "steps", "features", "worksheets"])
@pytest.mark.parametrize("as_package", [True, False])
def test_a_stranger_of_the_same_name_is_found(root, dojo, tmp_path, monkeypatch, name, as_package):
    stranger = tmp_path / "site-packages" / name
    stranger.mkdir(parents=True)
    if as_package:
        (stranger / "__init__.py").touch()
    monkeypatch.syspath_prepend(stranger.parent)
    code, out, _ = dojo("doctor")
    assert code == 1
    assert f"✗ other packages of the same name: {name} (" in out


def test_versions_that_do_not_fit_are_found(root, dojo, monkeypatch):
    def version(name):
        if name == "sympy":
            raise metadata.PackageNotFoundError(name)
        return {"numpy": "1.26.4", "pytest-bdd": "9.0.0"}.get(name, real(name))

    real = metadata.version
    monkeypatch.setattr(doctor.metadata, "version", version)
    monkeypatch.setattr(doctor.platform, "python_version", lambda: "3.10.1")
    code, out, _ = dojo("doctor")
    assert code == 1
    assert "✗ Python 3.10.1 (needs >=3.11)" in out
    assert '✗ numpy 1.26.4 (needs >=2.0)\n    pip install --upgrade "numpy>=2.0"' in out
    assert "✗ pytest-bdd 9.0.0" in out
    assert "✗ sympy is not installed" in out


def test_an_uninstalled_course_is_said(dojo, monkeypatch):
    def nothing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.metadata, "metadata", nothing)
    assert "✗ deep-learning-dojo is not installed" in dojo("doctor").out


def test_without_fork_or_terminal_nothing_is_wrong(root, dojo, monkeypatch):
    monkeypatch.delattr("os.fork", raising=False)
    code, out, _ = dojo("doctor")
    assert code == 0
    assert "· this system cannot fork" in out


def test_a_terminal_without_these_letters_gets_others(root, capfdbinary, monkeypatch):
    import io

    from dojo.cli.main import main

    written = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", written)
    assert main(["doctor"]) == 0
    written.flush()
    assert b"+ course" in written.buffer.getvalue()
