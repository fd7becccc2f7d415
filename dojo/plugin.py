"""The pytest plugin: its hooks, each passed on to the module that does the work."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dojo.behaviours import DRAWS, SEED_VARIABLE, debugger
from dojo.behaviours.course_steps import MET, load_steps, meet
from dojo.behaviours.name_encoding import any_name
from dojo.course.course_file import FILE as COURSE
from dojo.course.feature_names import is_feature
from dojo.errors import UsageError
from dojo.implementation import owners
from dojo.implementation.threads import one_thread
from dojo.terminal import summary
from dojo.terminal.message import Message
from dojo.verdict import ATTRIBUTE, Verdict, shown, verdict_on

if TYPE_CHECKING:
    from dojo.implementation.implementation import Implementation

# Imports inside functions wait for a feature, a kata or an option that asks for them: they load
# NumPy and pytest-bdd, and pytest loads this plugin in every project.

_PATH = list(sys.path)

REFUSED = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--kata`, `--messages`, the random tables, and the time limit of a behaviour."""
    group = parser.getgroup("dojo", "the executable textbook")
    group.addoption(
        "--kata",
        metavar="PATH",
        help="the folder of the implementation to check (default: the kata/ beside features/)",
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
        help="run the tables of an .xlsx or .csv file as cases",
    )
    group.addoption(
        "--draws",
        metavar="N",
        type=int,
        help="number of random tables behind each table (default: the ini option draws)",
    )
    group.addoption(
        "--drawn-seed",
        metavar="SEED",
        type=int,
        default=os.environ.get(SEED_VARIABLE) or None,
        help=f"seed of the random tables (default: ${SEED_VARIABLE}, or a new one in every run)",
    )
    draws = "random tables behind each table of the book (0: none)"
    parser.addini("draws", draws, type="int", default=DRAWS)
    limit = "seconds of the processor's time that one behaviour may take (0: no limit)"
    parser.addini("time_limit", limit, type="float", default=10.0)


