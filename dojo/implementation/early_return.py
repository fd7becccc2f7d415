"""An early return, found in a function's source: a `return` that ends a loop in its first round."""

import ast
import linecache
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import CodeType
from typing import Any

from dojo.implementation.code_of import code_of


def left_early(function: Callable[..., Any] | CodeType | None) -> str:
    """Say so if a loop of a function ends in its first round, whatever comes: it returns there."""
    code = function if isinstance(function, CodeType) else code_of(function)
    if not isinstance(code, CodeType):
        return ""
    line = _early_return(code.co_filename, code.co_firstlineno)
    where = f"`return` in line {line} is inside the loop"
    return f"{where}, so {code.co_name} ends in the first round." if line else ""


def _early_return(file: str, line: int) -> int:
    # Of a submission, the lines that are checked: they may be strange, and need not be on the disk.
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for node in ast.walk(ast.parse("".join(linecache.getlines(file)))):
            if isinstance(node, ast.FunctionDef) and node.lineno == line:
                return next(_returns_in_loops(node), 0)
    return 0


def _returns_in_loops(function: ast.FunctionDef) -> Iterator[int]:
    """Yield the lines of the returns that each round of a loop comes to."""
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.While):
            skips = any(isinstance(part, ast.Continue) for part in ast.walk(node))
            returns = (part.lineno for part in node.body if isinstance(part, ast.Return))
            yield from () if skips else returns
