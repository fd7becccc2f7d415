"""`dojo update`: the course's files follow the course, the learner's stay as they are."""

import json

import pytest

import dojo.workspace.update
from dojo.workspace.contents import contents
from dojo.workspace.manifest import Manifest, fingerprint

MINE = "def relu(z):\n    return z * (z > 0)\n"


@pytest.fixture
def course(monkeypatch):
    """The course as a later version has it: change the dictionary."""
    later = contents()
    monkeypatch.setattr(dojo.workspace.update, "contents", lambda course: later)
    for module in ("cli.commands.update", "workspace.update", "workspace.manifest"):
        monkeypatch.setattr(f"dojo.{module}.version", lambda: "9.9")
    return later


def test_with_nothing_new_nothing_is_done(root, dojo, snapshot):
    before = snapshot(root)
    assert "up to date" in dojo("update").out
    assert snapshot(root) == before


def test_untouched_files_are_replaced_and_new_ones_brought(root, dojo, course):
    course["kata/cost.py"] += b"\n\ndef hinge(y):\n    raise NotImplementedError\n"
    course["features/13_attention.feature"] = b"Feature: Attention\n"
    code, out, _ = dojo("update")
    assert code == 0
    assert "kata/cost.py: updated" in out
    assert "features/13_attention.feature: new" in out
    assert "to 9.9" in out
    assert (root / "kata/cost.py").read_bytes() == course["kata/cost.py"]
    assert (root / "features/13_attention.feature").exists()
    assert "up to date" in dojo("update").out


def test_what_the_learner_wrote_is_never_touched(root, dojo, course):
    (root / "kata/activations.py").write_text(MINE)
    (root / "features/02_activations.feature").write_text("mine\n")
    course["kata/activations.py"] += b"\n\ndef gelu(z):\n    raise NotImplementedError\n"
    course["features/02_activations.feature"] += b"# new\n"
    _, out, _ = dojo("update")
    assert (root / "kata/activations.py").read_text() == MINE
    assert (root / "features/02_activations.feature").read_text() == "mine\n"
    assert (root / "kata/activations.py.new").read_bytes() == course["kata/activations.py"]
    assert "gelu" in out
    assert "dojo reset features/02_activations.feature" in out
    # What was said once about the kata is not said again; an edited feature is still edited.
    assert "kata/activations.py" not in dojo("update").out


def test_the_learners_work_alone_is_no_news(root, dojo):
    (root / "kata/activations.py").write_text(MINE)
    assert "up to date" in dojo("update").out
    assert not (root / "kata/activations.py.new").exists()


def test_a_module_made_a_package_is_there(root, dojo):
    (root / "kata/cost").mkdir()
    (root / "kata/cost.py").rename(root / "kata/cost/__init__.py")
    assert "up to date" in dojo("update").out
    assert dojo("doctor").code == 0
    assert not (root / "kata/cost.py").exists()


def test_a_deleted_file_comes_back(root, dojo):
    (root / "kata/cost.py").unlink()
    assert "kata/cost.py: was missing; dojo restored it" in dojo("update").out
    assert (root / "kata/cost.py").read_bytes() == contents()["kata/cost.py"]


def test_what_leaves_the_course_leaves_the_workspace_only_if_untouched(root, dojo, course):
    for name in ("kata/depth.py", "kata/learning.py"):
        del course[name]
    (root / "kata/learning.py").write_text(MINE)
    _, out, _ = dojo("update")
    assert not (root / "kata/depth.py").exists()
    assert (root / "kata/learning.py").read_text() == MINE
    (copy,) = (root / ".dojo/backups").iterdir()
    assert copy.read_bytes() == contents()["kata/depth.py"]
    assert "kata/learning.py: no longer in the course; it is yours" in out


DAMAGED = [b"", b"{", b"[]", b"\xff", b'{"files": 3}', b'{"version": 1, "files": {}}',
           b'{"version": "1", "files": {"x": 1}}', b"[" * 100_000]  # fmt: skip