@pytest.fixture
def assert_gradient(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Fail unless a gradient is right: assert_gradient(f, arrays, gradient).

    `--drawn-seed SEED` draws the random direction again; a failure says which seed it had.
    """
    from dojo.gradients import assert_gradient

    return partial(assert_gradient, seed=request.config.getoption("drawn_seed") or 0)


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
    # Nor must the first attempt's search path lead astray: tests/derivations is not the calculus.
    sys.path[:] = _PATH
    return pytest.main(arguments, plugins=config.invocation_params.plugins)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Let the conftest files of a learner's own tests import the kata."""
    start, options = early_config.invocation_params.dir, early_config.known_args_namespace
    named = (start / word.partition("::")[0] for word in options.file_or_dir)
    owners.begin(early_config)
    owners.place_for_python(early_config, next(filter(Path.exists, named), start))


def pytest_configure(config: pytest.Config) -> None:
    """Choose the implementation; a path that is not a folder is a usage error."""
    chosen = config.getoption("kata")
    # A course that extends another need not have a kata of its own.
    if chosen and not Path(chosen).is_dir() and not (Path(chosen).parent / COURSE).is_file():
        raise pytest.UsageError(f"--kata {chosen}: this folder does not exist")
    if not 0 <= config.getini("time_limit") <= threading.TIMEOUT_MAX:
        said = f"time_limit = {config.getini('time_limit'):g}"
        raise pytest.UsageError(f"{said}; write a number of seconds, or 0 for no limit")
    if config.getoption("messages"):
        from dojo.cucumber.plugin import configure

        configure(config, config.getoption("messages"))
    cases = config.getoption("cases")
    for name in cases:
        if not Path(name).is_file():
            raise pytest.UsageError(f"--cases {name}: this file does not exist")
    if cases:
        # Only they run, collected by hand: in a path, pytest would take `[1]` for a parameter.
        config.args = ["."]


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Name the implementation, where one was chosen."""
    chosen = config.getoption("kata")
    return [f"kata: {chosen}"] if chosen else []


def pytest_sessionstart(session: pytest.Session) -> None:
    """Let go of what an earlier run in this process kept."""
    gc.unfreeze()
    owners.begin(session.config)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave no module of ours to whoever runs next in this process."""
    owners.end(session.config)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """End with a sentence, and with pytest's code for wrong use, where a course is not right."""
    collects_garbage = gc.isenabled()
    try:
        done = yield
    except pytest.UsageError:
        # Of a feature that is named, pytest says that there is none.
        if REFUSED not in session.stash:
            raise
    finally:
        if collects_garbage:
            gc.enable()
    if REFUSED in session.stash:
        raise pytest.UsageError(session.stash[REFUSED])
    return done


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the chapters of a course in its order, where it names one; pytest goes by their names."""
    if not any(owner.course.order for owner in config.stash.get(MET, ())):
        return
    from dojo.behaviours.items import Behaviour

    folders: dict[Path, list[tuple[int, Behaviour]]] = {}
    for at, item in enumerate(items):
        if isinstance(item, Behaviour):
            folders.setdefault(item.path.parent, []).append((at, item))
    for found in folders.values():
        ordered = sorted((item for _, item in found), key=lambda b: b.owner.course.place(b.path))
        for (at, _), item in zip(found, ordered, strict=True):
            items[at] = item


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep what is loaded by now out of the garbage collector's rounds, which look at it in vain.

    It is a tenth of the run's time. And a fork shares the memory for as long as nobody touches it.
    """
    if session.config.stash.get(MET, None):
        gc.freeze()


def pytest_report_collectionfinish(config: pytest.Config, items: list[pytest.Item]) -> list[str]:
    """Say how many behaviours each kata is checked by, where there are several."""
    if len(config.stash.get(MET, {})) < 2:
        return []
    from dojo.behaviours.items import Behaviour

    katas = Counter(item.owner.kata for item in items if isinstance(item, Behaviour))
    start = config.invocation_params.dir
    return [f"kata: {shown(kata, start)} ({n} behaviours)" for kata, n in katas.items()]


@pytest.hookimpl(tryfirst=True)
def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the files of cases, wherever they are, in the place of the folder we started from."""
    if parent.config.getoption("cases") and path == parent.config.invocation_params.dir:
        one_thread(parent.config)
        from dojo.spreadsheet.cases.collector import CaseFolder

        register_reports(parent.config)
        return CaseFolder.from_parent(parent, path=path)
    return None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect `.feature` files directly.

    A feature that is in no course and no workspace is somebody else's.
    """
    if not is_feature(file_path):
        return None
    try:
        owner = owners.owner_of(parent.config, file_path)
        if owner is None:
            owners.leave_alone(parent.config, file_path)
            return None
        meet(parent.config, owner)
    except UsageError as error:
        parent.session.stash.setdefault(REFUSED, str(error))
        return None
    from dojo.behaviours.items import FeatureFile

    register_reports(parent.config)
    # Of all that a feature is read into, nothing is garbage: to look for some takes a fifth of the
    # time. It is looked for again when everything is collected.
    gc.disable()
    return FeatureFile.of(parent, file_path, owner)


def register_reports(config: pytest.Config) -> None:
    """Attach verdicts to reports from now on."""
    from dojo.behaviours import reports

    if not config.pluginmanager.is_registered(reports):
        config.pluginmanager.register(reports, "dojo-reports")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let a learner's own tests, and the conftest files beside them, import the kata."""
    if isinstance(collector, pytest.Directory) or collector.path.suffix == ".py":
        owners.place_for_python(collector.config, collector.path)
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test whatever letters its name has, and with the kata that it was collected with."""
    if item.path.suffix == ".py":
        owners.place_for_python(item.config, item.path)
    with any_name():
        return (yield)


@pytest.fixture
def kata(request: pytest.FixtureRequest) -> Implementation:
    """The implementation under test: of a behaviour, or of the workspace that a test is in."""
    from dojo.behaviours.items import Behaviour
    from dojo.implementation.implementations import implementation_of

    node = request.node
    if isinstance(node, Behaviour):
        load_steps(request.config, node.owner.course).place()
        node.implementation.begin(node.chapter, node.shown)
        return node.implementation
    owner = owners.owner_of(request.config, node.path)
    if owner is None:
        pytest.fail(
            f"{node.path} is outside every workspace; name the implementation with --kata PATH",
            False,
        )
    implementation = implementation_of(request.config, owner)
    implementation.begin(None, node.name)
    return implementation


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable(
    report: object,
) -> Generator[None, dict[str, Any], dict[str, Any]]:
    """Send a verdict from a worker of pytest-xdist as plain data."""
    data = yield
    if verdict := verdict_on(report):
        data[ATTRIBUTE] = verdict.plain()
    return data


@pytest.hookimpl(wrapper=True)
def pytest_report_from_serializable(
    data: dict[str, Any],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Receive a verdict from a worker, to be drawn here, where the screen is."""
    report = yield
    if ATTRIBUTE in data:
        verdict = Verdict.read(data[ATTRIBUTE])
        setattr(report, ATTRIBUTE, verdict)
        if report.longrepr == str(Message(verdict)):
            report.longrepr = Message(verdict)
    return report


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
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> Generator[None, object, object]:
    """Close with the chapters, one line each; or say why there are none."""
    others = yield
    summary.write(terminalreporter)
    if exitstatus == pytest.ExitCode.USAGE_ERROR:
        for path in config.stash.get(owners.LEFT_ALONE, ()):
            terminalreporter.write_line(owners.left_alone(path, config))
    return others
