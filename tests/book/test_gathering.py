"""A book gathered by several processes at a time: the same book, and nothing left behind."""

import os
import re
import select
import signal
import time
from functools import partial

import pytest

from dojo.book import drawings, gathering
from dojo.cli.main import main
from tests.fixtures.forks import run_here

pytest.importorskip("matplotlib")
# What a page shows of a learner's code may not depend on which process was quicker.
BROKEN = {
    "": ("", ""),
    "raises": ("return np.tanh(z)", "raise ValueError('no')"),
    "exits": ("return np.tanh(z)", "import os; os._exit(3)"),
    "loops": ("return np.tanh(z)", "while True: pass"),
    "answers nothing": ("return np.tanh(z)", "pass"),
}
# Random arguments are others in every run.
DRAWN = re.compile(r"(?<= z = )[^<>]*(?=The rows are long)|(?<=--drawn-seed )\d+")


@pytest.fixture
def page(workspace):
    """Write the book of the workspace; return its text."""

    def write():
        assert main(["book", "--force"]) in (0, 1)
        text = (workspace / "book.html").read_text(encoding="utf-8")
        return DRAWN.sub("", text)

    return write


@pytest.mark.parametrize("how", BROKEN)
def test_a_book_is_the_same_with_and_without_forks(page, change, monkeypatch, how):
    old, new = BROKEN[how]
    change("kata/activations.py", old, new)
    monkeypatch.setattr(gathering, "as_they_come", partial(drawings.as_they_come, seconds=1))
    forked = page()
    assert ("Not drawn yet." in forked) == bool(how)
    assert 'id="figure--one-neuron"' in forked
    monkeypatch.setenv("DOJO_NO_FORK", "1")
    assert page() == forked


def test_behaviours_are_run_while_figures_are_drawn(workspace, monkeypatch):
    told = [""]

    def as_they_come(kata, chapters):
        """Wait for a verdict before anything is drawn."""
        end = time.monotonic() + 60
        while not re.search(r" [1-9]\d* of 31 behaviours · 0 of 2 figures", told[-1]):
            assert time.monotonic() < end
            yield None
        yield from drawings.as_they_come(kata, chapters)

    monkeypatch.setattr(gathering, "as_they_come", as_they_come)
    gathered = gathering.gather(workspace, workspace / "kata", told.append)
    assert len(gathered.progress.verdicts) == 31
    # What a toy is played with is no figure.
    assert [one.name for one in gathered.drawings] == ["one-neuron", "activations-and-slopes"]
    assert told[1] == "reading the features"
    assert told[-1].endswith(" 31 of 31 behaviours · 2 of 2 figures")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("module", ["activations", "neuron"])
def test_a_signal_leaves_no_process_and_no_page(workspace, standing_in, number, module):
    # Figures and behaviours both wait for a function that goes on for ever.
    (workspace / "pytest.ini").write_text("[pytest]\ntime_limit = 600\n", encoding="utf-8")
    path = workspace / "kata" / f"{module}.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("    return"))
    lines.insert(at, "    while True: pass")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    process = os.fork()
    if process == 0:
        run_here(["book"])
    # This one, the command, the behaviours, the figures.
    while len(standing_in(workspace)) < 4:
        time.sleep(0.02)
    os.kill(process, number)
    watched = os.pidfd_open(process)
    assert select.select([watched], [], [], 30)[0]
    os.close(watched)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 130
    assert standing_in(workspace) == [os.getpid()]
    assert [path.name for path in workspace.iterdir() if "book" in path.name] == []
