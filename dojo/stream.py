"""Verdicts sent between processes: a line of JSON as a behaviour starts, and as it ends."""

import json
import os
import select
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field

import pytest

from dojo.verdict import BROKEN, GREEN

STARTED = "started"
MOST_PRINTED = 2000
GRACE = 2.0


@dataclass
class Outcome:
    """What came of one behaviour."""

    nodeid: str
    verdict: str
    message: str = ""
    edit: list[str] = field(default_factory=list)
    seconds: float = 0.0
    printed: str = ""
    tables: list[dict] = field(default_factory=list)

    @classmethod
    def of(cls, report: pytest.TestReport) -> "Outcome":
        """Turn a test report into an outcome."""
        properties = dict(report.user_properties)
        return cls(
            report.nodeid,
            GREEN if report.passed else properties.get("verdict", BROKEN),
            properties.get("message", "" if report.passed else report.longreprtext),
            [value for name, value in report.user_properties if name == "edit"],
            report.duration,
            report.capstdout[-MOST_PRINTED:],
            [json.loads(value) for name, value in report.user_properties if name == "table"],
        )


class Stream:
    """A pytest plugin that writes an Outcome for the start and the end of every behaviour."""

    def __init__(self, write: int | None = None) -> None:
        """Take the file descriptor to write to; without one nothing is written yet."""
        self.write = write

    def _send(self, outcome: Outcome) -> None:
        if self.write is None:
            return
        line = json.dumps(asdict(outcome), ensure_ascii=False) + "\n"
        data = memoryview(line.encode("utf-8", errors="replace"))
        while data:
            data = data[os.write(self.write, data) :]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Say which behaviour is running, in case nothing more is heard of it."""
        self._send(Outcome(nodeid, STARTED))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Send the verdict of the call, or of a set-up that failed."""
        if report.when == "call" or report.failed:
            self._send(Outcome.of(report))


class Run:
    """The outcomes of a process that streams them; a process that falls silent is ended."""

    def __init__(self, read: int, end: Callable[[], None], limit: float) -> None:
        """Take the pipe to read, what ends the process, and the seconds a behaviour may take."""
        self._read, self._end_process, self._limit = read, end, limit
        self._buffer, self._running, self.done = b"", None, False
        self._heard()

    def fileno(self) -> int:
        """Return what `select` waits for."""
        return self._read

    def _heard(self) -> None:
        self._deadline = time.monotonic() + self._limit + GRACE if self._limit else float("inf")

    def receive(self) -> list[Outcome]:
        """Return the outcomes that have come by now; the last ones if the process has ended."""
        ready, _, _ = select.select([self._read], [], [], 0)
        if not ready:
            late = time.monotonic() > self._deadline
            return self._end(f"gave no answer within {self._limit:g} s") if late else []
        chunk = os.read(self._read, 1 << 16)
        if not chunk:
            return self._end("ended the whole process")
        self._heard()
        *lines, self._buffer = (self._buffer + chunk).split(b"\n")
        outcomes = [Outcome(**json.loads(line)) for line in lines]
        if outcomes:
            last = outcomes[-1]
            self._running = last.nodeid if last.verdict == STARTED else None
        return [outcome for outcome in outcomes if outcome.verdict != STARTED]

    def _end(self, why: str) -> list[Outcome]:
        self.stop()
        if self._running is None:
            return []
        name = self._running.partition("::")[2]
        return [Outcome(self._running, BROKEN, f"✗ {name}\n  Your code {why}.")]

    def stop(self) -> None:
        """End the process and all that it started, now."""
        if not self.done:
            self.done = True
            os.close(self._read)
            self._end_process()

    def __iter__(self) -> Iterator[Outcome]:
        """Yield every outcome as it comes; leaving early ends the process."""
        try:
            while not self.done:
                select.select([self._read], [], [], 0.1)
                yield from self.receive()
        finally:
            self.stop()
