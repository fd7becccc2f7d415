"""Self-test of the grader: before it is trusted, it must accept what is right, and nothing else.

Three katas are graded: the reference, an empty one, and the reference with every answer a bit off.
Once they were, for a course on this machine, its first chapter alone is tested again.
"""

import ast
import contextlib
import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dojo import atomic_files
from dojo.behaviours.items import Behaviour
from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader.grader import Grader
from dojo.grader.results import Result, message
from dojo.grader.submissions import Sent, Submission, reference_of
from dojo.verdict import GREEN

WRONG_ANSWERS = """

def _off(x):
    if isinstance(x, bool | np.bool_):
        return not x
    if isinstance(x, int):
        return x + 1
    if isinstance(x, float | np.ndarray | np.generic):
        return x * 1.25 + 0.5
    if isinstance(x, str):
        return x + "?"
    if isinstance(x, tuple) and hasattr(x, "_fields"):
        return x._replace(**{name: _off(value) for name, value in x._asdict().items()})
    if isinstance(x, list | tuple):
        return type(x)(map(_off, x))
    return map(_off, x) if hasattr(x, "__next__") else x


def _wrong(f):
    return lambda *arguments, **keywords: _off(f(*arguments, **keywords))

"""


def samples(course: Course) -> Iterator[Submission]:
    """Yield the three katas of a course: right, empty and wrong."""
    right = reference_of(course)
    yield Sent.of("right", right.place, right.texts)
    yield Sent.of("empty", right.place, {"__init__.py": b""})
    wrong = {name: with_wrong_answers(text.decode()) for name, text in right.texts.items()}
    yield Sent.of("wrong", right.place, {name: text.encode() for name, text in wrong.items()})


def with_wrong_answers(text: str) -> str:
    """Return a module's text with every public function's answers a bit off."""
    functions = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    public = [name for name in functions if not name.startswith("_")]
    ending = "".join(f"{name} = _wrong({name})\n" for name in public)
    return f"{text}\n\nimport numpy as np\n{WRONG_ANSWERS}{ending}"


def asking(grader: Grader, behaviours: list[Behaviour], grading: str) -> list[Behaviour]:
    """Return the grader's behaviours that ask something of a kata, after the self-test.

    The first chapter that introduces a module is tested each time; the others once for a course
    and the code that grades (`grading`), on this machine; all of them each time where `grading` is
    "". UsageError if the self-test fails.
    """
    asked = grader.items
    first = next(iter(grader.course.introduced.values()), None)
    always = [item for item in behaviours if item.chapter == first]
    known = Known(grading) if grading else None
    free = known.free if known else None
    grader.items = [
        item for item in behaviours if item in always or (free is None and item in asked)
    ]
    found = check(grader)
    if free is None and known:
        known.keep(found)
    return [item for item in asked if item.nodeid not in found | (free or set())]


class Known:
    """The outcome of earlier self-tests, kept in the user's cache: what is green without a kata."""

    def __init__(self, grading: str) -> None:
        """Look for the outcome of a grading with this Python and NumPy."""
        versions = f"{grading} {sys.version} {np.__version__} {sys.executable}"
        name = hashlib.sha256(versions.encode()).hexdigest()[:32]
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        self._file = Path(cache) / "dojo" / "self-tests" / f"{name}.json"
        self.free: set[str] | None = None
        with contextlib.suppress(OSError, ValueError):
            self.free = set(map(str, json.loads(self._file.read_text(encoding="utf-8"))))

    def keep(self, free: set[str]) -> None:
        """Keep an outcome, where the cache can be written."""
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            atomic_files.write(self._file, json.dumps(sorted(free)).encode())


def check(grader: Grader) -> set[str]:
    """Grade the three katas; UsageError if a verdict on one of them is wrong, or missing.

    Return the behaviours that ask nothing of a kata: they are green without one.
    """
    found = {result.submission: result for result in grader.grade(samples(grader.course))}
    chapters = {item.nodeid: item.chapter or 0 for item in grader.items}
    problem = next(filter(None, (_missing(result, chapters) for result in found.values())), "")
    problem = problem or wrong_verdict(found, chapters)
    if problem:
        raise UsageError(f"the grader's self-test failed, so dojo graded no submission: {problem}")
    return _green(found["empty"])


def _missing(result: Result, chapters: dict[str, int]) -> str:
    if not result.graded:
        return f"the {result.submission} kata was not graded: {result.why}"
    graded = {behaviour["behaviour"] for behaviour in result.behaviours}
    left_out = sorted(chapters.keys() - graded)
    if left_out or not chapters:
        which = f" on {left_out[0]}" if left_out else ""
        return f"the {result.submission} kata got no verdict{which}"
    return ""


def wrong_verdict(found: dict[str, Result], chapters: dict[str, int]) -> str:
    """Say which of the three katas got a wrong verdict, or nothing.

    The right one has to be green throughout. In each chapter that asks for a kata, the wrong one
    has to be green in few places or none: some answers, such as shapes, are right anyway.
    """
    not_green = [b for b in found["right"].behaviours if b["verdict"] != GREEN]
    if not_green:
        return f"the reference is {not_green[0]['verdict']}:\n{message(not_green[0])}"
    asking = chapters.keys() - _green(found["empty"])
    if not asking:
        return "an empty kata is green"
    asked = Counter(chapters[name] for name in asking)
    accepted = Counter(chapters[name] for name in asking & _green(found["wrong"]))
    accepting = sorted(chapter for chapter in asked if 2 * accepted[chapter] > asked[chapter])
    return f"chapter {accepting[0]} accepts a wrong kata" if accepting else ""


def _green(result: Result) -> set[str]:
    return {b["behaviour"] for b in result.behaviours if b["verdict"] == GREEN}
