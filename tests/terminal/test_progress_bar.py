"""A progress bar is shown where somebody watches, after a second, and is gone at the end."""

import io
import os
import sys

from dojo.terminal.progress_bar import ProgressBar


class Watched(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def seen(monkeypatch, patience):
    """Return what a terminal gets of a bar that is shown once."""
    # Here, not in a fixture: pytest captures anew when a test begins.
    monkeypatch.setattr(sys, "stderr", Watched())
    with ProgressBar(patience) as bar:
        bar.show(1, 2, "1 Neuron")
    return sys.stderr.getvalue()


def test_what_takes_longer_is_shown_and_wiped(monkeypatch):
    text = seen(monkeypatch, patience=0)
    assert "█░" in text
    assert "1 of 2  1 Neuron" in text
    assert text.endswith("\r\x1b[K")


def test_what_is_done_at_once_shows_nothing(monkeypatch):
    assert seen(monkeypatch, patience=60) == ""


def test_in_a_pipe_there_is_none(capsys):
    with ProgressBar(patience=0) as bar:
        bar.show(1, 2, "1 Neuron")
    assert capsys.readouterr().err == ""


def test_a_terminal_that_has_no_size_yet_shows_the_whole_line(monkeypatch):
    size = os.terminal_size((0, 0))
    monkeypatch.setattr("dojo.terminal.progress_bar.os.get_terminal_size", lambda _: size)
    monkeypatch.setattr(Watched, "fileno", lambda _: 2)
    assert seen(monkeypatch, patience=0).endswith("1 of 2  1 Neuron\r\x1b[K")
