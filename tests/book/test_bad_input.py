"""Targets that cannot be written, and runs that break: a sentence, and nothing lost."""

import os
import sys

import pytest

from dojo import atomic_files
from dojo.book import gathering
from dojo.cli.main import main
from dojo.terminal.progress_bar import ProgressBar, bar


def test_an_existing_file_is_left_alone(write, workspace):
    (workspace / "book.html").write_text("mine", encoding="utf-8")
    code, said, text = write()
    assert (code, text) == (2, "mine")
    assert "book.html exists; add --force" in said
    assert write("--force")[0] == 0
    assert "mine" not in (workspace / "book.html").read_text(encoding="utf-8")[:200]


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 2), ("", 2)])
def test_at_a_terminal_it_asks(write, workspace, monkeypatch, answer, code):
    (workspace / "book.html").write_text("mine", encoding="utf-8")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert write()[0] == code
    assert ((workspace / "book.html").read_text(encoding="utf-8") == "mine") is bool(code)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (".", "is a folder"),
        ("no/such/book.html", "there is no folder"),
        (os.devnull, "not an ordinary file"),
        ("pytest.ini/book.html", "there is no folder"),
        ("x" * 300, "cannot write"),
    ],
)
def test_a_target_that_is_none_is_named_before_any_work(write, target, said, monkeypatch):
    monkeypatch.setattr("dojo.book.gathering.gather", lambda *_: pytest.fail("it ran"))
    code, heard, _ = write("--output", target, "--force")
    assert code == 2
    assert said in heard


def test_a_read_only_folder(write, workspace, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    code, said, _ = write()
    assert code == 2
    assert "read-only" in said


def test_a_full_disk_leaves_what_was_there(write, workspace, monkeypatch):
    (workspace / "book.html").write_text("mine", encoding="utf-8")

    def full(self, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_files.Path, "write_bytes", full)
    code, said, text = write("--force")
    assert (code, text) == (2, "mine")
    assert "book.html: No space left on device" in " ".join(said.split())
    assert sorted(path.name for path in workspace.glob(".*.part")) == []


def test_no_behaviour_at_all(write, workspace):
    for path in (workspace / "features").iterdir():
        path.write_text("Feature: Nothing\n", encoding="utf-8")
    code, said, text = write()
    assert (code, text) == (2, "")
    assert "There is no behaviour to show" in said


def test_a_chapter_that_cannot_be_read_does_not_keep_the_others(write, workspace):
    (workspace / "features" / "01_neuron.feature").write_text("Featur: x\n", encoding="utf-8")
    code, said, text = write()
    assert code == 1
    assert "01_neuron.feature" in said
    assert "01_neuron.feature" in text.partition("<nav")[0]
    assert '<section class="example green" id="02-activations' in text


def test_a_kata_that_breaks_halfway(write, change):
    change("kata/activations.py", "def tanh(z)", "import os\n\ndef tanh(z)")
    change("kata/activations.py", "return np.tanh(z)", "__import__('ctypes').string_at(0)")
    code, _, text = write()
    assert code == 0
    assert "ended the whole process" in text
    assert '<section class="example green" id="01-neuron--example--by-hand"' in text
    assert (
        '<section class="example red" id="02-activations--example--from-5-to-5-once-more"' in text
    )


def test_one_endless_function_does_not_end_the_run(write, change):
    change("kata/neuron.py", "return x @ W + b", "while True: pass")
    code, _, text = write()
    assert code == 0
    assert "The code gave no answer within 1 s" in text
    assert '<section class="example green" id="02-activations--example--a-straight-line"' in text


def test_an_endless_kata_is_not_waited_for_again_and_again(write, change, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_SILENCES", 2)
    change("kata/neuron.py", "return x @ W + b", "while True: pass")
    code, said, text = write()
    assert code == 1
    assert "gave no answer within 1 s" in said
    assert "did not run" in text.partition("<nav")[0]
    assert "This behaviour was not run." in text


def test_a_kata_that_is_no_folder(write):
    code, said, _ = write("--kata", "nowhere")
    assert code == 2
    assert "there is no folder nowhere" in said


def test_another_kata_is_checked(write, workspace, change):
    (workspace / "kata").rename(workspace / "other")
    (workspace / "kata").mkdir()
    assert write("--kata", "other")[2].count('<section class="example green"') == 31


def test_without_the_extra_one_sentence_says_what_to_type(write, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    code, said, _ = write()
    assert code == 2
    assert "pip install 'deep-learning-dojo[book]'" in said


def test_nothing_but_the_result_in_a_pipe(write):
    code, said, _ = write()
    assert code == 0
    assert len(said.splitlines()) == 1
    assert said.startswith("book.html: 28 of 28 behaviours green")


def test_outside_of_every_workspace_the_reference_answers(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["book", "--output", "."]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_on_a_terminal_one_line_says_how_far_it_is_and_goes(write, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("dojo.cli.commands.book.ProgressBar", lambda: ProgressBar(patience=0))
    code, said, _ = write()
    assert code == 0
    assert f"\r\x1b[K{bar(0, 33)} 0 of 31 behaviours · 0 of 2 figures" in said
    assert f"\r\x1b[K{bar(31, 33)} 31 of 31 behaviours · 0 of 2 figures" in said
    progress = said.partition("\n")[2]
    assert "\n" not in progress
    assert progress.endswith("\r\x1b[K")


def test_stopped_halfway_it_leaves_the_old_page(write, workspace, monkeypatch):
    (workspace / "book.html").write_text("mine", encoding="utf-8")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("dojo.book.gathering.gather", stop)
    code, _, text = write("--force")
    assert (code, text) == (130, "mine")
