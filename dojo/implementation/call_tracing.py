"""The origin of an answer: the function that made it, where others only handed it on.

A function that ends in `return helper(z)` is not to blame for what `helper` makes of z.
"""

import contextlib
import io
import linecache
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any, NamedTuple

from dojo.implementation.code_of import code_of
from dojo.implementation.shown_warnings import only_shown


class FinishedCall(NamedTuple):
    """A call that is over: its code, the line it left by, its value, and the last call it made."""

    code: CodeType
    line: int
    value: Any
    last: "FinishedCall | None"

    @property
    def origin(self) -> "FinishedCall":
        """The call that made the value: the last one that was made, if its value was returned."""
        left_by = linecache.getline(self.code.co_filename, self.line).strip()
        given_back = left_by.startswith("return ") and left_by != "return None"
        # A comprehension has code of its own, but stands in the function.
        if self.last is None or self.last.code.co_name.startswith("<"):
            return self
        return self.last.origin if given_back and self.last.value is self.value else self


def origin(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    keywords: dict[str, Any],
    holds: Callable[[str], bool],
) -> CodeType | None:
    """Call `function` once more; return the code of the innermost function that made its answer.

    Only functions in files that `holds` accepts are looked at. None if the call fails.
    """
    with contextlib.redirect_stdout(io.StringIO()), only_shown(), _traced(holds) as ended:
        try:
            function(*arguments, **keywords)
        except Exception:  # it is the learner's, and may do anything
            return None
    made = ended[-1]
    if made is None or made.code is not code_of(function):
        return None
    return made.origin.code


@contextlib.contextmanager
def _traced(holds: Callable[[str], bool]) -> Iterator[list[FinishedCall | None]]:
    """Note how calls end: the last entry is the last call that ended where this began."""
    last: list[FinishedCall | None] = [None]

    def note(frame: FrameType, event: str, value: Any) -> None:
        if event not in ("call", "return") or not holds(frame.f_code.co_filename):
            return
        if event == "call":
            last.append(None)
        elif len(last) > 1:
            made = FinishedCall(frame.f_code, frame.f_lineno, value, last.pop())
            last[-1] = made

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield last
    finally:
        sys.setprofile(before)
