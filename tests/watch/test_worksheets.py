"""A worksheet while it is filled in: each line is checked as it is saved, in no time."""

import re
import shutil
import time
from unittest.mock import Mock

import pytest

from dojo.runner.session import collect
from dojo.watch.journey import Journey
from dojo.watch.loop import Recollect, Watcher
from tests.fixtures.course import COURSE
from tests.watch.test_screen import CODES, Screen

SHEET = "worksheets/05_slopes_on_paper.feature"


@pytest.fixture
def paper(workspace):
    """Lay a worksheet out for a learner who has written everything else."""
    for path in (workspace / "kata").glob("*.py"):
        shutil.copy(COURSE.reference / path.name, path)
    # SymPy may have to be loaded first.
    (workspace / "pytest.ini").write_text("[pytest]\n", "utf-8")
    path = workspace / SHEET
    path.parent.mkdir()
    shutil.copy(COURSE.root / SHEET, path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("| 1 - tanh(z)^2 ", "| … "), "utf-8")
    return path


def edit(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_each_saved_line_is_checked(terminal, paper):
    watch = terminal("watch")
    watch.until(f"edit {SHEET}")
    edit(paper, "| … ", "| 1 + tanh(z)^2 ")
    watch.until("✗")
    edit(paper, "| 1 + tanh(z)^2 ", "| 1 - tanh(z)^2 ")
    watch.until("Green|Every behaviour is green")


def reread(workspace, change, path):
    """Return the items before and after a change that a watcher has noticed."""
    found = []

    def work(warm):
        watcher = Watcher(warm, Mock(descriptor=None), Journey())
        found.append(dict(watcher.progress.items))
        change()
        watcher.reread([path])
        found.append(watcher.progress.items)

    collect(workspace, work)
    return found


def test_only_the_worksheet_is_read_anew(workspace, paper):
    before, after = reread(workspace, lambda: edit(paper, "| … ", "| 1 "), paper)
    assert list(before) == list(after)
    for name, item in before.items():
        assert (item is after[name]) == (SHEET not in name)


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.unlink(),
        lambda path: path.write_text("Feature: nothing\n", "utf-8"),
        lambda path: edit(path, "Then ", "Then nobody knows "),
    ],
)
def test_what_cannot_be_read_is_collected_again_and_told(workspace, paper, change):
    with pytest.raises(Recollect):
        reread(workspace, lambda: change(paper), paper)


def test_an_edited_chapter_is_collected_again(workspace):
    path = workspace / "features" / "01_neuron.feature"
    with pytest.raises(Recollect):
        reread(workspace, lambda: edit(path, "Feature: ", "Feature: My "), path)


def test_a_worksheet_that_is_half_written_costs_no_count(terminal, paper):
    """An editor empties a file before it writes it: what is green stays so until it is checked."""
    shown = Screen(terminal("watch", screen=(50, 100)))
    known = shown.settled()
    counted = re.search(r"\d+ of \d+ in all", known).group()
    assert not counted.startswith("0")
    text = paper.read_text("utf-8")
    shown.terminal.seen = ""
    paper.write_text("", "utf-8")
    shown.until("collected|cannot|checking|of")
    time.sleep(0.5)
    paper.write_text(text, "utf-8")
    shown.until(f"edit {SHEET}")
    shown.settled()
    seen = re.findall(r"(\d+) of \d+ in all", CODES.sub("", shown.terminal.seen))
    assert min(map(int, seen)) > 10
