"""Grades: the policy of a course, rosters of each platform, and the files that are uploaded."""

import csv
import datetime
import io
import json
from dataclasses import replace

import pytest

from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader.class_report import misfits, report_on
from dojo.grader.formats import FORMATS, Report, may_write, write
from dojo.grader.grades import grades_of
from dojo.grader.policy import Policy, policy_of
from dojo.grader.preparation import Settings
from dojo.grader.results import Result
from dojo.grader.roster import read_roster
from tests.fixtures.course import COURSE

from . import strict_readers
from .made import ASKED, result


class Class(list):
    """Results in a list, with their names, as a journal's are."""

    @property
    def names(self):
        return [each.submission for each in self]


def report(results, roster=None, policy=None, course=COURSE, **options):
    if policy is None:
        return report_on(course, Class(results), roster, **options)
    return Report(results, grades_of(results, policy, roster), "Deep learning", roster)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def roster(tmp_path, text):
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return read_roster(path)


def test_a_row_a_student_with_a_column_a_chapter():
    found = rows(FORMATS["csv"](report([result("class/ada", "ggrgn"), result("class/ben", "")])))
    ada, ben = found
    assert (ada["id"], ada["points"], ada["of"], ada["behaviours"]) == ("ada", "3", "4", "4")
    assert (ada["1 Neuron"], ada["2 Activations"]) == ("2", "1")
    assert ada["note"] == "next: 2 Activations › ReLU"
    assert (ben["points"], ben["of"], ben["note"]) == ("", "4", "not graded: it is empty")


def test_what_is_optional_is_not_counted():
    (ada,) = rows(FORMATS["csv"](report([result("ada", "ggggr")])))
    assert (ada["points"], ada["note"]) == ("4", "all green")


def course(tmp_path, grading):
    """Make a course with a policy, of two chapters."""
    for folder in ("features", "steps", "kata"):
        (tmp_path / "own" / folder).mkdir(parents=True, exist_ok=True)
    for name, title in (("01_neuron", "Neuron"), ("02_activations", "Activations")):
        (tmp_path / "own" / "features" / f"{name}.feature").write_text(f"Feature: {title}\n")
    head = 'format = 1\nname = "own"\ntitle = "My course"\n'
    (tmp_path / "own" / "course.toml").write_text(f"{head}\n{grading}", encoding="utf-8")
    return Course.at(tmp_path / "own")


def test_weights_and_points(tmp_path):
    own = course(tmp_path, "[grading]\npoints = 100\n[grading.weights]\nactivations = 3\n")
    (ada,) = rows(FORMATS["csv"](report([result("ada", "grgrn")], course=own)))
    assert (ada["1 Neuron"], ada["2 Activations"]) == ("12.5", "37.5")
    assert (ada["points"], ada["of"]) == ("50", "100")


def test_parts_of_a_chapter_have_weights_by_name_and_none_by_their_number(tmp_path):
    course(tmp_path, "")
    features = tmp_path / "own" / "features"
    for old, new in (("01_neuron", "01a_neuron"), ("02_activations", "01b_activations")):
        (features / f"{old}.feature").rename(features / f"{new}.feature")
    own = Course.at(tmp_path / "own")
    by_name = replace(own, grading={"weights": {"neuron": 2, "01b_activations": 3}})
    assert policy_of(by_name).weights == {"1 Neuron": 2, "1 Activations": 3}
    with pytest.raises(UsageError, match="the course has 01a_neuron, 01b_activations"):
        policy_of(replace(own, grading={"weights": {"1": 2}}))


def test_other_chapters_are_another_grading_and_another_policy_is_not(tmp_path):
    texts = "", "[grading]\npoints = 3", 'chapters = ["activations", "neuron"]'
    plain, graded, turned = (
        Settings().grading(course(tmp_path / str(number), text))
        for number, text in enumerate(texts)
    )
    assert plain == graded != turned


