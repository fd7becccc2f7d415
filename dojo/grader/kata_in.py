"""A kata in what somebody handed in: a folder kata/, loose modules, one file, or a notebook."""

import ast
import functools
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from dojo.course.course import Course
from dojo.grader.inside.serialization import plain
from dojo.grader.trees import Archive, Tree, Unreadable, is_archive
from dojo.workspace.stubs import stub

KATA, NOTEBOOK = "kata", "notebook"
MOST_FILES, MOST_BYTES, MOST_IN_ALL, DEEPEST = 200, 1 << 20, 16 << 20, 4
MOST_ARCHIVES, MOST_PACKED = 8, 64 << 20
CLOSED = (".rar", ".7z")
SUFFIXES = (".py", ".ipynb")
_Made = ast.FunctionDef | ast.ClassDef
_KEPT = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign


class Sources(NamedTuple):
    """The texts of a kata's modules by their paths in it, and the folder or file they are from."""

    texts: dict[str, bytes]
    inside: str


@functools.cache
def modules_of(course: Course) -> tuple[str, ...]:
    """Return the course's modules: its features are read once, however many submissions come."""
    return tuple(course.modules)


def kata_in(tree: Tree, course: Course) -> Sources:
    """Return the kata in a tree; Unreadable says why there is none.

    Archives in it are looked into where nothing is found beside them.
    """
    names = [name for name in tree.names() if name.lower().endswith(SUFFIXES)]
    found = in_a_folder(tree, course) or _in_one_file(tree, names, course)
    if found:
        return found
    packed = [name for name in tree.names() if is_archive(name)]
    if len(packed) > MOST_ARCHIVES:
        raise Unreadable(f"it contains {len(packed)} archives but no kata/")
    reasons = []
    for name in packed:
        try:
            inner = kata_in(Archive(io.BytesIO(tree.read(name, MOST_PACKED)), name), course)
            return inner._replace(inside=f"{name}/{inner.inside}".rstrip("/"))
        except Unreadable as error:
            reasons.append(f"{name}: {error}")
    raise Unreadable(reasons[0] if reasons else _why_none(tree, names, course))


def in_a_folder(tree: Tree, course: Course) -> Sources | None:
    """Return the folder kata/ that holds most of the course's modules, else one that holds any."""
    modules = {name.casefold(): name for name in modules_of(course)}
    python = [PurePosixPath(name) for name in tree.names() if name.lower().endswith(".py")]

    def score(root: PurePosixPath) -> int:
        return sum(p.parent == root and p.stem.casefold() in modules for p in python)

    called = {
        parent for path in python for parent in path.parents if parent.name.casefold() == KATA
    }
    if tree_is_kata := [root for root in called if any(p.parent == root for p in python)]:
        called = set(tree_is_kata)
    roots = called or {path.parent for path in python if path.stem.casefold() in modules}
    if not roots:
        return None
    best = max(map(score, roots))
    roots = {root for root in roots if score(root) == best}
    least = min(len(root.parts) for root in roots)
    first, *others = sorted(str(root) for root in roots if len(root.parts) == least)
    if others:
        raise Unreadable(f"it contains {first} and {others[0]}; only one of them can count")
    root = PurePosixPath(first)
    texts = _read(tree, [path for path in python if path.is_relative_to(root)], root, modules)
    if not any(text.strip() for text in texts.values()):
        raise Unreadable(f"its {root.name or 'folder'}/ is empty")
    return Sources(texts, "" if first == "." else first)


def _read(
    tree: Tree, paths: list[PurePosixPath], root: PurePosixPath, modules: dict[str, str]
) -> dict[str, bytes]:
    near = [path for path in paths if len(path.relative_to(root).parts) <= DEEPEST + 1]
    if len(near) > MOST_FILES:
        raise Unreadable(f"its {root.name or 'folder'}/ has more than {MOST_FILES} modules")
    texts: dict[str, bytes] = {}
    for path in near:
        # On Windows, Neuron.PY and neuron.py are one file.
        stem = modules.get(path.stem.casefold(), path.stem)
        inside = path.with_name(f"{stem}.py").relative_to(root).as_posix()
        texts[inside] = tree.read(str(path), MOST_BYTES)
        if sum(map(len, texts.values())) > MOST_IN_ALL:
            raise Unreadable(f"its modules are larger than {MOST_IN_ALL >> 20} MB in all")
    return texts


