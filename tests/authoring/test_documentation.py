"""The page for teachers: what it shows is what there is."""

import re
import tomllib

from dojo.authoring.new import TEMPLATE
from dojo.course.course_file import KEYS
from tests.fixtures.course import COURSE

PAGE = (COURSE.root / "docs" / "courses.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def template(name):
    return (TEMPLATE / name).read_text(encoding="utf-8")


def test_the_step_is_that_of_a_new_course():
    step = next(block for block in blocks("python") if "@then" in block)
    assert step.split() == template("steps/average.py").partition('"""\n')[2].split()


def test_the_misconception_is_that_of_a_new_course():
    shown = next(block for block in blocks("toml") if "belief" in block)
    shown, made = map(tomllib.loads, (shown, template("misconceptions/average_not_divided.toml")))
    assert shown == made | {"says": "not divided"}


def test_every_key_of_a_course_is_shown():
    shown = next(block for block in blocks("toml") if "format = 1" in block)
    assert {*KEYS} - {*tomllib.loads(shown)} == {"grading"}


def test_the_check_prints_what_the_page_shows(made, dojo):
    shown = PAGE.partition("$ dojo course check\n")[2].partition("```")[0].splitlines()
    assert dojo("course", "check", made).out.splitlines() == shown


def test_every_question_of_the_check_is_explained(made, parts):
    table = PAGE.partition("| question |")[2].partition("\n\n")[0]
    questions = {line.split(" |")[0].removeprefix("| ") for line in table.splitlines()[2:]}
    assert questions == {what.split(" of ")[0] for what in parts(made, with_mutants=True)}


def test_the_links_lead_somewhere():
    for link in re.findall(r"\]\((\.\./[^)]*)\)", PAGE):
        assert (COURSE.root / "docs" / link).exists(), link
