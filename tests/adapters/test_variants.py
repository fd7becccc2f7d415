"""The book is green on what a good learner would write otherwise than the reference.

A module in `variants/` holds some of the reference's functions, written anew. Each takes the place
of its namesake in a copy of `kata/`, and may use what stands in that module.
"""

import ast
from pathlib import Path

import pytest

from dojo.terminal.message import text
from dojo.verdict import GREEN
from tests.fixtures.course import COURSE
from tools.wrong_katas.variants import Checker, Variant

REFERENCE = sorted(COURSE.reference.glob("*.py"))
HERE = Path(__file__).parent / "variants"
VARIANTS = sorted(HERE.glob("*.py"))
# The chain rule is paper and pencil, and a network that reads digits takes as long as the rest.
CHAIN_RULE, SLOW = 6, "Handwritten digits"


def names(node):
    """Return the names that a statement at the top of a module defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {
        name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
    }


def grafted(source, variant):
    """Return a module's source with the variant's functions where their namesakes stood."""
    module = ast.parse(source)
    theirs = ast.parse(variant).body[1:]
    known = {name for node in module.body for name in names(node)}
    new = [node for node in theirs if names(node) & known]
    if not new:
        return source
    replaced = {name for node in new for name in names(node)} & known
    helpers = [node for node in theirs if not names(node) & ALL]
    at = min(i for i, node in enumerate(module.body) if names(node) & replaced)
    kept = [node for node in module.body if not names(node) & replaced]
    module.body = [*kept[:at], *helpers, *new, *kept[at:]]
    return ast.unparse(module)


def defined():
    for path in REFERENCE:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            yield from names(node)


ALL = set(defined())


def laid_out(path):
    """Return the modules of the reference that are others with a variant's functions in them."""
    theirs = path.read_text(encoding="utf-8")
    modules = {path.stem: path.read_text(encoding="utf-8") for path in REFERENCE}
    changed = {name: grafted(text, theirs) for name, text in modules.items()}
    return Variant(path.stem, {n: text for n, text in changed.items() if text != modules[n]})


@pytest.fixture(scope="session")
def check():
    with Checker(draws=2) as check:
        yield check


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_the_book_is_green_on(path, check):
    chapters = {*range(1, 13)} - {CHAIN_RULE}
    verdicts = check.verdicts(laid_out(path), chapters, without=SLOW)
    assert len(verdicts) > 150
    assert [text(verdict) for verdict in verdicts if verdict.kind != GREEN] == []


@pytest.mark.parametrize("seed", range(6))
def test_a_tie_may_be_rounded_up_or_down(check, seed):
    half_up = laid_out(HERE / "half_up.py")
    verdicts = check.verdicts(half_up, {12}, without=SLOW, seed=seed)
    assert [text(verdict) for verdict in verdicts if verdict.kind != GREEN] == []


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_a_variant_replaces_what_it_defines(path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    theirs = {name for node in body for name in names(node)} & ALL
    there = "\n".join(laid_out(path).sources.values())
    reference = "\n".join(ast.unparse(ast.parse(path.read_text("utf-8"))) for path in REFERENCE)
    definitions = [node for node in body if names(node) & theirs]
    assert theirs
    assert all(ast.unparse(node) in there for node in definitions)
    assert not any(ast.unparse(node) in reference for node in definitions)
