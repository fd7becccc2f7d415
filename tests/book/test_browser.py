"""The book in a real browser: what can be played with, accessibility, and no request at all."""

import pytest

from tests.book.conftest import lay_out

DESK = {"width": 1280, "height": 900}


def test_it_asks_the_network_for_nothing(book, browser):
    context = browser.new_context()
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(book.as_uri())
    page.wait_for_load_state("networkidle")
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == [book.as_uri()]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.every)])
@pytest.mark.parametrize("file", ["short", pytest.param("book", marks=pytest.mark.every)])
def test_no_serious_violation_of_accessibility(request, visit, file, scheme):
    """Examples are the same on every page: by default, tests/book/test_pages.py looks at some."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    path = request.getfixturevalue(file)
    page = visit(path, color_scheme=scheme, bypass_csp=True, viewport=DESK)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.click("#play-training [data-act=step]")
    # Of each kind of thing there is enough left to look at: a chapter's other rules are like these.
    page.evaluate(
        "for (const one of document.querySelectorAll('section.rule ~ section.rule')) one.remove();"
        "for (const one of document.querySelectorAll('tr:nth-child(n + 4)')) one.remove();"
        "for (const one of document.querySelectorAll('.proof ~ .proof')) one.remove()"
    )
    lay_out(page)
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    bad = [
        (violation["id"], violation["nodes"][0]["html"][:200], len(violation["nodes"]))
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert bad == []


def test_without_scripts_everything_can_be_read(short, visit):
    page = visit(short, java_script_enabled=False)
    assert page.locator("#search").is_hidden()
    assert page.locator("#play-neuron noscript").is_visible()
    assert page.locator("section.rule").first.is_visible()
    assert page.locator("details.proof").first.is_visible()


def test_search_finds_a_rule_and_goes_there(short, visit):
    page = visit(short, viewport=DESK)
    page.fill("#search", "relu kink")
    assert "place" in page.inner_text("#found")
    page.click("#hits li:first-child a")
    target = page.evaluate("location.hash.slice(1)")
    assert page.locator(f"[id='{target}']").is_visible()


def test_search_knows_stems_and_says_when_it_finds_nothing(short, visit):
    page = visit(short, viewport=DESK)
    found = {}
    for asked in ("initialise", "initialisation", "initialised"):
        page.fill("#search", asked)
        found[asked] = {*page.inner_text("#hits").splitlines()}
    # One of them is a term of the glossary besides.
    assert found["initialise"]
    assert all(found["initialise"] <= hits for hits in found.values())
    page.fill("#search", "relu xylophone")
    assert page.inner_text("#found") == "Nothing found: “xylophone” is not in the book."
    assert page.inner_text("#hits") == ""


def test_the_skip_link_comes_first(short, visit):
    page = visit(short)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "book"
