"""Functions that the rules ask for, as a learner meets them who goes from one rule to the next.

On an empty kata, most behaviours of a late chapter end at a function of an early one. So the rules
are checked in their order, and what a rule asks for is written before the next.
"""

import ast
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from dojo.course.course import Course
from dojo.runner.session import Warm, collect
from dojo.verdict import NOT_WRITTEN, Verdict
from dojo.workspace.contents import KATA, solution
from dojo.workspace.source_editing import definitions, restored
from dojo.workspace.stubs import stub

Function = tuple[str, str]


def asked_functions(
    folder: Path, course: Course, rules: Sequence[Sequence[str]], verdicts: Mapping[str, Verdict]
) -> dict[str, Function]:
    """Return {node id: (file, function)} for the behaviours that ask for a new function.

    `folder` is a workspace of empty stubs, and `verdicts` are those on it; its kata is written in.
    `rules` are the node ids of each rule, in the course's order.
    """
    asked: dict[str, Function] = {}
    written = set[Function]()

    def work(warm: Warm) -> None:
        items = {item.nodeid: item for item in warm.items}
        for rule in rules:
            waiting = [items[nodeid] for nodeid in rule if _not_written(verdicts.get(nodeid))]
            while waiting:
                named = {one.nodeid: _not_written(one) for one in warm.run(waiting)}
                found = {nodeid: one for nodeid, one in named.items() if one and one not in written}
                asked.update(found | asked)
                written.update(found.values())
                for file in {file for file, _ in found.values()}:
                    names = {name for module, name in written if module == file}
                    text = _some(solution(course, file), names)
                    (folder / file).write_text(text, encoding="utf-8")
                waiting = [item for item in waiting if item.nodeid in found]

    collect(folder, work, kata=folder / KATA)
    return asked


def _not_written(verdict: Verdict | None) -> Function | None:
    """Return the function of the kata that a verdict names as not written."""
    places = verdict.places if verdict and verdict.kind == NOT_WRITTEN else ()
    of_kata = (place for place in places if place.file.startswith(f"{KATA}/"))
    return next(((place.file, place.function) for place in of_kata if place.function), None)


def _some(text: str, names: Collection[str]) -> str:
    """Return a module with some of its public functions; all others are stubs."""
    empty = stub(text)
    for name, node in definitions(text):
        is_public = isinstance(node, ast.FunctionDef) and not name.startswith("_")
        if is_public and name not in names:
            text = restored(text, empty, name)
    return text
