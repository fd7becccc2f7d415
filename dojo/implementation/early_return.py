"""An early return, found in a function's source: a `return` that ends a loop in its first round."""

import ast
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

from dojo.implementation.code_of import definition


def left_early(function: Callable[..., Any] | CodeType | None) -> str:
    """Say so if a loop of a function ends in its first round, whatever comes: it returns there."""
    found = definition(function, "for", "while")
    line = next(_returns_in_loops(found), 0) if found else 0
    where = f"`return` in line {line} is inside the loop"
    return f"{where}, so {found.name} ends in the first round." if found and line else ""


def _returns_in_loops(function: ast.FunctionDef) -> Iterator[int]:
    """Yield the lines of the returns that each round of a loop comes to."""
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.While):
            skips = any(isinstance(part, ast.Continue) for part in ast.walk(node))
            returns = (part.lineno for part in node.body if isinstance(part, ast.Return))
            yield from () if skips else returns
