"""Verdicts on pytest's reports: attached where a behaviour runs, as data that travels."""

import json
from collections.abc import Generator, Iterator
from dataclasses import asdict, replace

import pytest

from dojo.behaviours.items import Behaviour
from dojo.diagnosis.classify import Diagnosis
from dojo.terminal.message import text
from dojo.verdict import ATTRIBUTE, BROKEN, GREEN, SKIPPED, WRONG, Reason, Verdict


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


def properties(verdict: Verdict) -> list[tuple[str, object]]:
    """Return a verdict as the properties of a test case in JUnit XML."""
    title = verdict.title
    found: list[tuple[str, object]] = [("chapter", title.chapter), ("rule", title.rule)]
    for table in verdict.tables:
        wrong = sum(cell.verdict == WRONG for cell in table.answers)
        found += [
            ("table", json.dumps(asdict(table), ensure_ascii=False)),
            ("answers", str(len(table.answers))),
            ("wrong answers", str(wrong)),
        ]
    if verdict.kind != GREEN:
        found += [
            ("verdict", verdict.kind),
            ("title", str(title)),
            ("message", text(verdict)),
            *(("diagnosis", code) for code in verdict.codes),
            *(("edit", str(place)) for place in verdict.places),
            *_seeds(verdict),
        ]
    return found


def _seeds(verdict: Verdict) -> Iterator[tuple[str, object]]:
    """Yield the seed of the random table that was answered wrongly."""
    for reason in verdict.reasons:
        if "seed" in reason.facts:
            yield "drawn seed", str(reason.facts["seed"])
