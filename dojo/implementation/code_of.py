"""The code behind something that is called: a function's own, or that of what was wrapped in it."""

import ast
import linecache
from contextlib import suppress
from functools import lru_cache, partial
from inspect import unwrap
from types import CodeType
from typing import Any

import numpy as np

_DEEPEST = 10


def code_of(function: Any) -> CodeType | None:
    """Return the code of a function, a partial or a vectorised one; None where there is none.

    >>> code_of(partial(np.vectorize(lambda z: z + 1))).co_name
    '<lambda>'
    >>> code_of(np.exp)
    """
    for _ in range(_DEEPEST):
        if isinstance(function, partial):
            function = function.func
        elif isinstance(function, np.vectorize):
            function = function.pyfunc
        else:
            break
    try:
        code = getattr(unwrap(function), "__code__", None) if callable(function) else None
    except Exception:  # an object of a learner's own may do anything when it is asked
        return None
    return code if isinstance(code, CodeType) else None


def definition(function: Any, *signs: str) -> ast.FunctionDef | None:
    """Return a function with one of some signs in it, as it is written; None if there is none.

    It is given as it is, or by its code. A module is parsed only for a function with a sign: that
    takes time.
    """
    code = function if isinstance(function, CodeType) else code_of(function)
    if not isinstance(code, CodeType):
        return None
    # Of a submission, the lines that are checked: they may be strange, and need not be on the disk.
    lines = linecache.getlines(code.co_filename)
    own = "".join(lines[code.co_firstlineno - 1 : _last_line(code)])
    if not any(sign in own for sign in signs):
        return None
    return _definitions("".join(lines)).get(code.co_firstlineno)


def _last_line(code: CodeType) -> int:
    """Return the last line of a function, with those of functions and comprehensions in it."""
    inner = (_last_line(each) for each in code.co_consts if isinstance(each, CodeType))
    return max(*(line or 0 for *_, line in code.co_lines()), *inner, 0)


@lru_cache(maxsize=4)
def _definitions(text: str) -> dict[int, ast.FunctionDef]:
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        nodes = ast.walk(ast.parse(text))
        return {node.lineno: node for node in nodes if isinstance(node, ast.FunctionDef)}
    return {}
