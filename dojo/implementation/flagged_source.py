"""Source code compiled so that its arithmetic is looked at, where the system has no flags.

Each operation and each call becomes a call of a name that `flags.py` gives a module, at the same
place in the file: what is said of a line, or of an expression, is the same.
"""

import ast
from types import CodeType
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
# No mangling inside a class, and no name that a learner would take.
OPERATION, IN_PLACE, CALL = "__dojo_operation__", "__dojo_in_place__", "__dojo_call__"
SLICE, _HELD = "__dojo_slice__", "__dojo_held_{}__"
_OPERATIONS = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.FloorDiv: "floor_divide",
    ast.Mod: "remainder",
    ast.Pow: "power",
    ast.MatMult: "matmul",
}
# What they return hangs on who calls them.
_OF_THE_CALLER = {"super", "locals", "globals", "vars", "dir", "eval", "exec"}
# They compute nothing with numbers of NumPy's.
_HARMLESS = {
    *("len", "range", "zip", "enumerate", "isinstance", "issubclass", "print", "list", "dict"),
    *("tuple", "set", "frozenset", "str", "repr", "type", "getattr", "setattr", "hasattr", "id"),
    *("iter", "next", "reversed", "sorted", "callable", "NotImplementedError", "ValueError"),
}


def compiled(source: bytes | str | ast.Module, path: str) -> CodeType:
    """Return the code of a module, its arithmetic looked at; a tree that is given is changed."""
    tree = source if isinstance(source, ast.Module) else ast.parse(source, path)
    looked = _Looked(_given(tree)).visit(tree)
    return compile(ast.fix_missing_locations(looked), path, "exec", dont_inherit=True)


def _given(tree: ast.Module) -> set[str]:
    """Return the names that a module gives a meaning of its own."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.alias(name=name, asname=own):
                found.add(own or name.partition(".")[0])
    return found


class _Looked(ast.NodeTransformer):
    """Puts a call in the place of each operation, of each change in place, and of each call."""

    def __init__(self, given: set[str]) -> None:
        """Take the names that mean something else here than in Python."""
        self._harmless, self._held = (_HARMLESS | _OF_THE_CALLER) - given, 0

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        name = _OPERATIONS.get(type(node.op))
        both = isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)
        if name is None or both:
            return node
        return _at(node, _calls(OPERATION, ast.Constant(name), node.left, node.right))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in self._harmless:
            return node
        called = ast.Call(ast.Name(CALL, ast.Load()), [node.func, *node.args], node.keywords)
        return _at(node, called)

    def visit_match_case(self, node: ast.match_case) -> ast.AST:
        # A pattern computes nothing: 1 + 2j in it is a number.
        node.guard = node.guard and self.visit(node.guard)
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST | list[ast.AST]:
        self.generic_visit(node)
        name = _OPERATIONS.get(type(node.op))
        if name is None:
            return node
        before, held, after = self._parts(node.target)
        value = _at(node, _calls(IN_PLACE, ast.Constant(name), before, node.value))
        return [*(_at(node, each) for each in held), _at(node, ast.Assign([after], value))]

    def _parts(self, target: ast.expr) -> tuple[ast.expr, list[ast.stmt], ast.expr]:
        """Return a target to be read, what has to be worked out once before, and to be written."""
        read: ast.expr
        written: ast.expr
        if isinstance(target, ast.Attribute):
            (whole,), held = self._hold(target.value)
            read = ast.Attribute(_name(whole), target.attr, ast.Load())
            written = ast.Attribute(_name(whole), target.attr, ast.Store())
        elif isinstance(target, ast.Subscript):
            (whole, index), held = self._hold(target.value, _index(target.slice))
            read = ast.Subscript(_name(whole), _name(index), ast.Load())
            written = ast.Subscript(_name(whole), _name(index), ast.Store())
        else:
            assert isinstance(target, ast.Name)
            read, held, written = _name(target.id), [], target
        return _at(target, read), held, _at(target, written)

    def _hold(self, *values: ast.expr) -> tuple[list[str], list[ast.stmt]]:
        names, held = [], []
        for value in values:
            self._held += 1
            names.append(_HELD.format(self._held))
            held.append(ast.Assign([ast.Name(names[-1], ast.Store())], value))
        return names, list[ast.stmt](held)


def _index(node: ast.expr) -> ast.expr:
    """Return an index as a value: a slice as a call of `slice`."""
    if isinstance(node, ast.Slice):
        parts = [part or ast.Constant(None) for part in (node.lower, node.upper, node.step)]
        return ast.copy_location(_calls(SLICE, *parts), node)
    if isinstance(node, ast.Tuple):
        return ast.copy_location(ast.Tuple([_index(each) for each in node.elts], ast.Load()), node)
    return node


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _calls(function: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(_name(function), list(arguments), [])


def _at(node: ast.AST, new: Node) -> Node:
    return ast.copy_location(new, node)
