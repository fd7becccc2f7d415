"""Python source cut into top-level statements, by lines, without touching the rest."""

import ast
import re

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class Ambiguous(ValueError):  # noqa: N818  it is a question to the learner
    """A name is defined twice; the message says where."""


def lines_of(source: str) -> list[str]:
    """Split at the line ends that Python counts, and only there.

    >>> lines_of("a = 1\\r\\nb = '\\x0c'\\n")
    ['a = 1\\r\\n', "b = '\\x0c'\\n"]
    """
    return _LINE.findall(source)


def definitions(source: str) -> list[tuple[str, ast.stmt]]:
    """Return (name, statement) for what a module defines at its top level, in order.

    >>> [name for name, _ in definitions("import os\\nx = 1\\ndef f(): pass\\n")]
    ['x', 'f']
    """
    found: list[tuple[str, ast.stmt]] = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.append((node.name, node))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found += [(target.id, node) for target in targets if isinstance(target, ast.Name)]
    return found


def extent(node: ast.stmt) -> tuple[int, int]:
    """Return the lines of a statement with its decorators, as the ends of a slice."""
    decorators = [decorator.lineno for decorator in getattr(node, "decorator_list", [])]
    return min([node.lineno, *decorators]) - 1, node.end_lineno or node.lineno


def text_of(source: str, name: str) -> str:
    """Return the source of one definition."""
    first, last = extent(dict(definitions(source))[name])
    return "".join(lines_of(source)[first:last])


def restored(source: str, original: str, name: str) -> str:
    """Return `source` with the definition of `name` as it is in `original`, all else untouched.

    If `source` does not define it, it is put before what comes after it in `original`.
    Raises SyntaxError if the rest of `source` cannot be read, Ambiguous if `name` stands twice.

    >>> restored("def f():\\n    return 1\\nx = 2  # mine\\n", "def f():\\n    ...\\n", "f")
    'def f():\\n    ...\\nx = 2  # mine\\n'
    """
    lines = lines_of(source)
    end = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    piece = text_of(original, name).replace("\n", end)
    try:
        first, last = _place(source, original, name)
    except SyntaxError:
        first, last = _place_by_eye(lines, name)
        # Only if the fault was in this function is it known that the cut was right.
        ast.parse("".join([*lines[:first], piece, *lines[last:]]))
    if lines[:first] and not lines[first - 1].endswith(("\n", "\r")):
        piece = f"{end}{piece}"
    if first == last:
        piece = f"{piece}{end}{end}" if lines[first:] else f"{end}{end}{piece}"
    return "".join([*lines[:first], piece, *lines[last:]])


def _place(source: str, original: str, name: str) -> tuple[int, int]:
    own, order = definitions(source), [known for known, _ in definitions(original)]
    mine = [node for known, node in own if known == name]
    if len(mine) > 1:
        lines = " and ".join(str(node.lineno) for node in mine)
        raise Ambiguous(f"{name} is defined more than once, in lines {lines}")
    if mine:
        return extent(mine[0])
    later = order[order.index(name) + 1 :]
    following = [extent(node)[0] for known, node in own if known in later]
    at = min(following, default=len(lines_of(source)))
    return at, at


def _place_by_eye(lines: list[str], name: str) -> tuple[int, int]:
    """Find a function in a file that cannot be read: from its `def` to the next unindented line."""
    start = re.compile(rf"(?:async\s+)?def\s+{re.escape(name)}\b")
    first = [number for number, line in enumerate(lines) if start.match(line)]
    if len(first) != 1:
        raise SyntaxError(f"{name} cannot be found")
    begin = end = first[0]
    while begin and lines[begin - 1].startswith("@"):
        begin -= 1
    end += 1
    while end < len(lines) and not re.match(r"[^\s)\]}#\"']", lines[end]):
        end += 1
    while end > first[0] + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return begin, end


def needed_by(source: str, name: str) -> str:
    """Return the source of one definition, after the private ones of its module that it needs.

    >>> print(needed_by("def _g(): ...\\ndef f(): _g()\\ndef h(): ...\\n", "f"))
    def _g(): ...
    <BLANKLINE>
    <BLANKLINE>
    def f(): _g()
    """
    known = dict(definitions(source))
    needed, waiting = {name}, [name]
    while waiting:
        inside = ast.walk(known[waiting.pop()])
        used = {node.id for node in inside if isinstance(node, ast.Name)}
        new = {one for one in used & {*known} if one.startswith("_")} - needed
        needed |= new
        waiting += new
    return "\n\n".join(text_of(source, one) for one in known if one in needed).rstrip("\n")
