"""Ready-made autograders: their scripts are run as the platforms run them, in a folder's place."""

import base64
import json
import os
import re
import stat
import subprocess
import sys
import zipfile

import pytest

from dojo.cli.main import main
from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader.autograder import PLATFORMS, write_autograder
from tests.fixtures.course import COURSE

from . import strict_readers
from .conftest import REFERENCE, submit

KINK = "On both sides of its kink"
OPTIONS = ["--only", KINK]


@pytest.fixture
def tools(tmp_path):
    """A folder with a `dojo` in it, as an installation has one."""
    folder = tmp_path / "opt" / "bin"
    folder.mkdir(parents=True)
    program = "import sys; from dojo.cli.main import main; sys.exit(main())"
    (folder / "dojo").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c \'{program}\' "$@"\n')
    (folder / "dojo").chmod(0o755)
    return folder


def run(script, tools, folder, moved):
    """Run a script whose absolute folders are moved into a folder of ours."""
    text = script.read_text(encoding="utf-8")
    for place, other in moved.items():
        text = text.replace(place, str(other))
    script.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    done = subprocess.run(
        [str(script)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    return done.stdout + done.stderr


def on_gradescope(tmp_path, tools):
    here = tmp_path / "autograder"
    write_autograder("gradescope", here / "source", COURSE, OPTIONS)
    (here / "results").mkdir()
    moved = {"/autograder/": f"{here}/", "/opt/dojo/bin": tools, "/tmp/said": here / "said"}
    said = run(here / "source" / "run_autograder", tools, here, moved)
    whole = json.loads((here / "results" / "results.json").read_text(encoding="utf-8"))
    return whole, said


def test_gradescope_gets_a_score(tmp_path, tools):
    submit(tmp_path / "autograder" / "submission" / "my-network")
    whole, said = on_gradescope(tmp_path, tools)
    assert strict_readers.gradescope(whole) == 1
    assert "in force" in said


def test_gradescope_gets_the_reason_where_nothing_can_be_judged(tmp_path, tools):
    (tmp_path / "autograder" / "submission").mkdir(parents=True)
    whole, _ = on_gradescope(tmp_path, tools)
    assert strict_readers.gradescope(whole) == 0
    assert "it is empty" in whole["output"]


def test_gradescope_gets_the_reason_where_the_grader_fails(tmp_path, tools):
    submit(tmp_path / "autograder" / "submission")
    (tools / "dojo").write_text("#!/bin/sh\necho 'no space left' >&2\nexit 2\n")
    whole, _ = on_gradescope(tmp_path, tools)
    assert whole["score"] == 0
    assert "could not be judged" in whole["output"]
    assert "no space left" in whole["output"]


def test_the_zip_for_gradescope_holds_what_can_be_run(tmp_path):
    write_autograder("gradescope", tmp_path / "a", COURSE)
    with zipfile.ZipFile(tmp_path / "a" / "autograder.zip") as archive:
        modes = {i.filename: i.external_attr >> 16 for i in archive.infolist()}
    assert set(modes) == {"setup.sh", "run_autograder"}
    assert all(mode & stat.S_IXUSR for mode in modes.values())


@pytest.mark.parametrize("platform", PLATFORMS)
def test_scripts_are_valid(tmp_path, platform):
    write_autograder(platform, tmp_path / "a", COURSE, OPTIONS)
    files = [path for path in (tmp_path / "a").rglob("*") if path.is_file()]
    for path in files:
        if path.suffix == ".sh" or path.name == "run_autograder":
            subprocess.run(["bash", "-n", str(path)], check=True)
        if path.suffix != ".zip":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"@[A-Z]+@", text), path
            assert f"'{KINK}'" in text or "results" not in text


def test_the_workflow_reports_what_github_reads(tmp_path, tools):
    yaml = pytest.importorskip("yaml")
    write_autograder("github", tmp_path / "template", COURSE, OPTIONS)
    path = tmp_path / "template" / ".github" / "workflows" / "classroom.yml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    (grade,) = [step for step in job["steps"] if step.get("id") == "dojo"]
    reporter = job["steps"][-1]
    assert reporter["with"]["runners"] == "dojo"
    assert reporter["env"]["DOJO_RESULTS"] == "${{ steps.dojo.outputs.result }}"
    wrong = REFERENCE["activations.py"].replace("(z > 0) * 1.0", "(z >= 0) * 1.0")
    submit(tmp_path / "work" / "student", activations=wrong)
    places = {"GITHUB_WORKSPACE": "work/student", "RUNNER_TEMP": "temp", "GITHUB_OUTPUT": "output"}
    environment = {name: str(tmp_path / place) for name, place in places.items()}
    (tmp_path / "temp").mkdir()
    subprocess.run(
        ["bash", "-e", "-c", grade["run"]],
        env={**os.environ, **environment, "PATH": f"{tools}:{os.environ['PATH']}"},
        check=True,
        timeout=200,
        capture_output=True,
    )
    result = (tmp_path / "output").read_text().strip().removeprefix("result=")
    found = json.loads(base64.b64decode(result))
    assert (found["version"], found["status"], found["max_score"]) == (1, "fail", 1)
    assert [test["score"] for test in found["tests"]] == [0]
    assert "yours 1" in found["tests"][0]["message"]


def test_docker_writes_into_the_folder_of_results(tmp_path, tools):
    write_autograder("docker", tmp_path / "image", COURSE, OPTIONS)
    submit(tmp_path / "submission")
    (tmp_path / "results").mkdir()
    places = ("/results/", "/submission", "/tmp/said")
    moved = {place: f"{tmp_path}{place.replace('/tmp', '')}" for place in places}
    said = run(tmp_path / "image" / "run.sh", tools, tmp_path, moved)
    whole = json.loads((tmp_path / "results" / "results.json").read_text(encoding="utf-8"))
    assert strict_readers.gradescope(whole) == 1, said


def own_course(folder):
    for room in ("features", "steps", "kata"):
        (folder / room).mkdir(parents=True)
    (folder / "features" / "halves.feature").write_text("Feature: Halves\n")
    (folder / "course.toml").write_text('format = 1\nname = "own"\ntitle = "Fractions"\n')
    (folder / "kata" / "__pycache__").mkdir()
    return Course.at(folder)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_course_of_ones_own_goes_along(tmp_path, platform):
    course = own_course(tmp_path / "own")
    write_autograder(platform, tmp_path / "out", course)
    (copy,) = (tmp_path / "out").rglob("course.toml")
    assert Course.at(copy.parent).title == "Fractions"
    assert not list((tmp_path / "out").rglob("__pycache__"))
    with pytest.raises(UsageError, match="is inside the course"):
        write_autograder(platform, tmp_path / "own" / "out", course)


def test_a_course_below_goes_along_if_it_lies_beside(tmp_path):
    course = own_course(tmp_path / "own")
    own_course(tmp_path / "basics")
    toml = tmp_path / "own" / "course.toml"
    text = toml.read_text()
    toml.write_text(f'{text}extends = "../basics"\n')
    write_autograder("docker", tmp_path / "out", course)
    assert (tmp_path / "out" / "basics" / "course.toml").is_file()
    toml.write_text(f'{text}extends = "../../{tmp_path.name}/basics"\n')
    with pytest.raises(UsageError, match="put both into one folder"):
        write_autograder("docker", tmp_path / "more", course)


def test_bad_folders_are_told(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "mine.txt"):
        assert main(["course", "autograder", "docker", str(place)]) == 2
        assert "is not empty; name a new folder" in capsys.readouterr().err
    assert main(["course", "autograder", "docker", str(tmp_path / "new")]) == 0
    assert "docker build" in capsys.readouterr().out


def test_a_grader_is_tested_without_a_submission(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["grade", "--self-test", *OPTIONS]) == 0
    assert "accepts right answers and no others" in capsys.readouterr().out
    assert not list(tmp_path.glob("*.jsonl"))
