"""Formats with an entry for each behaviour: a CSV of them all, and JUnit XML."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from dojo.grader.results import NOT_GRADED, Result, message, score
from dojo.grader.texts import MADE_BY, cell, xml
from dojo.verdict import GREEN, NOT_WRITTEN, RED

BEHAVIOUR_COLUMNS = ("submission", "chapter", "behaviour", "verdict", "score", "message")
_JUNIT = {RED: "failure", NOT_WRITTEN: "skipped"}


def as_behaviours(results: Iterable[Result]) -> str:
    """Return a line a behaviour; a submission that was not graded has one line, and no score."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(BEHAVIOUR_COLUMNS)
    for result in results:
        name = cell(result.submission)
        if not result.graded:
            lines.writerow([name, "", "", NOT_GRADED, "", cell(result.why)])
        for b in result.behaviours:
            said = cell(b["title"]), b["verdict"], score(b), cell(message(b))
            lines.writerow([name, b["chapter"], *said])
    return text.getvalue()


def as_junit(results: Iterable[Result]) -> str:
    """Return a test suite a submission; one that was not graded is an error."""
    root = ET.Element("testsuites", name=MADE_BY)
    for result in results:
        suite = ET.SubElement(root, "testsuite", name=xml(result.submission))
        counts = {"failure": 0, "error": 0, "skipped": 0}
        for b in result.behaviours:
            case = ET.SubElement(suite, "testcase", classname=b["behaviour"].partition("::")[0])
            case.set("name", xml(b["title"]))
            if b["verdict"] != GREEN:
                kind = _JUNIT.get(b["verdict"], "error")
                counts[kind] += 1
                ET.SubElement(case, kind, message=b["verdict"]).text = xml(message(b))
        if not result.graded:
            case = ET.SubElement(suite, "testcase", classname="submission", name=NOT_GRADED)
            ET.SubElement(case, "error", message=xml(result.why))
            counts["error"] = 1
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(counts["failure"]))
        suite.set("errors", str(counts["error"]))
        suite.set("skipped", str(counts["skipped"]))
        suite.set("time", f"{result.seconds:.3f}")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"
