"""Records of what was checked, as plain data: they are on pytest's reports, and travel with them.

A worker of pytest-xdist sends what is on a report as it is, if it is made of dicts and lists.
"""

from typing import TypedDict

import pytest

PASSED, FAILED, NOT_RUN = "passed", "failed", "not run"


class DefinitionRecord(TypedDict):
    """A step's definition: what it matches, as a regular expression, and where it stands."""

    regex: str
    file: str
    line: int


class StepRecord(TypedDict):
    """A step: when it began, in seconds since 1970, how long it took and how it ended."""

    line: int
    started: float
    seconds: float
    outcome: str
    table: list[list[str]]
    definitions: list[DefinitionRecord]


class BehaviourRecord(TypedDict):
    """A behaviour: its line in its feature, and its steps with the tables that they ran with."""

    feature: str
    line: int
    steps: list[StepRecord]


class FaultRecord(TypedDict):
    """A reason why a file could not be collected; line 0 is where it names none."""

    file: str
    line: int
    message: str


# The attributes of pytest's reports that hold them.
_BEHAVIOUR, _FAULTS = "dojo_behaviour", "dojo_faults"


def put_behaviour(report: pytest.TestReport, record: BehaviourRecord) -> None:
    """Put on a report what was checked."""
    setattr(report, _BEHAVIOUR, record)


def behaviour_on(report: pytest.TestReport) -> BehaviourRecord | None:
    """Return what was checked; None for a report of other tests."""
    record: BehaviourRecord | None = getattr(report, _BEHAVIOUR, None)
    return record


def put_faults(report: pytest.CollectReport, records: list[FaultRecord]) -> None:
    """Put on a report why its file could not be collected."""
    setattr(report, _FAULTS, records)


def faults_on(report: pytest.CollectReport) -> list[FaultRecord]:
    """Return why a file could not be collected; nothing of other files."""
    records: list[FaultRecord] = getattr(report, _FAULTS, [])
    return records
