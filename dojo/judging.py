"""What kind of verdict an error means, why, and where to look."""

import traceback
from collections import Counter
from collections.abc import Iterable, Set
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from dojo import returned
from dojo.diagnosis import diagnose
from dojo.expectations import NEAR_ZERO
from dojo.timing import time_limit
from dojo.verdict import (
    BROKEN,
    NOT_WRITTEN,
    RED,
    SPEC,
    Broken,
    NotWritten,
    Place,
    Reason,
    SpecError,
    TookTooLong,
    Wrong,
)

if TYPE_CHECKING:
    from dojo.implementation import Implementation
    from dojo.sheet import Sheet
    from dojo.watching import Watched

_LONGEST = 300
_PATIENCE = 5.0  # seconds, for what a diagnosis asks of the implementation once more
_FLOATING_POINT = {
    "overflow": "makes a number that is too large to be stored",
    "divide by zero": "divides by zero, or takes the logarithm of 0",
    "invalid value": "computes what has no value, such as 0/0 or the root of a negative number",
}
_ONE_TRUTH = (
    "asks an array for one yes or no, as `if`, `and` and Python's own `max` do. "
    "np.where and np.maximum answer for each element"
)


class Judgement(NamedTuple):
    """A kind of verdict, the reasons for it, and the places to edit."""

    kind: str
    reasons: list[Reason]
    places: list[Place]


def judge(excinfo: pytest.ExceptionInfo, kata: "Implementation") -> Judgement:
    """Return what an error that a behaviour ended with says about the implementation."""
    error = excinfo.value
    own = [f for f in traceback.extract_tb(excinfo.tb) if kata.holds(f.filename)]
    last = own[-1] if own else None
    here = [kata.place(last.filename, last.lineno, _function(own))] if last else []
    match error:
        case NotWritten():
            return Judgement(NOT_WRITTEN, [error.reason], [error.place])
        case Wrong():
            return _wrong(error.sheet, kata)
        case Broken():
            return Judgement(BROKEN, [error.reason], [error.place] if error.place else [])
        case SpecError():
            return _spec(str(error))
        case TookTooLong():
            at = f" It was at:{_code(last)}" if last else ""
            sentence = f"No answer within {error}. Is there a loop without end?{at}"
            return Judgement(BROKEN, [Reason("endless", sentence)], here)
        case SyntaxError(filename=str(file)) if kata.holds(file):
            place = kata.place(file, error.lineno or 1)
            sentence = f"Python cannot read {place.file}: {error.msg}."
            return Judgement(BROKEN, [Reason("syntax", sentence)], [place])
        case NotImplementedError() if last:
            sentence = f"{_function(own)} is not written yet."
            return Judgement(NOT_WRITTEN, [Reason("not-written", sentence)], here)
    if last:
        return Judgement(BROKEN, [_raised(error, own, kata)], here)
    if kata.last_used and not isinstance(error, pytest.fail.Exception | NameError):
        reasons = [Reason("unusable", _unusable(error, kata.last_used))]
        return Judgement(BROKEN, [*reasons, *_left_early([kata.last_used])], [kata.last_used.place])
    return _spec(_name(error))


def _wrong(sheet: "Sheet", kata: "Implementation") -> Judgement:
    wrong = {at: c for at, c in sheet.comparisons.items() if not c.right}
    kind = RED if all(comparison.usable for comparison in wrong.values()) else BROKEN
    new = {module for module, chapter in kata.introduced.items() if chapter == kata.chapter}
    rows = sorted({row for row, _ in wrong})
    given = [sheet.places[row] for row in rows if row in sheet.places]
    suspects = _suspects(sheet, wrong.keys(), new)
    reasons, inside = [], []
    with suppress(TookTooLong), time_limit(_PATIENCE):
        reasons = diagnose(sheet)
        inside = [] if given else _inside(sheet, rows)
    reasons += _left_early(call for at in wrong for call in sheet.calls[at])
    return Judgement(kind, reasons, given or inside or suspects)


def _left_early(calls: "Iterable[Watched]") -> list[Reason]:
    """Say which of the called functions returns inside a loop, if one does."""
    sentences = (returned.left_early(call.function) for call in dict.fromkeys(calls))
    return [Reason("return-in-loop", sentence) for sentence in sentences if sentence][:1]


