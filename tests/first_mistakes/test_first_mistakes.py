"""Every first mistake gets its sentence, in a learner's words."""

import ast
import functools

import pytest

from tests.fixtures.course import COURSE
from tools.wrong_katas import first_mistakes as first
from tools.wrong_katas.misconceptions import said

ENTRIES = first.catalogue()
FUNCTIONS = [
    (module, node.name)
    for module in COURSE.modules
    for node in ast.parse((COURSE.reference / f"{module}.py").read_text("utf-8")).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]
# What Python and NumPy say, and no learner has to understand.
RAW = (
    "0-dimensional", "Python scalars", "is out of bounds", "with a sequence", "set attribute",
    "unsized", "integer scalar", "object has no", "operand", "positional", "not callable",
    "subscriptable", "not iterable", "ufunc", "dtype", "data type", "coerced", "encountered in",
    "NoneType", "ndarray'", "interpreted as", "dimension(s)", "not supported", "Singular matrix",
    "can only concatenate", "unhashable", "broadcast together",
)  # fmt: skip


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
def test_the_book_says_it(entry, check):
    chapter, verdict = check.first_red(entry.variant())
    assert (said(verdict) if verdict else None) == entry.says
    if verdict:
        assert chapter == COURSE.introduced[entry.module]
        assert verdict.kind in ("red", "broken")


@functools.cache
def written():
    return {(entry.module, entry.function) for entry in ENTRIES}


@pytest.mark.parametrize("function", FUNCTIONS, ids=".".join)
def test_each_function_has_some(function):
    without = {"elu_prime", "leaky_relu_prime"}  # they are made as relu_prime and elu are
    assert function in written() or function[1] in without


def test_there_are_many_and_most_get_a_sentence():
    silent = [entry.slug for entry in ENTRIES if entry.says == ""]
    assert len(ENTRIES) >= 200
    assert len(silent) <= len(ENTRIES) / 50, silent


def test_no_words_of_python_or_numpy_come_through():
    told = [(entry.slug, raw) for entry in ENTRIES for raw in RAW if raw in (entry.says or "")]
    assert told == []


def test_the_page_is_up_to_date():
    page = (COURSE.root / "FIRST_MISTAKES.md").read_text(encoding="utf-8")
    assert page == first.page(ENTRIES), (
        "python -m tools.wrong_katas.first_mistakes > FIRST_MISTAKES.md"
    )
