"""A course that extends another: its rooms, its order, and what may not stand in both."""

import textwrap

import pytest

from dojo.course.course import Course
from dojo.errors import UsageError


def write(root, **files):
    """Write the files of a course; `steps__halves` is steps/halves.py."""
    for room in ("features", "steps", "kata"):
        (root / room).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        room, _, stem = name.partition("__")
        ending = "feature" if room == "features" else "py"
        path = root / room / f"{stem}.{ending}" if stem else root / "course.toml"
        path.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    return root


def toml(name, rest=""):
    return f'format = 1\nname = "{name}"\ntitle = "T"\n{rest}'


EXTENDS = 'extends = "../base"\n'


@pytest.fixture
def base(tmp_path):
    return write(
        tmp_path / "base",
        course=toml("base"),
        features__01_halves="@halves\nFeature: Halves\n",
        features__02_quarters="@quarters\nFeature: Quarters\n",
        kata__halves="def half(x): ...\n",
        kata__quarters="def quarter(x): ...\n",
        steps__halves="""
            from pytest_bdd import parsers, then


            @then("halves are")
            def _(): ...


            @then(parsers.parse("half of {x} is"))
            def _(): ...
            """,
    )


@pytest.fixture
def layer(tmp_path, base):
    return write(
        tmp_path / "layer",
        course=toml("layer", EXTENDS),
        features__thirds="@thirds\nFeature: Thirds\n",
        kata__thirds="def third(x): ...\n",
        steps__thirds="",
    )


def names(course):
    return [path.stem for path in course.chapters]


def test_own_chapters_follow_those_of_the_base(layer):
    course = Course.at(layer)
    assert names(course) == ["01_halves", "02_quarters", "thirds"]
    assert course.introduced == {"halves": 1, "quarters": 2, "thirds": 3}
    assert course.step_modules == ["halves", "thirds"]
    assert course.functions("halves") == {"half"}
    assert not course.given


@pytest.mark.parametrize(
    ("chapters", "found"),
    [
        (["thirds", "@base/*"], ["thirds", "01_halves", "02_quarters"]),
        (["@base/quarters", "thirds", "@base/*"], ["02_quarters", "thirds", "01_halves"]),
        (["@base/02_quarters"], ["02_quarters", "thirds"]),
        (["*", "@base/halves"], ["thirds", "01_halves"]),
    ],
)
def test_chapters_say_the_order_and_the_numbers_follow(layer, chapters, found):
    write(layer, course=toml("layer", f"{EXTENDS}chapters = {chapters}\n"))
    course = Course.at(layer)
    assert names(course) == found
    assert [course.number(path) for path in course.chapters] == [*range(1, len(found) + 1)]


def test_parts_of_a_chapter_share_its_number_in_a_layer_as_well(layer, base):
    quarters = base / "features" / "02_quarters.feature"
    quarters.rename(quarters.with_name("02a_quarters.feature"))
    write(base, features__02b_eighths="Feature: Eighths\n", features__03_last="Feature: Last\n")
    course = Course.at(layer)
    assert names(course) == ["01_halves", "02a_quarters", "02b_eighths", "03_last", "thirds"]
    assert [course.number(path) for path in course.chapters] == [1, 2, 2, 3, 4]
    assert course.count == 4


def test_what_a_left_out_chapter_introduces_is_given(layer):
    write(layer, course=toml("layer", EXTENDS + 'chapters = ["@base/quarters", "thirds"]\n'))
    assert Course.at(layer).given == {"halves"}


def test_a_chapter_of_the_base_named_without_its_sign_is_explained(layer):
    write(layer, course=toml("layer", EXTENDS + 'chapters = ["halves"]\n'))
    with pytest.raises(
        UsageError, match='The extended course has this chapter: write "@base/halves"'
    ):
        Course.at(layer)


def test_a_circle_is_named_with_the_file_and_the_line(layer, base):
    write(base, course=toml("base", 'extends = "../layer"\n'))
    with pytest.raises(UsageError, match=r"course.toml:4: .*circle: .*layer → .*base → .*layer"):
        Course.at(layer)


TWINS = {
    "chapters": ({"features__07_halves": "Feature: H\n"}, "07_halves.feature:1: two chapters have"),
    "modules": ({"kata__halves": ""}, "kata/halves.py:1: two courses have a module kata.halves"),
    "steps": (
        {"steps__mine": '\nfrom pytest_bdd import then\n\n\n@then("halves are")\ndef _(): ...\n'},
        "steps/mine.py:4: two courses define the step 'halves are'",
    ),
    "parsed steps": (
        {
            "steps__mine": "import pytest_bdd as b\n"
            '@b.then(b.parsers.cfparse("half of {x} is"))\ndef _(): ...\n'
        },
        "steps/mine.py:2: two courses define the step 'half of {x} is'",
    ),
}


@pytest.mark.parametrize("kind", TWINS)
def test_what_two_courses_define_is_named_with_both_places(layer, kind):
    files, said = TWINS[kind]
    write(layer, **files)
    with pytest.raises(UsageError) as error:
        Course.at(layer)
    assert said in str(error.value)
    assert error.value.fix


def test_a_layer_may_hold_nothing_but_an_order(tmp_path, base):
    (tmp_path / "bare").mkdir()
    order = EXTENDS + 'chapters = ["@base/quarters"]\n'
    (tmp_path / "bare" / "course.toml").write_text(toml("bare", order))
    assert names(Course.at(tmp_path / "bare")) == ["02_quarters"]


def sheets(course):
    return [(path.stem, course.number(path)) for path in course.sheets]


def test_a_worksheet_follows_its_chapter_wherever_that_stands(layer, base):
    for folder, name in [(base, "02_on_paper"), (base, "halves_too"), (layer, "thirds_on_paper")]:
        (folder / "worksheets").mkdir(exist_ok=True)
        (folder / "worksheets" / f"{name}.feature").write_text("Feature: On paper\n")
    assert sheets(Course.at(base)) == [("halves_too", 1), ("02_on_paper", 2)]
    write(layer, course=toml("layer", EXTENDS + 'chapters = ["@base/quarters", "*"]\n'))
    course = Course.at(layer)
    assert sheets(course) == [("02_on_paper", 1), ("thirds_on_paper", 2)]
    # As a learner has it, who got a copy.
    assert course.number(layer / "my-try" / "worksheets" / "02_on_paper.feature") == 1


def test_a_worksheet_of_no_chapter_comes_last(layer):
    (layer / "worksheets").mkdir()
    (layer / "worksheets" / "05_more.feature").write_text("Feature: On paper\n")
    assert sheets(Course.at(layer)) == [("05_more", 3)]


def test_figures_belong_to_chapters_also_where_a_layer_moves_them(layer, base):
    (base / "figures").mkdir()
    (base / "figures" / "pies.py").touch()
    write(base, course=toml("base", '[figures]\nhalves = "pies"\n'))
    write(layer, course=toml("layer", EXTENDS + 'chapters = ["thirds", "@base/*"]\n'))
    course = Course.at(layer)
    shown = {path.stem: course.figure_module(path) for path in course.chapters}
    assert shown == {"thirds": "thirds", "01_halves": "pies", "02_quarters": "quarters"}
