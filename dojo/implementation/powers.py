"""A power written as x^2, found in a function's source: in Python, ^ is none."""

import ast
import linecache
from collections.abc import Callable
from contextlib import suppress
from types import CodeType
from typing import Any

from dojo.implementation.code_of import code_of


def written_as_xor(function: Callable[..., Any] | CodeType | None) -> str:
    """Say in which line of a function ^ stands between two numbers; "" where it does not."""
    code = function if isinstance(function, CodeType) else code_of(function)
    if not isinstance(code, CodeType):
        return ""
    # Of a submission, the lines that are checked: they may be strange, and need not be on the disk.
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for node in ast.walk(ast.parse("".join(linecache.getlines(code.co_filename)))):
            if isinstance(node, ast.FunctionDef) and node.lineno == code.co_firstlineno:
                lines = [
                    part.lineno
                    for part in ast.walk(node)
                    if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitXor)
                ]
                return (
                    (f"In line {lines[0]}, ^ does not compute a power in Python; use **.")
                    if lines
                    else ""
                )
    return ""