@pytest.mark.parametrize("content", DAMAGED)
@pytest.mark.parametrize("command", [["update"], ["reset", "cost", "--yes"]])
def test_a_damaged_manifest_stops_what_would_need_it(root, dojo, snapshot, content, command):
    (root / "kata/cost.py").write_text(MINE)
    file = root / ".dojo/manifest.json"
    file.write_bytes(content)
    before = snapshot(root)
    code, out, err = dojo(*command)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert f"rm -r {file}" in err
    assert snapshot(root) == before
    file.unlink()
    assert dojo("update").code == 0
    assert (root / "kata/cost.py").read_text() == MINE
    assert dojo(*command).code == 0


def test_a_manifest_that_cannot_be_read(root, dojo, snapshot):
    file = root / ".dojo/manifest.json"
    file.unlink()
    file.mkdir()
    code, _, err = dojo("update")
    assert code == 2
    assert "cannot be read" in err


def test_a_workspace_of_a_newer_course_is_left_alone(root, dojo, snapshot):
    manifest = Manifest.read(root)
    manifest.version = "99.0"
    manifest.write(root)
    before = snapshot(root)
    for command in (["update"], ["reset", "cost", "--yes"]):
        code, out, err = dojo(*command)
        assert (code, out) == (2, "")
        assert "pip install --upgrade deep-learning-dojo" in err
    assert snapshot(root) == before


@pytest.mark.parametrize("manifest", [None, '{"version": "1", "files": {"../x": "1"}}'])
def test_without_a_manifest_everything_that_differs_is_the_learners(root, dojo, course, manifest):
    (root.parent / "x").write_text("outside")
    (root / "kata/activations.py").write_text(MINE)
    file = root / ".dojo/manifest.json"
    file.unlink() if manifest is None else file.write_text(manifest)
    course["kata/cost.py"] += b"# new\n"
    assert dojo("update").code == 0
    assert (root / "kata/activations.py").read_text() == MINE
    assert (root / "kata/cost.py").read_bytes() == contents()["kata/cost.py"]
    assert (root / "kata/cost.py.new").exists()
    assert (root.parent / "x").read_text() == "outside"
    assert json.loads(file.read_text())["version"] == "9.9"


@pytest.mark.parametrize("name", ["../diary.txt", "features/../../diary.txt", "README.md/../x"])
def test_a_manifest_that_was_tampered_with_reaches_nothing_outside(root, dojo, name):
    diary = root.parent / "diary.txt"
    diary.write_text("dear diary")
    manifest = Manifest.read(root)
    manifest.files[name] = fingerprint(b"dear diary")
    manifest.write(root)
    assert dojo("update").code == 0
    assert diary.read_text() == "dear diary"


def test_line_ends_that_git_changed_are_no_edit(root, dojo, course):
    path = root / "kata/cost.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    course["kata/cost.py"] += b"# new\n"
    assert "kata/cost.py: updated" in dojo("update").out


def test_an_update_that_stops_midway_can_be_repeated(root, dojo, course, monkeypatch):
    course["kata/cost.py"] += b"# new\n"
    (root / "kata/depth.py").unlink()
    (root / "kata/depth.py").mkdir()
    code, _, err = dojo("update")
    assert code == 2
    assert "depth.py" in err
    assert "Nothing is lost" in err
    assert (root / "kata/cost.py").read_bytes() == course["kata/cost.py"]
    assert Manifest.read(root).files
    (root / "kata/depth.py").rmdir()
    assert "kata/depth.py: was missing; dojo restored it" in dojo("update").out


def test_it_wants_a_workspace(dojo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = dojo("update")
    assert (code, out) == (2, "")
    assert "dojo start" in err
    assert "there is no folder" in dojo("update", "--workspace", tmp_path / "nowhere").err


def test_the_courses_own_folder_is_no_workspace(dojo, monkeypatch):
    from tests.fixtures.course import COURSE

    monkeypatch.chdir(COURSE.root)
    for command in (("update",), ("reset", "relu", "--yes"), ("solution", "relu")):
        assert dojo(*command).code == 2
