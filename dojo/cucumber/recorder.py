"""The recorder: it times the steps, and puts on each report what the messages have to know."""

import re
import time
from collections.abc import Generator
from dataclasses import dataclass

import pytest
from pytest_bdd import parsers
from pytest_bdd.parser import Step

from dojo.behaviours.items import Behaviour, BehaviourFile
from dojo.behaviours.step_runner import rendered
from dojo.cucumber.records import (
    FAILED,
    NOT_RUN,
    PASSED,
    BehaviourRecord,
    DefinitionRecord,
    FaultRecord,
    StepRecord,
    put_behaviour,
    put_faults,
)
from dojo.verdict import Place

_FIELD = re.compile(r"\{[^{}]*\}")


@dataclass
class StepTime:
    """The time of a step that was begun; it has failed until it is known to have passed."""

    started: float
    clock: float
    seconds: float = 0.0
    outcome: str = FAILED

    def stop(self, outcome: str) -> None:
        """Note how long the step took, and how it ended."""
        self.seconds, self.outcome = time.perf_counter() - self.clock, outcome


_NEVER = StepTime(0.0, 0.0, outcome=NOT_RUN)
_TIMES = pytest.StashKey[list[StepTime]]()


class Recorder:
    """A pytest plugin that runs where the behaviours run, in a worker of pytest-xdist as well."""

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Record why a file of behaviours could not be collected."""
        report = yield
        if report.failed and isinstance(collector, BehaviourFile):
            put_faults(report, _faults(collector, report.longreprtext))
        return report

    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest) -> None:
        """Start again: a plugin may run a behaviour more than once."""
        request.node.stash[_TIMES] = []

    def pytest_bdd_before_step(self, request: pytest.FixtureRequest) -> None:
        """Start the clock."""
        request.node.stash[_TIMES].append(StepTime(time.time(), time.perf_counter()))

    def pytest_bdd_after_step(self, request: pytest.FixtureRequest) -> None:
        """Stop it after a step that passed."""
        request.node.stash[_TIMES][-1].stop(PASSED)

    def pytest_bdd_after_scenario(self, request: pytest.FixtureRequest) -> None:
        """Stop it after one that did not: nothing comes between that and the scenario's end."""
        times = request.node.stash[_TIMES]
        if times and times[-1].outcome != PASSED:
            times[-1].stop(FAILED)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Record a behaviour with its call, or with what kept it from its call."""
        report = yield
        if isinstance(item, Behaviour) and (report.when == "call" or not report.passed):
            put_behaviour(report, _behaviour(item))
        return report


def _faults(file: BehaviourFile, text: str) -> list[FaultRecord]:
    """Return the faults of a file that Gherkin or the book's rules name; of another, its error."""
    start = file.config.invocation_params.dir
    records = []
    for error in file.errors:
        place = Place.at(str(start / error.file), error.line or 0)
        message = f"{place.address}: {error.message}" if place.address else error.message
        records.append(FaultRecord(file=place.file, line=place.line, message=message))
    return records or [FaultRecord(file=str(file.path), line=0, message=text)]


def _behaviour(item: Behaviour) -> BehaviourRecord:
    steps = rendered(item.template, item.values).steps
    times = item.stash.get(_TIMES, [])
    times = times + [_NEVER] * (len(steps) - len(times))
    return BehaviourRecord(
        # Not the item's own file: of a case, that is a spreadsheet.
        feature=item.template.feature.filename,
        line=item.line,
        steps=[_step(item, *timed) for timed in zip(steps, times, strict=True)],
    )


def _step(item: Behaviour, step: Step, took: StepTime) -> StepRecord:
    table = step.datatable
    return StepRecord(
        line=int(step.line_number),
        started=took.started,
        seconds=took.seconds,
        outcome=took.outcome,
        table=[[cell.value for cell in row.cells] for row in table.rows] if table else [],
        definitions=[
            DefinitionRecord(
                regex=_regex(context.parser),
                file=context.step_func.__code__.co_filename,
                line=context.step_func.__code__.co_firstlineno,
            )
            for context in item.definitions.matching(step)
        ],
    )


def _regex(parser: parsers.StepParser) -> str:
    """Return what a parser matches as a regular expression; a field may be anything.

    >>> _regex(parsers.parse("{n:g} units (dead)"))
    '^(.+)\\\\ units\\\\ \\\\(dead\\\\)$'
    >>> _regex(parsers.re("(one|two) units")), _regex(parsers.string("{n} units"))
    ('^(one|two) units$', '^\\\\{n\\\\}\\\\ units$')
    """
    if isinstance(parser, parsers.re):
        return f"^{parser.name}$"
    texts = _FIELD.split(parser.name) if isinstance(parser, parsers.parse) else [parser.name]
    return f"^{'(.+)'.join(map(re.escape, texts))}$"
