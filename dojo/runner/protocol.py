"""Verdicts sent between processes: a line of JSON as a behaviour starts, and as it ends."""

import json
import os
from dataclasses import dataclass, field

import pytest

from dojo.runner.captured_output import Printed
from dojo.verdict import BROKEN, GREEN, SPEC

STARTED = "started"
MOST_PRINTED = 2000


@dataclass
class Outcome:
    """What came of one behaviour; `tables` are JSON texts, `codes` those of the diagnoses."""

    nodeid: str
    verdict: str
    message: str = ""
    edit: list[str] = field(default_factory=list)
    seconds: float = 0.0
    printed: str = ""
    tables: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, report: pytest.TestReport, printed: str = "") -> "Outcome":
        """Turn a test report into an outcome."""
        properties = dict(report.user_properties)
        if report.skipped:
            verdict, message = SPEC, f"✗ {report.nodeid.partition('::')[2]}\n  It was skipped."
        elif report.passed:
            verdict, message = GREEN, ""
        else:
            verdict = properties.get("verdict", BROKEN)
            message = properties.get("message") or report.longreprtext
        return cls(
            report.nodeid,
            verdict,
            message,
            [value for name, value in report.user_properties if name == "edit"],
            report.duration,
            printed[-MOST_PRINTED:],
            [value for name, value in report.user_properties if name == "table"],
            [value for name, value in report.user_properties if name == "diagnosis"],
        )

    def plain(self) -> dict:
        """Return the outcome as plain data, for programs."""
        return vars(self) | {"tables": [json.loads(table) for table in self.tables]}


class Stream:
    """A pytest plugin that writes an Outcome for the start and the end of every behaviour."""

    def __init__(self) -> None:
        """Write nothing yet."""
        self._write: int | None = None
        self._printed: Printed | None = None
        self._outcome: Outcome | None = None

    def open(self, write: int) -> None:
        """Write to a file descriptor from now on, and keep what the learner's code prints."""
        self._write, self._printed = write, Printed()

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Take pytest's own reporter away: the screen belongs to somebody else."""
        config.pluginmanager.unregister(name="terminalreporter")

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Say which behaviour is running, in case nothing more is heard of it."""
        if self._write is not None:
            self._printed.take()
            self._outcome = None
            self._send(Outcome(nodeid, STARTED))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the verdict of the call; or of what failed before it, or after it."""
        if self._write is not None and (report.when == "call" or not report.passed):
            self._outcome = Outcome.of(report, self._printed.take())

    def pytest_runtest_logfinish(self) -> None:
        """Send the verdict: exactly one for a behaviour."""
        if self._write is not None and self._outcome:
            self._send(self._outcome)

    def _send(self, outcome: Outcome) -> None:
        line = json.dumps(vars(outcome)) + "\n"
        data = memoryview(line.encode("ascii"))
        while data:
            data = data[os.write(self._write, data) :]
