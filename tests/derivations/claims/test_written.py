"""Ten derivations in ten styles are judged: no wrong line is right, no right line is wrong."""

import tomllib
from pathlib import Path

import pytest

from derivations import check_derivation, lines_of
from derivations.claims.report import CANNOT_READ, OTHERWISE, WRONG
from derivations.documents.line import NOTE
from tools.claims_page import network

FOLDER = Path(__file__).parents[1] / "documents" / "written"
TRUTHS = tomllib.loads((FOLDER / "truths.toml").read_text(encoding="utf-8"))["document"]
# Lines that are judged as they should not be, {file: {line: reason}}; this list should shrink.
RIGHT_BUT_WRONG: dict[str, dict[int, str]] = {}
WRONG_BUT_RIGHT = {
    "numpy_fence.md": {27: "the δ of one sample is tried after a line has settled the other"},
}


def judged(document):
    """Return (number of the line, truth, report) of each statement of a document."""
    text = (FOLDER / document["file"]).read_text(encoding="utf-8")
    lines = [line for line in lines_of(text, document["file"]) if line.kind != NOTE]
    reports = check_derivation(lines, network(document["options"]))
    found = zip(document["line"], reports, strict=True)
    return [(line["number"], line["truth"], report) for line, report in found]


@pytest.fixture(scope="module")
def documents():
    return {document["file"]: judged(document) for document in TRUTHS}


def is_wrong(report):
    return report.status == WRONG or report.status.startswith("follows")


def passes(report):
    """Say whether a report lets a line through, as the command's exit code does."""
    return report.right or (report.status == OTHERWISE and report.code == "convention")


def numbers(documents, truth, condition):
    """Return the lines of a truth for which a condition on the report holds, {file: {number}}."""
    found = {
        file: {number for number, true, report in lines if true == truth and condition(report)}
        for file, lines in documents.items()
    }
    return {file: lines for file, lines in found.items() if lines}


def listed(known):
    return {file: set(lines) for file, lines in known.items()}


def test_at_least_95_of_100_statements_are_read(documents):
    reports = [report for lines in documents.values() for _, _, report in lines]
    read = [report for report in reports if report.status != CANNOT_READ]
    assert len(reports) == 141
    assert len(read) >= 0.95 * len(reports)


def test_no_right_line_is_wrong(documents):
    assert numbers(documents, "right", is_wrong) == listed(RIGHT_BUT_WRONG)


def test_no_wrong_line_is_right(documents):
    assert numbers(documents, "wrong", passes) == listed(WRONG_BUT_RIGHT)
