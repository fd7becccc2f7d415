"""The book on paper: its pages numbered, nothing cut, and lines to write on."""

import io
from unicodedata import normalize

import pytest

from tests.book.conftest import WIDE


def test_paper_has_page_numbers_and_cuts_no_table(pages, browser):
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    context = browser.new_context()
    page = context.new_page()
    page.goto((pages / "07-backpropagation.html").as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 980})  # A4 without its margins
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate(WIDE) == []
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    context.close()
    assert len(printed.pages) > 5
    for number, sheet in enumerate(printed.pages, 1):
        assert str(number) in sheet.extract_text().split("\n")  # alone on a line


def test_paper_names_the_chapters_in_its_contents(pages, visit):
    page = visit(pages / "index.html")
    page.emulate_media(media="print")
    entries = page.locator("#contents .toc a.place")
    assert entries.count() > 20
    assert entries.evaluate_all("all => all.every(one => one.checkVisibility())")


def test_paper_has_lines_to_write_on_and_nothing_else_of_the_screen(pages, visit):
    page = visit(pages / "07-backpropagation.html")
    page.click("button.ask")
    page.emulate_media(media="print")
    seen = page.locator("button, select, input, progress, summary").evaluate_all(
        """all => all.filter(one => one.checkVisibility()).map(one => {
            const style = getComputedStyle(one);
            return [one.localName, style.borderTopStyle, style.listStyleType, style.appearance];
        })"""
    )
    fields = [one for one in seen if one[0] != "summary"]
    assert len(fields) > 100
    assert {(name, border) for name, border, *_ in fields} <= {
        ("input", "none"),
        ("select", "none"),
    }
    assert {appearance for name, *_, appearance in fields if name == "select"} <= {"none"}
    assert {marker for name, _, marker, _ in seen if name == "summary"} == {"none"}


def test_on_paper_no_page_ends_within_a_heading_or_the_list_of_chapters(pages, browser):
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    context = browser.new_context()
    page = context.new_page()

    def letters(text):
        """Leave out spaces and signs; on paper two letters may be one ligature."""
        return "".join(filter(str.isalnum, normalize("NFKC", text)))

    for name, titles in (("index", "#contents a.place"), ("01-neuron", ".rule > h3")):
        page.goto((pages / f"{name}.html").as_uri())
        printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        sheets = [letters(sheet.extract_text()) for sheet in printed.pages]
        page.emulate_media(media="print")
        texts = [letters(text) for text in page.locator(titles).all_inner_texts()]
        assert len(texts) > 4
        homes = [{at for at, sheet in enumerate(sheets) if text in sheet} for text in texts]
        assert all(homes)
        if name == "index":
            assert set.intersection(*homes)
    context.close()


def test_on_paper_no_word_of_a_header_is_broken(pages, visit):
    page = visit(pages / "12-learning.html", viewport={"width": 672, "height": 980})
    page.emulate_media(media="print")
    broken = page.locator("th").evaluate_all(
        """all => all.filter(one => {
            const range = document.createRange();
            return [...one.childNodes].filter(each => each.nodeType === 3).some(text =>
                [...text.data.matchAll(/[^\\W\\d]{2,}/g)].some(word => {
                    range.setStart(text, word.index);
                    range.setEnd(text, word.index + word[0].length);
                    return new Set([...range.getClientRects()].map(box => box.top)).size > 1;
                }));
        }).map(one => one.textContent)"""
    )
    assert broken == []
