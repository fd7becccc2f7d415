"""Submissions made on the spot, and the results that the command gives them."""

import json
import subprocess
import sys

import pytest

from tests.fixtures import forks
from tests.fixtures.course import COURSE

if sys.platform != "linux":
    collect_ignore_glob = ["test_*.py"]

REFERENCE = {path.name: path.read_text(encoding="utf-8") for path in COURSE.reference.glob("*.py")}

COMMAND = [sys.executable, "-c", "import sys; from dojo.cli.main import main; sys.exit(main())"]


def submit(folder, **changed):
    """Write a submission: the reference, with some modules changed; return its folder."""
    kata = folder / "kata"
    kata.mkdir(parents=True)
    texts = REFERENCE | {f"{module}.py": text for module, text in changed.items()}
    for name, text in texts.items():
        (kata / name).write_text(text, encoding="utf-8")
    return folder


def anew(folder, *arguments):
    """Run a command in a process of its own, as a teacher does."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=600, check=False
    )


def grade(folder, *arguments, status=(0, 1), run=forks.run):
    """Run `dojo grade` in a folder."""
    done = run(folder, "grade", *arguments)
    assert done.returncode in status, done.stdout + done.stderr
    return done


def results(folder, *arguments, **options):
    """Run `dojo grade` and return its results by the submission's name."""
    run = grade(folder, *arguments, "--format", "json", **options)
    return {result["submission"]: result for result in json.loads(run.stdout)["results"]}


def verdicts(result):
    """Return the verdicts of a result by the behaviour's title."""
    return {b["title"]: b["verdict"] for b in result["behaviours"]}


@pytest.fixture(scope="session")
def scratch(tmp_path_factory):
    """A folder for the whole run."""
    return tmp_path_factory.mktemp("class")
