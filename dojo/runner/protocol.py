"""Verdicts sent between processes: a line of JSON as a behaviour starts, and as it ends."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from dojo.runner.captured_output import Printed
from dojo.verdict import Verdict, verdict_on

MOST_PRINTED = 2000


def started(nodeid: str) -> bytes:
    """Return the line that says which behaviour is running, in case nothing more is heard of it."""
    return _line({"started": nodeid})


def answered(nodeid: str) -> bytes:
    """Return the line that says that a behaviour was run, and its verdict is being worked out."""
    return _line({"answered": nodeid})


def ended(verdict: Verdict) -> bytes:
    """Return the line with the verdict on a behaviour."""
    return _line(verdict)


def read(line: bytes) -> Verdict | str:
    """Return the verdict in a line, or the node id of the behaviour that has started.

    >>> read(started("features/01_neuron.feature::By hand"))
    'features/01_neuron.feature::By hand'
    """
    data = json.loads(line)
    return str(data["started"]) if "started" in data else Verdict.read(data)


def _line(data: dict[str, str] | Verdict) -> bytes:
    # The parts of a verdict are written as they are met: to make them plain first takes as long.
    return json.dumps(data, default=vars).encode("ascii") + b"\n"


class Stream:
    """A pytest plugin that writes a line for the start and the end of every behaviour."""

    def __init__(self) -> None:
        """Write nothing yet."""
        self._send: Callable[[bytes], None] | None = None
        self._printed: Printed | None = None
        self._verdict: Verdict | None = None

    def open(self, write: int | Callable[[bytes], None]) -> None:
        """Write to a file descriptor, or tell a function, from now on.

        And keep what the learner's code prints.
        """
        self._send = write if callable(write) else partial(_write, write)
        self._printed = Printed()

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Take pytest's own reporter away: the screen belongs to somebody else."""
        config.pluginmanager.unregister(name="terminalreporter")

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Say which behaviour is running."""
        if self._send and self._printed:
            self._printed.take()
            self._verdict = None
            self._send(started(nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the verdict of the call; or of what failed before it, or after it."""
        verdict = verdict_on(report) if self._printed else None
        if verdict and self._printed:
            printed = self._printed.take()[-MOST_PRINTED:]
            self._verdict = replace(verdict, printed=printed)

    def pytest_runtest_logfinish(self) -> None:
        """Send the verdict: exactly one for a behaviour."""
        if self._send and self._verdict:
            self._send(ended(self._verdict))


def _write(descriptor: int, line: bytes) -> None:
    data = memoryview(line)
    while data:
        data = data[os.write(descriptor, data) :]
