"""Frames of a traceback that are in a learner's own code, with what their names stand for."""

import traceback
from collections.abc import Callable, Mapping
from types import CodeType, TracebackType
from typing import Any, NamedTuple

from dojo.implementation.code_of import code_of


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

    A lambda is called as what it was given to, or as the function that made it. A generator's
    frame has no name, but stands in a function's. Where the code is in no function, the file's
    name stands for one.
    """
    found: list[Frame] = []
    for summary, (frame, _) in zip(traceback.extract_tb(tb), traceback.walk_tb(tb), strict=False):
        if holds(summary.filename):
            function = summary.name
            if function == "<lambda>":
                made_in = frame.f_code.co_qualname.partition(".")[0]
                function = _called(frame.f_code, frame.f_globals) or made_in
            if function.startswith("<"):
                outer = found[-1].function if found and function != "<module>" else ""
                function = outer or summary.filename.replace("\\", "/").rpartition("/")[2]
            names = frame.f_globals | frame.f_locals
            code, given = summary.line or "", _arguments(frame.f_code)
            where = summary.filename, summary.lineno or 1
            found.append(Frame(*where, function, code, summary, names, given))
    return found


def _called(code: CodeType, names: Mapping[str, Any]) -> str:
    """Return the name that a lambda has been given; "" for one without."""
    return next((name for name, value in names.items() if code_of(value) is code), "")


def _arguments(code: CodeType) -> tuple[str, ...]:
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