def test_late_days(tmp_path):
    own = course(
        tmp_path,
        "[grading]\nlate_days = 1\nlate_per_day = 0.25\n"
        "[grading.due]\n2 = 2026-10-05T12:00:00+00:00\n",
    )
    students = (
        "id,name,submitted\n1,Ada,2026-10-07 11:00:00 +0000\n2,Ben,2026-10-05 11:00:00 +0000\n"
    )
    found = roster(tmp_path, students)
    ada, ben = rows(
        FORMATS["csv"](report([result("1", "ggggg"), result("2", "ggggg")], found, course=own))
    )
    assert (ada["days late"], ada["points"], ada["2 Activations"]) == ("2", "3.5", "1.5")
    assert ada["note"].startswith("2 days late")
    assert (ben["days late"], ben["points"]) == ("0", "4")


def test_a_date_alone_lasts_until_its_end():
    due = {"a": datetime.datetime(2026, 10, 5, 23, 59, 59, tzinfo=datetime.UTC)}
    assert (
        Policy(due=due).days_late("a", datetime.datetime(2026, 10, 5, 23, tzinfo=datetime.UTC)) == 0
    )


@pytest.mark.parametrize(
    ("grading", "line", "sentence"),
    [
        ("[grading]\npoint = 3", 6, "the key point is unknown; [grading] has points"),
        ("[grading]\n\npoints = -1", 7, "grading.points is -1; write a number that is at least 0"),
        ("[grading]\nweights = 3", 6, "write [grading.weights] with one chapter per line"),
        ("[grading.weights]\nneurons = 3", 6, "the course has 01_neuron, 02_activations"),
        ("[grading.weights]\nneuron = -3", 6, "grading.weights.neuron is -3; write a number"),
        ("[grading]\nlate_days = 1\nweights = {neurons = 3}", 7, "the course has 01_neuron"),
        ('[grading.due]\n1 = 2026-10-05\nneuron = "soon"', 7, "write a date such as 2026-10-05"),
    ],
)
def test_a_wrong_policy_is_told_with_the_file_and_the_line(tmp_path, grading, line, sentence):
    with pytest.raises(UsageError) as told:
        policy_of(course(tmp_path, grading))
    assert sentence in str(told.value)
    assert f"course.toml:{line}: " in str(told.value)


MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    "Participant 11,Ada Lovelace,ada@x.org,Submitted,,100.00,Yes,"
    '"Monday, 5 October 2026, 12:30 PM",-,\n'
    "Participant 12,Ben Ohm,ben@x.org,No submission,,100.00,Yes,-,-,\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Kata (77),Current Score\n"
    ",,,,,Manual Posting (scores hidden from instructors),(read only)\n"
    "    Points Possible,,,,,10,(read only)\n"
    '"Student, Test",99,,x,A,,\n'
    '"Lovelace, Ada",41,s1,ada@x.org,A,,\n"Ohm, Ben",42,s2,ben@x.org,A,,\n'
)
CANVAS_IN_TWO = CANVAS.replace("Student,ID", "LastName,FirstName,ID").replace(
    " Possible,", " Possible,,"
)
CANVAS_IN_TWO = CANVAS_IN_TWO.replace(",,,,,Man", ",,,,,,Man")
for whole in ("Student, Test", "Lovelace, Ada", "Ohm, Ben"):
    CANVAS_IN_TWO = CANVAS_IN_TWO.replace(f'"{whole}"', whole.replace(", ", ","))
