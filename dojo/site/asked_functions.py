"""Functions that the rules ask for, as a learner meets them who goes from one rule to the next.

On an empty kata, most behaviours of a late chapter end at a function of an early one. So a rule
asks for the first function that it needs and that no rule before it has asked for. Which functions
it needs, and in which order, is told by the course's own kata as its behaviours call it.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from dojo.course.course import Course
from dojo.runner.session import Warm, collect
from dojo.verdict import NOT_WRITTEN, Verdict
from dojo.workspace.contents import KATA, solution

Function = tuple[str, str]
_PUBLIC_FUNCTION = re.compile(r"^def (?=[^\W_])", re.MULTILINE)
_NOTE = "called_functions"
# In the workspace, a module of the kata: each function writes down its first call in a behaviour.
_NOTE_TAKER = """
import functools, os

def noted(function):
    @functools.wraps(function)
    def noting(*arguments, **options):
        behaviour = os.environ.get("PYTEST_CURRENT_TEST", "").removesuffix(" (call)")
        call = behaviour, function.__module__, function.__name__
        if call not in CALLS:
            CALLS.add(call)
            with open(NOTES, "a", encoding="utf-8") as notes:
                print(*call, sep="\\t", file=notes)
        return function(*arguments, **options)
    return noting

CALLS = set()
"""


def asked_functions(
    folder: Path, course: Course, rules: Sequence[Sequence[str]], verdicts: Mapping[str, Verdict]
) -> dict[str, Function]:
    """Return {node id: (file, function)} for the behaviours that ask for a new function.

    `folder` is a workspace of empty stubs, and `verdicts` are those on it; its kata is written in.
    `rules` are the node ids of each rule, in the course's order.
    """
    called = _called(folder, course)
    asked: dict[str, Function] = {}
    written = set[Function]()
    for rule in rules:
        waiting = [nodeid for nodeid in rule if _is_not_written(verdicts.get(nodeid))]
        while waiting:
            new = {node: [f for f in called.get(node, ()) if f not in written] for node in waiting}
            found = {nodeid: functions[0] for nodeid, functions in new.items() if functions}
            asked.update(found | asked)
            written.update(found.values())
            waiting = [*found]
    return asked


def _is_not_written(verdict: Verdict | None) -> bool:
    """Tell whether a verdict names a function of the kata as not written."""
    places = verdict.places if verdict and verdict.kind == NOT_WRITTEN else ()
    return any(place.function and place.file.startswith(f"{KATA}/") for place in places)


def _called(folder: Path, course: Course) -> dict[str, list[Function]]:
    """Return the functions that each behaviour calls, on the course's own kata, in their order."""
    notes = folder / f"{_NOTE}.txt"
    note_taker = f"{_NOTE_TAKER}NOTES = {str(notes)!r}\n"
    (folder / KATA / f"{_NOTE}.py").write_text(note_taker, encoding="utf-8")
    for name in course.modules:
        file = f"{KATA}/{name}.py"
        decorated = rf'@__import__("{KATA}.{_NOTE}", fromlist=["noted"]).noted\ndef '
        text = _PUBLIC_FUNCTION.sub(decorated, solution(course, file))
        (folder / file).write_text(text, encoding="utf-8")
    called: dict[str, list[Function]] = {}

    def work(warm: Warm) -> None:
        called.update({item.nodeid: [] for item in warm.items})
        for _ in warm.run(warm.items):
            pass

    collect(folder, work, kata=folder / KATA)
    for line in notes.read_text(encoding="utf-8").splitlines() if notes.is_file() else ():
        behaviour, module, function = line.split("\t")
        if behaviour in called:
            called[behaviour].append((f"{module.replace('.', '/')}.py", function))
    return called
