"""Stubs cut from the reference: what a learner starts from, and cannot drift from it."""

import ast
from pathlib import Path

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
    lines = source.splitlines(keepends=True)
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.FunctionDef):
            first, last = _first_line(node), node.end_lineno
            if node.name.startswith("_"):
                while lines[first - 2 : first - 1] and lines[first - 2].startswith(("#", "\n")):
                    first -= 1
                lines[first - 1 : last] = ["\n", "\n"] if last < len(lines) else []
                while lines[first + 1 : first + 2] == ["\n"]:
                    del lines[first + 1]
            else:
                start = (
                    node.body[0].end_lineno if ast.get_docstring(node) else node.body[0].lineno - 1
                )
                lines[start:last] = [f"    {BODY}\n"]
    return "".join(lines)


def _first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def stubs(reference: Path) -> dict[str, str]:
    """Return {file name: stub} for a folder of modules."""
    return {
        path.name: stub(path.read_text(encoding="utf-8")) for path in sorted(reference.glob("*.py"))
    }
