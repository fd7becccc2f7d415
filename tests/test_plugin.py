"""The plugin in any company: several workspaces in a run, and projects of somebody else's."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.fixtures.course import COURSE
from tests.fixtures.little_book import INI

MINE = """\
import numpy as np
from kata.neuron import weighted_sum


def test_mine():
    assert weighted_sum(np.array([1, 2]), np.array([3, 4]), 5) == 16


def test_as_it_runs():
    from kata import neuron

    assert neuron.weighted_sum is weighted_sum


def test_by_the_fixture(kata):
    assert kata.neuron.weighted_sum(np.array([1, 2]), np.array([3, 4]), 5) == 16
"""

LOGIN = """\
Feature: Login

  Scenario: A user gets in
    Given a user
    When she logs in
    Then she is in
"""
STEPS = """\
from pytest_bdd import given, scenarios, then, when

scenarios("../features/login.feature")


@given("a user", target_fixture="user")
def a_user():
    return {"in": False}


@when("she logs in")
def logs_in(user):
    user["in"] = True


@then("she is in")
def is_in(user):
    assert user["in"]
"""


def pytest_in(folder, *arguments):
    """Run plain pytest, with the plugin that is installed, in a process of its own."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("PYTHONPATH", "PYTEST_ADDOPTS"):
        environment.pop(name, None)
    run = subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "pytest"), *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "INTERNALERROR" not in run.stdout + run.stderr
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def class_of_two(root, dojo):
    """Two workspaces side by side: the work of the one is done, that of the other is not begun."""
    one, two = root, root.parent / "two"
    assert dojo("start", two).code == 0
    shutil.copytree(COURSE.reference, one / "kata", dirs_exist_ok=True)
    return one.rename(root.parent / "one"), two


def test_each_of_two_workspaces_is_checked_with_its_own_kata(class_of_two):
    one, _ = class_of_two
    features = [f"{name}/features/01_neuron.feature" for name in ("one", "two")]
    code, said = pytest_in(one.parent, *features)
    assert code == 1
    assert "8 passed, 8 not written yet" in said, said
    assert "kata: one/kata (8 behaviours)\nkata: two/kata (8 behaviours)" in said
    _, _, chapters = said.partition("the textbook")
    lines = [line.split() for line in chapters.splitlines()[1:5]]
    assert [line[:5] for line in lines] == [
        ["kata:", "one/kata"],
        ["✓", "1", "Neuron", "8", "of"],
        ["kata:", "two/kata"],
        ["·", "1", "Neuron", "0", "of"],
    ]


def test_so_are_the_learners_own_tests(class_of_two):
    one, two = class_of_two
    for folder in (one, two):
        (folder / "tests").mkdir()
        (folder / "tests" / "test_mine.py").write_text(MINE)
    code, said = pytest_in(one.parent, "--import-mode=importlib", "one/tests", "two/tests")
    assert code == 1
    assert "2 failed, 4 passed" in said  # an import is right in both
    assert "two/kata/neuron.py" in said


def test_a_learners_own_tests_run_beside_the_features(root):
    shutil.copytree(COURSE.reference, root / "kata", dirs_exist_ok=True)
    (root / "tests").mkdir()
    (root / "tests" / "test_mine.py").write_text(MINE)
    assert pytest_in(root, "tests")[0] == 0
    for chapter in COURSE.chapters[1:]:
        (root / "features" / chapter.name).unlink()
    shutil.rmtree(root / "worksheets")
    code, said = pytest_in(root)
    assert code == 0, said
    assert "11 passed" in said
    assert "tests/test_mine.py ..." in said


def test_a_learners_own_tests_never_meet_the_reference(root):
    (root / "tests").mkdir()
    (root / "tests" / "test_mine.py").write_text(MINE)
    code, said = pytest_in(root, "tests")
    assert code == 1
    assert "NotImplementedError" in said
    assert "2 failed, 1 passed" in said


