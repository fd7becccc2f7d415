"""Code of functions that a kata calls, compiled so that their arithmetic is looked at as well.

Of the course's steps it is what runs. Of NumPy's functions that are written in Python, a mean, a
norm, it is run a second time where an answer is strange, and finds out which operation made it so.
"""

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import numpy as np
from numpy._core import _methods

from dojo.implementation import flagged_source

_STEPS, _NUMPY = "steps", "numpy"
_DISPATCHER = type(np.sum)


def is_known(function: FunctionType) -> bool:
    """Tell whether a function is the course's or NumPy's."""
    return _first_name(function.__module__) in (_STEPS, _NUMPY)


def of_course(function: Callable[..., Any], equip: Callable[[dict[str, Any]], None]) -> Any:
    """Return a function of the course's steps with its arithmetic looked at; any other as it is."""
    return looked_at(function, equip) or function if _room(function) == _STEPS else function


def of_numpy(function: Callable[..., Any]) -> tuple[FunctionType | None, tuple[Any, ...]]:
    """Return the Python function of NumPy's behind a function, and the array that it is called on.

    >>> of_numpy(np.ones(2).mean)[0].__name__, of_numpy(np.exp)[0]
    ('_mean', None)
    """
    if type(function) is _DISPATCHER:
        function = getattr(function, "_implementation", function)
    if type(function) is FunctionType:
        return (function, ()) if _room(function) == _NUMPY else (None, ())
    owner = getattr(function, "__self__", None)
    if isinstance(owner, np.ndarray | np.generic):
        found = getattr(_methods, _METHODS.get(function.__name__, ""), None)
        return found, (np.asanyarray(owner),)
    return None, ()


def looked_at(
    function: Callable[..., Any], equip: Callable[[dict[str, Any]], None]
) -> FunctionType | None:
    """Return a function with its arithmetic looked at; None where its source is not to be had."""
    if type(function) is not FunctionType:
        return None
    code = _codes(function.__code__.co_filename, _place(function.__code__))
    if code is None or code.co_freevars != function.__code__.co_freevars:
        return None
    equip(function.__globals__)
    found = FunctionType(
        code, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    found.__kwdefaults__ = function.__kwdefaults__
    return found


def _room(function: Callable[..., Any]) -> str:
    return _first_name(function.__module__) if type(function) is FunctionType else ""


@cache
def _first_name(module: str | None) -> str:
    return (module or "").partition(".")[0]


@cache
def _codes(file: str, place: tuple[str, int]) -> CodeType | None:
    """Return the code of the function at a place in a file, its arithmetic looked at.

    None where there is no source, or where two functions stand at one place.
    """
    waiting = [code for code in (_statement(file, place[1]),) if code]
    found = []
    while waiting:
        code = waiting.pop()
        found += [code] * (_place(code) == place)
        waiting += [each for each in code.co_consts if isinstance(each, CodeType)]
    return found[0] if len(found) == 1 else None


def _statement(file: str, line: int) -> CodeType | None:
    """Return the code of the one statement of a file that a line is part of."""
    tree = _tree(file)
    for number, statement in enumerate(tree.body if tree else ()):
        if _first(statement) <= line <= (statement.end_lineno or 0):
            return _compiled(file, number)
    return None


@cache
def _compiled(file: str, number: int) -> CodeType:
    tree = _tree(file)
    assert tree
    # It is changed as it is compiled, and is read no more.
    return flagged_source.compiled(ast.Module([tree.body[number]], []), file)


@cache
def _tree(file: str) -> ast.Module | None:
    try:
        return ast.parse(Path(file).read_bytes(), file)
    except (OSError, SyntaxError):
        return None


def _first(statement: ast.stmt) -> int:
    above: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in above)])


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


_METHODS = {name: f"_{name}" for name in ("mean", "std", "var", "ptp")}
