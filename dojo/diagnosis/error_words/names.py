"""Words for errors about names and attributes: what is not there, and what cannot be set."""

import builtins
import difflib
import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from dojo.diagnosis.error_words.phrases import CHANGING, NUMBERS, Words, a, is_none
from dojo.diagnosis.failing_expression import Expression, listed

# What other books and languages, or NumPy itself in earlier years, call something.
_OTHERWISE = {
    "ln": "the natural logarithm is np.log",
    "int": "x.astype(int) makes whole numbers of an array's entries",
    "float": "x.astype(float) makes fractions of an array's entries",
    "bool": "x.astype(bool) makes True and False of an array's entries",
}
# Letters of the course, as they are written where they cannot be typed.
_GREEK = {
    "yhat": "ŷ", "y_hat": "ŷ", "y_pred": "ŷ", "alpha": "α", "lr": "α", "learning_rate": "α",
    "eps": "ε", "epsilon": "ε", "theta": "θ", "delta": "δ", "lam": "λ", "lambda_": "λ",
}  # fmt: skip


def undefined(name: str, where: Expression, home: str) -> str:
    """Say what to do about a name that is not known; `home` is the kata's module that defines it.

    >>> undefined("w", Expression(None), "")
    'w is not defined here'
    """
    if home:
        return f"{name} is defined in {home}.py: write `from .{home} import {name}` at the top"
    if name == "np":
        return "NumPy is not imported: write `import numpy as np` at the top"
    if name == "math":
        return "math is not imported; use np, whose functions work on each entry"
    sentence = f"{name} is not defined here"
    if name in _OTHERWISE:
        return f"{sentence}; {_OTHERWISE[name]}"
    if (letter := _GREEK.get(name)) in where.names:
        return f"{sentence}; did you mean {letter}?"
    if name in ("exp", "log", "sqrt", "e", "pi", "tanh", "maximum", "where", "zeros", "array"):
        return f"{sentence}; NumPy calls it np.{name}"
    near = _near(name, [*where.names, *dir(builtins)])
    return f"{sentence}; did you mean {near}?" if near else sentence


def _near(name: str, names: Iterable[str]) -> str:
    """Return the name that is most like one that is not known; "" where none is."""
    known = [each for each in names if not each.startswith("__")]
    # Two letters are swapped more often than one is forgotten.
    same = [each for each in known if sorted(each.lower()) == sorted(name.lower())]
    return next(iter(same or difflib.get_close_matches(name, known, 1, 0.75)), "")


def _cannot_change(found: re.Match[str], where: Expression) -> str:
    named = [value for _, value in where.known(_is_record)]
    # What is set may stand behind a dot or in brackets: then the record is in front of them.
    target = getattr(where.node, "value", None)
    held = [value for value in where.value(target) or () if _is_record(value)]
    for record in (held or named or [*filter(_is_record, where.names.values())])[:1]:
        kind, fields = type(record).__name__, ", ".join(record._fields)
        return f"{a(kind)} cannot be changed; make a new one: {kind}({fields})"
    return "this object cannot be changed; make a new one"


def _is_record(value: Any) -> bool:
    return isinstance(value, tuple) and hasattr(value, "_fields")


def _no_items(found: re.Match[str], where: Expression) -> str:
    kind = found[1]
    if kind in NUMBERS:
        return f"a single number has no entries to be changed{where.here()}"
    if kind == "tuple":
        return "a tuple cannot be changed; make a new one"
    return _cannot_change(found, where)


def _attribute(found: re.Match[str], where: Expression) -> str:
    kind, name = found.groups()
    kind = kind.rpartition(".")[2]
    if kind == "NoneType":
        return is_none(found, where)
    if kind in ("list", "tuple") and hasattr(np.ndarray, name):
        here = where.here(lambda value: isinstance(value, list | tuple))
        return f"a {kind} has no {name}; an array has{here}"
    if kind == "ndarray" and name in CHANGING:
        return f"an array cannot grow, so it has no {name}; collect values in a list"
    records = [value for _, value in where.known(_is_record)]
    if records:
        return f"{a(kind)} has no {name}; it has {listed([*records[0]._fields])}"
    if kind in ("function", "method", "builtin_function_or_method"):
        return f"a function has no {name}; call it first, with round brackets"
    return f"{a(kind)} has no {name}{where.here()}"


def _of_module(found: re.Match[str], where: Expression) -> str:
    module, name = found.groups()
    if module == "numpy" and name in _OTHERWISE:
        return f"np has no {name}; {_OTHERWISE[name]}"
    near = _near(name, dir(np)) if module == "numpy" else ""
    short = "np" if module == "numpy" else module
    return f"{short} has no {name}" + (f"; did you mean {short}.{near}?" if near else "")


WORDS: dict[str, Words] = {
    r"can't set attribute|has no setter|^cannot assign to field": _cannot_change,
    r"^'([\w.]+)' object does not support item assignment": _no_items,
    r"^'NoneType' object": is_none,
    r"^cannot access local variable '(\w+)'": "{0} is used before it gets a value",
    r"^module '([\w.]+)' has no attribute '(\w+)'": _of_module,
    r"^'([\w.]+)' object has no attribute '(\w+)'": _attribute,
}
