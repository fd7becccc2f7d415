"""The results.json that Gradescope reads: about one submission, with a test for each behaviour."""

import json
from collections.abc import Sequence
from typing import Any

from dojo.errors import UsageError
from dojo.grader.grades import Grades
from dojo.grader.policy import chapter_of, counts_of
from dojo.grader.results import NOT_GRADED, GradedBehaviour, Result, message, score
from dojo.grader.texts import MADE_BY


def as_gradescope(results: Sequence[Result], grades: Grades) -> str:
    """Return the results of one submission; UsageError for several.

    One that was not graded has no points, and its text says why: its author can hand in again.
    """
    if len(results) != 1:
        raise UsageError(
            f"--format gradescope takes one submission, not {len(results)}; name one PATH"
        )
    (result,) = results
    grade = next(g for g in grades.grades if g.submission == result.submission)
    if not result.graded:
        return failed(f"{NOT_GRADED}: {result.why}")
    counts = counts_of(result.behaviours)
    tests = []
    for behaviour in result.behaviours:
        heading = chapter_of(behaviour)
        got, most = grade.chapters.get(heading, (0.0, 0.0))
        green = counts_of([b for b in result.behaviours if score(b)]).get(heading, 0)
        # Of a chapter that came late less is left, which shows in what its green ones are worth.
        worth = 0.0 if behaviour.get("optional") else most / counts[heading]
        gained = got / green if green and worth else 0.0
        tests.append(_test(behaviour, worth, gained))
    whole = {
        "score": grade.points,
        "execution_time": round(result.seconds),
        "tests": tests,
        "extra_data": {"made by": MADE_BY},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _test(behaviour: GradedBehaviour, worth: float, gained: float) -> dict[str, Any]:
    return {
        "name": behaviour["title"],
        "score": round(gained if score(behaviour) else 0.0, 4),
        "max_score": round(worth, 4),
        "status": "passed" if score(behaviour) else "failed",
        "output": message(behaviour),
        "output_format": "text",
    }


def failed(why: str) -> str:
    """Return the results of a submission that could not be judged, with the reason."""
    test = {
        "name": "submission",
        "score": 0.0,
        "max_score": 0.0,
        "status": "failed",
        "output": why,
        "output_format": "text",
    }
    whole = {"score": 0.0, "output": why, "tests": [test], "extra_data": {"made by": MADE_BY}}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
