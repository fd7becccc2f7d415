"""A power written as x^2, found in a function's source: in Python, ^ is none."""

import ast
from collections.abc import Callable
from types import CodeType
from typing import Any

from dojo.implementation.code_of import definition


def written_as_xor(function: Callable[..., Any] | CodeType | None) -> str:
    """Say in which line of a function ^ stands between two numbers; "" where it does not."""
    found = definition(function, "^")
    parts = ast.walk(found) if found else ()
    lines = [
        part.lineno
        for part in parts
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitXor)
    ]
    return f"In line {lines[0]}, ^ does not compute a power in Python; use **." if lines else ""
