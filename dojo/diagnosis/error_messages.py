"""Errors that Python or NumPy raised in a learner's code, explained in a beginner's words."""

import ast
import contextlib
import linecache
import re
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np

from dojo.time_limit import time_limit
from dojo.verdict import Reason

_LONGEST = 300
_PATIENCE = 1.0  # seconds, for an error that takes its time to say what it is
_FLOATING_POINT = {
    "overflow": "makes a number that is too large to be stored",
    "divide by zero": "divides by zero, or takes the logarithm of 0",
    "invalid value": "computes what has no value, such as 0/0 or the root of a negative number",
}
_ONE_TRUTH = (
    "asks an array for one yes or no, as `if`, `and` and Python's own `max` do. "
    "np.where and np.maximum answer for each element"
)
_BREAKPOINT = (
    "stops at breakpoint(), which needs a keyboard of its own: it works with plain pytest, "
    "as in `pytest -x`, not with dojo"
)
_SIZES = "the last size of the left one and the {} of the right one have to be equal"

# The sentence for an error's text; {0} stands for what the first bracket of the pattern caught.
_WORDS = {
    r"core dimension.*\(size (\d+) is different from (\d+)\)": (
        f"in a product @ {_SIZES.format('first')}; here they are {{1}} and {{0}}"
    ),
    r"Input operand \d does not have enough dimensions": (
        "@ multiplies vectors and matrices; a single number is multiplied by *"
    ),
    r"^shapes (\(.*?\)) and (\(.*?\)) not aligned": (
        f"the shapes are {{0}} and {{1}}; {_SIZES.format('first')}"
    ),
    r"could not be broadcast together with shapes (\(.*?\)) (\(.*?\))": (
        "the shapes {0} and {1} do not go together entry by entry; counted from the last, "
        "two sizes have to be equal, or one of them 1"
    ),
    r"^zip\(\) argument (\d) is (longer|shorter)": (
        "what goes through zip side by side has to be equally long; its argument {0} is {1}"
    ),
    "inhomogeneous": "parts of different shapes cannot become one array",
    r"^(list|tuple) index out of range": "the {0} has no entry at that place; the first is at 0",
    r"^index (-?\d+) is out of bounds for axis (\d) with size (\d+)": (
        "there is no entry {0} along axis {1}: it has {2}, counted from 0"
    ),
    r"^too many indices for array: array is (\d+)-dimensional, but (\d+)": (
        "the array's axes are {0} in number, and the square brackets ask for {1}"
    ),
    r"^'(list|tuple)' object is not callable": (
        "a {0} is called like a function; take the function out of it first, "
        "as `f, f_prime = ACTIVATIONS[name]` does"
    ),
    r"^'(?:numpy\.)?(?:ndarray|float64|float|int)' object is not callable": (
        "numbers are called like a function; is a * missing before the bracket?"
    ),
    r"^cannot unpack non-iterable (\S+) object": (
        "several values are taken out of what is a single one ({0})"
    ),
    r"^(\w+)\.__new__\(\) takes": (
        "{0} is given more values than it has; is one array taken apart as if it were a tuple?"
    ),
    r"^(\w+)\.__new__\(\) missing \d+ required positional arguments?: (.+)": (
        "{0} is given too few values: {1} is missing"
    ),
    r"values to unpack \(expected (\d+), got (\d+)\)": "{0} values are taken out of what has {1}",
    r"^too many values to unpack \(expected (\d+)\)": "{0} values are taken out of what has more",
}


class Frame(NamedTuple):
    """A place in a learner's own code that an error passed through."""

    file: str
    line: int
    function: str
    code: str
    summary: traceback.FrameSummary
    names: dict[str, Any]


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
            code = summary.line or ""
            found.append(
                Frame(summary.filename, summary.lineno or 1, function, code, summary, names)
            )
    return found


def reasons(error: BaseException, where: Frame, knows: Callable[[str], bool]) -> list[Reason]:
    """Say what an error is that a learner's own code raised at `where`.

    `knows` tells whether a module that could not be imported is one of the learner's own.
    """
    function, source, said = where.function, where.code, said_by(error)

    def at(code: str, sentence: str) -> list[Reason]:
        return [Reason(code, f"{sentence}:", source)]

    match error:
        case SystemExit():
            return [Reason("exit", f"{function} ends the program; it has to return instead.")]
        case ValueError() if "read-only" in said:
            return at("in-place", f"{function} changes an array it was given")
        case ValueError() if "truth value of an array" in said:
            return at("truth-value", f"{function} {_ONE_TRUTH}")
        case FloatingPointError():
            words = [words for sign, words in _FLOATING_POINT.items() if sign in said]
            what = words[0] if words else "fails"
            return at("floating-point", f"{function} {what} ({said})")
        case RecursionError():
            return at("recursion", f"{function} calls itself without end")
        case ModuleNotFoundError(name=str(name)) if knows(name):
            sentence = f"{function} imports {name} from elsewhere: write `from .{name} import …`"
            return [Reason("import", sentence)]
        case TypeError() | AttributeError() if "NoneType" in said:
            forgot = Reason("", "Did a function forget `return`?")
            return [*at("raised", f"{function} raised {in_words(error)}"), forgot]
    if type(error).__name__ == "BdbQuit":
        return at("breakpoint", f"{function} {_BREAKPOINT}")
    return at("raised", f"{function} raised {in_words(error, where)}")


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
    'IndexError: the list has no entry at that place; the first is at 0'
    >>> in_words(NameError("name 'x' is not defined"))
    "NameError: name 'x' is not defined"
    """
    said = " ".join(said_by(error).split())
    words = said[:_LONGEST]
    for pattern, sentence in _WORDS.items():
        if found := re.search(pattern, said):
            words = sentence.format(*map(_spaced, found.groups()))
            break
    if "core dimension" in said and where:
        words = _product(where) or words
    return f"{type(error).__name__}: {words}".rstrip(": ")


def _spaced(text: str) -> str:
    """Write a shape as Python does: NumPy leaves the blank out in some messages."""
    return re.sub(r",(?=\d)", ", ", text)


def _product(where: Frame) -> str:
    """Say which shapes a product's two sides have, if each is a name, transposed or not."""
    at = where.summary
    line = linecache.getline(where.file, where.line).encode()
    code = line[at.colno : at.end_colno].decode() if at.end_lineno == at.lineno else ""
    with contextlib.suppress(SyntaxError, KeyError, AttributeError, ValueError):
        match ast.parse(code, mode="eval").body:
            case ast.BinOp(op=ast.MatMult(), left=left, right=right):
                sides = [_side(side, where.names) for side in (left, right)]
                other = "first" if np.ndim(sides[1][1]) < 3 else "last but one"
                shapes = [f"{name} is {np.shape(array)}" for name, array in sides]
                return f"in `{code}`, {' and '.join(shapes)}; {_SIZES.format(other)}"
    return ""


def _side(node: ast.expr, names: dict[str, Any]) -> tuple[str, Any]:
    """Return one side of a product as it is written, and its value; KeyError if it is no name."""
    match node:
        case ast.Name(id=name):
            return name, names[name]
        case ast.Attribute(value=ast.Name(id=name), attr="T"):
            return f"{name}.T", np.transpose(names[name])
    raise KeyError(ast.dump(node))
