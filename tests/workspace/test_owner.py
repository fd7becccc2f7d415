"""The owner of a feature is the nearest course or workspace above it, else nobody."""

import shutil

import pytest

from dojo.errors import UsageError
from dojo.workspace.owner import course_of, owner
from tests.fixtures.course import COURSE


def test_our_own_features_are_the_courses():
    found = owner(COURSE.features / "01_neuron.feature")
    assert (found.root, found.course, found.kata) == (COURSE.root, COURSE, COURSE.reference)
    assert not found.is_workspace


def test_a_workspace_owns_what_lies_in_it_and_nothing_else(root):
    found = owner(root / "features" / "01_neuron.feature")
    assert (found.root, found.course, found.kata) == (root, COURSE, root / "kata")
    assert owner(root / "features") == owner(root) == found
    assert found.is_workspace
    assert owner(root.parent / "13_beside.feature") is None
    assert course_of(root.parent) is COURSE


def test_of_two_workspaces_in_one_another_the_nearest_owns(root, dojo):
    assert dojo("start", "inner", "--yes").code == 0
    assert owner(root / "inner" / "features" / "01_neuron.feature").root == root / "inner"
    assert owner(root / "features" / "01_neuron.feature").root == root


def test_so_does_a_workspace_that_has_lost_its_kata(root):
    shutil.rmtree(root / "kata")
    assert owner(root / "features" / "01_neuron.feature").root == root


@pytest.mark.parametrize("made", ["kata/neuron.py", "kata/neuron/__init__.py"])
def test_a_folder_made_by_hand_is_known_by_a_module_of_its_kata(tmp_path, made):
    (tmp_path / made).parent.mkdir(parents=True)
    (tmp_path / made).touch()
    assert owner(tmp_path / "features" / "13_mine.feature").kata == tmp_path / "kata"


def test_or_by_a_chapter_beside_it(tmp_path):
    (tmp_path / "kata").mkdir()
    (tmp_path / "features").mkdir()
    assert owner(tmp_path / "features" / "01_neuron.feature") is None
    (tmp_path / "features" / "01_neuron.feature").touch()
    assert owner(tmp_path / "features" / "13_mine.feature").kata == tmp_path / "kata"


def test_something_else_called_kata_is_none(tmp_path):
    (tmp_path / "features").mkdir()
    (tmp_path / "kata").mkdir()
    (tmp_path / "kata" / "bowling.py").touch()
    assert owner(tmp_path / "features" / "login.feature") is None


def test_a_course_in_a_workspace_owns_its_features(root):
    course = root / "mine"
    for name in ("features", "steps", "kata"):
        (course / name).mkdir(parents=True)
    (course / "course.toml").write_text('format = 1\nname = "mine"\ntitle = "Mine"\n')
    found = owner(course / "features" / "01_mine.feature")
    assert (found.course.name, found.kata) == ("mine", course / "kata")


@pytest.mark.parametrize("name", ["dojo", "derivations"])
def test_a_checkout_is_not_checked_with_the_engine_of_another(tmp_path, name):
    root = tmp_path / "second clone"
    for folder in ("features", "steps", "kata", name):
        (root / folder).mkdir(parents=True)
    (root / name / "__init__.py").touch()
    shutil.copy(COURSE.root / "course.toml", root)
    with pytest.raises(UsageError) as error:
        owner(root / "features" / "01_neuron.feature")
    said = str(error.value)
    assert said.startswith(f"{root} has a {name}/ of its own, but {name} was loaded from ")
    assert str(COURSE.root / name) in said
    assert f"cd '{root}'" in said
    assert "python -m pip install -e ." in said
    assert "python -m pytest" in said
