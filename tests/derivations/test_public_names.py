"""Every public name of the calculus is found by those who import it, by readers, and by mypy."""

import ast
from pathlib import Path

import pytest

import derivations

FOLDER = Path(derivations.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))


def shown(path):
    return str(path.relative_to(FOLDER))


def seen_by_a_type_checker():
    """Return (name, module) of what the package imports for type checkers alone."""
    tree = ast.parse((FOLDER / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    return {(alias.asname, imported.module) for imported in block.body for alias in imported.names}


def test_a_type_checker_sees_the_names_that_are_there():
    there = {(name, getattr(derivations, name).__module__) for name in dir(derivations)}
    assert there == seen_by_a_type_checker()


def test_another_name_is_not_there():
    with pytest.raises(AttributeError, match="derivations has no 'check'"):
        derivations.check  # noqa: B018


@pytest.mark.parametrize("room", ["derivations", "dojo"])
def test_the_types_travel_with_the_package(room):
    assert (FOLDER.parent / room / "py.typed").is_file()


def public(tree):
    """Yield the functions and methods that a reader may call; a private class has none."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public(node)
        elif isinstance(node, ast.FunctionDef):
            special = node.name.startswith("__") and node.name.endswith("__")
            if special or not node.name.startswith("_"):
                yield node


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_every_public_function_is_typed(path):
    untyped = []
    for function in public(ast.parse(path.read_text(encoding="utf-8"))):
        given = function.args
        arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        named = [one for one in arguments if one is not None and one.arg not in ("self", "cls")]
        if function.returns is None or any(one.annotation is None for one in named):
            untyped.append(function.name)
    assert untyped == []


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_opens_with_what_it_is_not_with_a_question(path):
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).split()
    assert words[0].rstrip(",:") not in ("What", "Which", "How", "Why", "From", "Where", "When")
