"""What a cell says: a number, an exact expression, a vector, a matrix, a bound, or a word.

    3    -0.5    1/4    e^-2/(1+e^-2)^2    sqrt(2)    ln(2)    exact, to one part in a billion
    0.1966…                                                    any number that begins so
    0.699 ± 0.015                                              the middle and the most it may differ
    < 0.25    ≥ 0.97    ≠ 0    0 < _ < 1                       bounds; _ stands for the answer
    1, 2, 3                                                    a vector
    1, 2; 3, 4                                                 a matrix, its rows parted by ;

Anything else is words. Nothing a cell holds is ever executed.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

RELATIVE, NEAR_ZERO = 1e-9, 1e-12

_CONSTANTS = {"e": math.e, "pi": math.pi, "π": math.pi, "inf": math.inf, "∞": math.inf}
_FUNCTIONS = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "tanh": math.tanh,
    "abs": abs,
}
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_COMPARISONS = {
    "<": operator.lt,
    ">": operator.gt,
    "≤": operator.le,
    "≥": operator.ge,
    "≠": operator.ne,
}
_MIRRORED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤", "≠": "≠"}
_ASCII = str.maketrans({"−": "-", "·": "*", "×": "*", "′": "_prime"})
_LONGEST = 200


class CellError(ValueError):
    """A cell that cannot be read; the message says why."""


def number(text: str) -> float:
    """Return the value of one number or exact expression.

    >>> number("1/4"), number("−2^2"), number("e^0")
    (0.25, -4.0, 1.0)
    >>> number("a + 1")
    Traceback (most recent call last):
    ...
    dojo.cells.CellError: 'a + 1' is not a number
    """
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return float(_value(_parse(text), _CONSTANTS | _FUNCTIONS))
    except ZeroDivisionError:
        raise CellError(f"{text!r} divides by zero") from None
    except (ValueError, TypeError, RecursionError):
        raise CellError(f"{text!r} is not a number") from None
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


def formula(text: str, names: Mapping[str, object]) -> object:
    """Return the value of a formula over `names`, each a number, an array, or a function of one.

    >>> formula("2·f(z) − 1", {"f": abs, "z": -3})
    5.0
    >>> formula("open(z)", {"z": 1})
    Traceback (most recent call last):
    ...
    dojo.cells.CellError: 'open(z)': there is no 'open' here
    """
    tree = _parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in names:
            raise CellError(f"{text!r}: there is no {node.id!r} here")
    return _value(tree, names)


def _parse(text: str) -> ast.expr:
    source = text.strip().translate(_ASCII).replace("^", "**")
    if len(source) > _LONGEST:
        raise CellError(f"{text[:20]!r}… is too long")
    try:
        return ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise CellError(f"{text!r} is not a formula") from None


def _value(node: ast.expr, names: Mapping[str, object]) -> object:
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
            return names[name](_value(argument, names))
    raise CellError(f"{ast.unparse(node)!r} cannot stand in a cell")


def array(text: str) -> np.ndarray:
    """Return a number (), a vector (k,) or a matrix (r, k), as the cell's commas and ; say.

    >>> array("1, 2; 3, 4").shape, array("1, 2").shape, array("5").shape
    ((2, 2), (2,), ())
    """
    grid = _grid(text, number)
    if ";" in text:
        return np.array(grid)
    return np.array(grid[0]) if "," in text else np.array(grid[0][0])


def _grid(text: str, read: Callable) -> list[list]:
    rows = [
        [read(entry) for entry in row.split(",")]
        for row in text.split(";")
        if row.strip() or ";" not in text
    ]
    if len({len(row) for row in rows}) != 1:
        raise CellError(f"the rows of {text!r} are not equally long")
    return rows


@dataclass(frozen=True)
class Exact:
    """A number that an answer must equal, to one part in a billion (1e-12 near zero)."""

    value: float
    tolerance: str = "1e-9 relative"

    def accepts(self, answer: float) -> bool:
        """Tell whether `answer` is this number."""
        return math.isclose(answer, self.value, rel_tol=RELATIVE, abs_tol=NEAR_ZERO)


@dataclass(frozen=True)
class Begins:
    """A decimal written as far as it is stated: 0.1966… is any number that begins so."""

    value: float
    unit: float

    @property
    def tolerance(self) -> str:
        """The width of the interval that the written digits leave open."""
        return f"{self.unit:g}"

    def accepts(self, answer: float) -> bool:
        """Tell whether `answer` begins with these digits."""
        slack = self.unit * 1e-6
        away = (answer - self.value) * math.copysign(1, self.value)
        return -slack <= away <= self.unit + slack


@dataclass(frozen=True)
class Within:
    """A number and the most an answer may differ from it."""

    value: float
    width: float

    @property
    def tolerance(self) -> str:
        """The stated width."""
        return f"{self.width:g}"

    def accepts(self, answer: float) -> bool:
        """Tell whether `answer` lies within the stated width."""
        return abs(answer - self.value) <= self.width


@dataclass(frozen=True)
class Bound:
    """One or two comparisons that an answer must satisfy."""

    comparisons: tuple[tuple[str, float], ...]
    tolerance: str = "a bound"
    value: float = math.nan

    def accepts(self, answer: float) -> bool:
        """Tell whether `answer` satisfies every comparison."""
        return all(_COMPARISONS[sign](answer, limit) for sign, limit in self.comparisons)


Expectation = Exact | Begins | Within | Bound


def expectations(text: str) -> np.ndarray | Bound:
    """Read an answer cell: a (rows, columns) grid of expectations, or one bound for every entry.

    >>> expectations("0.1966…")[0, 0].accepts(0.19661193)
    True
    >>> expectations("0 < _ < 1").accepts(1.0)
    False
    """
    bound = _bound(text)
    if bound is not None:
        return bound
    grid = _grid(text, _expectation)
    cells = np.empty((len(grid), len(grid[0])), dtype=object)
    cells[:] = grid
    return cells


def _expectation(text: str) -> Expectation:
    text = text.strip()
    if text.endswith(("…", "...")):
        digits = text.removesuffix("…").removesuffix("...").strip()
        mantissa, _, exponent = digits.lower().partition("e")
        decimals = len(mantissa.partition(".")[2])
        return Begins(number(digits), 10.0 ** (int(exponent or 0) - decimals))
    if "±" in text:
        middle, _, width = text.partition("±")
        return Within(number(middle), number(width))
    return Exact(number(text))


def _bound(text: str) -> Bound | None:
    text = text.replace("<=", "≤").replace(">=", "≥").replace("!=", "≠")
    parts = [part.strip() for part in re.split(r"([<>≤≥≠])", text)]
    match parts:
        case ["" | "_", sign, limit]:
            return Bound(((sign, number(limit)),))
        case [low, first, "_", second, high]:
            return Bound(((_MIRRORED[first], number(low)), (second, number(high))))
        case [_]:
            return None
    raise CellError(f"{text!r} is not a bound; write < 1, or 0 < _ < 1")
