"""The course out of an installed wheel: no repository anywhere near."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile

import pytest

from tests.fixtures.commands import checked
from tests.fixtures.course import COURSE

pytest.importorskip("hatchling")
DOJO = "import sys; from dojo.cli.main import main; sys.exit(main())"


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """The Python of an environment that holds the wheel, and this one's libraries behind it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    built = subprocess.run(
        [sys.executable, "-c", build],
        cwd=COURSE.root,
        capture_output=True,
        text=True,
        check=True,
    )
    venv.create(folder / "env", symlinks=os.name != "nt", with_pip=False)
    names = {"base": str(folder / "env"), "platbase": str(folder / "env")}
    site = sysconfig.get_path("purelib", "venv", vars=names)
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as wheel:
        wheel.extractall(site)
    # A path in a .pth file is a folder like any other: what makes this installation editable
    # is not followed from there.
    libraries = os.path.dirname(os.path.dirname(pytest.__file__))
    with open(os.path.join(site, "libraries.pth"), "w") as file:
        file.write(libraries)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONPATH", raising=False)
        yield shutil.which("python", path=sysconfig.get_path("scripts", "venv", vars=names))


def run(python, folder, *arguments):
    command = [python, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_nothing_of_the_course_is_importable_by_itself(python, tmp_path):
    look = (
        "import importlib.util as u, dojo; print(dojo.__file__); "
        "rooms = ('kata', 'steps', 'figures', 'features', 'worksheets'); "
        "print([name for name in rooms if u.find_spec(name)])"
    )
    where, found = run(python, tmp_path, "-c", look).stdout.splitlines()
    assert str(COURSE.root) not in where
    assert found == "[]"


def test_a_learner_with_the_wheel_alone(python, tmp_path):
    started = run(python, tmp_path, "-c", DOJO, "start", "my-dojo")
    assert started.returncode == 0
    root = tmp_path / "my-dojo"
    assert not [path for path in root.rglob("*") if path.name == "__pycache__"]
    doctor = run(python, root, "-c", DOJO, "doctor")
    assert doctor.returncode == 0, doctor.stdout
    fresh = checked(root, python=python)
    green = {chapter for (chapter, _), found in fresh.items() if found.verdict == "green"}
    assert green == {"Chain rule", "Learning"}
    assert run(python, root, "-c", DOJO, "solution", "relu").returncode == 1
    shutil.copytree(COURSE.reference, root / "kata", dirs_exist_ok=True)
    shutil.copytree(COURSE.worksheets, root / "worksheets", dirs_exist_ok=True)
    # With random tables, tests/test_whole_spec.py asks it.
    done = checked(root, "--draws=0", python=python)
    assert {found.verdict for found in done.values()} == {"green"}
    assert run(python, root, "-c", DOJO, "solution", "relu").returncode == 0


def test_the_types_travel_with_the_packages(python, tmp_path):
    look = (
        "import importlib.util as u, os; "
        "print([os.path.exists(os.path.join(u.find_spec(n).submodule_search_locations[0], "
        "'py.typed')) for n in ('dojo', 'derivations')])"
    )
    assert run(python, tmp_path, "-c", look).stdout.strip() == "[True, True]"


def test_the_book_of_the_wheel_alone_has_its_figures(python, tmp_path):
    for extra in ("jinja2", "latex2mathml", "matplotlib"):
        pytest.importorskip(extra)
    written = run(python, tmp_path, "-c", DOJO, "book")
    assert written.returncode == 0, written.stderr
    text = (tmp_path / "book.html").read_text(encoding="utf-8")
    # A machine that is busy may be too slow for a figure, which says nothing of the wheel.
    why_not = re.findall("Not drawn yet. ([^<]*)", text)
    assert [why for why in why_not if not why.startswith("The code gave no answer within")] == []
    for name in ("figure--first-weights", "play-neuron", "play-training"):
        assert f'id="{name}"' in text
    assert text.count('<details class="proof">') >= 14
