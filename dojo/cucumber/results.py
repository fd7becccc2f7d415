"""What came of each step, in the words of Cucumber: PASSED, FAILED, PENDING, SKIPPED."""

from collections.abc import Iterator

import pytest

from dojo.cucumber.steps import FAILED, PASSED
from dojo.terminal.message import text
from dojo.verdict import BROKEN, NOT_WRITTEN, verdict_on

_NANOS = 1_000_000_000
# What is not written yet is work to be done, not a mistake.
_STATUS = {NOT_WRITTEN: "PENDING"}


def results(report: pytest.TestReport) -> Iterator[tuple[float, dict]]:
    """Yield when each step of a behaviour began, and its result.

    What went wrong belongs to the step that failed; where none did (the kata could not be loaded
    at all, or the behaviour as a whole asserts nothing), to the first that did not pass, or the
    last.
    """
    steps, began = report.behaviour["steps"], report.start
    guilty = next((i for i, step in enumerate(steps) if step["how"] != PASSED), len(steps) - 1)
    for index, step in enumerate(steps):
        began = step["started"] or began
        if not report.passed and index == guilty:
            yield began, _failure(report) | {"duration": duration(step["seconds"])}
        else:
            status = "SKIPPED" if step["how"] in ("", FAILED) else "PASSED"
            yield began, {"status": status, "duration": duration(step["seconds"])}


def _failure(report: pytest.TestReport) -> dict:
    verdict = verdict_on(report)
    kind = verdict.kind if verdict else BROKEN
    said = text(verdict) if verdict else report.longreprtext
    if report.skipped:
        return {"status": "SKIPPED", "message": said}
    exception = {"type": kind, "message": said, "stackTrace": said}
    return {"status": _STATUS.get(kind, "FAILED"), "message": said, "exception": exception}


def finished(began: float, result: dict) -> dict:
    """Return the end of a step that began at a time, in seconds since 1970, and its result."""
    took = result["duration"]["seconds"] + result["duration"]["nanos"] / _NANOS
    return {"timestamp": timestamp(began + took), "testStepResult": result}


def timestamp(seconds: float) -> dict:
    """Write a time since 1970 as whole seconds and nanoseconds.

    >>> timestamp(1.5)
    {'seconds': 1, 'nanos': 500000000}
    """
    whole, nanos = divmod(round(seconds * _NANOS), _NANOS)
    return {"seconds": whole, "nanos": nanos}


duration = timestamp
