"""Accessibility of figures and toys, in a real browser: at rest, asked, and refusing."""

import pytest

from tests.book.conftest import lay_out

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Figures and toys alone: the tests of the page look at what stands around them.
ALONE = """() => {
    const main = document.querySelector('main');
    main.replaceChildren(...document.querySelectorAll('.play, main figure:not(.play figure)'));
}"""


@pytest.fixture
def book(short):
    """Figures and toys stand outside of the examples."""
    return short


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.every)])
@pytest.mark.parametrize(
    "size",
    [pytest.param(DESK, id="desk"), pytest.param(PHONE, id="phone", marks=pytest.mark.every)],
)
def test_no_serious_violation_in_figures_and_toys(book, visit, scheme, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    page = visit(book, color_scheme=scheme, bypass_csp=True, viewport=size)
    page.evaluate(ALONE)
    page.click("#play-training [data-act=step]")
    page.fill("#training-rate", "50")
    page.focus("#figure--both-passes .part >> nth=0")
    page.select_option("#reading-shown", "3")
    lay_out(page)
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    bad = [
        (violation["id"], violation["nodes"][0]["html"][:200], len(violation["nodes"]))
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert bad == []


def test_every_part_of_a_figure_says_what_it_is(book, visit):
    page = visit(book)
    silent = page.eval_on_selector_all(
        ".part", "all => all.filter(one => !one.getAttribute('aria-label')).length"
    )
    assert silent == 0
    assert page.locator(".part").count() > 50


def test_one_stop_of_tab_for_each_figure(book, visit):
    page = visit(book)
    stops = page.eval_on_selector_all(
        "figure .drawing, .play .graph",
        "all => all.filter(one => one.querySelector('.part'))"
        ".map(one => one.querySelectorAll('[tabindex=\"0\"]').length)",
    )
    assert set(stops) == {1}
    assert len(stops) >= 4


def test_colours_are_never_the_only_sign(book, visit):
    """Forward and back differ by letter, weight and place; the plane by the number in each disc."""
    page = visit(book)
    page.click("#play-training [data-act=step]")
    back = page.eval_on_selector_all(
        "#play-training .back", "all => all.map(one => one.textContent)"
    )
    assert all(text.startswith("δ ") for text in back)
    forward = page.eval_on_selector_all(
        "#play-training .forward:not(.inside)", "all => all.map(one => one.textContent)"
    )
    assert all(text.startswith("z ") for text in forward)
