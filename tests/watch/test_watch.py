"""The watcher, at a terminal: what a save and a key bring, and what must not break it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import wrap
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from dojo.watch import watch
from dojo.watch.changes import Poller
from dojo.watch.journey import Journey
from dojo.watch.keyboard import Keyboard
from dojo.watch.loop import Recollect, Watcher
from dojo.watch.page import Page

SUM = ("kata/neuron.py", "weighted_sum")


@pytest.fixture
def watching(terminal):
    watch = terminal("watch")
    watch.until("weighted_sum is not written yet")
    return watch


def test_it_begins_with_the_first_behaviour_its_prose_its_table_and_the_line(terminal):
    shown = terminal("watch").until(r"\[q\] quit")
    assert "1 Neuron · 0 of 8 here, 0 of 26 in all" in shown
    assert "Each input meets its own weight" in shown
    assert "│ -1, 0.5 │" in shown
    assert "edit kata/neuron.py:19 weighted_sum" in shown


@pytest.mark.parametrize("forks", [True, False])
def test_a_narrow_terminal_gets_narrow_tables(terminal, write, monkeypatch, forks):
    if not forks:
        monkeypatch.setenv("DOJO_NO_FORK", "1")
    write(*SUM, "return x @ W - b")
    watch = terminal("watch", columns=36)
    shown = watch.until("edit kata")
    assert max(map(len, shown.splitlines())) <= 36
    assert "│ 1, 2  │ 3, 4   │ 5    │ 16 ✗   │" in shown
    assert "│       │        │      │ yours  │" in shown


def test_prose_is_folded_as_a_paragraph_not_line_by_line(terminal):
    shown = terminal("watch", columns=36).until(r"edit kata")
    prose = "z = x·w + b. Each input meets its own weight, so the order of the two lists matters."
    assert "\n".join(wrap(prose, 36)) in shown.replace("\r", "")


def test_a_save_is_checked_and_a_key_goes_on(watching, write):
    write(*SUM, "return x @ W - b")
    watching.until("16 ✗ yours 6")
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n for the next")
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
        ("while True: pass", "The code gave no answer within 1 s"),
        ("import os; os._exit(0)", "weighted_sum ends the program"),
        ("import ctypes; ctypes.string_at(0)", "Your code ended the whole process"),
        ("import sys; sys.exit()", "ends the program"),
        ("print('x' * 10**7); return 1 / 0", "ZeroDivisionError"),
    ],
)
def test_bad_code_gets_a_sentence_and_the_watching_goes_on(watching, write, body, sentence):
    write(*SUM, body)
    watching.until(sentence)
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n for the next")


def test_a_loop_that_swallows_the_alarm_is_ended_all_the_same(watching, write):
    body = "while True:\n        try: time.sleep(60)\n        except BaseException: pass"
    loop = f"import time\n    {body}"
    write(*SUM, loop)
    watching.until("could not be interrupted")
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n for the next")


def test_a_keyboard_that_is_gone_leaves():
    read, write = os.pipe()
    os.close(write)
    assert Keyboard(read).wait(1) == "q"
    os.close(read)
    assert Keyboard(read).pressed() == "q"


def test_a_file_deleted_and_one_that_is_not_text(watching, write, workspace):
    path = workspace / "kata" / "neuron.py"
    source = path.read_text(encoding="utf-8")
    path.unlink()
    watching.until(r"neuron\.py")
    path.write_bytes(b"\x00\xff\xfe")
    watching.until(r"neuron\.py")
    write("kata/neuron.py", text=source)
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n for the next")


def test_an_editor_that_saves_by_renaming(watching, workspace):
    path = workspace / "kata" / "neuron.py"
    source = path.read_text(encoding="utf-8")
    (workspace / "kata" / "neuron.py~").write_text(
        source.replace("raise NotImplementedError", "return x @ W + b", 1), encoding="utf-8"
    )
    os.replace(workspace / "kata" / "neuron.py~", path)
    watching.until("Green. Press n for the next")


def test_an_edited_feature_is_collected_again_and_the_place_is_kept(watching, write, workspace):
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n for the next")
    watching.press("n")
    watching.until("neuron is not written yet")
    path = workspace / "features" / "01_neuron.feature"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("The activation turns", "A pencil turns"), "utf-8")
    watching.until("A pencil turns")
    path.write_text("Feature: nothing\n  Example: x\n    Then nothing is said\n", "utf-8")
    # It says why, and goes on with what can be read.
    watching.until("there is no step(.|\n)*collapse is not written yet")
    path.write_text(text, "utf-8")
    watching.until("The activation turns(.|\n)*neuron is not written yet")


def test_a_feature_edited_in_a_workspace_is_named(watching, workspace):
    feature = "features/01_neuron.feature"
    (workspace / ".dojo").mkdir()
    (workspace / ".dojo" / "manifest.json").write_text('{"version": "0", "files": {}}', "utf-8")
    path = workspace / feature
    path.write_text(path.read_text(encoding="utf-8") + "\n", "utf-8")
    watching.until(f"{feature} was edited. Restore it: dojo reset")


def test_rooms_that_vanish_and_come_back(watching, workspace):
    (workspace / "kata").rename(workspace / "kata.away")
    watching.until("There is no kata/neuron.py|There is no folder kata/")
    (workspace / "features").rename(workspace / "features.away")
    watching.until("There is no folder kata/")
    (workspace / "kata.away").rename(workspace / "kata")
    watching.until("There is no feature in features/")
    (workspace / "features.away").rename(workspace / "features")
    watching.until("weighted_sum is not written yet")


def test_a_room_that_comes_back_while_it_is_told_is_noticed(workspace, monkeypatch):
    (workspace / "kata").rename(workspace / "kata.away")

    def told(*_):
        (workspace / "kata.away").rename(workspace / "kata")

    monkeypatch.setattr(Page, "message", told)
    monkeypatch.setattr(Keyboard, "wait", lambda *_: "")
    monkeypatch.setattr(watch, "collect", Mock(side_effect=EOFError("collected")))
    with pytest.raises(EOFError, match="collected"):
        watch.watch(workspace)


def test_a_feature_that_is_edited_while_it_is_collected_is_collected_again(workspace):
    poller = Poller(workspace)
    path = workspace / "features" / "01_neuron.feature"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    warm = SimpleNamespace(items=[], errors=[], folder=workspace)
    watcher = Watcher(warm, Mock(descriptor=None, wait=Mock(return_value="")), Journey())
    with pytest.raises(Recollect):
        watcher.loop(poller)


def test_a_second_watcher_is_refused(watching, terminal):
    second = terminal("watch")
    second.until("another dojo already watches this folder")
    assert second.ended() == 2


@pytest.mark.parametrize("moment", ["waiting", "checking"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_leaves_nothing_behind(
    watching, write, workspace, standing_in, number, moment
):
    assert not watching.waits_for_lines()
    if moment == "checking":
        write(*SUM, "import subprocess; subprocess.Popen(['sleep', '60']).wait()")
        wait_until(lambda: "sleep" in map(name, standing_in(workspace)))
    os.kill(watching.process, number)
    assert watching.ended() == 130
    assert "Traceback" not in watching.seen
    assert watching.waits_for_lines()
    wait_until(lambda: not standing_in(workspace))


def test_what_stands_by_ends_with_a_watcher_that_is_killed(watching, workspace, standing_in):
    wait_until(lambda: len(standing_in(workspace)) == 2)
    os.kill(watching.process, signal.SIGKILL)
    wait_until(lambda: not standing_in(workspace))


def test_ctrl_c_and_the_end_of_input_are_keys_like_any_other(watching, terminal):
    watching.press("\x03")
    assert watching.ended() == 130
    again = terminal("watch")
    again.until("not written yet")
    again.press("\x04")
    assert again.ended() == 0


def test_a_terminal_that_is_closed_ends_it(watching, write, workspace, standing_in):
    write(*SUM, "while True: pass")
    wait_until(lambda: len(standing_in(workspace)) >= 2)
    os.close(watching.screen)
    watching.screen = None
    wait_until(lambda: not standing_in(workspace))


def test_what_the_kata_leaves_running_ends_with_the_run(watching, write, workspace, standing_in):
    write(*SUM, "import os\n    if not os.fork(): os.execlp('sleep', 'sleep', '60')\n    return 0")
    watching.until("yours 0")
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n for the next")
    wait_until(lambda: "sleep" not in map(name, standing_in(workspace)))


def test_a_fork_that_is_left_running_does_not_hold_the_run_up(
    watching, write, workspace, standing_in
):
    write(*SUM, "import os, time\n    if not os.fork(): time.sleep(60)\n    return 0")
    watching.until("yours 0")
    # What is left is the watcher, and the fork that stands by for it.
    wait_until(lambda: len(standing_in(workspace)) == 2)


def test_one_that_dies_does_not_take_the_others_with_it(watching, write):
    """Each behaviour that calls it dies alone; the others keep their verdicts."""
    write("kata/neuron.py", "neuron", "import ctypes; ctypes.string_at(0)")
    write(*SUM, "return x @ W + b")
    watching.until("Green. Press n for the next")
    watching.press("a")
    watching.until("Green. Press n for the next")
    watching.press("n")
    watching.until("Your code ended the whole process")


def test_what_a_stopped_run_printed_is_not_shown_with_the_next(watching, write):
    write(*SUM, "print('old', flush=True)\n    while True: pass")
    time.sleep(0.3)
    write(*SUM, "print('new'); return x @ W + b")
    shown = watching.until("printed: new|printed: old")
    assert "old" not in shown


def test_two_saves_in_a_second_that_are_as_long_are_two(watching, write):
    for sign, sentence in ["-✗", "+✓", "-✗", "+✓"]:
        write(*SUM, f"return x @ W {sign} b")
        watching.until(f"{sentence} 1 Neuron")


def test_without_a_terminal_it_writes_on(workspace, write):
    command = [sys.executable, "-c", "from dojo.cli.main import main; main(['watch'])"]
    watch = subprocess.Popen(
        command,
        cwd=workspace,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    try:
        seen = b""
        while b"not written yet" not in seen:
            seen += os.read(watch.stdout.fileno(), 1 << 16)
        write(*SUM, "return x @ W + b")
        while b"Green" not in seen:
            seen += os.read(watch.stdout.fileno(), 1 << 16)
        watch.send_signal(signal.SIGTERM)
        seen += watch.communicate(timeout=10)[0]
    finally:
        watch.kill()
        watch.wait()
    assert watch.returncode == 0 or b"stopped" in seen
    assert b"\x1b" not in seen
    assert b"Traceback" not in seen


def name(process):
    """Return what a process is called, or nothing if it is gone."""
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


def wait_until(true, seconds=10):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
