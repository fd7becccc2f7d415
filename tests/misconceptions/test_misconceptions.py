"""Every misconception turns its chapter red, with the words that its page promises."""

import ast
import re

import pytest

from tests.fixtures.course import COURSE
from tools.wrong_katas import misconceptions as wrong
from tools.wrong_katas.variants import source

ENTRIES = wrong.catalogue()
CHAPTERS = max(COURSE.introduced.values())


@pytest.fixture(scope="module", params=ENTRIES, ids=lambda entry: entry.slug)
def entry(request):
    return request.param


@pytest.fixture(scope="module")
def found(entry, check):
    return check.first_red(entry.variant())


def test_the_book_tells_it(entry, found):
    chapter, verdict = found
    assert verdict is not None, "the whole book is green"
    assert chapter == entry.chapter
    assert wrong.said(verdict) == entry.says
    assert entry.code in wrong.codes(verdict) or not entry.code


def test_there_are_many_and_most_are_named():
    named = [entry for entry in ENTRIES if entry.code not in wrong.UNNAMED]
    assert len(ENTRIES) >= 200
    assert len(named) >= 0.99 * len(ENTRIES)
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)
    assert {entry.chapter for entry in ENTRIES} >= {*range(1, CHAPTERS + 1)} - {6}


def test_the_page_is_up_to_date():
    page = (COURSE.root / "MISCONCEPTIONS.md").read_text(encoding="utf-8")
    assert page == wrong.page(ENTRIES), (
        "python -m tools.wrong_katas.misconceptions > MISCONCEPTIONS.md"
    )


def test_a_change_that_no_longer_fits_the_reference_is_an_error():
    moved = ENTRIES[0]._replace(change=[{"old": "this is not there", "new": ""}])
    with pytest.raises(ValueError, match="this is not once in"):
        moved.variant()


@pytest.mark.parametrize("slug", ["05_mse_summed", "07_slope_forgotten", "09_uphill"])
def test_what_is_built_on_it_is_not_blamed(slug, check):
    """Later chapters turn red as well, but what is right in them is said to have no mistake."""
    (entry,) = (entry for entry in ENTRIES if entry.slug == slug)
    later = check.verdicts(entry.variant(), range(entry.chapter + 1, CHAPTERS + 1))
    said = [wrong.said(verdict) for verdict in later if verdict.kind == "red"]
    assert said
    own = _mistake(entry.says)  # the mistake itself may be named again
    others = [sentence for sentence in said if not (own and own in _mistake(sentence))]
    assert [sentence for sentence in others if re.search(r"\bmatch(es)? ", sentence)] == []


def _mistake(said):
    """Return the mistake that is named last; which layer and activation it is in may vary."""
    return re.sub(r"\w+′\(z\d\) of layer \d", "f′(z)", re.split(r"\bmatch(?:es)? ", said)[-1])


def functions(text):
    return {
        node.name: ast.unparse(node)
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }


# Where the line to edit is not that of the function at fault, or not that alone.
NOT_TOLD = {
    # It is seen by how well the network reads alone, which says nothing of why.
    "12_learn_without_batches",
    # The helper that it calls divides 0 by 0 first.
    "16_layer_norm_by_columns",
    # One table has the answers of two functions, and both are wrong.
    "16_first_layer_with_relu",
    "16_last_layer_not_normalised",
}


def test_the_function_at_fault_is_the_first_to_edit(entry, found):
    assert at_fault(entry, found.verdict.places[0]) or entry.slug in NOT_TOLD


def at_fault(entry, place):
    """Tell whether a place is in what was changed."""
    right = functions(source(entry.module))
    believed = functions(entry.variant().sources[entry.module])
    changed = {name for name, text in believed.items() if text != right.get(name)}
    # A helper of the reference's own has no name that a learner could look for: who calls it does.
    helpers = {helper for helper in changed if helper.startswith("_")}
    return place.file == f"kata/{entry.module}.py" and (place.function in changed or bool(helpers))


def test_one_place_to_edit_is_enough(entry, found):
    assert len(found.verdict.places) == 1 or entry.slug in NOT_TOLD


def test_the_function_at_fault_is_nearly_always_the_one_to_edit():
    assert len(NOT_TOLD) <= 0.05 * len(ENTRIES)
