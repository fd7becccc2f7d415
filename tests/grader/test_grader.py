"""`dojo grade`: bad input, the formats of the results, the journal, and the grader's self-test."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
import zipfile

import pytest

from dojo.behaviours import SEED_VARIABLE
from dojo.cli.main import main
from dojo.errors import UsageError
from dojo.grader.formats import FORMATS, Report
from dojo.grader.grades import grades_of
from dojo.grader.journal import Journal, merged
from dojo.grader.policy import Policy
from dojo.grader.results import Result
from dojo.grader.submissions import Unreadable, find
from tests.fixtures.course import COURSE

from .conftest import REFERENCE, anew, grade, results, submit

# One behaviour that does not take long.
KINK = "On both sides of its kink"

BAD = {
    "empty": "it is empty",
    "no kata": "no folder kata/",
    "empty kata": "kata/ is empty",
    "file": "it is a file",
    "link out": "a place outside its folder",
    "module link out": "a place outside its folder",
    "gigabyte": "larger than 1 MB",
    "pipe": "is not an ordinary file",
    "no zip.zip": "cannot be read",
}
BROKEN = {
    "not utf-8": "cannot read",
    "python 2": "cannot read",
    "not installed": "ModuleNotFoundError",
}


def bad_class(folder):
    """Write one submission of each bad kind, and a good one at the end."""
    (folder / "empty").mkdir(parents=True)
    (folder / "no kata" / "src").mkdir(parents=True)
    (folder / "empty kata" / "kata").mkdir(parents=True)
    (folder / "file").write_text("a file")
    (folder / "link out").mkdir()
    (folder / "link out" / "kata").symlink_to(COURSE.reference)
    link = submit(folder / "module link out") / "kata" / "activations.py"
    link.unlink()
    link.symlink_to(COURSE.reference / "activations.py")
    with (submit(folder / "gigabyte") / "kata" / "activations.py").open("wb") as file:
        file.truncate(1 << 30)
    os.mkfifo(submit(folder / "pipe") / "kata" / "more.py")
    (folder / "no zip.zip").write_bytes(b"PK\x03\x04 nonsense")
    submit(folder / "python 2", activations='print "hello"')
    submit(folder / "not installed", activations="import torch_of_theirs")
    (submit(folder / "not utf-8") / "kata" / "activations.py").write_bytes(b"x = '\xff\xfe'\n")
    good = submit(folder / "zz good")
    (good / "conftest.py").write_text("raise SystemExit")
    (good / "pytest.ini").write_text("[pytest]\naddopts = --nonsense\n")
    (good / "sitecustomize.py").write_text("raise SystemExit")
    (good / "kata" / "conftest.py").write_text("raise SystemExit")
    with zipfile.ZipFile(folder / "zipped.zip", "w") as archive:
        for name, text in REFERENCE.items():
            archive.writestr(f"work/kata/{name}", text)
        archive.writestr("../../kata/evil.py", "raise SystemExit")
    return folder


@pytest.fixture(scope="module")
def graded(scratch):
    bad_class(scratch / "bad")
    return results(scratch, "bad", "bad/nowhere", "--only", KINK, "--journal", "bad.jsonl")


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_reported_by_name_and_is_neither_zero_nor_green(graded, name):
    result = graded[f"bad/{name}"]
    assert BAD[name] in result["why"]
    assert (result["graded"], result["score"]) == (False, None)


@pytest.mark.parametrize("name", BROKEN)
def test_a_kata_that_cannot_be_loaded_is_broken(graded, name):
    result = graded[f"bad/{name}"]
    assert {b["verdict"] for b in result["behaviours"]} == {"broken"}
    assert any(BROKEN[name] in b["message"] for b in result["behaviours"])
    assert any("activations.py" in b["message"] for b in result["behaviours"])


@pytest.mark.parametrize("name", ["zz good", "zipped.zip"])
def test_the_rest_goes_on(graded, name):
    result = graded[f"bad/{name}"]
    assert result["score"] == len(result["behaviours"]) > 0


def test_a_path_that_does_not_exist_is_reported(graded):
    assert "no such file" in graded["bad/nowhere"]["why"]


def test_a_folder_that_cannot_be_read_is_reported(tmp_path, monkeypatch):
    submit(tmp_path / "mine")

    def refuse(folder):
        if str(folder).endswith("kata"):
            raise PermissionError(13, "Permission denied", "kata")
        return found(folder)

    found = os.scandir
    monkeypatch.setattr("dojo.grader.trees.os.scandir", refuse)
    with pytest.raises(Unreadable, match="Permission denied"):
        next(find([str(tmp_path / "mine")])).sources()


@pytest.fixture(scope="module")
def two(scratch):
    """A right submission, a wrong one, and one that cannot be graded."""
    folder = scratch / "two"
    submit(folder / "a")
    wrong = REFERENCE["activations.py"].replace("(z > 0) * 1.0", "(z >= 0) * 1.0")
    submit(folder / "=b", activations=wrong)
    (folder / "c").mkdir()
    return folder


def run(scratch, form, *arguments, **options):
    journal = ["--only", KINK, "--journal", "two.jsonl", "--format", form]
    return grade(scratch, "two", *journal, *arguments, **options)


@pytest.fixture(scope="module")
def table(two, scratch):
    """The three, graded, as the command prints them."""
    return run(scratch, "table").stdout


@pytest.fixture(scope="module")
def kept(table, scratch):
    """The three results as the journal keeps them, by name; formats are made from these."""
    found, _ = merged([scratch / "two.jsonl"])
    return Report(found, grades_of(found, Policy()), "Deep learning")


def test_the_table_names_each_and_its_score(table):
    lines = table.splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["two/=b", "two/a", "two/c"]
    assert "kink" in lines[1]
    assert "not graded: it is empty" in lines[3]
    assert lines[-1] == "2 graded, 1 green, 1 not graded"


def test_junit_has_a_suite_a_submission(kept):
    root = ET.fromstring(FORMATS["junit"](kept))
    suites = {suite.get("name"): suite for suite in root}
    assert suites["two/a"].get("failures") == "0"
    assert int(suites["two/=b"].get("failures")) == len(suites["two/=b"].findall("*/failure")) > 0
    assert suites["two/c"].get("errors") == "1"


def test_behaviours_have_a_line_each(kept):
    rows = list(csv.DictReader(io.StringIO(FORMATS["behaviours"](kept))))
    scores = {(row["submission"], row["verdict"]): row["score"] for row in rows}
    assert scores[("two/a", "green")] == "1"
    assert scores[("two/=b", "red")] == "0"
    assert scores[("two/c", "not graded")] == ""


def test_gradescope_reads_one_submission(two, scratch):
    for name, expected in (("a", "passed"), ("=b", "failed")):
        arguments = ["--only", KINK, "--journal", "g.jsonl", "--format", "gradescope"]
        plain = grade(scratch, f"two/{name}", *arguments, "--output", f"{name}.json")
        assert "1 result is in" in plain.stdout
        whole = json.loads((scratch / f"{name}.json").read_text(encoding="utf-8"))
        assert whole["score"] == sum(test["score"] for test in whole["tests"])
        assert expected in {test["status"] for test in whole["tests"]}
    grade(scratch, "two/c", *arguments, "--output", "c.json")
    whole = json.loads((scratch / "c.json").read_text(encoding="utf-8"))
    assert whole["score"] == 0
    assert "it is empty" in whole["output"]
    refused = grade(scratch, "two/a", "two/c", *arguments, "--output", "d.json", status=[2])
    assert "takes one submission, not 2" in refused.stderr
    assert not (scratch / "d.json").exists()


def test_a_file_of_somebody_else_is_not_written_over(two, scratch):
    mine = scratch / "mine.csv"
    mine.write_text("my own marks")
    assert "dojo grade did not write it" in run(scratch, "csv", "--output", mine, status=[2]).stderr
    assert mine.read_text() == "my own marks"
    for _ in range(2):
        run(scratch, "csv", "--output", scratch / "marks.csv")


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--jobs", "two", "two is not a whole number from 1 to 64"),
        ("--jobs", "0", "0 is not a whole number from 1 to 64"),
        ("--seconds", "ten", "ten is not a number above 0"),
        ("--memory", "-1", "-1 is not a number above 0"),
    ],
)
def test_a_number_that_is_none_is_told(capsys, option, value, sentence):
    with pytest.raises(SystemExit, match="2"):
        main(["grade", "mine", f"{option}={value}"])
    assert sentence in capsys.readouterr().err


def test_wrong_use_is_told(two, scratch):
    assert "there is no behaviour" in grade(scratch, "two", "--only", "zzz", status=[2]).stderr
    (scratch / "notes.txt").write_text("notes\n")
    told = grade(scratch, "two", "--journal", "notes.txt", status=[2]).stderr
    assert "not a journal" in told
    assert (scratch / "notes.txt").read_text() == "notes\n"


def test_a_killed_run_goes_on_and_nothing_is_lost_or_graded_twice(tmp_path, monkeypatch):
    monkeypatch.delenv(SEED_VARIABLE)
    for number in range(12):
        submit(tmp_path / "class" / f"{number:02}")
    command = "import sys; from dojo.cli.main import main; sys.exit(main())"
    arguments = [sys.executable, "-c", command, "grade", "class", "--only", "1", "--jobs", "2"]
    journal = tmp_path / "dojo-grade.jsonl"

    def lines():
        return journal.read_bytes().count(b"\n") if journal.exists() else 0

    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(arguments, cwd=tmp_path, **silent) as killed:
        while lines() < 5 and killed.poll() is None:
            time.sleep(0.005)
        killed.send_signal(signal.SIGKILL)
    before = lines()
    assert 5 <= before < 15
    with journal.open("ab") as file:
        file.write(b'{"submission": "class/0')  # the line that it was writing
    graded = results(tmp_path, "class", "--only", "1")
    # Before the results come the journal's own line, the seed, and what is asked.
    entries = [json.loads(line) for line in journal.read_text().splitlines()[3:]]
    assert sorted(entry["result"]["submission"] for entry in entries) == sorted(graded)
    assert len(graded) == 12
    assert all(r["score"] == len(r["behaviours"]) for r in graded.values())
    changed = tmp_path / "class" / "03" / "kata" / "neuron.py"
    changed.write_text("")
    again = results(tmp_path, "class", "--only", "1")
    assert again["class/03"]["score"] == 0
    assert len(journal.read_text().splitlines()) == 16


def test_one_run_at_a_time_writes_to_a_journal(tmp_path):
    journal = Journal(tmp_path / "j", "grading")
    submit(tmp_path / "mine")
    told = grade(tmp_path, "mine", "--only", "1", "--journal", "j", status=[2]).stderr
    assert "another dojo grade is writing to" in told
    journal.write(Result("a", "f", False, "why"))
    assert not journal.knows("a", "f")
    journal.close()


def test_a_full_disk_is_told_and_what_was_kept_is_kept(tmp_path, monkeypatch):
    journal = Journal(tmp_path / "j", "grading")
    journal.write(Result("a", "f", True))

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dojo.grader.journal.os.fsync", full)
    with pytest.raises(UsageError, match="No space left on device"):
        journal.write(Result("b", "f", True))
    journal.close()
    monkeypatch.undo()
    again = Journal(tmp_path / "j", "grading")
    assert again.knows("a", "f")
    again.close()


BREAKS = {
    "compares nothing": (
        "import dojo.tables.comparison as c, dojo.tables.sheet as s\n"
        "import dojo.behaviours.random_tables.replay as r\n"
        "right = lambda *a, **k: c.Comparison(True, '', '')\n"
        "c.compare = s.compare = r.compare = right"
    ),
    "never raises": "import dojo.tables.sheet as s; s.Sheet.finish = lambda self: None",
    "calls all green": (
        "import dojo.runner.protocol as s, dataclasses; ended = s.ended\n"
        "s.ended = lambda v: ended(dataclasses.replace(v, kind='green'))"
    ),
    "skips a behaviour": (
        "import dojo.runner.protocol as s; write = s._write\n"
        "s._write = lambda to, line: None if b'Shapes' in line else write(to, line)"
    ),
    "calls the right one wrong": (
        "import dojo.tables.expectations as e; e.Exact.accepts = lambda *a: False"
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_grader_refuses_to_grade(tmp_path, name):
    submit(tmp_path / "mine")
    run = "from dojo.cli.main import main; sys.exit(main())"
    program = f"import sys, dojo.runner.session\n{BREAKS[name]}\n{run}"
    command = [sys.executable, "-c", program, "grade", "mine", "--only", "1"]
    run = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=100, check=False
    )
    assert run.returncode == 2, run.stdout + run.stderr
    assert "self-test failed, so dojo graded no submission" in run.stderr
    assert run.stdout == ""


def test_the_grader_knows_right_from_wrong_in_every_chapter(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    run = grade(tmp_path, "--self-test", run=anew)
    assert "accepts right answers and no others" in run.stdout


WAITS = "\nimport time\n_relu = relu\ndef relu(z):\n    {}\n    return _relu(z)\n"


def test_the_limit_is_the_processors_time_and_three_times_as_much_by_the_clock(tmp_path):
    """On a busy machine, right code waits for its turn; one that sleeps stands for it here."""
    honest, busy = REFERENCE["activations.py"], "end = time.process_time() + 1.5"
    for name, line in (
        ("waits", "time.sleep(1.5)"),
        ("computes", f"{busy}\n    while time.process_time() < end: pass"),
        ("waits for ever", "time.sleep(60)"),
    ):
        submit(tmp_path / "class" / name, activations=honest + WAITS.format(line))
    options = ["--only", KINK, "--draws", "0", "--behaviour-seconds", "1", "--jobs", "3"]
    found = results(tmp_path, "class", *options)
    verdicts = {name: r["behaviours"][0]["verdict"] for name, r in found.items()}
    assert verdicts == {
        "class/waits": "green",
        "class/computes": "broken",
        "class/waits for ever": "broken",
    }
    assert found["class/waits for ever"]["seconds"] < 30