def _inside(sheet: "Sheet", rows: Iterable[int]) -> list[Place]:
    """Return where the function is that made wrong answers, if another one only handed them on."""
    for make, answered in (sheet.inside[row] for row in rows if row in sheet.inside):
        sheet.take_calls()
        try:
            with np.errstate(all="ignore"):
                same = _same(make(), answered)
        except Exception:  # it calls the implementation, which may do anything
            continue
        if same and (calls := sheet.take_calls()):
            return [calls[-1].place]
    return []


def _same(one: object, other: object) -> bool:
    """Tell whether two answers are the same numbers, in lists and tuples of one form."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-9, atol=NEAR_ZERO)


def _suspects(sheet: "Sheet", wrong: Iterable[tuple[int, str]], new: Set[str]) -> list[Place]:
    """Return where the functions behind wrong answers are, the likeliest to be at fault first.

    That is the one behind the fewest right ones; of several, the one that was the last to return.
    Those of the modules that the chapter introduces are `new`; whoever gets here has written the
    others before. If none of them led to an answer directly, one did that was called earlier.
    """
    behind_wrong = Counter(call for at in wrong for call in reversed(sheet.calls[at]))
    behind_all = Counter(call for calls in sheet.calls.values() for call in calls)
    likely = sorted(behind_wrong, key=lambda call: -behind_wrong[call] / behind_all[call])
    if not any(call.module in new for call in likely):
        earlier = dict.fromkeys(call for at in wrong for call in reversed(sheet.earlier[at]))
        likely += [call for call in earlier if call.module in new]
    likely.sort(key=lambda call: call.module not in new)
    return list(dict.fromkeys(call.place for call in likely))


def _spec(sentence: str) -> Judgement:
    whose = "This is a slip in the feature or in its steps, not in the code that they judge."
    return Judgement(SPEC, [Reason("spec", sentence), Reason("spec", whose)], [])


def _unusable(error: BaseException, function: "Watched") -> str:
    """Say why a step can do nothing with what a function returned."""
    name = function.name
    if sentence := returned.miscounted(error, function):
        return sentence
    if isinstance(error, KeyError):
        return f"What {name} gives holds too little: there is no {error.args[0]} in it."
    return f"What {name} gives cannot be used: {_name(error)}"


def _raised(
    error: BaseException, own: list[traceback.FrameSummary], kata: "Implementation"
) -> Reason:
    """Say what an error is that the implementation's own code raised."""
    function, at = _function(own), f":{_code(own[-1])}"
    match error:
        case SystemExit():
            return Reason("exit", f"{function} ends the program; it has to return instead.")
        case ValueError() if "read-only" in str(error):
            return Reason("in-place", f"{function} changes an array it was given{at}")
        case ValueError() if "truth value of an array" in str(error):
            return Reason("truth-value", f"{function} {_ONE_TRUTH}{at}")
        case FloatingPointError():
            words = [words for sign, words in _FLOATING_POINT.items() if sign in str(error)]
            what = words[0] if words else "fails"
            return Reason("floating-point", f"{function} {what} ({error}){at}")
        case RecursionError():
            return Reason("recursion", f"{function} calls itself without end{at}")
        case ModuleNotFoundError(name=str(name)) if kata.file(name).exists():
            sentence = f"{function} imports {name} from elsewhere: write `from .{name} import …`"
            return Reason("import", sentence)
        case TypeError() | AttributeError() if "NoneType" in str(error):
            hint = "\nDid a function forget `return`?"
            return Reason("raised", f"{function} raised {_name(error)}{at}{hint}")
    return Reason("raised", f"{function} raised {_name(error)}{at}")


def _function(own: list[traceback.FrameSummary]) -> str:
    """Return the innermost function, or the file's name where the code is in none.

    A lambda's or a generator's frame has no name of its own, but stands in a function's.
    """
    for frame in reversed(own):
        if not frame.name.startswith("<"):
            return frame.name
        if frame.name == "<module>":
            break
    return own[-1].filename.replace("\\", "/").rpartition("/")[2]


def _code(frame: traceback.FrameSummary) -> str:
    """Return a frame's line of code, on a line of its own."""
    return f"\n    {frame.line}"


def _name(error: BaseException) -> str:
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said[:_LONGEST]}".rstrip(": ")
