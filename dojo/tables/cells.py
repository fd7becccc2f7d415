"""Values of a cell: a number, an exact expression, a vector, a matrix, a bound, or a word.

    3    -0.5    1/4    e^-2/(1+e^-2)^2    sqrt(2)    ln(2)    exact, to one part in a billion
    0.1966…                                                    any number that begins so
    0.699 ± 0.015                                              the middle and the most it may differ
    < 0.25    ≥ 0.97    ≠ 0    0 < _ < 1                       bounds; _ stands for the answer
    1, 2, 3                                                    a vector
    1, 2; 3, 4                                                 a matrix, its rows parted by ;

Anything else is words. Nothing a cell holds is ever executed.
"""

import ast
import functools
import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np

_CONSTANTS = {"e": math.e, "pi": math.pi, "π": math.pi, "inf": math.inf, "∞": math.inf}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "tanh": math.tanh,
    "abs": abs,
}
_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_ASCII = str.maketrans({"−": "-", "·": "*", "×": "*", "′": "_prime"})
_LONGEST = 200
T = TypeVar("T")
# Numbers of a vector are written with a space behind the comma.
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


class CellError(ValueError):
    """A cell that cannot be read; the message says why."""


def decimal_comma(text: str) -> str:
    """Return what to say of a comma that may stand for a decimal point; nothing of other text.

    >>> decimal_comma("0,5"), decimal_comma("1, 2")
    ("'0,5' means several numbers; for one number write 0.5", '')
    """
    point = _DECIMAL_COMMA.sub(".", text)
    return f"{text!r} means several numbers; for one number write {point}" if point != text else ""


def number(text: str) -> float:
    """Return the value of one number or exact expression.

    >>> number("1/4"), number("−2^2"), number("e^0")
    (0.25, -4.0, 1.0)
    >>> number("a + 1")
    Traceback (most recent call last):
    ...
    dojo.tables.cells.CellError: 'a + 1' is not a number
    """
    try:
        value = float(text)
    except ValueError:
        value = _worked_out(text)
    if math.isnan(value):
        raise CellError(f"{text!r} is not a number")
    return value


def _worked_out(text: str) -> float:
    source = _source(text)
    try:
        return float(_value(_parse(source), {**_CONSTANTS, **_FUNCTIONS}))
    except ZeroDivisionError:
        raise CellError(f"{text!r} divides by zero") from None
    except (ValueError, TypeError, RecursionError):
        raise CellError(decimal_comma(text) or f"{text!r} is not a number") from None
    except OverflowError:
        raise CellError(f"{text!r} is too large") from None


def integer(text: str) -> int:
    """Return the value of a whole number.

    >>> integer("12")
    12
    """
    try:
        return int(text)
    except ValueError:
        raise CellError(f"{text!r} is not a whole number") from None


def shape(text: str) -> tuple[int, ...]:
    """Return a shape, written as its sizes.

    >>> shape("5, 3"), shape("")
    ((5, 3), ())
    """
    return tuple(integer(size) for size in text.split(",") if size.strip())


def formula(text: str, names: Mapping[str, Any]) -> Any:
    """Return the value of a formula over `names`, each a number, an array, or a function of one.

    >>> formula("2·f(z) − 1", {"f": abs, "z": -3})
    5.0
    >>> formula("open(z)", {"z": 1})
    Traceback (most recent call last):
    ...
    dojo.tables.cells.CellError: 'open(z)' uses 'open', which is unknown here
    """
    tree = _parse(_source(text))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in names:
            raise CellError(f"{text!r} uses {node.id!r}, which is unknown here")
    return _value(tree, names)


def _source(text: str) -> str:
    """Return a cell's text as Python would write it."""
    if len(text) > _LONGEST:
        raise CellError(f"{text[:20]!r}… is too long")
    return text.strip().translate(_ASCII).replace("^", "**")


@functools.lru_cache(maxsize=2048)
def _parse(source: str) -> ast.expr:
    try:
        return ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise CellError("this is not a formula") from None


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return float(value)
        case ast.Name(id=name) if name in names and not callable(names[name]):
            return names[name]
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(operand, names))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            value = _OPERATORS[type(op)](_value(left, names), _value(right, names))
            if isinstance(value, complex):
                raise CellError("a complex number")
            return value
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if callable(
            names.get(name)
        ):
            return _in_full(names[name](_value(argument, names)))
    raise CellError(f"{ast.unparse(node)!r} cannot stand in a cell")


def _in_full(answer: Any) -> Any:
    """Return an answer in single precision in double: the formula goes on with all its digits.

    TypeError for a list: it would be added to another one as lists are.
    """
    if isinstance(answer, list | tuple):
        raise TypeError(f"'{type(answer).__name__}' instead of an array")
    single = getattr(answer, "dtype", None) in (np.float16, np.float32)
    return np.asarray(answer, dtype=float) if single else answer


def array(text: str) -> np.ndarray:
    """Return a number (), a vector (k,) or a matrix (r, k), as the cell's commas and ; say.

    >>> array("1, 2; 3, 4").shape, array("1, 2").shape, array("5").shape
    ((2, 2), (2,), ())
    """
    rows = grid(text, number)
    if ";" in text:
        return np.array(rows)
    return np.array(rows[0]) if "," in text else np.array(rows[0][0])


def grid(text: str, read: Callable[[str], T]) -> list[list[T]]:
    """Return the cell's entries, each read by `read`, as equally long rows."""
    rows = [
        [read(entry) for entry in row.split(",")]
        for row in text.split(";")
        if row.strip() or ";" not in text
    ]
    if len({len(row) for row in rows}) != 1:
        raise CellError(f"the rows of {text!r} differ in length")
    return rows
