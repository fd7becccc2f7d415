"""A course is read from its course.toml, and a wrong one gets a message."""

import pytest

from dojo.course.course import Course
from dojo.errors import UsageError
from tests.fixtures.course import COURSE

RIGHT = 'format = 1\nname = "fractions"\ntitle = "Fractions"\n'


@pytest.fixture
def root(tmp_path):
    """A course of two chapters, whose names say no order."""
    for name in ("features", "steps", "kata"):
        (tmp_path / name).mkdir()
    (tmp_path / "features" / "quarters.feature").write_text("@parts\nFeature: Quarters\n")
    (tmp_path / "features" / "halves.feature").write_text("@halves\nFeature: Halves\n")
    (tmp_path / "kata" / "halves.py").touch()
    (tmp_path / "course.toml").write_text(RIGHT)
    return tmp_path


def test_ours_is_read_as_any_other():
    assert Course.at(COURSE.root) is COURSE
    assert (COURSE.name, COURSE.title, COURSE.language) == (
        "deep-learning-dojo",
        "Deep learning",
        "en",
    )
    numbers = [COURSE.number(path) for path in COURSE.chapters]
    assert numbers == sorted(numbers)
    assert {*numbers} == {*range(1, max(numbers) + 1)}
    assert COURSE.count == max(numbers) < len(COURSE.chapters)
    assert set(COURSE.modules) == {path.stem for path in COURSE.reference.glob("[!_]*.py")}
    assert set(COURSE.step_modules) == {path.stem for path in COURSE.steps.glob("[!_]*.py")}


def test_its_chapters_come_in_the_order_that_it_names(root):
    (root / "course.toml").write_text(f'{RIGHT}chapters = ["quarters", "halves"]\n')
    course = Course.at(root)
    assert [path.stem for path in course.chapters] == ["quarters", "halves"]
    assert course.introduced == {"parts": 1, "halves": 2}
    assert course.modules == ["halves"]


def test_else_in_that_of_their_file_names(root):
    course = Course.at(root)
    assert [path.stem for path in course.chapters] == ["halves", "quarters"]
    assert [course.number(path) for path in course.chapters] == [None, None]
    assert (course.introduced, course.modules) == ({}, ["halves"])


# The text, the line that is named, and what is said.
WRONG = {
    "no TOML": ("format = ", 1, "is not valid TOML"),
    "no TOML below": (f"{RIGHT}x y\n", 4, "is not valid TOML"),
    "not UTF-8": ('format = 1\nname = "\udcff"', 2, "is not UTF-8 text"),
    "of another program": (
        'name = "x"\n',
        1,
        "has no format. If it describes a course of the dojo, write",
    ),
    "newer": (RIGHT.replace("1", "2"), 1, "format 2 is newer than this dojo"),
    "format as text": (RIGHT.replace("1", '"1"'), 1, "format is '1'. Write format = 1"),
    "format as truth": (RIGHT.replace("1", "true"), 1, "format is True. Write format = 1"),
    "unknown key": (f'{RIGHT}extend = "x"\n', 4, "key extend is unknown. Did you mean extends?"),
    "unknown table": (
        f"{RIGHT}[grade]\nlate = 1\n",
        4,
        "key grade is unknown. Did you mean grading",
    ),
    "no title": (RIGHT.partition("title")[0], 1, "the course has no title. Write title ="),
    "name as number": (RIGHT.replace('"fractions"', "3"), 2, "name is 3, which is not text"),
    "chapters as text": (f'{RIGHT}chapters = "halves"\n', 4, "which is not a list of names"),
    "chapters as numbers": (f"{RIGHT}chapters = [1]\n", 4, "which is not a list of names"),
    "grading as text": (f'{RIGHT}grading = "hard"\n', 4, "which is not a table"),
    "figures as list": (f'{RIGHT}figures = ["halves"]\n', 4, "which is not a table of names"),
    "figures of none": (f'{RIGHT}[figures]\nthirds = "x"\n', 5, "'thirds', which is not a chapter"),
    "lost figures": (f'{RIGHT}[figures]\nhalves = "x"\n', 5, "needs figures/x.py"),
    "no language": (
        f'{RIGHT}language = "klingon"\n',
        4,
        "Gherkin does not know the language 'klingon'",
    ),
    "lost chapter": (f'{RIGHT}chapters = [\n"thirds"]\n', 5, "there is no features/thirds.feature"),
    "twice": (f'{RIGHT}chapters = ["halves", "halves"]\n', 4, "names 'halves' twice"),
    "no base": (f'{RIGHT}chapters = ["@base/*"]\n', 4, "the course extends no other"),
    "unknown base": (
        f'{RIGHT}extends = "deep-lerning-dojo"\n',
        4,
        "Did you mean deep-learning-dojo?",
    ),
    "its own base": (f'{RIGHT}extends = "."\n', 4, "extend each other in a circle"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_said_with_the_file_the_line_and_what_to_do(root, kind):
    text, line, sentence = WRONG[kind]
    (root / "course.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError) as error:
        Course.at(root)
    assert str(error.value).startswith(f"{root / 'course.toml'}:{line}: ")
    assert sentence in str(error.value)
    assert error.value.fix


@pytest.mark.parametrize("name", ["features", "steps", "kata"])
def test_a_lost_folder_is_named(root, name):
    (root / name).rename(root / "away")
    with pytest.raises(
        UsageError, match=f":1: there is no folder .*{name}. Create it; a course has"
    ):
        Course.at(root)


def test_a_file_that_cannot_be_read_is_said_to_be_so(root):
    (root / "course.toml").unlink()
    (root / "course.toml").mkdir()
    with pytest.raises(UsageError, match=r"course.toml cannot be read: Is a directory"):
        Course.at(root)


def test_two_chapters_of_one_name_are_refused(root):
    (root / "features" / "03_halves.feature").write_text("Feature: Halves\n")
    with pytest.raises(UsageError, match=r"halves.feature:1: two chapters have the name 'halves'"):
        Course.at(root)