def test_a_conftest_of_the_learners_may_import_the_kata_too(root):
    shutil.copytree(COURSE.reference, root / "kata", dirs_exist_ok=True)
    for name in ("conftest.py", "tests/conftest.py", "tests/more/conftest.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("from kata.neuron import weighted_sum\n")
    (root / "tests" / "more" / "test_mine.py").write_text(MINE)
    for arguments in ([], ["tests"], [root / "tests" / "more" / "test_mine.py::test_mine"]):
        code, said = pytest_in(root, *arguments, "--deselect=features", "--deselect=worksheets")
        assert code == 0, said
    assert pytest_in(root.parent, "my-dojo/tests")[0] == 0
    assert pytest_in(root, "tests", f"--kata={COURSE.reference}")[0] == 0


@pytest.fixture
def project(pytester):
    """A pytest-bdd project that has never heard of this one."""
    pytester.makeini(INI)
    for name, text in {"features/login.feature": LOGIN, "tests/test_login.py": STEPS}.items():
        path = pytester.path / name
        path.parent.mkdir()
        path.write_text(text)
    return pytester


def test_another_projects_features_are_left_alone(project):
    result = project.runpytest_inprocess()
    result.assert_outcomes(passed=1)
    assert "textbook" not in result.stdout.str()


def test_another_project_does_not_wait_for_our_libraries(project):
    (project.path / "conftest.py").write_text(
        "import sys\n\n\n"
        "def pytest_unconfigure():\n"
        "    print('loaded:', *{'numpy', 'sympy', 'threadpoolctl'} & set(sys.modules))\n"
    )
    code, said = pytest_in(project.path, "-s")
    assert code == 0, said
    assert "loaded:\n" in said


@pytest.mark.parametrize("made", ["kata/__init__.py", "kata/bowling.py", "kata.py"])
def test_whatever_it_calls_kata(project, made):
    path = project.path / made
    path.parent.mkdir(exist_ok=True)
    path.write_text("SCORE = 300\n")
    (project.path / "tests" / "test_kata.py").write_text(
        "import kata\n\ndef test_kata():\n    import kata as again\n    assert kata is again\n"
        f"    assert str(kata.__spec__).count({str(project.path)!r})\n"
    )
    # A process of its own: this one may know the reference as `kata`, from its doctests.
    result = project.run(sys.executable, "-m", "pytest")
    result.assert_outcomes(passed=2)


def test_its_own_properties_are_its_own(project):
    (project.path / "tests" / "test_properties.py").write_text(
        "import pytest\n\n"
        "@pytest.mark.parametrize('value', [None, 'many', ['x'], 'broken'])\n"
        "@pytest.mark.parametrize('name', ['chapter', 'answers', 'verdict', 'message'])\n"
        "@pytest.mark.parametrize('right', [True, False])\n"
        "def test_c(record_property, name, value, right):\n"
        "    record_property(name, value)\n"
        "    assert right\n"
    )
    result = project.runpytest_inprocess("-q")
    result.assert_outcomes(passed=17, failed=16)
    assert "INTERNALERROR" not in result.stdout.str()


def test_a_feature_of_nobodys_that_is_asked_for_is_not_passed_over_in_silence(project):
    result = project.runpytest_inprocess("features/login.feature")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "features/login.feature is outside every workspace" in result.stdout.str()
    assert "pytest features/login.feature --kata PATH" in result.stdout.str()


def test_with_a_kata_named_it_is_ours(project):
    (project.path / "mine").mkdir()
    result = project.runpytest_inprocess("features/login.feature", "--kata", "mine")
    assert "there is no step Given 'a user'" in result.stdout.str()


BAD = {
    "of another program": "[course]\nid = 7\n",
    "newer": 'format = 9\nname = "x"\ntitle = "X"\n',
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("asked", [[], ["features/login.feature"], ["features/login.feature::x"]])
def test_a_course_that_is_not_right_is_one_sentence(project, kind, asked):
    (project.path / "course.toml").write_text(BAD[kind])
    result = project.runpytest_inprocess(*asked)
    said = result.stdout.str() + result.stderr.str()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said.count(str(project.path / "course.toml")) == 1
    assert "Traceback" not in said
    assert "login.feature" not in said.partition("ERROR:")[2].partition("course.toml")[2]


def test_tests_that_are_no_features_do_not_mind_it(project):
    (project.path / "course.toml").write_text(BAD["newer"])
    project.runpytest_inprocess("tests").assert_outcomes(passed=1)


OTHER = {
    "course.toml": 'format = 1\nname = "sums"\ntitle = "Sums"\nchapters = ["plus", "minus"]\n',
    "features/plus.feature": "Feature: Plus\n  Rule: It adds\n    Example: Two\n"
    "      Then the weighted sum is\n        | a | b | c? |\n        | 1 | 2 | 3  |\n",
    "features/minus.feature": "Feature: Minus\n  Rule: It takes\n    Example: Less\n"
    "      Then the difference is\n        | a | b | c? |\n        | 3 | 2 | 1  |\n",
    "kata/sums.py": "def add(a, b):\n    return a + b\n\n\ndef take(a, b):\n    return a - b\n",
    "steps/neuron.py": """\
from pytest_bdd import then
from steps.more import compare


@then("the weighted sum is")
def add(sheet, kata):
    compare(sheet, kata.sums.add)


@then("the difference is")
def take(sheet, kata):
    compare(sheet, kata.sums.take)
""",
    "steps/more.py": """\
def compare(sheet, function):
    from steps import neuron

    assert neuron.__file__ == __file__.replace("more", "neuron")
    for row in sheet:
        row.answer("c?", function(row["a"], row["b"]))
""",
}


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_two_courses_in_one_run_do_not_mix(pytester, first):
    """The other one says a sentence of ours, and its modules have names of ours."""
    for name, text in OTHER.items():
        (pytester.path / "sums" / name).parent.mkdir(parents=True, exist_ok=True)
        (pytester.path / "sums" / name).write_text(text)
    given = ["sums/features", str(COURSE.features / "01_neuron.feature")]
    given = given[::-1] if first == "ours" else given
    result = pytester.runpytest_inprocess("-v", *given)
    result.assert_outcomes(passed=10)
    said = result.stdout.str()
    assert said.index("::Two") < said.index("::Less")
    chapters = [line.split()[1:3] for line in said.splitlines() if line.startswith(" ✓")]
    assert sorted(chapters) == [["1", "Neuron"], ["1", "Plus"], ["2", "Minus"]]
    assert chapters.index(["1", "Plus"]) + 1 == chapters.index(["2", "Minus"])


@pytest.fixture
def clone(tmp_path):
    """A second checkout, in which a step says something else."""
    root = tmp_path / "second clone"
    for name in ("dojo", "derivations", "steps", "kata"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(COURSE.root / name, root / name, ignore=ignored)
    (root / "features").mkdir()
    shutil.copy(COURSE.features / "01_neuron.feature", root / "features")
    for name in ("course.toml", "pyproject.toml"):
        shutil.copy(COURSE.root / name, root)
    steps = root / "steps" / "neuron.py"
    text = steps.read_text(encoding="utf-8")
    changed = text.replace('@then("the weighted sum is")', '@then("the sum of all is")')
    assert changed != text
    steps.write_text(changed, encoding="utf-8")
    return root


def test_a_second_checkout_is_not_checked_by_the_first(clone):
    code, said = pytest_in(clone)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert f"ERROR: {clone} has a dojo/ of its own, but dojo was loaded from {COURSE.root}" in said
    assert "python -m pip install -e ." in said
    assert "passed" not in said


def test_python_m_pytest_there_takes_all_that_is_its_own(clone):
    command = [sys.executable, "-m", "pytest", "features"]
    run = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "there is no step Then 'the weighted sum is'" in run.stdout
