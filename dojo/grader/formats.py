"""Formats of the results: a table, JUnit XML, JSON, CSV, and the JSON that Gradescope reads."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

from dojo import atomic_files
from dojo.errors import UsageError
from dojo.grader.results import FIRST_OPEN, NOT_GRADED, Result, score, table
from dojo.verdict import GREEN, NOT_WRITTEN, RED

MADE_BY = "dojo grade"
COLUMNS = ("submission", "chapter", "behaviour", "verdict", "score", "message")
_JUNIT = {RED: "failure", NOT_WRITTEN: "skipped"}


def as_json(results: list[Result]) -> str:
    """Return everything, one entry a submission; `score` is null where nothing was graded."""
    entries = [
        {
            **result.plain(),
            "score": result.score,
            "behaviours": [{**b, "score": score(b)} for b in result.behaviours],
        }
        for result in results
    ]
    return json.dumps({"made by": MADE_BY, "results": entries}, indent=1, ensure_ascii=False) + "\n"


def as_csv(results: list[Result]) -> str:
    """Return a line a behaviour; a submission that was not graded has one line, and no score."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for result in results:
        name = _cell(result.submission)
        if not result.graded:
            lines.writerow([name, "", "", NOT_GRADED, "", _cell(result.why)])
        for b in result.behaviours:
            title, message = _cell(b["title"]), _cell(b["message"])
            lines.writerow([name, b["chapter"], title, b["verdict"], score(b), message])
    return text.getvalue()


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_junit(results: list[Result]) -> str:
    """Return a test suite a submission; one that was not graded is an error."""
    root = ET.Element("testsuites", name=MADE_BY)
    for result in results:
        suite = ET.SubElement(root, "testsuite", name=_xml(result.submission))
        counts = {"failure": 0, "error": 0, "skipped": 0}
        for b in result.behaviours:
            case = ET.SubElement(suite, "testcase", classname=b["behaviour"].partition("::")[0])
            case.set("name", _xml(b["title"]))
            if b["verdict"] != GREEN:
                kind = _JUNIT.get(b["verdict"], "error")
                counts[kind] += 1
                ET.SubElement(case, kind, message=b["verdict"]).text = _xml(b["message"])
        if not result.graded:
            case = ET.SubElement(suite, "testcase", classname="submission", name=NOT_GRADED)
            ET.SubElement(case, "error", message=_xml(result.why))
            counts["error"] = 1
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(counts["failure"]))
        suite.set("errors", str(counts["error"]))
        suite.set("skipped", str(counts["skipped"]))
        suite.set("time", f"{result.seconds:.3f}")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _xml(text: str) -> str:
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def as_gradescope(results: list[Result]) -> str:
    """Return Gradescope's results.json, which is about one submission that was graded.

    UsageError for several submissions, or for one that was not graded.
    """
    if len(results) != 1:
        raise UsageError(
            f"--format gradescope takes one submission, not {len(results)}; name one PATH"
        )
    (result,) = results
    if not result.graded:
        # Any file would become a score; without one, Gradescope says that the grading failed.
        raise UsageError(
            f"{result.submission} was not graded: {result.why}. No results were written"
        )
    tests = [
        {
            "name": b["title"],
            "score": score(b),
            "max_score": 1,
            "status": "passed" if score(b) else "failed",
            "output": b["message"],
            "output_format": "text",
        }
        for b in result.behaviours
    ]
    whole = {
        "score": result.score,
        "execution_time": round(result.seconds),
        "tests": tests,
        "extra_data": {"made by": MADE_BY},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[list[Result]], str]] = {
    "table": table,
    "junit": as_junit,
    "json": as_json,
    "csv": as_csv,
    "gradescope": as_gradescope,
}
_MARKS = (MADE_BY, ",".join(COLUMNS), FIRST_OPEN)


def may_write(path: Path) -> None:
    """Raise UsageError for a folder, or a file that no earlier run has written."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file with --output")
    if path.exists():
        text = path.read_text(encoding="utf-8", errors="replace")
        if text.strip() and not any(mark in text for mark in _MARKS):
            raise UsageError(
                f"{path} exists, and dojo grade did not write it; name another file with --output"
            )


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all; UsageError says why it cannot be written."""
    try:
        atomic_files.write(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