GRADESCOPE = "First Name,Last Name,SID,Email\nAda,Lovelace,s1,ada@x.org\nBen,Ohm,s2,ben@x.org\n"
GITHUB = (
    '"identifier","github_username","github_id","name"\n"s1","ada-l","7",""\n"s2","ben","8",""\n'
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (MOODLE, ["Ada Lovelace_11_assignsubmission_file_", "Ben Ohm_12_assignsubmission_file_"]),
        (CANVAS, ["lovelaceada_41", "ohmben_42"]),
        (CANVAS, ["lovelaceada_999", "ohmben_998"]),
        (CANVAS_IN_TWO, ["lovelaceada_41", "ohmben_998"]),
        (GRADESCOPE, ["Ada Lovelace", "s2"]),
        (GITHUB, ["week-1-ada-l", "week-1-ben"]),
        ("id;name\nada;Ada Lovelace\nben;Ben Ohm\n", ["ada.zip", "ben"]),
        ("email,name\nada@x.org,Ada Lovelace\nben@x.org,Ben Ohm\n", ["ada", "Ohm_Ben"]),
    ],
)
def test_a_roster_of_each_platform_is_understood(tmp_path, text, names):
    found = report([result(f"class/{name}", "ggggg") for name in names], roster(tmp_path, text))
    assert list(misfits(found)) == []
    assert [grade.points for grade in found.grades.grades] == [4, 4]


def test_who_is_missing_on_either_side_is_told(tmp_path):
    found = report(
        [result("class/ada", "ggggg"), result("class/zoe", "ggggg")], roster(tmp_path, GRADESCOPE)
    )
    missing, strangers = misfits(found)
    assert (
        missing == "2 students of the roster handed in nothing: Ada Lovelace (s1), Ben Ohm (s2)"
        or (missing == "1 student of the roster handed in nothing: Ben Ohm (s2)")
    )
    assert "has no student in the roster" in strangers
    assert "class/zoe" in strangers


def test_of_several_by_one_student_the_best_counts(tmp_path):
    text = "id,name\nada,Ada\n"
    found = report([result("one/ada", "grggg"), result("two/ada", "ggggg")], roster(tmp_path, text))
    (grade,) = found.grades.grades
    assert (grade.points, grade.submission) == (4, "two/ada")
    assert "this is the best submission, the others are one/ada" in grade.note


def test_a_name_that_two_share_is_told(tmp_path):
    text = "id,name\n1,Ada Lovelace\n2,Ada Lovelace\n"
    with pytest.raises(UsageError, match="could belong to Ada Lovelace and Ada Lovelace"):
        report([result("Ada Lovelace", "ggggg")], roster(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("mark,colour\n1,red\n", "has no column that identifies a student"),
        ("id,name\n1,Ada\n1,Ben\n", "roster.csv:3: the id 1 appears twice"),
        ("id,name\n", "has no students"),
        ("id,submitted\n1,5/10/2026\n", "'5/10/2026' is not a time; write it as 2026-10-05 22:10"),
        ("id,name,x\n,,3\n", "roster.csv:2: this row has neither an id nor a name"),
    ],
)
def test_a_bad_roster_is_told(tmp_path, text, sentence):
    with pytest.raises(UsageError) as told:
        roster(tmp_path, text)
    assert sentence in str(told.value)


def test_a_roster_that_is_no_text_is_told(tmp_path):
    (tmp_path / "roster.csv").write_bytes(b"id,name\n1,\xff\xfe\n")
    with pytest.raises(UsageError, match="is not UTF-8 text"):
        read_roster(tmp_path / "roster.csv")
    with pytest.raises(UsageError, match="No such file"):
        read_roster(tmp_path / "nowhere.csv")


def test_moodle_takes_its_own_worksheet_back(tmp_path):
    ada = result("class/Ada Lovelace_11_assignsubmission_file_", "grggg")
    text = FORMATS["moodle"](report([ada], roster(tmp_path, MOODLE)))
    assert rows(text)[0].keys() == rows(MOODLE)[0].keys()
    assert strict_readers.moodle(text, {"11", "12"}) == {
        "11": ("75", "next: 1 Neuron › Shapes"),
        "12": ("", "nothing was handed in"),
    }


def test_moodle_without_a_roster():
    ada = result("class/Ada Lovelace_11_assignsubmission_file_", "grggg")
    text = FORMATS["moodle"](report([ada]))
    assert strict_readers.moodle(text, {"11"})["11"][0] == "3"
    with pytest.raises(UsageError, match="use its grading worksheet as --roster"):
        FORMATS["moodle"](report([result("class/ada", "grggg")]))