def _in_one_file(tree: Tree, names: list[str], course: Course) -> Sources | None:
    """Return the one notebook or file that defines functions of the course, as its modules."""
    candidates = {}
    for name in names[:MOST_FILES]:
        is_notebook = name.lower().endswith(".ipynb")
        text = tree.read(name, MOST_PACKED if is_notebook else MOST_BYTES)
        source = _cells(text) if is_notebook else text.decode("utf-8", "replace")
        defined = _defined(source)
        count = len(
            defined & {f for module in modules_of(course) for f in course.functions(module)}
        )
        if count:
            candidates[name] = count, source, defined
    if not candidates:
        return None
    best = max(count for count, _, _ in candidates.values())
    first, *others = sorted(name for name, (count, _, _) in candidates.items() if count == best)
    if others:
        raise Unreadable(f"it contains {first} and {others[0]}; only one of them can count")
    _, source, defined = candidates[first]
    return Sources(dict(_grafted(source, defined, course)), first)


def _cells(text: bytes) -> str:
    """Return what the code cells of a notebook define: imports, functions, records, constants."""
    try:
        cells = json.loads(text)["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        sources = ["".join(cell["source"]) for cell in code]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return "\n\n".join(_lasting(source) for source in sources if isinstance(source, str))


def _lasting(cell: str) -> str:
    """Return a cell's definitions; what it tries out, and its magic, is left out."""
    lines = ["" if line.lstrip().startswith(("%", "!", "?")) else line for line in cell.split("\n")]
    try:
        body = ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # A function with a slip in it is for the verdict to name.
        return cell if "def " in cell else ""
    kept = [node for node in body if isinstance(node, _KEPT) and not _of_dojo(node)]
    return "\n\n".join(_text(lines, node) for node in kept)


def _of_dojo(node: ast.stmt) -> bool:
    """Tell whether a line imports the course's own tool, or computes what no function needs."""
    match node:
        case ast.ImportFrom(module=str(module)):
            return module.partition(".")[0] == "dojo"
        case ast.Import(names=names):
            return any(alias.name.partition(".")[0] == "dojo" for alias in names)
        case ast.Assign() | ast.AnnAssign():
            return any(isinstance(part, ast.Call) for part in ast.walk(node))
    return False


def _text(lines: list[str], node: ast.stmt) -> str:
    """Return a statement as it is written, without what stands beside it: `import os; run()`."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    above = lines[first - 1 : node.lineno - 1]
    return "\n".join([*above, ast.get_source_segment("\n".join(lines), node) or ""])


def _defined(source: str) -> set[str]:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # What can be told of a text with a slip in it.
        lines = [line for line in source.split("\n") if line.startswith("def ")]
        return {line[4:].partition("(")[0].strip() for line in lines}
    return {node.name for node in body if isinstance(node, _Made)}


def _grafted(source: str, defined: set[str], course: Course) -> Iterator[tuple[str, bytes]]:
    """Yield one module with the source, and each of the course's, which takes its own from there.

    A function that the source does not define is a stub: not written yet.
    """
    own = NOTEBOOK if NOTEBOOK not in modules_of(course) else f"{NOTEBOOK}_"
    yield f"{own}.py", source.encode("utf-8", "replace")
    for module in modules_of(course):
        tree = ast.parse(stub(course.source(module)))
        here = [node.name for node in tree.body if isinstance(node, _Made) and node.name in defined]
        tree.body = [node for node in tree.body if getattr(node, "name", None) not in here]
        taken = f"from .{own} import {', '.join(here)}\n" if here else ""
        yield f"{module}.py", f"{taken}{ast.unparse(tree)}\n".encode()


def _why_none(tree: Tree, names: list[str], course: Course) -> str:
    """Say what was handed in instead of a kata."""
    everything, folders = tree.names(), [PurePosixPath(path) for path in tree.folders()]
    first = next((name for m in modules_of(course) for name in _in_order(course, m)), "")
    for ends, sentence in (
        ((".ipynb",), f"it is a notebook without any function of the course, such as `{first}`"),
        ((".py",), f"its modules have no function of the course, such as `{first}`"),
    ):
        if found := _ending(names, ends):
            return f"{sentence} ({found})"
    if tree.refused:
        return tree.refused[0]
    if found := _ending(everything, CLOSED):
        return f"dojo cannot open {found}; ask for a .zip"
    if any(folder.name.casefold() == KATA for folder in folders):
        return "its kata/ is empty"
    if everything:
        found = plain(everything[0], 60)
        return f"it has no folder kata/, no Python file and no notebook; it has {found}"
    return "it has no folder kata/" if folders else "it is empty"


def _in_order(course: Course, module: str) -> list[str]:
    tree = ast.parse(course.source(module))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]


def _ending(names: Iterable[str], suffixes: tuple[str, ...]) -> str:
    return next((name for name in names if name.lower().endswith(suffixes)), "")
