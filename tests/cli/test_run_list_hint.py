"""`dojo run`, `dojo list`, `dojo hint`: what they say, their exit codes, never a traceback."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.cli.main import main
from dojo.course.feature_source import FeatureSource
from dojo.workspace.manifest import FILE
from tests.fixtures.course import COURSE

RIGHT = {"weighted_sum": "return x @ W + b", "neuron": "return f(x @ W + b)"}
COMMANDS = ["run", "list", "hint", "watch"]


@pytest.fixture
def dojo(workspace, monkeypatch, capsys):
    monkeypatch.chdir(workspace)
    # A conftest.py in the workspace has pytest put that folder on the path.
    monkeypatch.setattr(sys, "path", [*sys.path])

    def run(*arguments):
        code = main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.fixture
def first_rule_done(write):
    write("kata/neuron.py", "weighted_sum", RIGHT["weighted_sum"])


@pytest.fixture
def all_done(workspace):
    for path in (workspace / "kata").glob("*.py"):
        shutil.copy(COURSE.reference / path.name, path)


def test_a_run_shows_what_is_first_and_the_chapters(dojo):
    code, out, _ = dojo("run")
    assert code == 1
    assert "weighted_sum is not written yet" in out
    assert re.search(r"1 Neuron +0 of +8  ········", out)


@pytest.mark.usefixtures("all_done")
def test_a_run_that_is_green(dojo):
    assert dojo("run")[0] == 0
    assert dojo("hint")[:2] == (0, "Every behaviour is green, so you need no hint.\n")


def test_one_chapter_and_one_behaviour(dojo, first_rule_done):
    code, out, _ = dojo("run", "by", "hand")
    assert code == 1
    assert "1 of  " in out
    assert len(json.loads(dojo("run", "non-linearity", "--json")[1])) == 18
    assert dojo("run", "weighs its inputs")[0] == 0
    # The name of a function, which stands in no title, finds what it is for.
    found = json.loads(dojo("run", "best_linear_fit", "--json")[1])
    assert 0 < len(found) < 9
    assert "neuron is linear regression" in found[0]["message"]


def test_several_chapters_and_names(dojo):
    def titles(*words):
        return [found["nodeid"] for found in json.loads(dojo("run", *words, "--json")[1])]

    one, three = titles("1"), titles("3")
    assert titles("1", "3") == titles("3", "1") == one + three
    # Words that are one phrase stay one: "by" alone names more.
    assert 2 == len(titles("by", "hand")) < len(titles("by"))
    code, _, err = dojo("run", "1", "77")
    assert (code, "there is no chapter 77" in err) == (2, True)


def test_the_outcomes_as_json(dojo, write):
    write("kata/neuron.py", "weighted_sum", "print('£'); return x @ W - b")
    code, out, _ = dojo("run", "1", "--json")
    first = json.loads(out)[0]
    assert code == 1
    assert (first["verdict"], first["printed"]) == ("red", "£\n" * 7)
    assert first["tables"][0]["rows"][0][3]["actual"] == "6"


def test_the_list_says_what_waits_for_what(dojo, first_rule_done):
    code, out, _ = dojo("list")
    assert code == 0
    assert "waits for neuron (kata/neuron.py:" in out
    everything = json.loads(dojo("list", "--json")[1])
    assert len(everything) == 26
    assert everything[0]["verdict"] == "green"


def test_the_list_breaks_no_word(dojo, first_rule_done, monkeypatch):
    whole = dojo("list", "--all")[1]
    monkeypatch.setattr("dojo.terminal.screen.columns", lambda: 50)
    narrow = dojo("list", "--all")[1]
    assert max(map(len, narrow.splitlines())) <= 50
    assert narrow.split() == whole.split()


def test_what_is_printed_is_shown_below_the_verdict(dojo, write):
    write("kata/neuron.py", "weighted_sum", "print('£', x.shape); return x @ W - b")
    assert "\n  printed: £ (2,)\n" in dojo("run", "by hand")[1]


def test_a_number_means_a_chapter_and_not_what_has_it_in_its_name(dojo, workspace):
    (workspace / "features" / "03_nonlinearity.feature").unlink()
    assert dojo("run", "3")[0] == 2


GERMAN = """\
# language: de
@neuron
Funktionalität: Neuron

  Regel: Die gewichtete Summe
    # hint: Was wird gewichtet?
    # hint: x @ W + b
    # hint: Gib die Summe zurück.

    @schnell
    Szenariogrundriss: Von Hand
      Dann the weighted sum is
        | x   | w | b | z?  |
        | <x> | 1 | 0 | <x> |

      Beispiele:
        | x |
        | 1 |
        | 1 |
