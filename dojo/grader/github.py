"""The results that GitHub Classroom's reporter reads: a test for each behaviour."""

import json
from collections.abc import Sequence

from dojo.errors import UsageError
from dojo.grader.grades import Grades
from dojo.grader.gradescope import as_gradescope
from dojo.grader.results import Result


def as_github(results: Sequence[Result], grades: Grades) -> str:
    """Return the results of one submission; UsageError for several."""
    if len(results) != 1:
        raise UsageError(f"--format github takes one submission, not {len(results)}; name one PATH")
    whole = json.loads(as_gradescope(results, grades))
    tests = [
        {
            "name": test["name"],
            "status": "pass" if test["status"] == "passed" else "fail",
            "score": test["score"],
            "message": test["output"],
        }
        for test in whole["tests"]
    ]
    most = sum(test["max_score"] for test in whole["tests"]) or 1
    passed = all(test["status"] == "pass" for test in tests)
    data = {
        "version": 1,
        "status": "pass" if passed else "fail",
        "max_score": round(most, 2),
        "tests": tests,
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
