"""The book is green on what a good learner would write otherwise than the reference.

A module in `variants/` holds some of the reference's functions, written anew. Each takes the place
of its namesake in a copy of `kata/`, and may use what stands in that module. Variants that define
nothing in common stand in one copy together: what is right beside the reference is right beside
what is right otherwise, and the book is run a third as often.
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


def defined_in(path):
    """Return the names that a variant defines: the reference's, and those of its helpers."""
    return {name for node in ast.parse(path.read_text("utf-8")).body for name in names(node)}


def laid_out(*paths):
    """Return the modules of the reference that are others with the variants' functions in them."""
    modules = {path.stem: path.read_text(encoding="utf-8") for path in REFERENCE}
    changed = dict(modules)
    for path in paths:
        theirs = path.read_text(encoding="utf-8")
        changed = {name: grafted(text, theirs) for name, text in changed.items()}
    together = "+".join(path.stem for path in paths)
    return Variant(together, {n: text for n, text in changed.items() if text != modules[n]})


def in_groups(paths):
    """Put variants together, each into the first group that defines nothing of what it does."""
    groups = []
    for path in sorted(paths, key=lambda path: -len(defined_in(path))):
        own = defined_in(path)
        free = (group for group in groups if not any(own & defined_in(other) for other in group))
        group = next(free, None)
        if group is None:
            groups.append(group := [])
        group.append(path)
    return groups


GROUPS = in_groups(VARIANTS)


@pytest.fixture(scope="session")
def check():
    with Checker(draws=2) as check:
        yield check


def not_green(check, *paths):
    """Return what is said to the variants in one copy, of whatever is not green."""
    chapters = {*range(1, max(COURSE.introduced.values()) + 1)} - {CHAIN_RULE}
    verdicts = check.verdicts(laid_out(*paths), chapters, without=SLOW)
    assert len(verdicts) > 150
    return [text(verdict) for verdict in verdicts if verdict.kind != GREEN]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: "+".join(path.stem for path in group))
def test_the_book_is_green_on(group, check):
    bad = not_green(check, *group)
    alone = {path.stem: not_green(check, path) for path in group} if bad else {}
    assert (bad, alone) == ([], {})


def test_each_variant_stands_in_one_group():
    assert sorted(path for group in GROUPS for path in group) == VARIANTS
    assert len(GROUPS) < len(VARIANTS) / 2


def test_a_wrong_variant_is_told_in_company(check, tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text('"""No bias."""\n\ndef weighted_sum(x, W, b):\n    return x @ W\n', "utf-8")
    beside = [path for path in GROUPS[0] if not defined_in(path) & {"weighted_sum"}]
    verdicts = check.verdicts(laid_out(*beside, wrong), {1})
    assert [text(verdict) for verdict in verdicts if verdict.kind != GREEN] != []


@pytest.mark.parametrize("seed", range(6))
def test_a_tie_may_be_rounded_up_or_down(check, seed):
    half_up = laid_out(HERE / "half_up.py")
    verdicts = check.verdicts(half_up, {12}, without=SLOW, seed=seed)
    assert [text(verdict) for verdict in verdicts if verdict.kind != GREEN] == []


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_a_variant_replaces_what_it_defines(path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    (group,) = (group for group in GROUPS if path in group)
    there = "\n".join(laid_out(*group).sources.values())
    reference = "\n".join(ast.unparse(ast.parse(path.read_text("utf-8"))) for path in REFERENCE)
    definitions = [node for node in body if names(node) & ALL]
    assert definitions
    assert all(ast.unparse(node) in there for node in definitions)
    assert not any(ast.unparse(node) in reference for node in definitions)