"""


def test_a_chapter_in_another_language(dojo, workspace):
    shutil.rmtree(workspace / "features")
    (workspace / "features").mkdir()
    (workspace / "features" / "01_neuron.FEATURE").write_text(GERMAN, encoding="utf-8")
    code, out, _ = dojo("hint", "--level", "2")
    assert code == 0
    assert "1. Was wird gewichtet?" in out
    assert "2. x @ W + b" in out
    for words in (["von", "hand"], ["1"], ["schnell"], ["gib"]):
        found = json.loads(dojo("run", *words, "--json")[1])
        assert [each["verdict"] for each in found] == ["not written yet"] * 2, words
    listed = json.loads(dojo("list", "--json")[1])
    assert [each["title"] for each in listed] == [
        "1 Neuron › Die gewichtete Summe › Von Hand (1)",
        "1 Neuron › Die gewichtete Summe › Von Hand (1) #2",
    ]
    assert "Dann the weighted sum is" in dojo("run")[1]


def test_hints_by_level(dojo, workspace, first_rule_done):
    source = FeatureSource(workspace / "features" / "01_neuron.feature", "")
    (rule,) = (rule for rule in source.rules if rule.name.startswith("The activation turns"))
    second = source.hints[rule.location.line]
    code, out, _ = dojo("hint")
    flat = " ".join(out.split())
    assert code == 0
    assert second[0] in flat
    assert second[1] not in flat
    assert "More: dojo hint --level 2" in out
    last = dojo("hint", "--level", "3")[1]
    assert " ".join(second[2].split()) in " ".join(last.split())
    assert "More" not in last
    assert "3 Non-linearity" in dojo("hint", "stack", "of", "linear")[1]
    # What is printed can be pasted.
    assert "More: dojo hint 'stack of linear' --level 2\n" in dojo("hint", "stack of linear")[1]


def test_a_hint_is_about_what_was_run_last(dojo, workspace, write):
    """Not about the next function, where the run has shown another one."""
    (workspace / ".dojo").mkdir()
    dojo("run", "above one half")
    assert dojo("hint")[1].startswith("3 Non-linearity › A prediction above one half")
    write("kata/nonlinearity.py", "decide", "return np.where(ŷ > 1 / 2, 1, 0)")
    assert dojo("hint")[1].startswith("1 Neuron › ")  # what was shown is green
    dojo("run", "3")
    assert dojo("hint")[1].startswith("3 Non-linearity › A stack of linear")
    dojo("run")
    assert dojo("hint")[1].startswith("1 Neuron › ")


@pytest.mark.parametrize("arguments", [["hint", "--level", "4"], ["run", "--no"], ["lits"]])
def test_wrong_use_is_two(dojo, arguments, capsys):
    with pytest.raises(SystemExit) as left:
        dojo(*arguments)
    assert left.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_name_that_does_not_exist(dojo):
    for command in ("run", "hint"):
        code, _, err = dojo(command, "By hnd")
        assert code == 2
        assert "did you mean 'By hand'?" in err


@pytest.mark.parametrize("command", COMMANDS)
def test_outside_a_workspace(dojo, tmp_path_factory, monkeypatch, command):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    code, _, err = dojo(command)
    assert code == 2
    assert "is outside every workspace" in err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lost", ["kata", "features"])
def test_a_workspace_that_lost_a_room_is_not_checked_by_the_reference(
    dojo, workspace, command, lost
):
    (workspace / FILE).parent.mkdir()
    (workspace / FILE).write_text("{}", encoding="utf-8")
    shutil.rmtree(workspace / lost)
    code, _, err = dojo(command)
    assert code == 2
    assert f"{lost}" in err


def test_a_feature_that_cannot_be_read_does_not_hide_the_others(dojo, workspace):
    (workspace / "features" / "03_nonlinearity.feature").write_text("Feature\n", encoding="utf-8")
    for command, code in (("run", 1), ("list", 1)):
        said, out, err = dojo(command)
        assert said == code
        assert "1 Neuron" in out
        assert "03_nonlinearity.feature:1" in err


def test_what_is_skipped_or_fails_in_the_end_is_heard_of_once(workspace, dojo):
    path = workspace / "features" / "03_nonlinearity.feature"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  Example:", "  @skip\n  Example:", 1), encoding="utf-8")
    (workspace / "conftest.py").write_text(
        "import pytest\n@pytest.fixture(autouse=True)\ndef late():\n    yield\n    1 / 0\n", "utf-8"
    )
    verdicts = json.loads(dojo("run", "--json")[1])
    assert len(verdicts) == len({verdict["nodeid"] for verdict in verdicts}) == 26
    assert [verdict["verdict"] for verdict in verdicts].count("skipped") == 1


def test_every_behaviour_is_heard_of_when_some_end_the_process(dojo, write):
    write("kata/neuron.py", "weighted_sum", RIGHT["weighted_sum"])
    write("kata/neuron.py", "neuron", "import ctypes; ctypes.string_at(0)")
    verdicts = json.loads(dojo("run", "--json")[1])
    found = {verdict["nodeid"].partition("::")[2]: verdict for verdict in verdicts}
    dead = [name for name, one in found.items() if "ended the whole process" in one["message"]]
    assert len(verdicts) == len(found) == 26
    assert "The same neuron with different activations" in dead
    assert found["By hand"]["verdict"] == "green"
    assert found["Two layers, by hand"]["verdict"] == "not written yet"


def test_the_folders_above_do_not_matter(workspace, dojo):
    """Another project's settings, a test of the learner's own, or a draft, change nothing."""
    (workspace / "draft.feature").write_text("Feature", encoding="utf-8")
    above = workspace.parent / "pyproject.toml"
    (workspace / "pytest.ini").unlink()
    (workspace / "test_mine.py").write_text("def test_mine(): assert False\n", encoding="utf-8")
    above.write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    try:
        _, out, err = dojo("run", "--json")
    finally:
        above.unlink()  # the next test's folder is below it too
    assert (len(json.loads(out)), err) == (26, "")


def test_settings_that_pytest_cannot_read(dojo, workspace):
    (workspace / "pytest.ini").write_text("[pytest\n", encoding="utf-8")
    code, _, err = dojo("run")
    assert code == 2
    assert "cannot read the settings of this workspace" in err
    assert "pytest.ini:1" in err


def test_a_stop_in_the_middle_is_one_word(workspace, write, standing_in):
    write("kata/neuron.py", "weighted_sum", "while True: pass")
    command = [
        sys.executable,
        "-u",
        "-c",
        "import sys; from dojo.cli.main import main; sys.exit(main(['run']))",
    ]
    run = subprocess.Popen(command, cwd=workspace, stdout=-1, stderr=-1)
    while len(standing_in(workspace)) < 2:
        assert run.poll() is None
    run.terminate()
    out, err = run.communicate(timeout=10)
    assert (run.returncode, out, err) == (130, b"", b"stopped\n")
    assert not standing_in(workspace)


def test_a_reader_that_leaves(workspace):
    command = [
        sys.executable,
        "-c",
        "import sys; from dojo.cli.main import main; sys.exit(main(['list']))",
    ]
    read, write = os.pipe()
    os.close(read)
    run = subprocess.run(command, cwd=workspace, stdout=write, stderr=-1, check=False)
    os.close(write)
    assert run.stderr == b""


def test_a_chapter_that_cannot_be_read_is_said_to_be_so(dojo):
    chapter = Path("features/01_neuron.feature")
    read, step = chapter.read_text("utf-8"), "Then the weighted sum is"
    line = read[: read.index(step)].count("\n") + 1
    chapter.write_text(read.replace(step, "Then no such step", 1), "utf-8")
    for command in ("run", "hint"):
        code, _, err = dojo(command, "1")
        assert code == 2
        assert "dojo found '1' in no readable feature" in err
        assert f"features/01_neuron.feature:{line}: there is no step" in err
    assert dojo("run", "3")[0] == 1
