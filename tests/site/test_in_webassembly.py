"""The page's Python judges as the tool does: the book, every misconception, other right katas."""

import re

import pytest

from dojo.book.course_figures import of_course
from dojo.book.drawings import drawings
from dojo.verdict import GREEN, NOT_WRITTEN, Verdict
from tests.adapters.test_variants import VARIANTS, laid_out
from tests.fixtures.course import COURSE
from tests.site.strange_katas import STRANGE
from tools.right_katas.adapters import ADAPTERS, KATAS
from tools.wrong_katas import misconceptions as wrong
from tools.wrong_katas.variants import Variant, source

REFERENCE = {
    f"kata/{path.name}": path.read_text(encoding="utf-8") for path in COURSE.reference.glob("*.py")
}
# Paper and pencil are left blank.
PAPER = "worksheets/"
# What it shows is rounding itself, which differs from one machine to another.
ROUNDING = {"gradient-error"}
# It takes as long as all others together.
SLOW = "::Handwritten digits"
RANDOM = "::Drawn arguments"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def with_modules(sources):
    return REFERENCE | {f"kata/{module}.py": text for module, text in sources.items()}


def first_red(node, files, first):
    """Return the first behaviour that is not green, from a chapter on: its chapter, its verdict."""
    for nodeid in node.nodes:
        path = COURSE.root / nodeid.partition("::")[0]
        if nodeid.startswith(PAPER) or COURSE.number(path) < first:
            continue
        (verdict,), _ = node.check([nodeid], files)
        if verdict["kind"] != GREEN:
            return COURSE.number(path), Verdict.read(verdict)
    return None, None


def test_the_whole_book_is_green_on_the_reference(node):
    verdicts, done = node.check(None, REFERENCE)
    assert len(verdicts) == len(node.nodes) > 200
    blank = [v["nodeid"] for v in verdicts if v["kind"] == NOT_WRITTEN]
    assert all(nodeid.startswith(PAPER) for nodeid in blank)
    assert {v["kind"] for v in verdicts if v["nodeid"] not in blank} == {GREEN}
    assert not done["spoilt"]


@pytest.mark.parametrize("chapter", of_course(COURSE.features), ids=lambda one: one.feature.stem)
def test_a_figure_is_what_it_is_natively(node, chapter):
    there = node.figures(f"features/{chapter.feature.name}", REFERENCE)
    assert {*there} == {figure.name for figure in chapter.figures}
    for one in drawings(COURSE.reference, [chapter]):
        if one.svg and one.name not in ROUNDING:
            found = there[one.name]
            assert found["caption"] == one.caption
            assert plain(found["alternative"]) == plain(one.alternative)
            assert found["svg"] == one.svg or near(found["data"], one.data)


def plain(words):
    """Leave out the sign of a zero, which is rounding."""
    return words.replace("−0·", "0·")


def near(found, expected):
    match expected:
        case dict():
            return found.keys() == expected.keys() and all(
                near(found[name], value) for name, value in expected.items()
            )
        case list():
            return len(found) == len(expected) and all(map(near, found, expected))
        case float():
            return found == pytest.approx(expected, rel=1e-6, abs=1e-9)
    return found == expected


@pytest.mark.parametrize("entry", wrong.catalogue(), ids=lambda entry: entry.slug)
def test_a_misconception_gets_the_same_sentence(node, entry):
    files = with_modules(entry.variant().sources)
    chapter, verdict = first_red(node, files, COURSE.introduced.get(entry.module, 1))
    assert verdict is not None, "the whole book is green"
    assert chapter == entry.chapter
    assert wrong.said(verdict) == entry.says
    assert entry.code in wrong.codes(verdict) or not entry.code


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_kata_gets_the_same_verdicts(node, check, name):
    module, code = STRANGE[name]
    sources = {module: f"{source(module)}\n\n{code}"}
    chapter = COURSE.introduced[module]
    natively = check.verdicts(Variant(name, sources), {chapter}, without=SLOW.strip(":"))
    expected = {verdict.nodeid: verdict.plain() for verdict in natively}
    there, _ = node.check(
        [nodeid for nodeid in node.nodes if nodeid in expected], with_modules(sources)
    )
    found = {verdict["nodeid"]: verdict for verdict in there}
    assert {*found} == {*expected}
    for nodeid in expected:
        # Its arguments are others each time.
        if RANDOM not in nodeid:
            assert alike(found[nodeid], expected[nodeid])


def alike(found, expected):
    """Compare two records word for word; a number in them may be rounded otherwise."""
    match expected:
        case {"seconds": _, **rest}:
            return alike({k: v for k, v in found.items() if k != "seconds"}, rest)
        case dict():
            return found.keys() == expected.keys() and all(
                alike(found[name], value) for name, value in expected.items()
            )
        case list() | tuple():
            return len(found) == len(expected) and all(map(alike, found, expected))
        case str() if NUMBER.sub("#", found) == NUMBER.sub("#", expected):
            pairs = zip(NUMBER.findall(found), NUMBER.findall(expected), strict=True)
            return all(
                float(one) == pytest.approx(float(other), rel=1e-5, abs=1e-9)
                for one, other in pairs
            )
    return found == expected


def test_a_number_may_be_rounded_otherwise_and_a_word_may_not():
    one = {"seconds": 1.0, "says": ["gives 1e-16 in f", "", None]}
    assert alike(one | {"seconds": 2.0}, one)
    assert alike(one | {"says": ["gives 2e-16 in f", "", None]}, one)
    assert not alike(one | {"says": ["gives 0.1 in f", "", None]}, one)
    assert not alike(one | {"says": ["gives 1e-16 in g", "", None]}, one)
    assert not alike(one | {"says": ["gives 1e-16 in f", ""]}, one)


@pytest.mark.parametrize("name", ["another_hand", "columns", "lists"])
def test_another_right_kata_stays_green(node, name):
    own = {
        f"kata/{path.name}": path.read_text(encoding="utf-8")
        for path in (ADAPTERS / name).glob("*.py")
    }
    last = KATAS[name].last
    nodes = [
        n
        for n in node.nodes
        if not n.startswith(PAPER) and COURSE.number(COURSE.root / n.partition("::")[0]) <= last
    ]
    verdicts, _ = node.check(nodes, own)
    assert [v["nodeid"] for v in verdicts if v["kind"] != GREEN] == []


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_what_a_good_learner_writes_stays_green(node, path):
    files = with_modules(laid_out(path).sources)
    nodes = [n for n in node.nodes if not (n.startswith(PAPER) or n.endswith(SLOW))]
    verdicts, _ = node.check(nodes, files)
    assert [v["nodeid"] for v in verdicts if v["kind"] != GREEN] == []
