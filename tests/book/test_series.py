"""Experiments in another process: each gives its result, whatever the others do to the process."""

import contextlib
import os
import time

import pytest

from dojo.book.experiments import Experiment
from dojo.book.series import DIED, results
from tests.fixtures.course import COURSE

FEATURE = COURSE.features / "02_activations.feature"


@pytest.fixture
def found():
    """Do experiments {name: function}; return {name: result}, in the order in which they came."""

    def do(functions, seconds=20):
        experiments = [Experiment(FEATURE, name, data) for name, data in functions.items()]
        coming = results(COURSE.reference, experiments, seconds)
        return {one[0].name: one[1] for one in coming if one}

    return do


def process(kata):
    """Return the number of the process."""
    return os.getpid()


def slow(kata):
    """Take a while, in which others begin."""
    time.sleep(2.5)
    return 1


def leave(kata):
    """End the process."""
    os._exit(0)


def hang(kata):
    """Answer nothing, and cannot be interrupted."""
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(1)


def test_quick_ones_share_a_process_that_is_not_this_one(found):
    numbers = [result.data for result in found(dict.fromkeys("abc", process)).values()]
    assert len({*numbers}) == 1
    assert os.getpid() not in numbers


def test_a_slow_one_keeps_none_waiting(found):
    came = found({"quick": process, "slow": slow, "next": process, "last": process})
    assert [*came] == ["quick", "next", "last", "slow"]
    assert came["slow"].data == 1
    assert came["quick"].data != came["next"].data == came["last"].data


@pytest.mark.parametrize("count", [1, 3])
def test_one_that_ends_its_process_costs_no_other(found, count):
    came = found({"quick": process} | {f"{n}": leave for n in range(count)} | {"next": process})
    assert [result.why for result in came.values()] == ["", *[DIED] * count, ""]
    assert came["quick"].data != came["next"].data


def test_one_that_falls_silent_costs_no_other(found, monkeypatch):
    monkeypatch.setattr("dojo.book.series.GRACE", 0.5)
    came = found({"silent": hang, "next": process}, seconds=0.5)
    assert [*came] == ["next", "silent"]
    assert "gave no answer within 0.5 s and could not be interrupted" in came["silent"].why
    assert came["next"].why == ""


def test_each_begins_with_modules_that_nothing_has_changed(found):
    def change(kata):
        kata.activations._module.relu = None
        return 0

    came = found({"change": change, "next": lambda kata: kata.activations.relu(2.0)})
    assert came["next"].data == 2


def test_one_that_answers_at_length_is_heard_whole(found):
    def long(kata):
        return [0.1] * 100_000

    came = found({"long": long, "next": process})
    assert len(came["long"].data) == 100_000
    assert came["next"].why == ""


def test_whoever_takes_his_time_hears_each_once():
    experiments = [Experiment(FEATURE, str(n), process) for n in range(4)]
    heard = []
    for one in results(COURSE.reference, experiments, 20):
        time.sleep(1.2)
        heard += [one[0].name] if one else []
    assert sorted(heard) == [*"0123"]


def test_whoever_stops_listening_leaves_none_behind(tmp_path):
    def tell(kata):
        (tmp_path / "process").write_text(str(os.getpid()), encoding="utf-8")
        hang(kata)

    coming = results(COURSE.reference, [Experiment(FEATURE, "tell", tell)], 20)
    while not (tmp_path / "process").exists() or not (tmp_path / "process").read_text("utf-8"):
        assert next(coming) is None
    coming.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "process").read_text("utf-8")), 0)


def test_of_nothing_nothing_comes(found):
    assert found({}) == {}
