"""Results for other programs: JUnit XML, JSON, CSV, and the results.json that Gradescope reads."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

from dojo import atomic_files
from dojo.errors import UsageError
from dojo.grader.results import NOT_JUDGED, Result, score, table
from dojo.verdict import GREEN, NOT_WRITTEN, RED

MADE_BY = "dojo grade"
COLUMNS = ("submission", "chapter", "behaviour", "verdict", "score", "message")
_JUNIT = {RED: "failure", NOT_WRITTEN: "skipped"}


def as_json(results: list[Result]) -> str:
    """Return everything, one entry a submission; `score` is null where nothing was judged."""
    entries = [
        result.plain()
        | {
            "score": result.score,
            "behaviours": [b | {"score": score(b)} for b in result.behaviours],
        }
        for result in results
    ]
    return json.dumps({"made by": MADE_BY, "results": entries}, indent=1, ensure_ascii=False) + "\n"


def as_csv(results: list[Result]) -> str:
    """Return a line a behaviour; a submission that was not judged has one line, and no score."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for result in results:
        if not result.judged:
            lines.writerow([_cell(result.submission), "", "", NOT_JUDGED, "", _cell(result.why)])
        for b in result.behaviours:
            told = (b["chapter"], b["title"], b["verdict"], score(b), b["message"])
            lines.writerow([_cell(result.submission), *map(_cell, told)])
    return text.getvalue()


def _cell(value: object) -> object:
    """Keep a spreadsheet from taking words for a formula."""
    risky = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if risky else value


def as_junit(results: list[Result]) -> str:
    """Return a test suite a submission; one that was not judged is an error."""
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
        if not result.judged:
            case = ET.SubElement(suite, "testcase", classname="submission", name=NOT_JUDGED)
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
    """Return Gradescope's results.json, which is about one submission that was judged."""
    if len(results) != 1:
        raise UsageError(f"--format gradescope is about one submission, not {len(results)}")
    (result,) = results
    if not result.judged:
        # Any file would become a score; without one, Gradescope says that the grading failed.
        raise UsageError(f"{result.submission} was not judged: {result.why}; nothing is written")
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
_MARKS = (MADE_BY, ",".join(COLUMNS), "the first that is not green")


def may_write(path: Path) -> None:
    """Refuse to write over a file that an earlier run did not write."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; --output names a file")
    if path.exists():
        text = path.read_text(encoding="utf-8", errors="replace")
        if text.strip() and not any(mark in text for mark in _MARKS):
            raise UsageError(f"{path} was not written by dojo grade; move it, or name another file")


def write(path: Path, text: str) -> None:
    """Write a file in one go."""
    try:
        atomic_files.write(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from None
