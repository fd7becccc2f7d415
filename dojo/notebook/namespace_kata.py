"""An implementation made of a notebook's functions, grafted onto stubs cut from the reference.

A function that the notebook does not define is not written yet: no body of the reference is loaded.
"""

import ast
import importlib.abc
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import dojo
from dojo.course.course import Course
from dojo.implementation.code_of import code_of
from dojo.implementation.implementation import Implementation
from dojo.implementation.packages import Package
from dojo.implementation.places import Places
from dojo.verdict import Place
from dojo.workspace.contents import KATA, solution
from dojo.workspace.stubs import stub

UNWRITTEN = "a new cell"
_DOJO = Path(dojo.__file__).parent


class Grafted(Implementation):
    """The functions and records of a namespace, under the names by which the course knows them."""

    def __init__(self, course: Course, namespace: Mapping[str, object]) -> None:
        """Take the course, of whose reference only stubs are used, and the namespace."""
        super().__init__(course.reference, course.introduced, Path.cwd())
        self.package = Stubs(course, namespace)
        self.places = Cells(course, namespace)
        self.namespace = namespace

    @property
    def used(self) -> set[str]:
        """The names of the functions that the current behaviour has called."""
        return {function.name for function in self.calls.history}

    def _load(self, name: str) -> ModuleType:
        return self.package.load(name)


class Cells(Places):
    """Places in a notebook's cells."""

    def __init__(self, course: Course, namespace: Mapping[str, object]) -> None:
        """Take the course, whose stubs stand in no cell, and the namespace."""
        super().__init__(course.reference, below=course.below("kata"))
        codes = [code_of(value) for value in namespace.values()]
        cells = {code.co_filename for code in codes if code} | {UNWRITTEN}
        # A notebook's names include what it imports from here.
        self._cells = {file for file in cells if not Path(file).is_relative_to(_DOJO)}

    def _holds(self, file: str) -> bool:
        """Tell whether `file` is a cell."""
        return file in self._cells

    def show(self, file: str | Path) -> str:
        """Name a cell as the notebook does; what is not written yet needs a new one."""
        return UNWRITTEN if self._is_stub(file) else cell(str(file))

    def place(self, file: str | Path, line: int, function: str = "") -> Place:
        """Return a place in a cell; a stub stands in no line of the notebook."""
        return Place(self.show(file), 0 if self._is_stub(file) else line, function)

    def _is_stub(self, file: str | Path) -> bool:
        return file == UNWRITTEN or any(map(Path(file).is_relative_to, self.folders))


class Stubs(Package, importlib.abc.Loader):
    """Imports `kata.…` from stubs, with the namespace's functions in the place of theirs."""

    def __init__(self, course: Course, namespace: Mapping[str, object]) -> None:
        """Take the course and the namespace."""
        super().__init__("kata")
        self._course, self._namespace = course, namespace

    def find(self, name: str, path: Sequence[str] | None) -> ModuleSpec | None:
        """Find a module of the kata, and no other."""
        module = name.partition(".")[2]
        if not module:
            return ModuleSpec(name, None, is_package=True)
        known = self._course.file("kata", f"{module}.py")
        return ModuleSpec(name, self) if known else None

    def exec_module(self, module: ModuleType) -> None:
        """Run a stub without the functions and records that the namespace has."""
        name = module.__name__.partition(".")[2]
        own = {
            known: self._namespace[known]
            for known in defined(self._course, name)
            if known in self._namespace
        }
        tree = _stub(self._course, name)
        tree.body = [node for node in tree.body if getattr(node, "name", None) not in own]
        vars(module).update(own)
        exec(compile(tree, UNWRITTEN, "exec"), vars(module))


def defined(course: Course, name: str) -> Iterator[str]:
    """Yield the names of the functions and records that a module of the kata defines."""
    for node in _stub(course, name).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name


def _stub(course: Course, name: str) -> ast.Module:
    """Return a module's stub; each function stands in line 1, as it would in a cell of its own."""
    tree = ast.parse(stub(solution(course, f"{KATA}/{name}.py")))
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if isinstance(node, ast.stmt | ast.expr | ast.arg | ast.keyword):
                node.lineno = node.end_lineno = 1
    return tree


def in_a_cell(source: str) -> str:
    r"""Return a module's source without what it imports from its package, which a cell has not.

    >>> in_a_cell("import numpy as np\n\nfrom .cost import COSTS, mse\n\n\ndef f(): ...\n")
    'import numpy as np\n\n\ndef f(): ...\n'
    """
    lines = source.splitlines(keepends=True)
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.ImportFrom) and node.level:
            lines[node.lineno - 1 : node.end_lineno] = []
    return re.sub(r"\n{4,}", "\n\n\n", "".join(lines))


def cell(file: str) -> str:
    """Name the cell that Python knows as `file`: `cell [3]`; a script keeps its name."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    known = getattr(getattr(shell, "compile", None), "_filename_map", {})
    return f"cell [{known[file]}]" if file in known else Path(file).name
