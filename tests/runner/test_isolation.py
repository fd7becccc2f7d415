"""A run of dojo, in surroundings that would have pytest run something else, or nothing."""

import json
import shutil

import pytest

from dojo.cli.main import main
from dojo.errors import UsageError
from dojo.notebook.session import check
from dojo.runner.isolation import settings
from tests.fixtures.course import COURSE
from tests.fixtures.terminal import KATA

# Each of them alone has pytest run something else, or nothing.
ADDED = "-n 2 --lf -k zzz -m zzz --pdb --strict-config -p no:python"
SETTINGS = [
    f"[pytest]\naddopts = {ADDED}\n",
    "[pytest]\naddopts = --no-such-option\n",
    "[pytest]\nrequired_plugins = no-such-plugin\nminversion = 99\nstrict = true\nno_such = 1\n",
    "[pytest]\nnorecursedirs = features\nfilterwarnings = error\n",
]
VARIABLES = [
    ("PYTEST_ADDOPTS", ADDED),
    ("PYTEST_ADDOPTS", "--no-such-option"),
    ("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1"),
    ("PYTEST_PLUGINS", "no_such_plugin"),
    ("PYTHONWARNINGS", "error"),
]


@pytest.fixture
def dojo(workspace, monkeypatch, capfd):
    monkeypatch.chdir(workspace)

    def run(*arguments):
        code = main(list(arguments))
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


def agrees(dojo, workspace):
    """Check that a workspace with one green behaviour of chapter 1 is seen as it is."""
    text = (COURSE.reference / "neuron.py").read_text("utf-8").replace("f(weighted", "0 * (")
    (workspace / "kata" / "neuron.py").write_text(text, encoding="utf-8")
    code, out, err = dojo("list", "--json")
    verdicts = [behaviour["verdict"] for behaviour in json.loads(out)]
    assert (code, err, len(verdicts), verdicts[0]) == (0, "", 26, "green")
    assert set(verdicts) >= {"green", "not written yet"}


@pytest.mark.parametrize("text", SETTINGS)
def test_a_workspaces_settings_do_not_choose(dojo, workspace, text):
    (workspace / "pytest.ini").write_text(text, encoding="utf-8")
    agrees(dojo, workspace)


@pytest.mark.parametrize(("name", "value"), VARIABLES)
def test_the_environment_does_not_choose(dojo, workspace, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    agrees(dojo, workspace)


def test_nor_do_they_where_there_is_no_fork(dojo, workspace, monkeypatch):
    monkeypatch.setenv("DOJO_NO_FORK", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", ADDED)
    (workspace / "pytest.ini").write_text(SETTINGS[0], encoding="utf-8")
    agrees(dojo, workspace)


def test_nor_does_it_in_a_notebook_in_lint_and_in_solution(root, monkeypatch, capfd):
    for name, value in VARIABLES:
        monkeypatch.setenv(name, value)
    assert not check("By hand", {}).green
    assert len(check("By hand", {}).progress.items) > 0
    assert main(["solution", "relu"]) == 1
    assert "Not yet" in capfd.readouterr().out
    (root / "own.feature").write_text(
        "Feature: F\n  Rule: R\n    Example: E\n      Then nobody says this\n", encoding="utf-8"
    )
    assert main(["lint", "own.feature"]) == 1
    assert "no-step" in capfd.readouterr().out


def test_a_folder_with_odd_signs_in_its_name(workspace, monkeypatch, capfd):
    folder = workspace / "per%cent $HOME [1] ü"
    folder.mkdir()
    for name in ("features", "kata"):
        shutil.move(workspace / name, folder / name)
    monkeypatch.chdir(folder)
    assert main(["list", "--json"]) == 0
    behaviours = [found["behaviour"] for found in json.loads(capfd.readouterr().out)]
    assert behaviours[0] == "features/01_neuron.feature::By hand"


def test_the_learners_own_limit_and_conftest_count(dojo, workspace, write):
    (workspace / "pytest.ini").unlink()
    (workspace / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\ntime_limit = 0.2\ndraws = 0\naddopts = '-k zzz'\n", "utf-8"
    )
    (workspace / "conftest.py").write_text(
        "import pytest\n@pytest.fixture(autouse=True)\ndef _():\n    print('from conftest')\n",
        "utf-8",
    )
    write("kata/neuron.py", "weighted_sum", "while True: pass")
    code, out, _ = dojo("run", "by hand")
    assert code == 1
    assert "The code gave no answer within 0.2 s" in out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pytest.ini", "[pytest]\ntime_limit = 3\ndraws=7\nother = 1\n"),
        ("tox.ini", "[pytest]\ntime_limit: 3\ndraws = 7\n"),
        ("setup.cfg", "[tool:pytest]\ntime_limit = 3\ndraws = 7\n"),
        ("pyproject.toml", "[tool.pytest.ini_options]\ntime_limit = 3\ndraws = '7'\n"),
        ("pyproject.toml", "[tool.pytest]\ntime_limit = 3\ndraws = 7\n"),
        ("pytest.toml", "[pytest]\ntime_limit = 3\ndraws = 7\n"),
    ],
)
def test_settings_are_found_where_pytest_finds_them(tmp_path, name, text):
    (tmp_path / "tox.ini").write_text("[tox]\n", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert settings(tmp_path) == {"time_limit": "3", "draws": "7"}
    (tmp_path / "below").mkdir()
    assert settings(tmp_path / "below") == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pytest.ini", b"[pytest\n"),
        ("pyproject.toml", b"[tool"),
        ("pyproject.toml", b"\xff"),
        ("setup.cfg", b"[pytest]\n"),
        ("pytest.toml", b"time_limit = 3\n"),
    ],
)
def test_settings_that_cannot_be_read(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=name):
        settings(tmp_path)


def test_a_limit_that_is_no_number(dojo, workspace):
    (workspace / "pytest.ini").write_text("[pytest]\ntime_limit = soon\n", encoding="utf-8")
    code, _, err = dojo("run")
    assert code == 2
    assert "soon" in err


LEAVE_OUT = "def pytest_collection_modifyitems(items):\n    items.clear()\n"


@pytest.fixture
def nothing(workspace):
    """Have a conftest.py leave out every behaviour."""
    (workspace / "conftest.py").write_text(LEAVE_OUT, encoding="utf-8")
    for file in KATA.values():
        shutil.copy(COURSE.reference / file, workspace / "kata" / file)


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize(
    "command", [["hint"], ["hint", "by hand"], ["list"], ["run"], ["watch"], ["book"]]
)
def test_where_nothing_was_run_nothing_is_green(dojo, workspace, command):
    code, out, err = dojo(*command)
    assert (code, out) == (2, "")
    assert f"there is no behaviour in {workspace / 'features'}. Restore the features" in err
    assert "dojo update" in err


def test_nor_is_a_solution_shown(root, capfd):
    (root / "conftest.py").write_text(LEAVE_OUT, encoding="utf-8")
    assert main(["solution", "relu"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "there is no behaviour in" in err


def test_a_chapter_that_cannot_be_read_is_not_green(dojo, workspace):
    for file in KATA.values():
        shutil.copy(COURSE.reference / file, workspace / "kata" / file)
    (workspace / "features" / "03_nonlinearity.feature").write_text("Feature: F\n", "utf-8")
    code, out, err = dojo("hint")
    assert (code, out) == (2, "")
    assert "03_nonlinearity.feature" in err
