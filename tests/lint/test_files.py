"""`dojo lint` takes folders, chapters of the course, and files that cannot be read."""

import json
import os
import sys

import pytest

from dojo.cli.main import main
from dojo.lint import CODES, lint, numbering, recording, run
from dojo.lint.chapter import Chapter
from tests.fixtures.course import COURSE

GOOD = (COURSE.features / "01_neuron.feature").read_text(encoding="utf-8")
OWN = """\
Feature: {name}

  Rule: {name} adds a number to itself
    # hint: What is a number added to itself?
    # hint: 2·z, or z + z.
    # hint: Give back the sum of the number and itself.

    Example: Two numbers
      Then double makes
        | z  | a?       |
        | 1  | {answer} |
        | -3 | -6       |
"""


def say(capsys, *arguments):
    code = main(["lint", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def test_our_own_book_is_clean():
    files = [*COURSE.features.glob("*.feature"), *COURSE.worksheets.glob("*.feature")]
    assert len(files) >= 15
    assert lint(sorted(files)) == []


def test_a_chapter_in_any_folder_is_checked(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    path = folder / "my_chapter.feature"
    path.write_text(OWN.format(name="Doubling", answer=2), encoding="utf-8")
    assert say(capsys, path.name, "--kata", "kata") == (0, "no findings in 1 file\n", "")
    path.write_text(OWN.format(name="Doubling", answer=3), encoding="utf-8")
    code, out, _ = say(capsys, path.name, "--kata", "kata")
    assert code == 1
    assert out == (
        "my_chapter.feature:11: wrong: column 'a?': the cell is '3', but the reference answers 2\n"
        "1 finding in 1 file\n"
    )


def test_findings_are_printed_for_programs(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "features").mkdir()
    (folder / "features" / "my.feature").write_text(OWN.format(name="D", answer=3), "utf-8")
    code, out, _ = say(capsys, "--json", "--kata", "kata")
    assert code == 1
    (finding,) = [found for found in json.loads(out) if found["file"].endswith(".feature")]
    assert (finding["file"], finding["line"]) == (os.path.join("features", "my.feature"), 11)
    assert finding["code"] == "wrong"


def test_the_codes_can_be_read(capsys):
    code, out, _ = say(capsys, "--codes")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == list(CODES)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["gone.feature"], "there is no file or folder gone.feature"),
        (["kata"], "there is no .feature file in kata"),
        ([], "there is no .feature file in"),
        (["conftest.py"], "conftest.py is not a feature"),
        (["a.feature", "--kata", "gone"], "--kata gone: there is no such folder"),
    ],
)
def test_wrong_use_is_told(folder, capsys, monkeypatch, arguments, sentence):
    monkeypatch.chdir(folder)
    (folder / "a.feature").mkdir() if not arguments else (folder / "a.feature").touch()
    code, out, err = say(capsys, *arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err


def test_a_conftest_that_cannot_be_loaded_is_told(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "conftest.py").write_text("import nowhere_to_be_found\n")
    (folder / "my.feature").write_text(OWN.format(name="D", answer=2), encoding="utf-8")
    code, _, err = say(capsys, "my.feature")
    assert code == 2
    assert "nowhere_to_be_found" in err


def test_a_file_that_may_not_be_opened_is_a_finding(folder):
    path = folder / "my.feature"
    path.symlink_to(path)  # it exists for nobody, whatever rights they have
    (finding,) = Chapter(path).findings
    assert finding.code == "unreadable"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may open anything")
def test_a_file_without_permission_is_a_finding(folder):
    path = folder / "my.feature"
    path.write_text("Feature: x")
    path.chmod(0)
    (finding,) = Chapter(path).findings
    assert (finding.code, finding.sentence) == (
        "unreadable",
        "it cannot be opened: Permission denied",
    )


@pytest.mark.parametrize(
    ("names", "problems"),
    [
        (["01_a", "02_b"], {}),
        (["a", "b"], {}),
        (["02_a"], {"02_a": "the next number is 1"}),
        (["01_a", "03_b", "04_c"], {"03_b": "the next number is 2"}),
        (["01_a", "01_b", "02_c"], {"01_b": "has the number 1, too"}),
        (["01_a", "02a_b", "02b_c", "03_d"], {}),
        (["01_a", "02_b", "02b_c"], {"02b_c": "has the number 2, too"}),
        (["01_a", "03a_b", "03b_c"], {"03a_b": "the next number is 2"}),
        (["01_a", "b"], {"b": "its name has no number"}),
    ],
)
def test_chapters_are_numbered_without_a_gap(tmp_path, names, problems):
    folder = tmp_path / "features"
    folder.mkdir()
    for name in names:
        (folder / f"{name}.feature").write_text(OWN)
    chapters = [Chapter(path) for path in sorted(folder.glob("*"))]
    found = {f.file.stem: f.sentence for f in numbering.check_numbers(folder, chapters)}
    assert found.keys() == problems.keys()
    assert all(problems[name] in found[name] for name in problems)


def test_worksheets_follow_the_chapters_of_their_numbers(tmp_path):
    folder = tmp_path / "worksheets"
    folder.mkdir()
    for name in ("05_a", "07_b", "07_c"):
        (folder / f"{name}.feature").write_text(OWN)
    chapters = [Chapter(path) for path in sorted(folder.glob("*"))]
    found = {f.file.stem: f.sentence for f in numbering.check_numbers(folder, chapters)}
    assert found.keys() == {"07_c"}
    assert "has the number 7, too" in found["07_c"]


def test_a_module_that_no_chapter_introduces_is_found(folder):
    (folder / "features").mkdir()
    path = folder / "features" / "01_mine.feature"
    path.write_text(OWN.format(name="Doubling", answer=2), encoding="utf-8")
    tagless = lint([path], folder / "kata")
    assert [(f.code, f.file.stem) for f in tagless] == [("tag", "mine")]
    path.write_text("@mine\n" + OWN.format(name="Doubling", answer=2), encoding="utf-8")
    introduced = numbering.introductions([*COURSE.features.glob("*.feature"), path])
    assert list(numbering.check_modules(introduced, folder / "kata")) == []


def test_a_chapter_uses_nothing_that_comes_later(folder):
    rows = "        | z | s? |\n        | 1 | 1  |\n        | 2 | 2  |\n"
    text = (
        OWN.format(name="D", answer=2) + "\n    Example: A sum\n      Then a sum is taken\n" + rows
    )
    early, late = folder / "10_early.feature", folder / "11_late.feature"
    for path in (early, late):
        path.write_text(text, encoding="utf-8")
    found = lint([early, late], folder / "kata")
    assert [(f.file, f.code) for f in found if f.code != "contract"] == [(early, "order")]


def test_a_copy_of_a_chapter_introduces_what_the_chapter_does(tmp_path):
    """In a learner's workspace, the course's own features lie elsewhere."""
    path = tmp_path / "01_neuron.feature"
    path.write_text(GOOD, encoding="utf-8")
    assert lint([path]) == []


def test_nothing_of_a_run_is_left(folder, monkeypatch):
    """An interrupted run takes its processes and folders with it."""
    begun = []

    class Interrupted(recording.Observation):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            begun.append(self)

        def seen(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(run, "Observation", Interrupted)
    path = folder / "my.feature"
    path.write_text(OWN.format(name="D", answer=2), encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        lint([path], folder / "kata")
    assert len(begun) == 3
    assert [run for run in begun if run._process.poll() is None] == []
