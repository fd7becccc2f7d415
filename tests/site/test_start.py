"""The page's start: what is missing is a sentence, and the book can be read all the same."""

import pytest

from dojo.site.one_file import in_order, one_file
from tests.site.conftest import PATIENCE

DENIED = "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('denied'); } })"


def test_the_book_can_be_read_before_python_is_there(open_page):
    dojo = open_page()
    dojo.tab.locator("h2", has_text="Neuron").first.wait_for()
    dojo.tab.locator(".dojo-loading").wait_for()
    assert dojo.tab.locator(".dojo-write").count() > 50
    assert dojo.errors == []


def test_python_comes_while_the_browser_still_reads_the_book(browser, address):
    context = browser.new_context(service_workers="block")
    context.route("**/site.js", lambda route: None)  # it never comes
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(address, wait_until="commit")
    heard = tab.wait_for_function("() => dojo.heard.find(({ data }) => data.name === 'imported')")
    assert heard.evaluate("event => event.type") == "message"
    context.close()


@pytest.fixture
def visit(browser, address):
    """Open the site in a browser in which a script runs first, or some addresses are blocked."""
    contexts = []

    def go(script="", blocked=""):
        context = browser.new_context(service_workers="block" if blocked else "allow")
        contexts.append(context)
        if script:
            context.add_init_script(script)
        if blocked:
            context.route(blocked, lambda route: route.abort())
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.goto(address)
        return tab

    yield go
    for context in contexts:
        context.close()


def test_without_webassembly_code_can_be_written(visit):
    tab = visit("delete globalThis.WebAssembly")
    tab.locator(".dojo-notice", has_text="This browser has no WebAssembly").wait_for()
    tab.locator(".cm-content").click()
    tab.keyboard.insert_text("# kept")
    tab.wait_for_timeout(1000)
    tab.reload()
    tab.locator(".cm-line", has_text="# kept").wait_for()


def test_a_store_that_is_denied_is_said(visit):
    tab = visit(DENIED)
    tab.locator(".dojo-notice", has_text="This browser keeps nothing for this page").wait_for()


def test_a_runtime_that_is_blocked_is_said(visit):
    tab = visit(blocked="**/runtime/**")
    said = tab.locator(".dojo-notice", has_text="did not arrive, or arrived damaged")
    said.wait_for()
    assert "Your code is kept" in said.inner_text()


def test_a_file_that_was_changed_on_the_way_is_refused(browser, address):
    context = browser.new_context(service_workers="block")
    context.route("**/engine.zip", lambda route: route.fulfill(body=b"something else"))
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(address)
    tab.locator(".dojo-notice", has_text="engine.zip did not arrive").wait_for()
    context.close()


def test_nothing_is_asked_of_another_place(browser, address):
    context = browser.new_context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(address)
    tab.locator(".dojo-results .dojo-verdict").wait_for()
    context.close()
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []


def test_a_page_that_is_one_file_opens_from_the_disk(browser, site, tmp_path):
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    page = tmp_path / "dojo.html"
    page.write_bytes(one_file(files))
    assert page.stat().st_size < 50e6
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(page.as_uri())
    tab.locator(".dojo-results", has_text="weighted_sum is not written yet").wait_for()
    context.close()


def test_modules_stand_after_those_that_they_import():
    files = {
        "site.js": b'import { a } from "./a.js";',
        "a.js": b'import { b } from "./b.js";\nexport { c } from "./c.js";',
        "b.js": b'import "./c.js";',
        "c.js": b"",
        "worker.js": b'import { b } from "./b.js";',
    }
    assert in_order(files) == ["c.js", "b.js", "a.js", "site.js", "worker.js"]
