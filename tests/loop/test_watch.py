"""The watcher, at a terminal: what a save and a key bring, and what must not break it."""

import os
import signal
import time

import pytest

SUM = ("kata/neuron.py", "weighted_sum")


@pytest.fixture
def watching(terminal):
    watch = terminal("watch")
    watch.until("weighted_sum is not written yet")
    return watch


def test_it_begins_with_the_first_behaviour_its_prose_its_table_and_the_line(terminal):
    shown = terminal("watch").until(r"\[q\] quit")
    assert "1 Neuron · 0 of 9 here, 0 of 18 in all" in shown
    assert "Each input meets its own weight" in shown
    assert "│ -1, 0.5 │" in shown
    assert "edit kata/neuron.py:19 weighted_sum" in shown


def test_a_save_is_judged_and_a_key_goes_on(watching, write):
    write(*SUM, "return x @ W - b")
    watching.until("16 ✗ yours 6")
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n to go on")
    watching.press("n")
    watching.until("neuron is not written yet")
    watching.press("h")
    watching.until("hint 1:")
    watching.press("l")
    watching.until("3 Non-linearity")
    watching.press("q")
    assert watching.ended() == 0


def test_what_is_no_longer_green_is_named(watching, write):
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n")
    watching.press("n")
    watching.until("neuron is not written yet")
    write(*SUM, "return x @ W")
    assert "By hand" in watching.until("no longer green: .*")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("return", "returned None"),
        ("return x @", "Python cannot read"),
        ("while True: pass", "No answer within 1 s"),
        ("import os; os._exit(0)", "Your code ended the whole process"),
        ("import sys; sys.exit()", "ends the program"),
        ("print('x' * 10**7); return 1 / 0", "ZeroDivisionError"),
    ],
)
def test_bad_code_gets_a_sentence_and_the_watching_goes_on(watching, write, body, sentence):
    write(*SUM, body)
    watching.until(sentence)
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n to go on")


def test_a_loop_that_swallows_the_alarm_is_ended_all_the_same(watching, write):
    loop = "try:\n        while True: x + 1\n    except BaseException: weighted_sum(x, W, b)"
    write(*SUM, loop)
    watching.until("No answer within|gave no answer")
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n to go on")


def test_a_file_deleted_and_one_that_is_not_text(watching, write, workspace):
    path = workspace / "kata" / "neuron.py"
    source = path.read_text(encoding="utf-8")
    path.unlink()
    watching.until(r"neuron\.py")
    path.write_bytes(b"\x00\xff\xfe")
    watching.until(r"neuron\.py")
    write("kata/neuron.py", text=source)
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n to go on")


def test_an_editor_that_saves_by_renaming(watching, workspace):
    path = workspace / "kata" / "neuron.py"
    source = path.read_text(encoding="utf-8")
    (workspace / "kata" / "neuron.py~").write_text(
        source.replace("raise NotImplementedError", "return x @ W + b", 1), encoding="utf-8"
    )
    os.replace(workspace / "kata" / "neuron.py~", path)
    watching.until("Green. Press n to go on")


def test_an_edited_feature_is_collected_again(watching, workspace):
    path = workspace / "features" / "01_neuron.feature"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("A neuron weighs its inputs", "A neuron is a pencil"), "utf-8")
    watching.until("A neuron is a pencil")


def test_a_second_watcher_is_refused(watching, terminal):
    second = terminal("watch")
    second.until("another dojo watches this folder")
    assert second.ended() == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_without_a_traceback_or_an_orphan(watching, write, number):
    write(*SUM, "import time; time.sleep(0.7)")
    time.sleep(0.3)
    os.kill(watching.process, number)
    assert watching.ended() in (0, 130, -number)
