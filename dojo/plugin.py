"""The pytest plugin: its hooks, each handed on to the module that does the work."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import threading
from pathlib import Path

import pytest

from dojo.behaviours import debugger
from dojo.behaviours.random_tables import DRAWS
from dojo.course import locations
from dojo.terminal import summary

_PATH = list(sys.path)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--kata`, `--messages`, the drawn tables, and the time limit of a behaviour."""
    group = parser.getgroup("dojo", "the executable textbook")
    group.addoption(
        "--kata",
        metavar="PATH",
        help="the folder of the implementation to judge (default: kata/ in pytest's root folder)",
    )
    group.addoption(
        "--messages",
        metavar="FILE",
        help="write the run as Cucumber Messages (ndjson), for their reporters",
    )
    group.addoption(
        "--cases",
        metavar="FILE",
        action="append",
        default=[],
        help="run the tables in an .xlsx or .csv file as cases of the behaviours they name",
    )
    group.addoption(
        "--draws",
        metavar="N",
        type=int,
        help="how many drawn tables stand behind each one (default: the ini option draws)",
    )
    group.addoption(
        "--drawn-seed",
        metavar="SEED",
        type=int,
        help="draw the same tables again (default: others in every run)",
    )
    drawn = "drawn tables behind each table of the book (0: none)"
    parser.addini("draws", drawn, type="int", default=DRAWS)
    limit = "seconds that one behaviour may take (0: no limit)"
    parser.addini("time_limit", limit, type="float", default=10.0)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Start again with `--kata=PATH` where `--kata PATH` misled pytest about its root folder.

    Before it knows this plugin's options, pytest takes PATH for one of the folders to test, and
    looks for its configuration there. The same goes for `--messages FILE`
    and `--cases FILE`.
    """
    arguments = [str(argument) for argument in config.invocation_params.args]
    found_here = config.invocation_params.dir.is_relative_to(config.rootpath) and config.inipath
    apart = [option for option in ("--kata", "--messages", "--cases") if option in arguments[:-1]]
    if found_here or not apart:
        return None
    for option in apart:
        at = arguments.index(option)
        arguments[at : at + 2] = [f"{option}={arguments[at + 1]}"]
    # Nor must the first attempt's search path lead astray: tests/derivations is no calculus.
    sys.path[:] = _PATH
    return pytest.main(arguments, plugins=config.invocation_params.plugins)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the implementation; a path that is no folder is a usage error."""
    chosen = config.getoption("kata")
    if chosen and not Path(chosen).is_dir():
        raise pytest.UsageError(f"--kata {chosen}: there is no such folder")
    if not 0 <= config.getini("time_limit") <= threading.TIMEOUT_MAX:
        said = f"time_limit = {config.getini('time_limit'):g}"
        raise pytest.UsageError(f"{said}: give a number of seconds, or 0 for no limit")
    if config.getoption("messages"):
        from dojo.cucumber.plugin import configure

        configure(config, config.getoption("messages"))
    cases = config.getoption("cases")
    for name in cases:
        if not Path(name).is_file():
            raise pytest.UsageError(f"--cases {name}: there is no such file")
    if cases:
        # Only they run: what a person gives beside them was found by its folder, not by name.
        named = {Path(name).resolve() for name in cases}
        config.args = [str(path) for path in sorted(named)]


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Name the implementation, where one was chosen."""
    chosen = config.getoption("kata")
    return [f"kata: {chosen}"] if chosen else []


def pytest_sessionstart() -> None:
    """Let go of what an earlier run in this process kept."""
    gc.unfreeze()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep what is loaded by now out of the garbage collector's rounds, which look at it in vain.

    It is a tenth of the run's time. And a fork shares the memory for as long as nobody touches it.
    """
    if hasattr(session, "kata"):
        from dojo.behaviours.random_tables.check import get_ready

        get_ready(session.config, session.kata)
        gc.freeze()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect `.feature` files directly, and the files of cases that were asked for."""
    cases = {Path(name).resolve() for name in parent.config.getoption("cases")}
    if file_path in cases:
        _prepare(parent.session, locations.FEATURES)
        from dojo.spreadsheet.cases.collector import CaseFile

        return CaseFile.from_parent(parent, path=file_path)
    if file_path.suffix != ".feature":
        return None
    _prepare(parent.session, file_path)
    from dojo.behaviours.items import FeatureFile

    return FeatureFile.from_parent(parent, path=file_path)


def _implementation(config: pytest.Config, feature: Path) -> Path:
    """Return the folder to judge. The reference stands in for nobody: it judges its own course."""
    chosen, beside = config.getoption("kata"), config.rootpath / "kata"
    if chosen or beside.is_dir():
        return Path(chosen or beside)
    if feature.is_relative_to(locations.ROOT):
        return locations.REFERENCE
    raise pytest.Collector.CollectError(
        f"there is no folder {beside}: --kata PATH says which implementation to judge"
    )


def _prepare(session: pytest.Session, feature: Path) -> None:
    """Load the steps and the implementation when the first feature is met, not before."""
    if hasattr(session, "kata"):
        return
    # Before numpy is imported: on one thread a sum comes out the same on every machine, and small
    # matrices are multiplied without waiting for a second core (the whole spec in half the time).
    for library in ("OPENBLAS", "MKL", "BLIS"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    from dojo.course.chapters import introduced
    from dojo.implementation.implementation import Implementation

    config = session.config
    start = config.invocation_params.dir
    folder = _implementation(config, feature)
    session.kata = Implementation(folder, introduced(locations.FEATURES), start)
    locations.load_package("steps", locations.STEPS)
    for name in locations.step_modules():
        config.pluginmanager.register(importlib.import_module(name), name)


@pytest.fixture
def kata(request: pytest.FixtureRequest) -> object:
    """The implementation under test."""
    implementation = request.session.kata
    implementation.begin(request.node.chapter, request.node.shown)
    return implementation


def pytest_enter_pdb(config: pytest.Config) -> None:
    """Give all the time there is to a person at a debugger's prompt."""
    debugger.enter(config)


def pytest_leave_pdb(config: pytest.Config) -> None:
    """Let the time limit go on."""
    debugger.leave(config)


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Tell the verdicts apart in pytest's own progress and totals."""
    return summary.status(report)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> object:
    """Close with the chapters, one line each."""
    others = yield
    summary.write(terminalreporter)
    return others
