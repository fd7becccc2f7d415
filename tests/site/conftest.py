"""The site in a real browser, as a learner sees it; skipped where there is none."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dojo.cli.main import main
from dojo.site.serve import serving
from tests.fixtures.course import COURSE
from tests.fixtures.trimmed import without_examples

# A busy machine starts Python slowly; nobody waits so long where something is amiss.
PATIENCE = 240_000
FIRST = "A neuron weighs its inputs"
REFERENCE = {
    f"kata/{path.name}": path.read_text(encoding="utf-8") for path in COURSE.reference.glob("*.py")
}


@pytest.fixture(scope="session")
def public(once) -> Path:
    """Write the site without a runtime of its own."""
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    return once("site", _write) / "public"


@pytest.fixture(scope="session")
def light(public) -> Path:
    """Return the same site, with the examples of two chapters alone: a browser opens it soon."""
    return public.with_name("light")


def _write(folder: Path) -> None:
    assert main(["site", str(folder / "public")]) == 0
    index = shutil.copytree(folder / "public", folder / "light") / "index.html"
    text = index.read_text(encoding="utf-8")
    index.write_text(without_examples(text, but=2), encoding="utf-8")


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    with serving(site) as (found, server):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


def paste(tab: Any, text: str) -> None:
    """Paste a text into the editor; typed, much of it takes a browser minutes."""
    tab.locator(".cm-content").evaluate(
        """(element, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const how = {clipboardData, bubbles: true, cancelable: true};
            element.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )


def violations(tab: Any) -> list[str]:
    """Return what axe finds in the panel, and in the buttons beside the rules."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    asked = {"context": {"include": ["#dojo", ".dojo-write"]}}
    found = axe.Axe().run(tab, **asked, options={"resultTypes": ["violations"]}).response
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


class Dojo:
    """One tab, and what a learner does in it."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab
        self.errors: list[str] = []
        tab.set_default_timeout(PATIENCE)
        tab.on("pageerror", lambda error: self.errors.append(f"{error} {error.stack}"))

    def fresh(self) -> None:
        """Take back what was written for the first rule, and what was said."""
        self.rule(FIRST)
        self.mine("Reset this file")
        # At once: a notice may go by itself while another is dismissed.
        self.tab.evaluate(
            "() => document.querySelectorAll('.dojo-close').forEach((b) => b.click())"
        )
        self.state("not written yet")

    def state(self, words: str) -> None:
        """Wait until the panel says so."""
        self.tab.locator(".dojo-state", has_text=words).wait_for()

    def rule(self, name: str) -> None:
        """Choose a rule in the book, by its name."""
        section = self.tab.locator("section.rule", has=self.tab.locator("h3", has_text=name))
        section.locator(".dojo-write button").click()

    def text(self) -> str:
        """Return the lines of the editor that are shown."""
        return "\n".join(self.tab.locator(".cm-line").all_inner_texts())

    def write(self, text: str) -> None:
        """Put a text in the place of all that is in the editor."""
        self.tab.locator(".cm-content").click()
        self.tab.keyboard.press("Control+a")
        self.tab.keyboard.insert_text(text)

    def replace(self, module: str, old: str, new: str) -> None:
        """Write a module of the reference with something else in it."""
        text = REFERENCE[f"kata/{module}.py"]
        assert text.count(old) == 1
        self.write(text.replace(old, new))

    def results(self) -> str:
        return self.tab.locator(".dojo-results").inner_text()

    def notice(self, words: str) -> None:
        self.tab.locator(".dojo-notice", has_text=words).wait_for()

    def mine(self, label: str) -> None:
        """Press a button among those of the learner's work."""
        more = self.tab.locator(".dojo-more")
        if more.get_attribute("open") is None:
            more.locator("summary").click()
        more.locator("button", has_text=label).click()


@pytest.fixture
def open_page(browser, address) -> Iterator[Callable[..., Dojo]]:
    """Open the site in a browser that has never seen it, or in a context that is given."""
    contexts = []

    def opened(context: Any = None, hash: str = "", **options: Any) -> Dojo:
        if context is None:
            context = browser.new_context(**options)
            contexts.append(context)
        dojo = Dojo(context.new_page())
        dojo.tab.goto(f"{address}{hash}")
        return dojo

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shared(browser, address) -> Iterator[Dojo]:
    """Open the site once for many tests: Python takes its time to start."""
    context = browser.new_context()
    page = Dojo(context.new_page())
    page.tab.goto(address)
    yield page
    context.close()


@pytest.fixture
def dojo(shared) -> Iterator[Dojo]:
    """Begin with the first rule, and nothing written; the page has no errors."""
    shared.fresh()
    yield shared
    assert shared.errors == []


@pytest.fixture
def written(tmp_path) -> Callable[[Any], Path]:
    """Save a download, and unpack it."""

    def saved(download: Any) -> Path:
        target = tmp_path / "downloaded.zip"
        download.save_as(target)
        shutil.unpack_archive(target, tmp_path / "unpacked")
        return tmp_path / "unpacked"

    return saved
