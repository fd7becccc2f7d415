"""The terminal that dojo holds: given back for Ctrl-Z, taken again, drawn anew when resized."""

import contextlib
import os
import re
import signal
import termios
import time

import pytest

from dojo.watch.keyboard import REDRAW, Keyboard

NEURON = "weighted_sum is not written yet"


@pytest.fixture
def in_shell(terminal):
    watching = terminal("watch", shell=True)
    watching.until(r"\[q\] quit")
    return watching


def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again(in_shell, write):
    assert not in_shell.waits_for_lines()
    for _ in range(2):
        in_shell.press("\x1a")
        in_shell.until("[$#] $")
        assert in_shell.waits_for_lines()
        in_shell.press("fg\n")
        assert NEURON in in_shell.until(r"\[q\] quit")
        assert not in_shell.waits_for_lines()
    in_shell.press("l")
    in_shell.until("3 Non-linearity")
    write("kata/neuron.py", "weighted_sum", "return x @ W + b")
    in_shell.until("Green. Press n for the next")
    in_shell.press("q")
    in_shell.until("[$#] $")
    assert in_shell.waits_for_lines()


def test_what_was_saved_while_it_was_stopped_is_checked(in_shell, write):
    in_shell.press("\x1a")
    in_shell.until("[$#] $")
    write("kata/neuron.py", "weighted_sum", "return x @ W + b")
    in_shell.press("fg\n")
    in_shell.until("Green. Press n for the next")


def test_a_stop_that_cannot_be_answered_is_made_good_afterwards(terminal):
    """SIGSTOP comes unannounced, and whoever sent it may have changed the terminal's mode."""
    watching = terminal("watch")
    watching.until(r"\[q\] quit")
    os.kill(watching.process, signal.SIGSTOP)
    os.waitpid(watching.process, os.WUNTRACED)
    mode = termios.tcgetattr(watching.screen)
    mode[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(watching.screen, termios.TCSANOW, mode)
    os.kill(watching.process, signal.SIGCONT)
    assert NEURON in watching.until(r"\[q\] quit")
    assert not watching.waits_for_lines()


@pytest.mark.parametrize("page", ["behaviour", "list", "message"])
def test_a_resized_window_is_drawn_anew(terminal, workspace, page):
    watching = terminal("watch")
    watching.until(r"\[q\] quit")
    if page == "list":
        watching.press("l")
        watching.until(r"\[q\] quit")
    if page == "message":
        for folder in ("kata", "features"):
            (workspace / folder).rename(workspace / f"{folder}.away")
        watching.until(r"There is no folder kata/(.|\n)*\[q\] quit")
    termios.tcsetwinsize(watching.screen, (24, 40))
    first = {"behaviour": "dojo · 1 Neuron", "list": "Neuron", "message": "There is no folder"}
    shown = watching.until(rf"{first[page]}(.|\n)*\[q\] quit")
    prose = [line for line in shown.splitlines() if not re.search("[│─]", line)]
    assert max(map(len, prose)) <= 40


def test_redraw_is_a_key_that_comes_by_itself():
    read, write = os.pipe()
    keys = Keyboard(read)
    keys.redraw()
    os.write(write, b"hl")
    assert keys.wait(1) == f"hl{REDRAW}"
    os.write(write, b"\x0c")
    assert keys.wait(1) == REDRAW


def test_a_fork_does_not_answer_for_the_watcher(terminal, workspace, standing_in):
    """What the fork that stands by is sent must not change the terminal's mode."""
    watching = terminal("watch")
    watching.until(r"\[q\] quit")
    end = time.monotonic() + 10
    while len(processes := standing_in(workspace)) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    for fork in {*processes} - {watching.process}:
        with contextlib.suppress(ProcessLookupError):
            os.kill(fork, signal.SIGTSTP)
            os.kill(fork, signal.SIGCONT)
    time.sleep(0.3)
    assert not watching.waits_for_lines()
    watching.press("h")
    watching.until("hint 1:")
