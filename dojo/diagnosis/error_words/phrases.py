"""Phrases that the words for several kinds of errors share."""

import ast
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from dojo.diagnosis.failing_expression import Expression, what

# The words for an error's text: a sentence, or what makes one. In it {0} stands for what the first
# bracket of the pattern caught, and {here} for the names in the code that failed.
Words = str | Callable[[re.Match[str], Expression], str]
NUMBERS = "numpy.float64", "float", "int", "numpy.int64", "numpy.bool", "bool", "float64", "int64"
# What a floating-point error calls an operation that has a sign of its own in Python.
SIGNS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**", "square": "** 2",
    "matmul": "@", "floor_divide": "//",
}  # fmt: skip
FUNCTIONS = "function", "builtin_function_or_method", "method", "ufunc"
CHANGING = "append", "insert", "extend", "sort", "reverse", "shuffle"


def spaced(text: str | None) -> str:
    """Write a shape as Python does: NumPy leaves the blank out in some messages."""
    return re.sub(r",(?=[\d-])", ", ", text or "")


def no_axis(where: Expression, kind: str) -> str:
    """Say that the second argument of NumPy's sums and maxima must be an axis; "" elsewhere."""
    function = where.called
    if not function.startswith("np.") or len(where.arguments) < 2:
        return ""
    instead = {"np.max": "np.maximum", "np.min": "np.minimum"}.get(function)
    also = f"; {instead} compares two arrays entry by entry" if instead else ""
    return f"the second argument of {function} must be an axis, not {a(kind)}{also}{where.here()}"


def count(number: object, thing: str, things: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "axis", "axes"), count("2", "axis", "axes")
    ('1 axis', '2 axes')
    """
    return f"{number} {thing if str(number) == '1' else things or f'{thing}s'}"


def written(node: ast.AST) -> str:
    """Return code as it is written."""
    return ast.unparse(node)


def is_array(value: Any) -> bool:
    """Tell whether something is an array."""
    return isinstance(value, np.ndarray)


def of_type(name: str) -> Callable[[Any], bool]:
    """Return what tells whether something is of the type that an error names."""
    return lambda value: type(value).__name__ == name.rpartition(".")[2]


def a(kind: str) -> str:
    """Return a type's name with its article, in a learner's words.

    >>> a("numpy.ndarray"), a("str"), a("float"), a("Layer")
    ('an array', 'a text', 'a single number', 'a Layer')
    """
    kind = kind.rpartition(".")[2]
    words = {"ndarray": "array", "NoneType": "None", "str": "text"} | dict.fromkeys(
        FUNCTIONS, "function"
    )
    kind = words.get(kind, kind)
    if kind in ("float", "int", "float64", "int64", "float32"):
        return "a single number"
    return "None" if kind == "None" else f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {kind}"


def is_none(found: re.Match[str] | None, where: Expression) -> str:
    """Say what is None: an argument that was not passed, or what a function returned."""
    changing = found and re.search(r"attribute '(\w+)'", found.string)
    for name, _ in where.known(lambda value: value is None):
        if where.is_given(name):
            return f"the argument {name} is None"
        if changing and changing[1] in CHANGING:
            return (
                f"{name} is None, because {changing[1]} changes a list and returns nothing; do "
                "not assign its result"
            )
        return f"{name} is None. Did a function forget `return`?"
    calls = where.calls()
    it = calls[0] if len(calls) == 1 else "a value here"
    return f"{it} is None. Did a function forget `return`?"


def not_numbers(operation: str, kind: str, where: Expression) -> str:
    """Say that an operation, which takes numbers, gets something else."""
    named, kind = where.known(of_type(kind)), kind.rpartition(".")[2]
    it = named[0][0] if named else a(kind)
    is_what = f"{it} is {what(named[0][1])}" if named else f"this is {it}"
    if kind == "NoneType":
        return is_none(None, where)
    if kind in FUNCTIONS:
        called = f"{it}(…)" if named else "it with round brackets"
        return f"{operation} needs numbers or arrays, but {is_what}; call {called}"
    if kind == "range":
        return f"{operation} needs numbers or arrays, but {is_what}; np.arange makes an array"
    more = {
        "list": "; use one of its entries, or turn it into an array",
        "tuple": "; use one of its entries",
    }
    return f"{operation} needs numbers or arrays, but {is_what}{more.get(kind, '')}"
