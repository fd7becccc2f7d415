"""Frames of a traceback that are in a learner's own code, with what their names stand for."""

import traceback
from collections.abc import Callable
from types import CodeType, TracebackType
from typing import Any, NamedTuple


class Frame(NamedTuple):
    """A place in a learner's own code that an error passed through.

    `given` are the names of the function's arguments, `names` all that its code knows.
    """

    file: str
    line: int
    function: str
    code: str
    summary: traceback.FrameSummary
    names: dict[str, Any]
    given: tuple[str, ...] = ()


def frames(tb: TracebackType | None, holds: Callable[[str], bool]) -> list[Frame]:
    """Return the frames of a traceback that are in files which `holds` accepts, outermost first.

    A lambda's or a generator's frame has no name of its own, but stands in a function's. Where
    the code is in no function, the file's name stands for one.
    """
    found: list[Frame] = []
    for summary, (frame, _) in zip(traceback.extract_tb(tb), traceback.walk_tb(tb), strict=False):
        if holds(summary.filename):
            function = summary.name
            if function.startswith("<"):
                outer = found[-1].function if found and function != "<module>" else ""
                function = outer or summary.filename.replace("\\", "/").rpartition("/")[2]
            names = frame.f_globals | frame.f_locals
            code, given = summary.line or "", _arguments(frame.f_code)
            where = summary.filename, summary.lineno or 1
            found.append(Frame(*where, function, code, summary, names, given))
    return found


def _arguments(code: CodeType) -> tuple[str, ...]:
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
