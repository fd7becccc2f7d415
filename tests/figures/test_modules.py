"""A module of figures owes a chapter of its name, or others that use it; its rules exist."""

import ast
import doctest
import importlib
from pathlib import Path

import pytest

from dojo.course.chapters import concept
from dojo.course.feature_source import FeatureSource
from tests.fixtures.course import COURSE

CHAPTERS = {concept(path) for path in COURSE.features.glob("*.feature")}


def module_of(path: Path) -> str:
    parts = path.relative_to(COURSE.figures.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in sorted(COURSE.figures.rglob("*.py"))}


def used():
    """Return the names of all modules of figures that another one imports."""
    found = set()
    for path in MODULES.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_every_module_is_named_after_a_chapter_or_serves_one():
    of_chapters = {f"figures.{name}" for name in CHAPTERS}
    assert set(MODULES) - of_chapters - used() - {"figures"} == set()


def test_every_module_can_be_loaded_and_shows_something(chapters):
    assert [chapter.error for chapter in chapters if chapter.error] == []
    for chapter in chapters:
        if f"figures.{concept(chapter.feature)}" in MODULES:
            assert chapter.figures or chapter.toys or any(chapter.proofs()), chapter.feature.name


def test_a_figure_stands_in_a_rule_that_its_chapter_has(figures):
    for feature, figure in figures.values():
        rules = [rule.name for rule in FeatureSource(feature, feature.name).rules]
        assert not figure.rule or figure.rule in rules, figure.name


def test_every_chapter_with_figures_opens_with_one(chapters):
    drawn = [one for one in chapters if f"figures.{concept(one.feature)}" in MODULES]
    without = [one.feature.stem for one in drawn if all(figure.rule for figure in one.figures)]
    assert without == []
    assert len(drawn) >= 12


def test_what_stands_beside_a_rule_is_no_heap(chapters):
    for chapter in chapters:
        opening = [figure.name for figure in chapter.figures if not figure.rule]
        assert len(opening) <= 1, opening


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_the_docstrings_hold(chapters, name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
