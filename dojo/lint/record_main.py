"""The process of a recording: a pytest that writes down all that it sees of a chapter.

`python -m dojo.lint.record_main OUTPUT KATA forward|backward FILE…`
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
import pytest
from numpy.typing import ArrayLike
from pytest_bdd.parser import Step

from dojo.behaviours.items import Behaviour
from dojo.errors import UsageError
from dojo.lint.handed_over import Watched
from dojo.lint.recording import BACKWARD, Answer, Seen
from dojo.runner import isolation
from dojo.tables.sheet import NotWritten, Sheet
from dojo.verdict import SPEC, Broken, SpecError, verdict_on


class StepArguments(TypedDict, total=False):
    """The arguments of a step that lint looks at."""

    sheet: Sheet
    kata: Any


class Observer:
    """A pytest plugin that keeps what is seen of every example, and of every file."""

    def __init__(self, backward: bool) -> None:
        """Take the order to run in."""
        self.backward = backward
        self.seen: dict[str, Seen] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Turn the order round."""
        if self.backward:
            items.reverse()

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[None]
    ) -> None:
        """Keep what a file, or an example, is at fault for."""
        if call.excinfo is None:
            return
        error, seen = call.excinfo.value, self._of(node)
        errors = getattr(node, "errors", ()) or ([error] if isinstance(error, SpecError) else ())
        seen.mistakes += [(error.line or 0, error.code, error.message) for error in errors]
        if isinstance(node, pytest.Collector):
            seen.verdict, seen.reason = SPEC, str(error)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep an example's verdict."""
        if report.failed and report.nodeid in self.seen:
            verdict = verdict_on(report)
            self.seen[report.nodeid].verdict = verdict.kind if verdict else SPEC

    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest) -> None:
        """Begin an example."""
        self._of(request.node)

    def pytest_bdd_before_step_call(
        self, request: pytest.FixtureRequest, step: Step, step_func_args: StepArguments
    ) -> None:
        """Look at what the step passes."""
        kata, behaviour = step_func_args.get("kata"), request.node
        if kata is None or not isinstance(behaviour, Behaviour):
            return
        mistakes, line = self._of(behaviour).mistakes, step.line_number

        def tell(message: str) -> None:
            if (line, "contract", message) not in mistakes:
                mistakes.append((line, "contract", message))

        step_func_args["kata"] = Watched(kata, behaviour.owner.course, tell)

    def pytest_bdd_after_step(
        self, request: pytest.FixtureRequest, step_func_args: StepArguments
    ) -> None:
        """Keep a step's table."""
        self._table(request.node, step_func_args.get("sheet"))

    def pytest_bdd_step_error(
        self, request: pytest.FixtureRequest, step_func_args: StepArguments, exception: Exception
    ) -> None:
        """Keep the table of a step that failed, and why it did."""
        self._table(request.node, step_func_args.get("sheet"))
        reason = f"{type(exception).__name__}: {exception}"
        if isinstance(exception, Broken | NotWritten):
            reason = exception.reason.sentence
        self._of(request.node).reason = reason

    def _of(self, node: pytest.Item | pytest.Collector) -> Seen:
        if node.nodeid not in self.seen:
            template = node.template if isinstance(node, Behaviour) else None
            line = template.line_number if template else 0
            rule = template.rule.name if template and template.rule else ""
            self.seen[node.nodeid] = Seen(node.nodeid, str(node.path), line, rule)
        return self.seen[node.nodeid]

    def _table(self, node: pytest.Item, sheet: Sheet | None) -> None:
        if sheet is None:
            return
        for (index, column), comparison in sheet.comparisons.items():
            cell, row = sheet.cell(index, column), sheet.rows[index]
            calls = sheet.calls[index, column]
            self._of(node).headers.append(sheet.line)
            self._of(node).answers.append(
                Answer(
                    column,
                    cell.text,
                    cell.line,
                    comparison.right,
                    comparison.shown,
                    None if comparison.value is None else _plain(comparison.value),
                    [(call.module, call.name) for call in calls],
                    {cell.column: cell.text for cell in row if not cell.column.endswith("?")},
                )
            )


def _plain(value: ArrayLike) -> list[float]:
    numbers: list[float] = np.asarray(value, dtype=float).ravel().tolist()
    return numbers


NOTHING_SEEN = (
    pytest.ExitCode.USAGE_ERROR,
    pytest.ExitCode.INTERNAL_ERROR,
    pytest.ExitCode.NO_TESTS_COLLECTED,
)


def main() -> int:
    """Run the files and write what was seen."""
    output, kata, order, *files = sys.argv[1:]
    observer = Observer(order == BACKWARD)
    # The reference is right, however long it takes on a machine that is busy.
    options = ["--override-ini=time_limit=60", f"--kata={kata}", *files]
    code = int(pytest.ExitCode.USAGE_ERROR)
    try:
        code = isolation.run(isolation.root_of(list(map(Path, files))), options, [observer])
    except UsageError as error:
        print(error)
    if code not in NOTHING_SEEN:
        seen = [asdict(seen) for seen in observer.seen.values()]
        Path(output).write_text(json.dumps(seen), encoding="utf-8")
    sys.stdout.flush()
    # What a chapter's steps left running may not keep the process.
    os._exit(0)


if __name__ == "__main__":
    main()
