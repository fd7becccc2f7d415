"""A progress bar is shown where somebody watches, after a second, and is gone at the end."""

import io
import sys

import pytest

from dojo.terminal.progress_bar import ProgressBar


class Watched(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.fixture
def watched(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Watched())
    return sys.stderr


def test_what_takes_longer_is_shown_and_wiped(watched):
    with ProgressBar(patience=0) as bar:
        bar.show(1, 2, "1 Neuron")
    assert "░" in watched.getvalue()
    assert watched.getvalue().endswith("\r\x1b[K")


def test_what_is_done_at_once_shows_nothing(watched):
    with ProgressBar(patience=60) as bar:
        bar.show(1, 2, "1 Neuron")
    assert watched.getvalue() == ""


def test_in_a_pipe_there_is_none(capsys):
    with ProgressBar(patience=0) as bar:
        bar.show(1, 2, "1 Neuron")
    assert capsys.readouterr().err == ""
