"""A function's return values, where they are not of the form that is expected of it."""

import re
from collections.abc import Sized
from inspect import getdoc

from dojo.diagnosis.error_messages import said_by
from dojo.implementation.instrument import InstrumentedFunction


def miscounted(error: BaseException, function: InstrumentedFunction) -> str:
    """Say what came where an unpacking found too much or too little; "" for another error.

    What was unpacked is the answer or, as of [(z, a), ...], each thing in it.
    """
    found = re.search(r"values to unpack \(expected (\d+)(?:, got (\d+))?", said_by(error))
    if not found:
        return ""
    wanted, got = int(found[1]), int(found[2]) if found[2] else None
    answer, name = function.answer, function.name
    said = f"{name} must return {_values(wanted)}"
    if isinstance(answer, tuple) and _promise(function).startswith("Yield"):
        return f"{name} returns once instead of using `yield` for each value."
    if isinstance(answer, tuple | list):
        parts = [len(p) if isinstance(p, Sized) and _is_long(p) else 0 for p in answer]
        of_answer = _counts(len(answer), wanted, got)
        of_parts = any(_counts(n, wanted, got) for n in parts)
        if of_parts and not (of_answer and wanted == 1):
            what = (
                f"{_values(len(answer))}"
                if isinstance(answer, tuple)
                else f"a list of {len(answer)}"
            )
            said = f"{name} returns {what}, but each of them must have {_values(wanted)}"
        elif of_answer and isinstance(answer, tuple):
            said = f"{name} returns {_values(len(answer))} instead of {wanted}"
        elif of_answer:
            said = f"{name} returns a list of {len(answer)} instead of {wanted} values"
    return promised(f"{said}.", function)


def promised(sentence: str, function: InstrumentedFunction) -> str:
    """Return a sentence on what a function returned, with what its docstring promises."""
    promise = _promise(function)
    return sentence + (promise and f" Its docstring says: {promise}")


def _values(number: int) -> str:
    return "1 value" if number == 1 else f"{number} values"


def _is_long(part: object) -> bool:
    return getattr(part, "shape", (1,)) != ()


def _counts(length: int, wanted: int, got: int | None) -> bool:
    """Tell whether something of this length makes that error."""
    return length == got if got is not None else length > wanted


def _promise(function: InstrumentedFunction) -> str:
    """Return the first line of a function's docstring: it says what is expected."""
    return (getdoc(function.function) or "").partition("\n")[0]
