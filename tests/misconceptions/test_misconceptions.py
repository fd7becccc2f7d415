"""Every misconception turns its chapter red, with the words that its page promises."""

import ast
import shutil

import pytest

from dojo.runner.session import collect
from dojo.terminal.message import text
from tests.fixtures.course import COURSE
from tools.wrong_katas import misconceptions as wrong
from tools.wrong_katas.variants import source

ENTRIES = wrong.catalogue()


@pytest.fixture(scope="module")
def found():
    return dict(zip((entry.slug for entry in ENTRIES), wrong.run(ENTRIES), strict=True))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
def test_the_book_tells_it(entry, found):
    chapter, verdict = found[entry.slug]
    assert verdict is not None, "the whole book is green"
    assert chapter == entry.chapter
    assert wrong.said(found[entry.slug]) == entry.says
    assert entry.code in verdict.codes or not entry.code


def test_there_are_many_and_most_are_named():
    named = [entry for entry in ENTRIES if entry.code not in wrong.UNNAMED]
    assert len(ENTRIES) >= 200
    assert len(named) >= 0.99 * len(ENTRIES)
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)
    assert {entry.chapter for entry in ENTRIES} == {*range(1, 13)} - {6}


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
def test_what_is_built_on_it_is_not_blamed(slug, tmp_path):
    """Later chapters turn red as well, but what is right in them is said to have no mistake."""
    (entry,) = (entry for entry in ENTRIES if entry.slug == slug)
    for room in (COURSE.features, COURSE.reference):
        shutil.copytree(room, tmp_path / room.name)
    (tmp_path / "pytest.ini").write_text("[pytest]\ntime_limit = 60\ndraws = 0\n", "utf-8")
    (tmp_path / "kata" / f"{entry.module}.py").write_text(
        entry.variant().sources[entry.module], encoding="utf-8"
    )
    verdicts = []

    def later(warm):
        verdicts.extend(warm.run([item for item in warm.items if item.chapter > entry.chapter]))

    collect(tmp_path, later, ["features"])
    wrong = [" ".join(text(verdict).split()) for verdict in verdicts if verdict.kind == "red"]
    assert wrong
    assert [said for said in wrong if "what comes out where" in said] == []


def functions(text):
    return {
        node.name: ast.unparse(node)
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }


# It is seen by how well the network reads alone, which says nothing of why.
NOT_TOLD = {"12_learn_without_batches"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
def test_the_function_at_fault_is_the_first_to_edit(entry, found):
    _, verdict = found[entry.slug]
    right = functions(source(entry.module))
    believed = functions(entry.variant().sources[entry.module])
    changed = {name for name, text in believed.items() if text != right[name]}
    place = verdict.places[0]
    name = place.function
    assert place.file == f"kata/{entry.module}.py" or entry.slug in NOT_TOLD
    # A helper of the reference's own has no name that a learner could look for.
    helpers = {helper for helper in changed if helper.startswith("_")}
    assert name in changed or helpers or entry.slug in NOT_TOLD
