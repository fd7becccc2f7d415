"""A class of forty, the whole way: graded, killed, resumed, reported, and read by the platforms."""

import csv
import io
import json
import re
import shutil
import signal
import subprocess
import time

import pytest

from dojo.grader.journal import merged

from . import strict_readers
from .conftest import COMMAND, grade
from .forty import FORTY, PLATFORMS, make, name, points

# One of the first chapter and one of the second, so that a class takes seconds.
ONLY = ["--only", "Two inputs, three neurons", "--only", "On both sides of its kink"]
ARGUMENTS = [*PLATFORMS, *ONLY, "--jobs", "2", "--drawn-seed", "7"]


def lines(journal):
    return journal.read_bytes().count(b'"result"') if journal.exists() else 0


@pytest.fixture(scope="module")
def forty(tmp_path_factory):
    """The class, after its first run was killed and a second one went on."""
    folder = tmp_path_factory.mktemp("forty")
    make(folder)
    journal = folder / "dojo-grade.jsonl"
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*COMMAND, "grade", *ARGUMENTS], cwd=folder, **silent) as killed:
        while lines(journal) < 10 and killed.poll() is None:
            time.sleep(0.005)
        killed.send_signal(signal.SIGKILL)
    assert 10 <= lines(journal) < 40
    grade(folder, *ARGUMENTS)
    return folder


def report(folder, *arguments):
    """Report from the journal: nothing is graded any more."""
    before = (folder / "dojo-grade.jsonl").read_bytes()
    text = grade(folder, *arguments).stdout
    assert (folder / "dojo-grade.jsonl").read_bytes() == before
    return text


def test_each_of_the_forty_is_graded_once(forty):
    entries = map(json.loads, (forty / "dojo-grade.jsonl").read_text("utf-8").splitlines())
    names = [entry["result"]["submission"] for entry in entries if "result" in entry]
    graded = [name for name in names if names.count(name) == 1]
    # What cannot be read is tried again by the second run.
    assert len({*names}) == 40
    assert len(graded) >= 36


def test_points_are_right_in_every_shape(forty):
    rows = list(csv.DictReader(io.StringIO(report(forty, *ARGUMENTS, "--format", "csv"))))
    assert len(rows) == 40
    for row in rows:
        platform, _, label = row["submission"].partition("/")
        expected = next(points(n) for p, n in FORTY if p == platform and f"{n}" in number_of(label))
        assert row["points"] == ("" if expected is None else str(expected)), row
        assert row["note"]


def number_of(label):
    """Return the last digit of the number in a submission's name."""
    return [c for c in label.replace("assignsubmission_file_", "") if c.isdigit()][-1]


def of(forty, platform, form, roster, *more):
    arguments = [platform, *ARGUMENTS[len(PLATFORMS) :], "--format", form, *more]
    return report(forty, *arguments, *(["--roster", roster] if roster else []))


def test_moodle_reads_its_grades(forty):
    text = of(forty, "moodle", "moodle", "worksheet.csv")
    found = strict_readers.moodle(text, {str(100 + n) for n in range(10)})
    expected = {str(100 + n): "" if points(n) is None else f"{points(n) * 25}" for n in range(10)}
    assert {number: mark for number, (mark, _) in found.items()} == expected
    assert "cannot be read" in found["109"][1]


def test_canvas_reads_its_grades(forty):
    text = of(forty, "canvas", "canvas", "gradebook.csv", "--assignment", "Kata")
    students = {str(200 + n): " ".join(name("canvas", n)) for n in range(10)}
    header, possible, scores = strict_readers.canvas(text, students)
    assert (header, possible) == ("Kata (77)", 10)
    assert scores == {
        str(200 + n): "" if points(n) is None else f"{points(n) * 5}" for n in range(10)
    }


def test_gradescope_names_its_students_and_reads_one(forty):
    rows = list(csv.DictReader(io.StringIO(of(forty, "gradescope", "csv", ""))))
    assert [row["id"] for row in rows] == [f"g{n}" for n in range(10)]
    assert rows[3]["name"] == "Dda Gradescopeson"
    for number in (0, 2, 9):
        one = [f"gradescope/submission_{300 + number}", *ONLY, "--format", "gradescope"]
        text = grade(forty, *one, "--journal", "one.jsonl").stdout
        assert strict_readers.gradescope(json.loads(text)) == (points(number) or 0)


def test_github_classroom_names_its_students(forty):
    rows = list(csv.DictReader(io.StringIO(of(forty, "github", "csv", "classroom.csv"))))
    assert [row["id"] for row in rows] == [f"h{n}" for n in range(10)]


