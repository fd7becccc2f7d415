"""The messages of a run: gathered from pytest's reports, and written to a file in one go."""

import time
from pathlib import Path

import pytest

from dojo import atomic_files
from dojo.cucumber.documents import ChangedError
from dojo.cucumber.records import FaultRecord, behaviour_on, faults_on
from dojo.cucumber.results import CheckedBehaviour
from dojo.cucumber.transcript import Transcript, lines
from dojo.verdict import verdict_on


class Messages:
    """A pytest plugin that writes the run of the behaviours to a file."""

    def __init__(self, path: Path) -> None:
        """Take the file to write."""
        self._path, self._started = path, time.time()
        # By the ids of pytest's nodes: each worker of pytest-xdist reports the same faults.
        self._checked: dict[str, CheckedBehaviour] = {}
        self._faults: dict[str, list[FaultRecord]] = {}
        self._said = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        self._faults[report.nodeid] = faults_on(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what was checked; what failed after the call counts more than the call."""
        behaviour, verdict = behaviour_on(report), verdict_on(report)
        if behaviour and verdict:
            self._checked[report.nodeid] = CheckedBehaviour(
                behaviour, verdict, report.outcome, report.start, report.stop
            )

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the file."""
        faults = [fault for found in self._faults.values() for fault in found]
        checked, right = list(self._checked.values()), session.exitstatus == pytest.ExitCode.OK
        envelopes = Transcript(session.config.rootpath).envelopes
        try:
            text = "".join(lines(envelopes(self._started, checked, faults, right)))
            atomic_files.write(self._path, text.encode("utf-8"))
            self._said = f"messages: {self._path}"
        except OSError as error:
            self._fail(session, f"{error.strerror}")
        except ChangedError as error:
            self._fail(session, f"{error} was changed while it was checked; run pytest again")

    def _fail(self, session: pytest.Session, why: str) -> None:
        self._said = f"messages: {self._path} could not be written: {why}"
        session.exitstatus = session.exitstatus or pytest.ExitCode.INTERNAL_ERROR

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where the file is, or why there is none."""
        terminalreporter.write_line(self._said)
