"""A session that stays open: collected once, its behaviours are checked in this very process.

For who has no process to fork, and puts back himself what a learner's code has changed.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from _pytest.config import _prepareconfig

from dojo.behaviours.items import Behaviour
from dojo.errors import UsageError
from dojo.implementation.implementations import forget
from dojo.runner import isolation
from dojo.runner.protocol import Stream, answered
from dojo.runner.session import arguments


class OpenSession:
    """The behaviours of a workspace, ready to be checked again and again."""

    def __init__(self, folder: Path, send: Callable[[bytes], None]) -> None:
        """Collect them; a line goes to `send` as each starts and as it ends (see protocol.py)."""
        self.folder, self._send = folder, send
        self.errors: list[str] = []
        self._stream = Stream()
        words, plugins = isolation.words(folder, arguments(folder, folder / "kata"))
        with contextlib.chdir(folder):
            # pytest's own main would end the session before it returns.
            self._config = _prepareconfig(words, [*plugins, self, self._stream])
            self._config._do_configure()
            session = pytest.Session.from_config(self._config)
            self._config.hook.pytest_sessionstart(session=session)
            self._config.hook.pytest_collection(session=session)
        found = [item for item in session.items if isinstance(item, Behaviour)]
        self.items = {item.nodeid: item for item in found}
        self.limit = float(self._config.getini("time_limit"))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        if report.failed:
            self.errors.append(report.longreprtext.strip())

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Tell that the implementation has answered, or failed to: what comes is a diagnosis."""
        if call.when == "call":
            self._send(answered(item.nodeid))

    def check(self, nodeids: Sequence[str]) -> None:
        """Check behaviours, from what is on the disk now; UsageError for one that is not there."""
        if unknown := [nodeid for nodeid in nodeids if nodeid not in self.items]:
            raise UsageError(f"there is no behaviour {unknown[0]}")
        items = [self.items[nodeid] for nodeid in nodeids]
        forget(self._config)
        with contextlib.chdir(self.folder), _own_streams():
            self._stream.open(self._send)
            for item, following in zip(items, [*items[1:], None], strict=False):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def close(self) -> None:
        """End the session."""
        with contextlib.chdir(self.folder):
            self._config._ensure_unconfigure()


@contextlib.contextmanager
def _own_streams() -> Iterator[None]:
    """Have the standard streams again after the block, whoever took them over."""
    before = sys.stdout, sys.stderr
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
