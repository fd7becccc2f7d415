"""`dojo start` makes a workspace, wholly or not at all."""

import ast
import os
import shutil
import tomllib

import pytest

from dojo import atomic_files
from dojo.workspace.contents import contents
from dojo.workspace.manifest import Manifest, fingerprint, version
from dojo.workspace.workspace import edited_features, missing
from tests.fixtures.commands import checked
from tests.fixtures.course import COURSE

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def test_a_workspace_has_all_that_a_learner_needs(dojo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = dojo("start", "my-dojo")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 3
    assert "cd my-dojo" in out
    assert sorted(os.listdir("my-dojo")) == [
        ".dojo", "README.md", "features", "kata", "pyproject.toml", "worksheets",
    ]  # fmt: skip
    assert os.listdir() == ["my-dojo"]
    root = tmp_path / "my-dojo"
    ini = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    assert ini["testpaths"] == ["features", "worksheets", "tests"]
    assert ini["addopts"] == ["--import-mode=importlib"]
    assert (root / "features/digits/digits.csv").stat().st_size > 200_000
    manifest = Manifest.read(root)
    assert manifest.version == version()
    assert manifest.files == {name: fingerprint((root / name).read_bytes()) for name in contents()}
    assert missing(root) == edited_features(root) == []


def test_the_readme_names_commands_that_exist():
    from dojo.cli.commands import COMMANDS

    text = contents()["README.md"].decode()
    named = {line.split()[1] for line in text.splitlines() if line.startswith("dojo ")}
    assert named <= {*COMMANDS, "hint"}
    assert len(text.splitlines()) < 80


def test_no_stub_holds_a_line_of_the_solution():
    for path in COURSE.reference.glob("*.py"):
        stub = ast.parse(contents()[f"kata/{path.name}"].decode())
        functions = [node for node in stub.body if isinstance(node, ast.FunctionDef)]
        for function in functions:
            assert ast.get_docstring(function)
            assert ast.unparse(function.body[1:]) == "raise NotImplementedError"
            assert not function.name.startswith("_")
        public = [
            node.name
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        ]
        assert [function.name for function in functions] == public


def test_a_folder_that_exists_and_is_empty_will_do(dojo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    assert dojo("start", ".").code == 0
    assert tmp_path.stat().st_ino == before
    assert sorted(os.listdir()) == sorted(
        {name.partition("/")[0] for name in contents()} | {".dojo"}
    )


def test_a_folder_that_is_not_empty_is_refused(dojo, tmp_path, snapshot):
    (tmp_path / "diary.txt").write_text("dear diary")
    code, out, err = dojo("start", tmp_path)
    assert (code, out) == (2, "")
    assert "is not empty" in err
    assert snapshot(tmp_path) == {"diary.txt": b"dear diary"}


def test_a_workspace_is_not_made_anew(root, dojo, snapshot):
    before = snapshot(root)
    code, _, err = dojo("start", ".")
    assert code == 2
    assert f"is already a workspace. Go there: cd {root}" in err
    assert snapshot(root) == before


def test_inside_a_workspace_it_asks(root, dojo, answer, monkeypatch):
    code, _, err = dojo("start", "inner")
    assert code == 2
    assert "--yes" in err
    answer("n")
    code, out, _ = dojo("start", "inner/most")
    assert code == 1
    assert f"{root} is a workspace. Make another inside it?" in out
    assert not (root / "inner").exists()
    answer("y")
    assert dojo("start", "inner").code == 0
    # From in there, the nearest one is meant.
    monkeypatch.chdir(root / "inner/kata")
    (root / "inner/kata/cost.py").unlink()
    assert dojo("reset", "cost.py", "--yes").code == 0
    assert (root / "inner/kata/cost.py").exists()


def test_a_file_is_refused(dojo, tmp_path):
    (tmp_path / "diary.txt").write_text("dear diary")
    code, _, err = dojo("start", tmp_path / "diary.txt")
    assert code == 2
    assert "is a file" in err


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(dojo, tmp_path):
    tmp_path.chmod(0o500)
    code, _, err = dojo("start", tmp_path / "new")
    tmp_path.chmod(0o700)
    assert code == 2
    assert "Permission denied" in err


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("fails_after", [0, 1, 20])
def test_a_start_that_fails_leaves_nothing(dojo, tmp_path, monkeypatch, exists, fails_after):
    folder, write, calls = tmp_path / "new", atomic_files.write, []
    if exists:
        folder.mkdir()

    def full(path, content):
        calls.append(path)
        if len(calls) > fails_after:
            raise OSError(28, "No space left on device", str(path))
        write(path, content)

    monkeypatch.setattr("dojo.atomic_files.write", full)
    code, _, err = dojo("start", folder)
    assert code == 2
    assert "No space left on device" in err
    assert os.listdir(tmp_path) == (["new"] if exists else [])
    assert not exists or os.listdir(folder) == []


def test_a_fresh_workspace_passes_nothing_that_needs_a_kata(root):
    fresh = checked(root)
    green = {name for name, found in fresh.items() if found.verdict == "green"}
    shutil.rmtree(root / "kata")
    (root / "kata").mkdir()
    without = checked(root)
    assert green == {name for name, found in without.items() if found.verdict == "green"}
    assert {chapter for chapter, _ in green} == {"Chain rule", "Learning"}
    assert len(green) < 12
    assert not {found.verdict for found in fresh.values()} & {"broken", "spec error"}


def test_the_reference_in_the_workspace_is_green(root):
    shutil.copytree(COURSE.reference, root / "kata", dirs_exist_ok=True)
    shutil.copytree(COURSE.worksheets, root / "worksheets", dirs_exist_ok=True)
    # With all chapters, tests/workspace/test_wheel.py asks it; with random tables, test_whole_spec.py.
    found = checked(root, "--draws=0", *root.glob("features/0[4-7]*"), "worksheets")
    assert len(found) > 80
    assert {behaviour.verdict for behaviour in found.values()} == {"green"}
