"""Summary of a class: what to talk about on the next day, as a page."""

import statistics
from collections import Counter
from collections.abc import Mapping
from typing import Any

from dojo.course.course import Course
from dojo.grader.formats import Report
from dojo.grader.html_pages import filled
from dojo.grader.inside.serialization import plain
from dojo.grader.normalised import functions_of
from dojo.grader.policy import chapter_of
from dojo.grader.results import Result, reasons, score
from dojo.grader.submissions import written_by
from dojo.verdict import NOT_WRITTEN

MOST_NAMED, MOST_ROWS = 12, 25
# Codes that say what happened, not which mistake was made.
NO_MISTAKES = {
    *("not-written", "drawn", "note", "skipped", "spec", "error", "furthest", "ended", "exit"),
    *("import", "syntax", "unusable", "endless", "too-long", "missing", "unreadable-answer"),
    *("raised", "derived", "only-at", "only-where"),
}


class Counts:
    """Counts from one pass through the results."""

    def __init__(self, report: Report) -> None:
        """Count."""
        names = _labels(report)
        self.graded = self.green = 0
        self.ungraded: list[tuple[str, str]] = []
        self.wrong: Counter[str] = Counter()
        self.unwritten: Counter[str] = Counter()
        self.stuck: dict[str, list[str]] = {}
        # By code and chapter: who made the mistake, and what they were told.
        self.mistakes: dict[tuple[str, str], tuple[dict[str, None], Counter[str]]] = {}
        self.functions: dict[str, Mapping[str, str]] = {}
        self.order: dict[str, int] = {}
        for result in report.results:
            name = names.get(result.submission, result.submission)
            if result.graded:
                self._take(result, name)
            else:
                self.ungraded.append((name, plain(result.why)))

    def _take(self, result: Result, name: str) -> None:
        self.graded, self.green = self.graded + 1, self.green + result.green
        self.functions[name] = result.functions
        first = ""
        for behaviour in result.behaviours:
            title = behaviour["title"]
            self.order.setdefault(title, len(self.order))
            if score(behaviour):
                continue
            if not behaviour.get("optional"):
                first = first or title
            if behaviour["verdict"] == NOT_WRITTEN:
                self.unwritten[title] += 1
                continue
            self.wrong[title] += 1
            for reason in reasons(behaviour):
                if reason["code"] and reason["code"] not in NO_MISTAKES:
                    key = reason["code"], chapter_of(behaviour)
                    who, told = self.mistakes.setdefault(key, ({}, Counter()))
                    who[name] = None
                    told[reason["sentence"]] += 1
        if first:
            self.stuck.setdefault(first, []).append(name)

    def common_mistakes(self) -> list[dict[str, Any]]:
        """Return the mistakes, the most common first, each with what most were told."""
        ranked = sorted(self.mistakes.items(), key=lambda item: -len(item[1][0]))
        return [
            {"code": code, "where": where, "names": [*who], "told": told.most_common(1)[0][0]}
            for (code, where), (who, told) in ranked[:MOST_ROWS]
        ]

    def failing(self) -> list[dict[str, Any]]:
        """Return the behaviours that fail most: those that are written and wrong come first."""
        titles = {*self.wrong, *self.unwritten}
        ranked = sorted((-self.wrong[t], -self.unwritten[t], self.order[t], t) for t in titles)
        return [
            {"title": title, "wrong": -wrong, "unwritten": -unwritten}
            for wrong, unwritten, _, title in ranked[:MOST_ROWS]
        ]


def _labels(report: Report) -> dict[str, str]:
    """Return what each submission's student is called; two of one name are told apart."""
    grades = [grade for grade in report.grades.grades if grade.submission]
    counts = Counter(grade.name for grade in grades)
    return {
        g.submission: g.name if counts[g.name] == 1 else f"{g.name} ({g.submission})"
        for g in grades
    }


def summary(report: Report, course: Course) -> str:
    """Return the page of a class."""
    counts = Counts(report)
    marked = [grade for grade in report.grades.grades if grade.points is not None]
    missing = [student.name for student in report.grades.missing]
    return filled(
        "summary.html",
        title=report.assignment,
        most=MOST_NAMED,
        graded=counts.graded,
        green=counts.green,
        ungraded=counts.ungraded,
        missing=missing,
        median=statistics.median([g.points or 0.0 for g in marked]) if marked else None,
        of=max((grade.of for grade in marked), default=0.0),
        chapters=_chapters(report),
        mistakes=counts.common_mistakes(),
        failing=counts.failing(),
        stuck=sorted(counts.stuck.items(), key=lambda item: counts.order[item[0]]),
        similar=_similar(counts.functions, course),
    )


def _chapters(report: Report) -> list[dict[str, Any]]:
    chapters = []
    for heading in report.grades.headings:
        found = [g.chapters[heading] for g in report.grades.grades if heading in g.chapters]
        whole = sum(most for _, most in found)
        percent = round(100 * sum(got for got, _ in found) / whole) if whole else 0
        full = sum(got >= most for got, most in found)
        chapters.append({"heading": heading, "percent": percent, "whole": full})
    return chapters


def _similar(functions: Mapping[str, Mapping[str, str]], course: Course) -> list[Any] | None:
    try:
        from dojo.grader.similar import pairs  # it needs RapidFuzz, an extra
    except ImportError:
        return None
    return pairs(functions, [functions_of(texts) for texts in written_by(course)])
