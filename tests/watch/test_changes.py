"""Changes of a file count as a save, wherever it lies; a watcher that waits rests."""

import os
import time

import pytest

from dojo.watch import changes
from dojo.watch.changes import Poller


@pytest.fixture
def poller(workspace):
    for folder in ("neuron", "lib/deep"):
        (workspace / "kata" / folder).mkdir(parents=True)
    (workspace / "kata/neuron/__init__.py").write_text("")
    (workspace / "kata/lib/deep/helper.py").write_text("")
    return Poller(workspace)


def noticed(poller, workspace):
    """Return what is noticed within the time that a look at everything takes."""
    end, found = time.monotonic() + 2 * changes.EVERYTHING, set()
    while time.monotonic() < end:
        found |= poller.changed()
    return {os.path.relpath(path, workspace) for path in found}


@pytest.mark.parametrize(
    "file", ["kata/neuron/__init__.py", "kata/lib/deep/helper.py", "features/01_neuron.feature"]
)
def test_a_save_is_noticed_at_any_depth_once(poller, workspace, file):
    (workspace / file).write_text("x = 1", encoding="utf-8")
    assert noticed(poller, workspace) == {file}
    assert noticed(poller, workspace) == set()


def test_what_is_written_is_noticed_at_the_first_look(poller, workspace):
    (workspace / "kata/lib/deep/helper.py").write_text("x = 1", encoding="utf-8")
    assert poller.changed() == {str(workspace / "kata/lib/deep/helper.py")}


def test_files_that_come_go_and_are_renamed_are_noticed(poller, workspace):
    (workspace / "kata/lib/new").mkdir()
    (workspace / "kata/lib/new/one.py").write_text("")
    assert noticed(poller, workspace) == {"kata/lib/new/one.py"}
    (workspace / "kata/lib/new").rename(workspace / "kata/newer")
    assert noticed(poller, workspace) == {"kata/lib/new/one.py", "kata/newer/one.py"}
    (workspace / "kata/newer/one.py").unlink()
    assert noticed(poller, workspace) == {"kata/newer/one.py"}


def test_two_files_saved_at_once_are_both_noticed(poller, workspace):
    """The book is looked at less often, but no change of it is taken for known."""
    both = {"kata/neuron.py", "features/01_neuron.feature"}
    for file in both:
        (workspace / file).write_text("x = 1", encoding="utf-8")
    assert noticed(poller, workspace) == both


def test_what_python_and_the_system_leave_is_no_save(poller, workspace):
    for name in ("__pycache__/x.py", "notes.txt"):
        path = workspace / "kata" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    (workspace / "kata/lib/loop").symlink_to(workspace / "kata")
    assert noticed(poller, workspace) == set()


def test_a_watcher_that_waits_rests(poller, monkeypatch):
    assert poller.pause == changes.AWAKE
    monkeypatch.setattr(changes, "AWAKE_FOR", 0)
    assert poller.pause == changes.DROWSY


def test_a_saved_package_is_checked(terminal, workspace, write):
    """A module may be a folder; it is watched as a file is."""
    source = (workspace / "kata/neuron.py").read_text(encoding="utf-8")
    (workspace / "kata/neuron.py").unlink()
    write_to = workspace / "kata/neuron/__init__.py"
    write_to.parent.mkdir()
    write_to.write_text(source, encoding="utf-8")
    watching = terminal("watch")
    watching.until("weighted_sum is not written yet")
    write("kata/neuron/__init__.py", "weighted_sum", "return x @ W + b")
    watching.until("Green. Press n for the next")
