"""What a report has to know of its behaviour's steps: when each ran, for how long, how it ended."""

import time

import pytest

from dojo.behaviours.step_runner import rendered

PASSED, FAILED = "passed", "failed"


class Steps:
    """A pytest plugin that times the steps. It runs where they run, in an xdist worker as well."""

    def pytest_bdd_before_step(self, request: pytest.FixtureRequest, step: object) -> None:
        """Start the clock."""
        times = request.node.stash.setdefault(_TIMES, {})
        times[step.line_number] = [time.time(), time.perf_counter(), 0.0, FAILED]

    def pytest_bdd_after_step(self, request: pytest.FixtureRequest, step: object) -> None:
        """Stop it after a step that passed."""
        self._stop(request, step, PASSED)

    def pytest_bdd_step_error(self, request: pytest.FixtureRequest, step: object) -> None:
        """Stop it after a step that did not."""
        self._stop(request, step, FAILED)

    def _stop(self, request: pytest.FixtureRequest, step: object, how: str) -> None:
        time_of = request.node.stash[_TIMES][step.line_number]
        time_of[2:] = time.perf_counter() - time_of[1], how

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> object:
        """Put on the report, as plain data that travels between processes, what was kept."""
        report = yield
        if hasattr(item, "template"):
            times = item.stash.get(_TIMES, {})
            report.behaviour = {
                "file": str(item.path),
                "uri": item.nodeid.partition("::")[0],
                "line": item.line,
                "steps": [_plain(item, step, times) for step in _steps(item)],
            }
        return report


_TIMES = pytest.StashKey[dict[int, list]]()


def _steps(item: pytest.Item) -> list:
    """Return the steps with the values of the item's own row, if it is one of an outline."""
    return rendered(item.template, item.values).steps


def _plain(item: pytest.Item, step: object, times: dict) -> dict:
    found = item.definitions.matching(step)
    definitions = [
        {
            "pattern": context.parser.name,
            "file": context.step_func.__code__.co_filename,
            "line": context.step_func.__code__.co_firstlineno,
        }
        for context in found
    ]
    started, _, seconds, how = times.get(step.line_number, (0.0, 0, 0.0, ""))
    return {"started": started, "seconds": seconds, "how": how, "definitions": definitions}
