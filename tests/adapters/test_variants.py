"""The book is green on what a good learner would write otherwise than the reference.

A module in `variants/` holds some of the reference's functions, written anew. Each takes the place
of its namesake in a copy of `kata/`, and may use what stands in that module.
"""

import ast
import shutil
from pathlib import Path

import pytest
import sympy  # noqa: F401  once here, so that no fork has to

from dojo.runner.session import collect
from dojo.terminal.message import text
from dojo.verdict import GREEN
from tests.fixtures.course import COURSE

VARIANTS = sorted(Path(__file__).parent.joinpath("variants").glob("*.py"))
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
    for path in COURSE.reference.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            yield from names(node)


ALL = set(defined())


def write(variant, folder):
    """Lay out the reference with a variant in it."""
    for path in COURSE.reference.glob("*.py"):
        source = grafted(path.read_text(encoding="utf-8"), variant)
        (folder / path.name).write_text(source, encoding="utf-8")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """What comes of every behaviour, for each variant in a fork of its own."""
    folder = tmp_path_factory.mktemp("variants")
    shutil.copytree(COURSE.features, folder / "features")
    (folder / "pytest.ini").write_text("[pytest]\ntime_limit = 60\n", encoding="utf-8")
    (folder / "kata").mkdir()
    found = {}

    def judge_all(warm):
        assert warm.errors == []
        items = [i for i in warm.items if i.chapter != CHAIN_RULE and i.name != SLOW]
        for path in VARIANTS:
            write(path.read_text(encoding="utf-8"), folder / "kata")
            found[path.stem] = list(warm.run(items))

    collect(folder, judge_all)
    return found


@pytest.mark.parametrize("name", [path.stem for path in VARIANTS])
def test_the_book_is_green_on(name, verdicts):
    assert len(verdicts[name]) > 150
    assert [text(verdict) for verdict in verdicts[name] if verdict.kind != GREEN] == []


def unparsed(path):
    return ast.unparse(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_a_variant_replaces_what_it_defines(path, tmp_path):
    variant = path.read_text(encoding="utf-8")
    write(variant, tmp_path)
    theirs = {name for node in ast.parse(variant).body for name in names(node)} & ALL
    laid_out = "\n".join(map(unparsed, tmp_path.glob("*.py")))
    reference = "\n".join(map(unparsed, COURSE.reference.glob("*.py")))
    definitions = [node for node in ast.parse(variant).body if names(node) & theirs]
    assert theirs
    assert all(ast.unparse(node) in laid_out for node in definitions)
    assert not any(ast.unparse(node) in reference for node in definitions)
