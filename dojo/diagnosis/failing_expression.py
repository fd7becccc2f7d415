"""The failing expression: the piece of code that an error came up in, and what its names are."""

import ast
import linecache
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from numbers import Number, Real
from types import BuiltinFunctionType, FunctionType, GeneratorType, MethodType
from typing import Any

import numpy as np

from dojo.diagnosis.frames import Frame

_LONGEST = 80
_OF_LISTS = list.__getitem__, tuple.__getitem__
_FUNCTIONS = FunctionType, BuiltinFunctionType, MethodType, np.ufunc
# Names in one sentence; of more the reader sees nothing.
_MOST = 3


class Expression:
    """The part of a learner's code that failed; nothing of it is run again."""

    def __init__(self, where: Frame | None) -> None:
        """Take the frame that the error came up in, or None where there is none."""
        self._where = where
        self.names: Mapping[str, Any] = where.names if where else {}

    @cached_property
    def _tree(self) -> ast.Module | None:
        # A learner's file may be strange, and need not be on the disk any more.
        with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.parse("".join(linecache.getlines(self._where.file))) if self._where else None
        return None

    @cached_property
    def node(self) -> ast.AST | None:
        """The syntax tree of what failed; None where it cannot be told."""
        # A statement may be as long as the expression that it consists of: that comes last.
        return next((node for node in self._around[::-1] if _span(node) == self._at), None)

    @cached_property
    def _at(self) -> tuple[int, ...]:
        at = self._where.summary if self._where else None
        found = at and (at.lineno, at.end_lineno, at.colno, at.end_colno)
        return tuple(n for n in found or () if n is not None)

    @cached_property
    def _around(self) -> list[ast.AST]:
        """The nodes that hold what failed, itself included."""
        if self._tree is None or len(self._at) < 4:
            return []
        line, *_ = self._at
        # Most of a file is elsewhere: it is not looked through.
        there = [each for each in self._tree.body if _first_line(each) <= line <= _last_line(each)]
        nodes = (node for statement in there for node in ast.walk(statement))
        return [node for node in nodes if _holds(_span(node), self._at)]

    def inside(self, function: str) -> bool:
        """Tell whether what failed is an argument of a call of this function, as it is written."""
        return any(
            isinstance(node, ast.Call) and ast.unparse(node.func) == function
            for node in self._around
            if node is not self.node
        )

    @property
    def code(self) -> str:
        """The failing code on one line; "" where it is too long, or not known."""
        code = ast.unparse(self.node) if self.node else ""
        return code if len(code) <= _LONGEST else ""

    @property
    def called(self) -> str:
        """The function that is called, as it is written; "" where what failed is not a call."""
        return ast.unparse(self.node.func) if isinstance(self.node, ast.Call) else ""

    @property
    def arguments(self) -> list[ast.expr]:
        """The arguments of a call that have no name."""
        return self.node.args if isinstance(self.node, ast.Call) else []

    def calls(self) -> list[str]:
        """Return the calls whose answers what failed works with, as they are written."""
        parts = ast.iter_child_nodes(self.node) if self.node else ()
        return [ast.unparse(part) for part in parts if isinstance(part, ast.Call)]

    def known(self, fits: Callable[[Any], bool] = lambda value: True) -> list[tuple[str, Any]]:
        """Return each name in what failed that stands for something that fits, with its value.

        Layers' parts (`layer.W`) and transposed arrays (`W.T`) count as names.
        """
        found = dict(self._named(self.node)) if self.node else {}
        return [(name, value) for name, value in found.items() if fits(value)]

    def _named(self, node: ast.AST) -> Iterator[tuple[str, Any]]:
        if (found := self.value(node)) is not None:
            yield ast.unparse(node), found[0]
            return
        for part in ast.iter_child_nodes(node):
            # What is called is not a value, and what has code of its own is another's.
            if not isinstance(part, ast.Lambda) and part is not getattr(node, "func", None):
                yield from self._named(part)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from self._named(node.func.value)

    def value(self, node: ast.AST | None) -> tuple[Any] | None:
        """Return what a name stands for, or a part of it, as a tuple of one; None otherwise."""
        match node:
            case ast.Name(id=name) if name in self.names and not _is_module(self.names[name]):
                return (self.names[name],)
            case ast.Attribute(value=whole, attr=attribute):
                value = (self.value(whole) or [None])[0]
                if attribute == "T" and isinstance(value, np.ndarray):
                    return (value.T,)
                if isinstance(value, tuple) and attribute in getattr(value, "_fields", ()):
                    return (getattr(value, attribute),)
            case ast.Subscript(value=whole, slice=place):
                value, at = (self.value(whole) or [None])[0], self._integer(place)
                # Of a learner's own making it may be anything, and do anything when asked.
                if isinstance(value, list | tuple) and type(value).__getitem__ in _OF_LISTS:
                    inside = at is not None and -len(value) <= at < len(value)
                    return (value[at or 0],) if inside else None
        return None

    def _integer(self, node: ast.AST) -> int | None:
        """Return the whole number that a place in square brackets comes to, if it is simple."""
        match node:
            case ast.Constant(value=int(value)):
                return value
            case ast.Name(id=name) if type(self.names.get(name)) is int:
                return int(self.names[name])
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                number = self._integer(operand)
                return None if number is None else -number
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                one, other = self._integer(left), self._integer(right)
                if one is not None and other is not None:
                    return one + other if isinstance(op, ast.Add) else one - other
        return None

    def is_given(self, name: str) -> bool:
        """Tell whether a name is an argument of the function that failed."""
        return self._where is not None and name in self._where.given

    def here(self, fits: Callable[[Any], bool] = lambda value: True) -> str:
        """Say what the names in what failed stand for: "; here x is an array of shape (3,)"."""
        said = [
            f"{name} is {what(value)}" for name, value in self.known(fits) if not callable(value)
        ]
        return f"; here {listed(said)}" if 0 < len(said) <= _MOST else ""


def _span(node: ast.AST) -> tuple[int, ...]:
    at = (getattr(node, name, -1) for name in ("lineno", "end_lineno", "col_offset"))
    return (*at, getattr(node, "end_col_offset", -1))


def _first_line(statement: ast.stmt) -> int:
    """Return where a statement begins: with its decorators, if it has any."""
    above: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in above)])


def _last_line(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno


def _holds(outer: tuple[int, ...], inner: tuple[int, ...]) -> bool:
    begins, ends = (outer[0], outer[2]), (outer[1], outer[3])
    return outer[0] > 0 and begins <= (inner[0], inner[2]) and (inner[1], inner[3]) <= ends


def _is_module(value: Any) -> bool:
    return type(value).__name__ == "module"


def what(value: Any) -> str:
    """Say what a value is, in a few words.

    >>> what(np.ones((2, 3))), what(3.0), what([1, 2]), what("relu"), what(len)
    ('an array of shape (2, 3)', 'the number 3', 'a list of 2', "the text 'relu'", 'a function')
    """
    match value:
        case None:
            return "None"
        case bool():
            return str(value)
        case np.ndarray() if value.ndim:
            return f"an array of shape {value.shape}"
        case Number() | np.ndarray():
            return f"the number {value:.6g}" if isinstance(value, Real) else "a single number"
        case str():
            return f"the text {value!r}" if len(value) < _LONGEST / 2 else "a text"
        case list():
            return f"a list of {len(value)}"
        case tuple() if not hasattr(value, "_fields"):
            return f"a tuple of {len(value)}"
        case GeneratorType():
            return "a generator"
        case _ if isinstance(value, _FUNCTIONS):
            return "a function"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def listed(said: list[str]) -> str:
    """Join phrases as a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))
