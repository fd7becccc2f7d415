"""The book asks: answers hidden, typed and judged in a real browser by the cells' own rule."""

import tomllib

import numpy as np
import pytest

from dojo.tables.cells import CellError, grid, number
from dojo.tables.comparison import compare
from dojo.tables.expectations import expectations
from tests.fixtures.course import COURSE

DESK = {"width": 1280, "height": 900}
CHAPTER = "[id='02-activations']"
FIRST = f"{CHAPTER} section.rule td.asking input"
TEXTS = sorted(COURSE.texts.glob("[0-9]*.toml"))
CELLS = [
    *("0", "1/4", "0.1966…", "-0.5…", "1e-8 ± 1e-14", "3 ± 1", "< 0.25", "0 < _ < 1", "≠ 1"),
    *("1/(1 + e^-1)", "e^-2/(1+e^-2)^2", "-ln(1e-12)", "2 − 2*0.998^10", "12+1/64", "-1e12"),
    *("1, 2", "1, 2; 3, 4", "16; 15", "1/2, 0.823959…", "proved", "yes", "W₁[0, 0]", "nowhere"),
]
ANSWERS = [
    *("0", "0.25", "1/4", " .25 ", "−0.5", "-0.55", "0.19667", "0.1965", "1e-8", "2.5", "4.1", "1"),
    *("1, 2", "2, 1", "1, 2; 3, 4", "1, 2; 3", "16; 15", "1/2, 0.8239599", "1/(1+e^-1)", "inf"),
    *("2*3", "2^-1", "-2^2", "(1 + 2", "1/0", "zebra", "proved", "Proved", "yes", "nowhere", "1,"),
    *("e^-2/(1 + e^-2)^2", "ln(1)", "-ln(1e-12)", "27.631021115928547", "12.015625", "e", "1e400"),
    *("W₁[0, 0]", "0.7310585786300049", "sqrt(-1)", "2 − 2*0.998^10", "-1000000000000"),
]


def judged_here(cell, answer):
    """Tell what an answer is to a cell, by the rule of the tables."""
    if expectations(cell) is None:
        return "right" if cell.lower() == answer.strip().lower() else "wrong"
    try:
        given = np.array(grid(answer, number))
    except CellError:
        return "unreadable"
    return "right" if compare(cell, given).right else "wrong"


def test_a_typed_answer_is_judged_as_the_cell_judges_the_kata(short, visit):
    page = visit(short)
    pairs = [[cell, answer] for cell in CELLS for answer in [*ANSWERS, *CELLS]]
    judged = page.evaluate("pairs => pairs.map(([cell, answer]) => judge(cell, answer))", pairs)
    here = [judged_here(cell, answer) for cell, answer in pairs]
    there = ["wrong" if each == "close" else each for each in judged]
    assert [(*p, a, b) for p, a, b in zip(pairs, there, here, strict=True) if a != b] == []
    assert {"right", "wrong", "close", "unreadable"} == set(judged)


@pytest.mark.every
def test_every_cell_that_is_asked_accepts_what_it_says(book, visit):
    page = visit(book, viewport=DESK)
    page.evaluate("for (const one of document.querySelectorAll('button.ask')) one.click()")
    refused = page.evaluate(
        """() => [...document.querySelectorAll('td.asking')]
        .filter(cell => !/[<>≤≥≠±…_]/.test(cell.answer))
        .filter(cell => judge(cell.answer, cell.answer) !== 'right').map(cell => cell.answer)"""
    )
    assert refused == []
    assert page.locator("td.asking").count() > 1500
    left = page.locator("section.rule td.right").filter(visible=True)
    assert left.count() == page.locator("section.rule td.right.asking").count() + sum(
        text.strip() == "as derived" for text in left.all_inner_texts()
    )


def test_a_chapter_hides_its_answers_judges_and_shows_them_again(pages, visit):
    page = visit(pages / "02-activations.html", viewport=DESK)
    before = page.inner_html(f"{CHAPTER} section.rule table")
    page.click(f"{CHAPTER} button.ask")
    cell = page.locator(f"{CHAPTER} td.asking").first
    cell.scroll_into_view_if_needed()
    # A part of the page has its text as soon as it is laid out.
    page.wait_for_function("cell => cell.innerText.trim() === 'show'", arg=cell.element_handle())
    page.fill(FIRST, "-2.4")
    page.locator(FIRST).first.blur()
    assert cell.locator(".judged").inner_text() == "✗ not yet"
    page.fill(FIRST, "-2.5")
    assert cell.locator(".judged").inner_text() == "✓ right"
    assert page.inner_text(f"{CHAPTER} .asked-count").startswith("1 of ")
    page.fill(FIRST, "two and a half")
    page.locator(FIRST).first.blur()
    assert "write a number such as 0.5" in cell.locator(".judged").inner_text()
    page.click(f"{CHAPTER} button.ask")
    assert page.inner_html(f"{CHAPTER} section.rule table") == before


def test_what_comes_close_is_told_from_what_is_wrong(short, visit):
    page = visit(short)
    field = page.locator("[id='05-cost'] .questions input").nth(2)  # ln 8
    for typed, said in (("2.08", "close"), ("3", "not yet"), ("ln(8)", "right")):
        field.fill(typed)
        field.blur()
        assert said in field.locator("xpath=following-sibling::span").inner_text()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_chapter_predicts_sums_up_and_asks(path):
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    assert len(found["predict"]) in (2, 3)
    assert len(found["brief"]) == 4
    assert len(found["questions"]) == 5
    assert found["origins"]
    assert found["reading"]
    for question in found["questions"]:
        if answer := question.get("answer"):
            assert judged_here(answer, answer) == "right"


def test_every_chapter_of_the_course_has_texts():
    assert {path.stem for path in TEXTS} == {path.stem for path in COURSE.chapters}


def test_the_seven_questions_of_the_notes_are_answered_where_they_belong(short, visit):
    page = visit(short)
    asked = page.eval_on_selector_all(
        ".asked-notes h4", "all => all.map(one => [one.closest('article').id, one.textContent])"
    )
    assert [(place, text.split()[-1]) for place, text in asked] == [
        ("03-nonlinearity", "functions?"),
        ("04-forward-propagation", "propagation."),
        ("07-backpropagation", "propagation?"),
        ("08-gradient-checking", "checking."),
        ("10b-dying-relu", "problem."),
        ("11-depth", "learning?"),
        ("12-learning", "learning?"),
    ]


def test_a_prediction_about_a_row_that_is_not_there_is_a_note(write, change):
    change("features/01_neuron.feature", "Example: By hand", "Example: By foot")
    code, _, text = write()
    assert code == 0
    assert "row 2 of &#39;z?&#39; in &#39;By hand&#39;" in text
    predicted = text.partition('<section class="predict"')[2].partition("</section>")[0]
    assert predicted.count("<li") == 1  # the one about another example
    assert 'id="01-neuron--example--by-foot"' in text
