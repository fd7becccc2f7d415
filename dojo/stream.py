"""Verdicts as lines of JSON, one as each behaviour starts and one as it ends.

The learner's tool reads them from another process: a fork of a warm one, or a cold pytest.
"""

import json
from dataclasses import asdict, dataclass, field

import pytest

from dojo.verdict import BROKEN, GREEN


@dataclass
class Outcome:
    """What came of one behaviour."""

    nodeid: str
    verdict: str
    message: str = ""
    seconds: float = 0.0
    printed: str = ""
    tables: list = field(default_factory=list)

    @classmethod
    def read(cls, line: str) -> "Outcome":
        """Read a line that `Stream` wrote."""
        return cls(**json.loads(line))


STARTED = "started"
MOST_PRINTED = 2000


class Stream:
    """A pytest plugin that writes an Outcome for the start and the end of every behaviour."""

    def __init__(self, write: object) -> None:
        """Take a function that sends one line on."""
        self._write = write

    def _send(self, outcome: Outcome) -> None:
        self._write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Say which behaviour is running, in case nothing more is heard of it."""
        self._send(Outcome(nodeid, STARTED))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Send the verdict of the call, or of a set-up that failed."""
        if report.when == "call" or report.failed:
            self._send(outcome(report))


def outcome(report: pytest.TestReport) -> Outcome:
    """Turn a test report into an Outcome."""
    properties = dict(report.user_properties)
    return Outcome(
        report.nodeid,
        GREEN if report.passed else properties.get("verdict", BROKEN),
        properties.get("message", "" if report.passed else report.longreprtext),
        report.duration,
        report.capstdout[-MOST_PRINTED:],
        [json.loads(value) for name, value in report.user_properties if name == "table"],
    )
