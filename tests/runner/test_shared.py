"""A run that two processes share: the verdicts of one, each once, whatever the code does."""

import os

import pytest

from dojo.runner import shared
from dojo.runner.session import collect

SUM = "return x @ W + b"
ITS_NUMBER = f"import os; print(os.getpid()); {SUM}"
BODIES = {
    "right": SUM,
    "wrong": "return x @ W - b",
    "raises": "raise ValueError('no')",
    "exits": "import os; os._exit(1)",
    "not written": "raise NotImplementedError",
}


@pytest.fixture
def verdicts(workspace, monkeypatch):
    """Run all with a body of weighted_sum, on so many cores; return {behaviour: verdict}."""

    path = workspace / "kata" / "neuron.py"
    before, name, _ = path.read_text("utf-8").partition("def weighted_sum(x, W, b):\n")

    def run(body, cores, few=1):
        path.write_text(f"{before}{name}    {body}\n", "utf-8")
        monkeypatch.setattr(shared, "cores", lambda: cores)
        monkeypatch.setattr(shared, "FEW", few)
        found = []
        collect(workspace, lambda warm: found.extend(shared.shared(warm, warm.items)))
        assert len({one.nodeid for one in found}) == len(found)
        return {one.nodeid: (one.kind, one.printed) for one in found}

    return run


@pytest.mark.parametrize("body", BODIES)
def test_two_say_what_one_says(verdicts, body):
    alone = verdicts(BODIES[body], cores=1)
    assert len(alone) == 26
    assert verdicts(BODIES[body], cores=2) == alone


@pytest.mark.parametrize(("cores", "few", "processes"), [(1, 1, 1), (2, 1, 2), (2, 40, 1)])
def test_two_processes_where_there_are_two_cores_and_much_to_do(verdicts, cores, few, processes):
    numbers = processes_of(verdicts(ITS_NUMBER, cores, few))
    assert len(numbers) == processes
    assert str(os.getpid()) not in numbers


def processes_of(found):
    """Return the numbers that the code has printed."""
    return {word for _, printed in found.values() for word in printed.split()}


def test_where_there_is_no_fork_one_does_it_all(verdicts, monkeypatch):
    monkeypatch.setenv("DOJO_NO_FORK", "1")
    assert len(processes_of(verdicts(ITS_NUMBER, cores=2))) == 1


def test_whoever_stops_listening_leaves_none_behind(workspace, monkeypatch, standing_in):
    monkeypatch.setattr(shared, "FEW", 1)
    monkeypatch.setattr(shared, "cores", lambda: 2)
    here = len(standing_in(workspace))
    collect(workspace, lambda warm: next(shared.shared(warm, warm.items)))
    assert len(standing_in(workspace)) == here


def test_of_nothing_nothing_comes(workspace):
    found = []
    collect(workspace, lambda warm: found.extend(shared.shared(warm, [])))
    assert found == []