def test_pages_and_summary(forty):
    run = grade(forty, *ARGUMENTS, "--feedback", "pages", "--summary", "class.html")
    assert "40 pages are in pages" in run.stderr
    assert len(list((forty / "pages").iterdir())) == 40
    summary = (forty / "class.html").read_text(encoding="utf-8")
    assert "36 graded" in summary
    assert "<code>z ≥ 0</code> instead of <code>z &gt; 0</code>" in summary
    page = "Ada Moodleson_100_assignsubmission_file_feedback.html"  # Moodle takes it back
    assert "Ada Moodleson" in (forty / "pages" / page).read_text(encoding="utf-8")
    assert (forty / "pages" / "g3.html").is_file()
    grade(forty, *ARGUMENTS, "--summary", "hidden.html", "--hide-names")
    hidden = (forty / "hidden.html").read_text(encoding="utf-8")
    assert "Moodleson" not in hidden
    assert re.search(r"student \d\d", hidden)


def test_journals_of_two_machines_are_merged(forty, tmp_path):
    for platform in ("moodle", "canvas"):
        shutil.copytree(forty / platform, tmp_path / platform)
        part = [platform, *ARGUMENTS[len(PLATFORMS) :], "--journal", f"{platform}.jsonl"]
        grade(tmp_path, *part)
    merged = grade(tmp_path, "--from", "moodle.jsonl", "canvas.jsonl", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(merged)))
    assert len(rows) == 20
    assert {row["points"] for row in rows} == {"", "1", "2"}
    other = ["canvas", "--only", "1", "--journal", "other.jsonl", "--draws", "0"]
    grade(tmp_path, *other)
    told = grade(tmp_path, "--from", "moodle.jsonl", "other.jsonl", status=[2]).stderr
    assert "have different courses, options or versions of dojo" in told


def test_what_can_be_told_before_is_told_before(forty):
    before = (forty / "dojo-grade.jsonl").read_bytes()
    (forty / "file").write_text("mine")
    for words, sentence in (
        (["--roster", "worksheet.csv", "--output", "worksheet.csv"], "did not write it"),
        (["--feedback", "file"], "cannot make file"),
        (["--summary", "file"], "did not write it"),
        (["--format", "moodle", "--hide-names"], "needs names"),
        (["--roster", "nowhere.csv"], "No such file"),
    ):
        assert sentence in grade(forty, "moodle", *words, status=[2]).stderr
    assert (forty / "dojo-grade.jsonl").read_bytes() == before


def test_a_large_journal_is_read_from_the_disk(forty, monkeypatch):
    held, _ = merged([forty / "dojo-grade.jsonl"])
    monkeypatch.setattr("dojo.grader.journal.MOST_HELD", 0)
    found, _ = merged([forty / "dojo-grade.jsonl"])
    assert [r.packed() for r in found] == [r.packed() for r in held]


def test_what_journals_may_be(tmp_path):
    assert "No such file" in grade(tmp_path, "--from", "a.jsonl", status=[2]).stderr
    (tmp_path / "a.jsonl").write_text('{"format": "dojo grade journal"}\n')
    assert "contains no results yet" in grade(tmp_path, "--from", "a.jsonl", status=[2]).stderr
    assert "name submissions" in grade(tmp_path, status=[2]).stderr


EXAM = """\
# features/02_activations.feature › On both sides of its kink › relu gives
z,a?,slope?
-7,0,0
0,0,{slope}
11,11,1
"""


def test_an_exam_has_hidden_tables(forty, tmp_path):
    shutil.copytree(forty / "github", tmp_path / "github")
    (tmp_path / "exam.csv").write_text(EXAM.format(slope=0), encoding="utf-8")
    text = grade(tmp_path, "github", "--cases", "exam.csv", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["points"] for row in rows] == [*"11000011"[:6], "1", "1", "1", ""]
    assert {row["of"] for row in rows} == {"1"}
    json_text = grade(tmp_path, "github", "--cases", "exam.csv", "--format", "json").stdout
    assert "-7" in json_text


def test_an_exam_that_is_wrong_grades_nobody(forty, tmp_path):
    shutil.copytree(forty / "github", tmp_path / "github")
    (tmp_path / "exam.csv").write_text(EXAM.format(slope=5), encoding="utf-8")
    told = grade(tmp_path, "github", "--cases", "exam.csv", status=[2]).stderr
    assert "the reference is red" in told
    assert "5 ✗ yours 0" in told
    told = grade(tmp_path, "github", "--cases", "nowhere.xlsx", status=[2]).stderr
    assert "nowhere.xlsx: No such file" in told
