"""The results of the steps in the words of Cucumber: PASSED, FAILED, PENDING, SKIPPED."""

from collections.abc import Iterator
from dataclasses import dataclass

import cucumber_messages as protocol

from dojo.cucumber.records import PASSED, BehaviourRecord
from dojo.terminal.message import text
from dojo.verdict import NOT_WRITTEN, Verdict

Status = protocol.TestStepResultStatus
_NANOS = 1_000_000_000


@dataclass(frozen=True)
class CheckedBehaviour:
    """A behaviour that was run: its steps, its verdict, and pytest's outcome and times."""

    behaviour: BehaviourRecord
    verdict: Verdict
    outcome: str
    start: float
    stop: float


@dataclass(frozen=True)
class StepResult:
    """A step's result, with its beginning and its end in seconds since 1970."""

    began: float
    ended: float
    result: protocol.TestStepResult


def results(checked: CheckedBehaviour) -> Iterator[StepResult]:
    """Yield the result of each step; what went wrong belongs to the one that is guilty of it."""
    began = checked.start
    guilty = None if checked.outcome == "passed" else _guilty(checked)
    for index, step in enumerate(checked.behaviour["steps"]):
        began = step["started"] or began
        took = duration(step["seconds"])
        if index == guilty:
            result = _failure(checked, took)
        else:
            passed = step["outcome"] == PASSED
            result = protocol.TestStepResult(took, Status.passed if passed else Status.skipped)
        yield StepResult(began, began + step["seconds"], result)


def _guilty(checked: CheckedBehaviour) -> int:
    """Return the first step that did not pass; of steps that all passed, the verdict's own.

    A random table is asked for after they have passed. Where a verdict is about none of them (the
    behaviour as a whole asserts nothing), it is the last.
    """
    steps, line = checked.behaviour["steps"], checked.verdict.place.line
    failed = (at for at, step in enumerate(steps) if step["outcome"] != PASSED)
    own = (at for at, step in enumerate(steps) if step["line"] == line)
    return next(failed, next(own, len(steps) - 1))


def _failure(checked: CheckedBehaviour, took: protocol.Duration) -> protocol.TestStepResult:
    said = text(checked.verdict)
    if checked.outcome == "skipped":
        return protocol.TestStepResult(took, Status.skipped, message=said)
    # What is not written yet is work to be done, not a mistake.
    status = Status.pending if checked.verdict.kind == NOT_WRITTEN else Status.failed
    exception = protocol.Exception(checked.verdict.kind, message=said, stack_trace=said)
    return protocol.TestStepResult(took, status, exception, said)


def timestamp(seconds: float) -> protocol.Timestamp:
    """Write a time since 1970 as whole seconds and nanoseconds.

    >>> timestamp(1.5)
    Timestamp(nanos=500000000, seconds=1)
    """
    whole, nanos = divmod(round(seconds * _NANOS), _NANOS)
    return protocol.Timestamp(seconds=whole, nanos=nanos)


def duration(seconds: float) -> protocol.Duration:
    """Write a length of time as whole seconds and nanoseconds."""
    time = timestamp(seconds)
    return protocol.Duration(seconds=time.seconds, nanos=time.nanos)
