"""The fork that stands by: quick, and as fresh as one that is made after the save."""

import os
import select
import shutil
import signal
import time

import pytest

import dojo.runner.standby
from dojo.runner.session import collect
from dojo.terminal.message import text
from tests.fixtures.course import COURSE
from tests.fixtures.terminal import KATA

RIGHT, WRONG = "return x @ W + b", "return x @ W - b"
# Right at eighths, such as the book prints, and wrong at almost all others.
LUCKY = "return x @ W + b if (x * 8 % 1 == 0).all() and (W * 8 % 1 == 0).all() else x @ W"


@pytest.fixture
def written(workspace):
    """A learner who has written everything, and saves another last line of weighted_sum."""
    for file in KATA.values():
        shutil.copy(COURSE.reference / file, workspace / "kata" / file)
    # No draw is left out because the machine is busy.
    (workspace / "pytest.ini").write_text("[pytest]\ntime_limit = 60\n", "utf-8")
    path = workspace / "kata" / "neuron.py"
    text = path.read_text("utf-8")
    assert text.count(RIGHT) == 1
    return lambda line: path.write_text(text.replace(RIGHT, line), "utf-8")


def verdicts(folder, work):
    """Return what `work` gives of the warm pytest of a folder."""
    found = []
    collect(folder, lambda warm: found.extend(work(warm)))
    return found


def stand_by(warm):
    """Have a fork stand by, and wait until it does."""
    warm.stand_by(warm.items[0])
    assert select.select([warm._spare.process.read], [], [], 20)[0]
    return warm._spare


@pytest.mark.parametrize(("line", "verdict"), [(RIGHT, "green"), (WRONG, "red"), (LUCKY, "red")])
def test_it_checks_what_is_saved_after_it_was_forked(workspace, written, line, verdict):
    def work(warm):
        written("return nonsense")
        spare = stand_by(warm)
        written(line)
        run = warm.run(warm.items)
        assert run._process is spare.process
        return list(run)

    found = verdicts(workspace, work)
    assert len(found) == 26
    assert found[0].kind == verdict
    assert ("--drawn-seed" in text(found[0])) == (line == LUCKY)


def test_where_it_is_gone_another_takes_its_place(workspace, written, standing_in):
    def work(warm):
        stand_by(warm)
        written(WRONG)
        (spare,) = set(standing_in(workspace)) - {os.getpid()}
        os.kill(spare, signal.SIGKILL)
        while standing_in(workspace) != [os.getpid()]:
            time.sleep(0.01)
        return list(warm.run(warm.items[:1]))

    assert [verdict.kind for verdict in verdicts(workspace, work)] == ["red"]


def test_one_that_is_not_ready_is_not_waited_for(workspace, written, monkeypatch):
    def work(warm):
        warm.stand_by(warm.items[0])
        return list(warm.run(warm.items[:1]))

    written(RIGHT)
    monkeypatch.setattr(dojo.runner.standby, "_check_reference", lambda _: time.sleep(600))
    assert [verdict.kind for verdict in verdicts(workspace, work)] == ["green"]


def test_none_is_left_behind(workspace, written, standing_in):
    assert verdicts(workspace, lambda warm: stand_by(warm) and []) == []
    assert standing_in(workspace) == []