def test_canvas_takes_its_own_gradebook_back(tmp_path):
    ada = result("class/lovelaceada_41", "grggg")
    found = report([ada], roster(tmp_path, CANVAS), assignment="Kata")
    text = FORMATS["canvas"](found)
    students = {"41": "Ada Lovelace", "42": "Ben Ohm"}
    assert strict_readers.canvas(text, students) == ("Kata (77)", 10, {"41": "7.5", "42": ""})
    (tmp_path / "two").mkdir()
    in_two = report([ada], roster(tmp_path / "two", CANVAS_IN_TWO), assignment="Kata")
    lines = rows(FORMATS["canvas"](in_two))
    assert [*lines[0]][:3] == ["LastName", "FirstName", "ID"]
    assert [(row["ID"], row["Kata (77)"]) for row in lines] == [
        ("", "10"),
        ("41", "7.5"),
        ("42", ""),
    ]


def test_a_file_from_a_platform_is_not_written_over(tmp_path):
    gradebook = CANVAS.replace("Current Score", "Current Score\n")
    for form, text, name in (
        ("moodle", MOODLE, "Ada Lovelace_11_assignsubmission_file_"),
        ("canvas", gradebook, "lovelaceada_41"),
    ):
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UsageError, match="dojo grade did not write it"):
            may_write(path)
        write(path, FORMATS[form](report([result(name, "ggggg")])))
        may_write(path)


def test_canvas_without_a_roster():
    text = FORMATS["canvas"](report([result("class/lovelaceada_41", "grggg")], assignment="Kata"))
    assert strict_readers.canvas(text, {"41": "Ada"}) == ("Kata", 4, {"41": "3"})


def test_gradescope_adds_up(tmp_path):
    own = course(tmp_path, "[grading]\npoints = 100\n[grading.weights]\nactivations = 3\n")
    whole = json.loads(FORMATS["gradescope"](report([result("ada", "grgrn")], course=own)))
    assert strict_readers.gradescope(whole) == 50
    assert sum(test["score"] for test in whole["tests"]) == pytest.approx(50)
    assert sum(test["max_score"] for test in whole["tests"]) == pytest.approx(100)
    bad = json.loads(FORMATS["gradescope"](report([result("ada", "")])))
    assert strict_readers.gradescope(bad) == 0
    assert "it is empty" in bad["output"]


def test_json_has_the_grades_and_the_codes():
    whole = json.loads(FORMATS["json"](report([result("class/ada", "grggg")])))
    assert whole["grades"][0]["points"] == 3
    assert whole["grades"][0]["chapters"]["1 Neuron"] == {"points": 1, "of": 2}
    (red,) = [b for b in whole["results"][0]["behaviours"] if b["verdict"] == "red"]
    assert red["codes"] == ["slope-at-output"]
    assert "✗ yours 1" in red["message"]


def test_a_formula_is_no_formula_in_a_spreadsheet():
    (found,) = rows(FORMATS["csv"](report([result("=cmd()", "ggggg")])))
    assert found["id"] == found["submission"] == "'=cmd()"


def test_names_are_hidden_everywhere():
    ada = result("class/ada", "grggg")
    found = report([ada, result("class/ben", "ggggg")], hide_names=True)
    for form in ("table", "csv", "json", "junit", "behaviours"):
        text = FORMATS[form](found)
        assert "student 1" in text
        assert "ada" not in text
        assert "ben" not in text


def test_what_is_packed_is_unpacked():
    for one in (result("ada", "grnbg", printed="hello"), result("ben", "")):
        packed = json.loads(json.dumps(one.packed()))
        again = Result.unpacked(packed, ASKED)
        assert json.loads(json.dumps(again.packed())) == packed
        assert FORMATS["behaviours"](report([again])) == FORMATS["behaviours"](report([one]))
