"""The judge judged: before it is trusted, it has to call right what is right, and nothing else.

Three katas are judged: the reference, an empty one, and the reference with every answer a bit off.
"""

import ast
from collections.abc import Iterator

from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader.grader import Court
from dojo.grader.results import Result
from dojo.grader.submissions import Submission
from dojo.verdict import GREEN, RED

OFF = """

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


def _spoilt(f):
    return lambda *arguments, **keywords: _off(f(*arguments, **keywords))

"""


class Sample(Submission):
    """A submission made of texts instead of files."""

    texts: dict[str, bytes]

    @classmethod
    def of(cls, name: str, course: Course, texts: dict[str, bytes]) -> "Sample":
        """Make it of its texts."""
        sample = cls(name, course.reference)
        sample.texts = texts
        return sample

    def sources(self) -> dict[str, bytes]:
        """Return the texts."""
        return self.texts


def samples(course: Course) -> Iterator[Sample]:
    """Yield the three katas of a course."""
    files = course.reference.glob("*.py")
    right = {path.name: path.read_text(encoding="utf-8") for path in files}
    yield Sample.of("right", course, {name: text.encode() for name, text in right.items()})
    yield Sample.of("empty", course, {"__init__.py": b""})
    yield Sample.of("spoilt", course, {name: spoilt(text).encode() for name, text in right.items()})


def spoilt(text: str) -> str:
    """Return a module's text with every public function's answers a bit off."""
    functions = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    public = [name for name in functions if not name.startswith("_")]
    ending = "".join(f"{name} = _spoilt({name})\n" for name in public)
    return f"{text}\n\nimport numpy as np\n{OFF}{ending}"


def check(court: Court) -> set[str]:
    """Judge the three; UsageError if a verdict on one of them is wrong, or missing.

    Return the behaviours that ask nothing of a kata: they are green without one.
    """
    found = {result.submission: result for result in court.judge(samples(court.course))}
    chapters = {item.nodeid: item.chapter for item in court.items}
    trouble = next(filter(None, (_missing(result, chapters) for result in found.values())), "")
    trouble = trouble or wrong(found, chapters)
    if trouble:
        raise UsageError(f"the judge does not judge rightly, so nothing was judged: {trouble}")
    return _green(found["empty"])


def _missing(result: Result, chapters: dict[str, int]) -> str:
    if not result.judged:
        return f"a kata that is {result.submission}: {result.why}"
    judged = {behaviour["behaviour"] for behaviour in result.behaviours}
    whole = chapters and judged == chapters.keys()
    return "" if whole else f"a kata that is {result.submission} is not judged by every behaviour"


def wrong(found: dict[str, Result], chapters: dict[str, int]) -> str:
    """Say which of the three got a wrong verdict, or nothing.

    The right one has to be green throughout. In each chapter that asks for a kata, the comparison
    has to find the spoilt one's answers wrong somewhere.
    """
    not_green = [b for b in found["right"].behaviours if b["verdict"] != GREEN]
    if not_green:
        return f"the reference is called {not_green[0]['verdict']}: {not_green[0]['message']}"
    asking = {chapters[name] for name in chapters.keys() - _green(found["empty"])}
    if not asking:
        return "a kata that is empty is called green"
    told = {b["chapter"] for b in found["spoilt"].behaviours if b["verdict"] == RED}
    silent = sorted(asking - told)
    return f"chapter {silent[0]} finds no wrong answer wrong" if silent else ""


def _green(result: Result) -> set[str]:
    return {b["behaviour"] for b in result.behaviours if b["verdict"] == GREEN}
