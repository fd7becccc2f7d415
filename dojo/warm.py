"""A warm pytest: everything imported and collected, each run in a fork of it.

Only the fork loads the learner's code, so every run starts from what is on the disk, and nothing
that the code does (endless loops, exits, patches) outlives its run.
"""

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dojo.stream import STARTED, Outcome, Stream
from dojo.verdict import BROKEN

MOST_WRITTEN = 64 << 20
GRACE = 2.0


class Warm:
    """A pytest plugin that hands the collected session over instead of running it."""

    def __init__(self, work: Callable[["Warm"], None]) -> None:
        """Take what is to be done once everything is collected."""
        self._work, self.session, self.errors = work, None, []

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Take pytest's own reporter away: the screen belongs to somebody else."""
        config.pluginmanager.unregister(name="terminalreporter")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        if report.failed:
            self.errors.append(report.longreprtext)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hand the session over."""
        self.session = session
        self._work(self)
        return True

    def run(self, items: list[pytest.Item]) -> Iterator[Outcome]:
        """Run `items` in a fork; yield an Outcome for each, as they come."""
        limit = float(self.session.config.getini("time_limit"))
        read, write = os.pipe()
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            os.close(read)
            _child(items, write)
        os.close(write)
        try:
            yield from _outcomes(read, limit)
        finally:
            os.close(read)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def collect(folder: Path, arguments: list[str], work: Callable[[Warm], None]) -> Warm:
    """Collect the behaviours below `folder`, then do `work` with them."""
    warm = Warm(work)
    options = ["--rootdir", str(folder), "-p", "no:cacheprovider", "--continue-on-collection-errors"]
    pytest.main([*options, *arguments], plugins=[warm])
    return warm


def _child(items: list[pytest.Item], write: int) -> None:
    """Run the items and end the process, whatever happens."""
    try:
        os.setpgid(0, 0)
        with open(os.devnull, "r+b", buffering=0) as nothing:
            for standard in (0, 1, 2):
                os.dup2(nothing.fileno(), standard)
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
        config = items[0].config
        config.pluginmanager.register(Stream(lambda line: os.write(write, line.encode())))
        for item, following in zip(items, [*items[1:], None], strict=True):
            config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    finally:
        os._exit(0)


def _outcomes(read: int, limit: float) -> Iterator[Outcome]:
    """Yield what the child sends; if it falls silent or ends, say so of the running behaviour."""
    buffer, running = b"", None
    deadline = time.monotonic() + limit + GRACE
    while True:
        wait = deadline - time.monotonic() if limit else None
        ready, _, _ = select.select([read], [], [], wait)
        chunk = os.read(read, 1 << 16) if ready else b""
        if not chunk:
            break
        *lines, buffer = (buffer + chunk).split(b"\n")
        for line in lines:
            outcome = Outcome.read(line.decode())
            deadline = time.monotonic() + limit + GRACE
            running = outcome.nodeid if outcome.verdict == STARTED else None
            if outcome.verdict != STARTED:
                yield outcome
    if running:
        why = "ended the whole process" if ready else f"gave no answer within {limit:g} s"
        yield Outcome(running, BROKEN, f"Your code {why}.")
