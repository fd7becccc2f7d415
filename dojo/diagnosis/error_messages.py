"""Errors that Python or NumPy raised in a learner's code, explained in a beginner's words."""

import contextlib
from collections.abc import Callable

from dojo.diagnosis.error_words.names import undefined
from dojo.diagnosis.error_words.numbers import floating_point
from dojo.diagnosis.error_words.table import explained
from dojo.diagnosis.failing_expression import Expression, listed
from dojo.diagnosis.frames import Frame
from dojo.time_limit import time_limit
from dojo.verdict import Reason

_LONGEST = 300
_PATIENCE = 1.0  # seconds, for an error that takes its time to say what it is
_ONE_TRUTH = (
    "uses an array as a single True or False, as in `if`, `and` or Python's own `max`. "
    "np.where and np.maximum work on each entry"
)
_BREAKPOINT = (
    "stops at breakpoint(), which dojo does not support. Use plain pytest, as in `pytest -x`"
)
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def reasons(
    error: BaseException,
    where: Frame,
    knows: Callable[[str], bool],
    home: Callable[[str], str] = lambda name: "",
) -> list[Reason]:
    """Say what an error is that a learner's own code raised at `where`.

    `knows` tells whether a module that could not be imported is one of the learner's own, and
    `home` which module of theirs is to define a function.
    """
    function, said, failing = where.function, said_by(error), Expression(where)
    source = _source(where, failing)

    def at(code: str, sentence: str) -> list[Reason]:
        end = "" if sentence.endswith("?") else ":"
        return [Reason(code, f"{sentence.rstrip('.')}{end}", source)]

    match error:
        case SystemExit():
            return [Reason("exit", f"{function} ends the program instead of returning an answer.")]
        case ValueError() if "read-only" in said:
            return at("in-place", f"{function} changes an array that it gets; make a new array")
        case ValueError() if "truth value of an array" in said:
            return at("truth-value", f"{function} {_ONE_TRUTH}")
        case FloatingPointError():
            return at("floating-point", f"{function} {floating_point(said, failing)}")
        case RecursionError():
            return at("recursion", f"{function} calls itself without end")
        case ModuleNotFoundError(name=str(name)) if knows(name):
            sentence = (
                f"{function} imports {name} from another place; write `from .{name} import …`"
            )
            return [Reason("import", sentence)]
        case NameError(name=str(name)) if not isinstance(error, UnboundLocalError):
            sentence = undefined(name, failing, home(name))
            return at("raised", f"{function} raised NameError: {sentence}")
        case KeyError(args=(str() | int() as key, *_)):
            tables = failing.known(lambda value: isinstance(value, dict))
            known = {str(name): [*map(str, table)] for name, table in tables if key not in table}
            for name, keys in known.items():
                sentence = f"{name} has no entry {key!r}"
                if 0 < len(keys) <= 12:
                    sentence += f"; it has {listed(keys)}"
                return at("raised", f"{function} raised KeyError: {sentence}")
        case KeyError(args=(key,)) if "object at 0x" in repr(key):
            tables = failing.known(lambda value: isinstance(value, dict))
            where_not = next((name for name, table in tables if key not in table), "the dictionary")
            sentence = f"{where_not} has no entry yet for this {type(key).__name__}"
            return at("raised", f"{function} raised KeyError: {sentence}")
    if type(error).__name__ == "BdbQuit":
        return at("breakpoint", f"{function} {_BREAKPOINT}")
    return at("raised", f"{function} raised {in_words(error, where)}")


def _source(where: Frame, failing: Expression) -> str:
    """Return the line of code; where it only opens a bracket, what failed on it, on one line."""
    return failing.code if where.code[-1:] in _BRACKETS and failing.code else where.code


def said_by(error: BaseException) -> str:
    """Return an error's own text; an error of a learner's own making may have none to give.

    >>> class Mute(Exception):
    ...     def __str__(self):
    ...         raise ValueError
    >>> said_by(ValueError("no")), said_by(Mute())
    ('no', '')
    """
    with contextlib.suppress(BaseException), time_limit(_PATIENCE):
        return str(error)
    return ""


def in_words(error: BaseException, where: Frame | None = None) -> str:
    """Say what an error means: its kind, then a sentence; Python's own where none is known.

    >>> in_words(IndexError("list index out of range"))
    'IndexError: the list has no entry at this index; indices count from 0'
    >>> in_words(OSError("the disk is full"))
    'OSError: the disk is full'
    """
    said = " ".join(said_by(error).split())
    failing = Expression(where)
    words = explained(said, failing) or f"{said[:_LONGEST]}{failing.here()}"
    return f"{type(error).__name__}: {words}".rstrip(": ")
