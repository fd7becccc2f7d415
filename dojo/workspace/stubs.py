"""Stubs, which a learner starts from: cut from the reference, so that they cannot drift from it."""

import ast

from dojo.workspace.source_editing import extent, lines_of

BODY = "raise NotImplementedError"


def stub(source: str) -> str:
    """Return a module's source with the body of every public function left to be written.

    Signatures, docstrings, constants and records stay as they are. Private functions go: they
    belong to the body of somebody else's solution.

    >>> print(stub('def double(x):\\n    "Return 2x."\\n    return 2 * x\\n'), end="")
    def double(x):
        "Return 2x."
        raise NotImplementedError
    """
    lines = lines_of(source)
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_"):
            _drop(lines, *extent(node))
        elif isinstance(node, ast.FunctionDef):
            documented = node.body[0].end_lineno if ast.get_docstring(node) else None
            start = documented or node.body[0].lineno - 1
            lines[start : node.end_lineno] = [f"    {BODY}\n"]
    return "".join(lines)


def _drop(lines: list[str], first: int, last: int) -> None:
    """Take a function out, with the remarks above it; what stays is two empty lines apart."""
    while first and (lines[first - 1].startswith("#") or not lines[first - 1].strip()):
        first -= 1
    while last < len(lines) and not lines[last].strip():
        last += 1
    lines[first:last] = ["\n", "\n"] if last < len(lines) else []
