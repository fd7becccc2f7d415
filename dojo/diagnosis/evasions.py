"""Evasions: what an implementation raises that would skip its check, or end the run of them all.

No answer is no better than a wrong one: each is a broken verdict, as any other error is.
"""

import dis
from types import TracebackType

import pytest

from dojo.diagnosis.frames import frames
from dojo.implementation.implementation import Implementation
from dojo.implementation.process_guard import EndsProcess
from dojo.verdict import Broken

_SKIPS = pytest.skip.Exception, pytest.xfail.Exception
_ENDS = pytest.exit.Exception, EndsProcess
# What an implementation may raise, whatever it means by it; KeyboardInterrupt may be a person's.
ANY = (Exception, SystemExit, pytest.fail.Exception, *_SKIPS, *_ENDS)


def broken(error: BaseException, kata: Implementation) -> Broken | None:
    """Return the verdict on an error that evades the check; None if this is no such error.

    An error of a step, of a fixture or of a person's Ctrl-C is none.
    """
    ends = isinstance(error, _ENDS) or _raises_interrupt(error)
    # Whoever raises it has imported unittest; we need not.
    skips = isinstance(error, _SKIPS) or type(error).__name__ == "SkipTest"
    own = frames(error.__traceback__, kata.places.holds) if ends or skips else []
    if not own:
        return None
    last = own[-1]
    code, what = ("exit", "ends the program") if ends else ("skipped", "skips its own check")
    sentence = f"{last.function} {what} instead of returning an answer:\n    {last.code}"
    return Broken(code, sentence, kata.places.place(last.file, last.line, last.function))


def _raises_interrupt(error: BaseException) -> bool:
    """Tell a KeyboardInterrupt that code raises from Ctrl-C, which comes between its lines."""
    if not isinstance(error, KeyboardInterrupt) or error.__traceback__ is None:
        return False
    last: TracebackType = error.__traceback__
    while last.tb_next:
        last = last.tb_next
    return dis.opname[last.tb_frame.f_code.co_code[last.tb_lasti]] == "RAISE_VARARGS"
