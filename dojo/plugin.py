"""The pytest plugin: its hooks, each handed on to the module that does the work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dojo import course, summary
from dojo.sheet import Sheet


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--kata`, and the time limit of a behaviour."""
    group = parser.getgroup("dojo", "the executable textbook")
    group.addoption(
        "--kata",
        metavar="PATH",
        help="the folder of the implementation to judge (default: ./kata, else the reference)",
    )
    parser.addini("time_limit", "seconds that one behaviour may take (0: no limit)", default="10")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Start again with `--kata=PATH` where `--kata PATH` misled pytest about its root folder.

    Before it knows this plugin's options, pytest takes PATH for one of the folders to test, and
    looks for its configuration there.
    """
    arguments = [str(argument) for argument in config.invocation_params.args]
    found_here = config.invocation_params.dir.is_relative_to(config.rootpath) and config.inipath
    if found_here or "--kata" not in arguments[:-1]:
        return None
    at = arguments.index("--kata")
    arguments[at : at + 2] = [f"--kata={arguments[at + 1]}"]
    return pytest.main(arguments, plugins=config.invocation_params.plugins)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the implementation; a path that is no folder is a usage error."""
    chosen = config.getoption("kata")
    if chosen and not Path(chosen).is_dir():
        raise pytest.UsageError(f"--kata {chosen}: there is no such folder")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect `.feature` files directly."""
    if file_path.suffix != ".feature":
        return None
    from dojo.collection import FeatureFile

    _prepare(parent.session)
    return FeatureFile.from_parent(parent, path=file_path)


def _prepare(session: pytest.Session) -> None:
    """Load the steps and the implementation when the first feature is met, not before."""
    if hasattr(session, "kata"):
        return
    from dojo.implementation import Implementation
    from dojo.order import introduced

    config = session.config
    beside = config.rootpath / "kata"
    folder = Path(config.getoption("kata") or (beside if beside.is_dir() else course.REFERENCE))
    session.kata = Implementation(folder, introduced(course.FEATURES))
    course.load_package("steps", course.STEPS)
    for name in course.step_modules():
        config.pluginmanager.import_plugin(name)


@pytest.fixture
def kata(request: pytest.FixtureRequest) -> object:
    """The implementation under test."""
    implementation = request.session.kata
    implementation.begin(request.node.chapter, request.node.nodeid.partition("::")[0])
    return implementation


@pytest.fixture
def sheet(request: pytest.FixtureRequest) -> object:
    """The table of the step that runs."""
    return request.node.sheet


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: object) -> None:
    """Lay out the step's table."""
    item = request.node
    item.step = step
    item.sheet = Sheet.of(step, item.nodeid.partition("::")[0], request.session.kata.take_calls)


def pytest_bdd_before_step_call(request: pytest.FixtureRequest, step_func_args: dict) -> None:
    """Hand the step its own table: pytest would hand out the one of the example's first step."""
    if "sheet" in step_func_args:
        step_func_args["sheet"] = request.node.sheet


def pytest_bdd_after_step(
    request: pytest.FixtureRequest,
    feature: object,
    scenario: object,
    step: object,
    step_func: object,
    step_func_args: dict,
) -> None:
    """Record the step's table; a wrong or forgotten cell fails the step."""
    item = request.node
    try:
        item.sheet.finish()
    except Exception as error:
        request.config.hook.pytest_bdd_step_error(
            request=request,
            feature=feature,
            scenario=scenario,
            step=step,
            step_func=step_func,
            step_func_args=step_func_args,
            exception=error,
        )
        raise
    finally:
        if item.sheet.header:
            record = {"line": step.line_number, "step": step.name, **item.sheet.record()}
            item.user_properties.append(("table", json.dumps(record, ensure_ascii=False)))


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Tell the four verdicts apart in pytest's own progress and totals."""
    return summary.status(report)


@pytest.hookimpl(tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close with the chapters, one line each."""
    summary.write(terminalreporter)
