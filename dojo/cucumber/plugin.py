"""The option's own plugin: it keeps each behaviour's report, and writes the file in the end."""

import os
import time
from pathlib import Path

import pytest

from dojo import atomic_files
from dojo.course.feature_names import is_feature
from dojo.cucumber.steps import Steps

MISSING = "--messages needs cucumber-messages: pip install 'deep-learning-dojo[messages]'"


def configure(config: pytest.Config, target: str) -> None:
    """Begin to listen; a target that cannot be written to is a usage error at once."""
    config.pluginmanager.register(Steps(), "dojo-messages-steps")
    if hasattr(config, "workerinput"):
        return
    path = config.invocation_params.dir / target
    if path.is_dir():
        raise pytest.UsageError(f"--messages {target}: this is a folder; name a file in it")
    if not path.parent.is_dir():
        raise pytest.UsageError(f"--messages {target}: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise pytest.UsageError(f"--messages {target}: nothing can be written into {path.parent}")
    try:
        import cucumber_messages  # noqa: F401
    except ImportError:
        raise pytest.UsageError(MISSING) from None
    config.pluginmanager.register(Messages(path), "dojo-messages")


class Messages:
    """A pytest plugin that writes the run of the behaviours to a file, in one go."""

    def __init__(self, path: Path) -> None:
        """Take the file to write."""
        self.path, self.started = path, time.time()
        self.reports: dict[str, pytest.TestReport] = {}
        self.unread: list[pytest.CollectReport] = []
        self.said = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        known = {each.nodeid for each in self.unread}
        if report.failed and is_feature(report.nodeid) and report.nodeid not in known:
            self.unread.append(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the report of the call; or of what failed before it or after it."""
        if hasattr(report, "behaviour") and (report.when == "call" or not report.passed):
            self.reports[report.nodeid] = report

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the file."""
        from dojo.cucumber.run import lines

        try:
            text = "".join(lines(self, session.config))
            atomic_files.write(self.path, text.encode("utf-8"))
            self.said = f"messages: {self.path}"
        except OSError as error:
            self.said = f"messages: {self.path} could not be written: {error.strerror}"
            session.exitstatus = session.exitstatus or pytest.ExitCode.INTERNAL_ERROR

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where the file is, or why there is none."""
        terminalreporter.write_line(self.said)
