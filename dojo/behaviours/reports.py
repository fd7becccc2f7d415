"""Verdicts on pytest's reports: attached where a behaviour runs, as data that travels."""

from collections.abc import Generator
from dataclasses import replace

import pytest

from dojo.behaviours.items import Behaviour
from dojo.behaviours.junit import properties
from dojo.diagnosis.classify import Diagnosis
from dojo.verdict import ATTRIBUTE, BROKEN, GREEN, SKIPPED, Reason, Verdict


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, object]:
    """Attach a behaviour's verdict to the report of its call, or of what kept it from its call."""
    report = yield
    if isinstance(item, Behaviour) and (report.when == "call" or not report.passed):
        verdict = replace(_verdict(item, report), seconds=report.duration)
        setattr(report, ATTRIBUTE, verdict)
        if item.config.getoption("xmlpath", None):
            item.user_properties += properties(verdict)
            report.user_properties = list(item.user_properties)
    return report


def _verdict(item: Behaviour, report: pytest.TestReport) -> Verdict:
    if report.when == "call" and item.verdict:
        return item.verdict
    if report.passed:
        return item.conclude(Diagnosis(GREEN, [], []), item.run)
    if report.skipped:
        return item.conclude(Diagnosis(SKIPPED, [Reason("skipped", "It was skipped.")], []))
    return item.conclude(Diagnosis(BROKEN, [Reason("error", report.longreprtext)], []))
