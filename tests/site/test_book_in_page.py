"""The book as the page's program finds it, before Python is there: no runtime is needed for it."""

import tempfile
import threading

import pytest

from dojo.site.runtime import DISTRIBUTION
from dojo.site.serve import serving
from tests.site.conftest import FIRST

# A phone, a small laptop, a wide screen.
WIDTHS = (390, 1024, 1440, 1920)


@pytest.fixture(scope="module")
def bare(public):
    with serving(public) as (found, server):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


@pytest.fixture
def tab(browser, bare):
    """Open the page, with nothing coming from the runtime's distribution."""
    context = browser.new_context(service_workers="block")
    context.route(f"{DISTRIBUTION}**", lambda route: route.abort())
    tab = context.new_page()
    tab.errors = []
    tab.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.set_default_timeout(30_000)
    tab.goto(bare)
    tab.locator("#dojo").wait_for()
    yield tab
    assert tab.errors == []
    context.close()


def test_the_page_names_no_folder_of_who_wrote_it(public):
    html = (public / "index.html").read_text(encoding="utf-8")
    assert "weighted_sum is not written yet. (kata/neuron.py:" in html
    assert tempfile.gettempdir() not in html


def rule(tab, name=FIRST):
    return tab.locator("section.rule", has=tab.locator("h3", has_text=name))


def test_every_rule_that_asks_for_code_has_a_button(tab):
    written = tab.evaluate(
        """async () => {
            const {chapters} = await (await fetch("course.json")).json();
            const asking = ({rules}) => rules.filter(
                ({behaviours}) => behaviours.some(({file}) => file));
            return chapters.flatMap(asking).map(({anchor}) => anchor);
        }"""
    )
    assert len(written) > 100
    there = tab.locator(".dojo-write button").evaluate_all("all => all.map(b => b.dataset.rule)")
    assert {*written} <= {*there}


def test_at_every_width_a_reader_reads_writes_and_finds_a_chapter(tab):
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        contents = tab.locator("nav#contents")
        if not contents.is_visible():
            tab.locator(".bar button").click()
        contents.locator("a.place", has_text="Activations").click()
        tab.wait_for_url("**#02-activations")
        tab.keyboard.press("Escape")
        rule(tab).locator(".dojo-write button").click()
        tab.locator(".cm-line", has_text="raise NotImplementedError").first.wait_for()
        room = tab.evaluate("() => innerWidth - document.documentElement.scrollWidth")
        assert room >= 0, f"at {width} the page scrolls sideways"
        tab.evaluate("() => document.querySelector('.dojo-open .dojo-toggle')?.click()")


def test_what_is_green_is_shown_so_wherever_the_book_counts_it(tab, bare):
    tab.evaluate(
        """async () => {
            const course = await (await fetch("course.json")).json();
            const [chapter] = course.chapters;
            const nodes = chapter.rules.flatMap(({behaviours}) => behaviours).map(b => b.node);
            const kinds = Object.fromEntries(nodes.map(node => [node, "green"]));
            const {name} = (await indexedDB.databases())[0];
            const base = await new Promise(done => {
                const asked = indexedDB.open(name);
                asked.onsuccess = () => done(asked.result);
            });
            const change = base.transaction("state", "readwrite");
            change.objectStore("state").put({version: course.version, kinds}, "progress");
            await new Promise(done => { change.oncomplete = done; });
        }"""
    )
    tab.reload()
    tab.locator("#dojo").wait_for()
    chapter = tab.locator("article#\\30 1-neuron")
    assert "8 of 8 behaviours green" in chapter.locator("header .state").inner_text()
    assert chapter.locator(".example td.open").count() == 0
    assert chapter.locator(".example td.right").count() > 10
    assert "8/8" in tab.locator(".toc li", has_text="Neuron").first.locator(".count").inner_text()
    assert tab.locator("#progress").evaluate("bar => bar.value") == 17
    shown = tab.locator("nav .continue").first.get_attribute("href")
    assert shown.startswith("#02-activations--")
