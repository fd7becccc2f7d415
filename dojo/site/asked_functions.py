"""Functions that the rules ask for, as a learner meets them who goes from one rule to the next.

On an empty kata, most behaviours of a late chapter end at a function of an early one. So a rule
asks for the first function that it needs and that no rule before it has asked for. Which functions
it needs, and in which order, is told by the course's own kata as its behaviours call it.
"""

import functools
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dojo.course.course import Course
from dojo.runner.session import Warm, collect
from dojo.verdict import NOT_WRITTEN, Verdict
from dojo.workspace.contents import KATA, solution

Function = tuple[str, str]
_PUBLIC_FUNCTION = re.compile(r"^def (?=[^\W_])", re.MULTILINE)
# Where a function of the decorated kata writes down its first call in a behaviour.
_NOTES = "DOJO_CALLED_FUNCTIONS"
_DECORATED = f'@__import__("{__name__}", fromlist=["noted"]).noted\ndef '
_noted: set[tuple[str, str, str]] = set()


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
    for name in course.modules:
        file = f"{KATA}/{name}.py"
        text = _PUBLIC_FUNCTION.sub(_DECORATED, solution(course, file))
        (folder / file).write_text(text, encoding="utf-8")
    called: dict[str, list[Function]] = {}
    notes = folder / "called_functions.txt"
    notes.touch()
    os.environ[_NOTES] = str(notes)

    def work(warm: Warm) -> None:
        called.update({item.nodeid: [] for item in warm.items})
        for _ in warm.run(warm.items):
            pass

    try:
        collect(folder, work, kata=folder / KATA)
    finally:
        del os.environ[_NOTES]
    for line in notes.read_text(encoding="utf-8").splitlines():
        behaviour, module, function = line.split("\t")
        if behaviour in called:
            called[behaviour].append((f"{module.replace('.', '/')}.py", function))
    return called


def noted(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of the kata that writes down its first call in each behaviour."""

    @functools.wraps(function)
    def noting(*arguments: Any, **options: Any) -> Any:
        behaviour = os.environ.get("PYTEST_CURRENT_TEST", "").removesuffix(" (call)")
        call = behaviour, function.__module__, function.__name__
        if call not in _noted:
            _noted.add(call)
            with open(os.environ[_NOTES], "a", encoding="utf-8") as notes:
                print(*call, sep="\t", file=notes)
        return function(*arguments, **options)

    return noting
