"""A warm pytest: everything imported and collected, each run in a fork of it.

Only the fork loads the learner's code, so every run starts from what is on the disk, and nothing
that the code does (endless loops, exits, patches) outlives its run. Where there is no fork, a cold
pytest takes its place: slower, with the same verdicts.
"""

import contextlib
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dojo.commands import UsageError
from dojo.stream import Run, Stream

MOST_WRITTEN = 64 << 20


class Warm:
    """A pytest plugin that hands the collected session over instead of running it."""

    def __init__(self, folder: Path, work: Callable[["Warm"], None]) -> None:
        """Take what is to be done once everything is collected."""
        self.folder, self._work, self.items, self.errors = folder, work, [], []
        self.usage_error: UsageError | None = None
        self.stream = Stream()

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
        self.items = session.items
        # Of memory that is never collected, a fork copies nothing.
        gc.freeze()
        try:
            self._work(self)
        except UsageError as error:  # pytest must not take it for a fault of its own
            self.usage_error = error
        return True

    def run(self, items: list[pytest.Item]) -> Run:
        """Start running `items` in another process."""
        limit = float(items[0].config.getini("time_limit"))
        start = self._fork if can_fork() else self._spawn
        return Run(*start(items), limit)

    def _fork(self, items: list[pytest.Item]) -> tuple[int, Callable[[], None]]:
        """Run `items` in a fork; return what to read its outcomes from, and what ends it."""
        read, write = os.pipe()
        sys.stdout.flush()
        process = os.fork()
        if process:
            os.close(write)
            with contextlib.suppress(OSError):
                os.setpgid(process, process)
            return read, lambda: _end(process, lambda: os.waitpid(process, 0))
        try:
            os.setpgid(0, 0)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            _silence()
            self.stream.write = write
            config = items[0].config
            for item, following in zip(items, [*items[1:], None], strict=True):
                config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            os._exit(0)

    def _spawn(self, items: list[pytest.Item]) -> tuple[int, Callable[[], None]]:
        """Run `items` with a pytest of their own; return as `_fork` does."""
        read, write = os.pipe()
        os.set_inheritable(write, True)
        nodes = [item.nodeid for item in items]
        process = subprocess.Popen(
            [sys.executable, "-m", "dojo.cold", str(write), *nodes],
            cwd=self.folder,
            close_fds=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(write)
        return read, lambda: _end(process.pid, process.wait)


def can_fork() -> bool:
    """Tell whether a warm process can be forked (DOJO_NO_FORK=1 says no)."""
    return hasattr(os, "fork") and not os.environ.get("DOJO_NO_FORK")


def collect(folder: Path, work: Callable[[Warm], None], only: list[str] | None = None) -> Warm:
    """Collect the behaviours of a workspace (or the files and nodes `only`), then do `work`."""
    warm = Warm(folder, work)
    with contextlib.chdir(folder):
        pytest.main([*OPTIONS, *(only or [])], plugins=[warm, warm.stream])
    if warm.usage_error:
        raise warm.usage_error
    return warm


OPTIONS = ["-p", "no:cacheprovider", "--continue-on-collection-errors", "-q"]


def _end(process: int, wait: Callable[[], object]) -> None:
    """End a process and all that it started, now."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)
    wait()


def _silence() -> None:
    """Cut the process off from the screen and the keyboard, and limit what it can write."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
