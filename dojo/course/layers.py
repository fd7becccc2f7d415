"""Layers of a course that extends another: what may stand only once in all of them."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dojo.course.chapters import concept
from dojo.course.feature_names import features_in
from dojo.errors import UsageError

KINDS = ("given", "when", "then", "step")
# Their modules are imported by name, each from one package for all layers.
PACKAGES = ("kata", "steps", "mistakes", "contracts", "figures", "pictures")


class Definition(NamedTuple):
    """A step definition as it is written: its kind, its sentence, where it stands.

    `makes` is the fixture that it makes, for the steps after it.
    """

    kind: str
    sentence: str
    file: Path
    line: int
    makes: str = ""


def check_chapters(folder: Path) -> None:
    """Raise UsageError if two chapters of a folder have one name: `02_x` and `05_x`."""
    _differ(features_in(folder), [])


def check_layers(root: Path, below: Sequence[Path]) -> None:
    """Raise UsageError if a course has a chapter, a module or a step of a course below it."""
    for base in below:
        _differ(features_in(root / "features"), features_in(base / "features"))
        for room in PACKAGES:
            _modules_differ(root / room, base / room)
    theirs = {(d.kind, d.sentence): d for base in below for d in definitions(base / "steps")}
    for own in definitions(root / "steps"):
        twin = theirs.get((own.kind, own.sentence))
        if twin:
            raise UsageError(
                (
                    f"{own.file}:{own.line}: two courses define the step "
                    f"{own.sentence!r}: this one and {twin.file}:{twin.line}"
                ),
                "Delete yours to use theirs, or change its words",
            )


def _differ(own: Sequence[Path], theirs: Sequence[Path]) -> None:
    known = {concept(path): path for path in theirs}
    for path in own:
        if other := known.get(concept(path)):
            raise UsageError(
                f"{path}:1: two chapters have the name {concept(path)!r}: this one and {other}",
                "Rename this file",
            )
        known[concept(path)] = path


def _modules_differ(own: Path, theirs: Path) -> None:
    for path in sorted(own.glob("[!_.]*")):
        name = path.name.removesuffix(".py")
        if path.suffix != ".py" and not (path / "__init__.py").is_file():
            continue
        for other in (theirs / f"{name}.py", theirs / name / "__init__.py"):
            if other.is_file():
                raise UsageError(
                    f"{path}:1: two courses have a module {own.name}.{name}: this one, and {other}",
                    "Rename yours",
                )


def definitions(steps: Path) -> Iterator[Definition]:
    """Yield the step definitions of a folder, read without running any of it."""
    for path in sorted(steps.rglob("*.py")):
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):  # it is said where they are loaded
            continue
        for node in ast.walk(tree):
            for call in getattr(node, "decorator_list", ()):
                if isinstance(call, ast.Call) and (sentence := _sentence(call)):
                    yield Definition(_name(call.func), sentence, path, call.lineno, _makes(call))


def _sentence(call: ast.Call) -> str:
    """Return the sentence of `@then("…")` and `@then(parsers.parse("…"))`; "" of other calls."""
    if _name(call.func) not in KINDS or not call.args:
        return ""
    first = call.args[0]
    if isinstance(first, ast.Call) and first.args:
        first = first.args[0]
    found = first.value if isinstance(first, ast.Constant) else ""
    return found if isinstance(found, str) else ""


def _makes(call: ast.Call) -> str:
    """Return the name after `target_fixture=`."""
    named = {word.arg: word.value for word in call.keywords}
    made = named.get("target_fixture")
    return str(made.value) if isinstance(made, ast.Constant) else ""


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
