"""The book as the page's program finds it, before Python is there: no runtime is needed for it."""

import io
import json
import random
import re
import tempfile
import threading
import zipfile

import pytest

from dojo.site.runtime import DISTRIBUTION
from dojo.site.serve import serving
from tests.site.conftest import FIRST, PATIENCE, paste, violations

# A phone, a small laptop, a wide screen.
WIDTHS = (390, 1024, 1440, 1920)


@pytest.fixture(scope="module")
def bare(light):
    with serving(light) as (found, server):
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
    tab.set_default_timeout(PATIENCE)
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
    assert tab.locator("#progress").evaluate("bar => bar.value") == 19
    shown = tab.locator("nav .continue").first.get_attribute("href")
    assert shown.startswith("#02-activations--")


def write_and_keep(tab, text):
    rule(tab).locator(".dojo-write button").click()
    tab.locator(".cm-content").click()
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text(text)


def opened(tab, content, name="mine.zip"):
    """Open a file as a workspace; return what the page says of it."""
    tab.evaluate("() => document.querySelector('[data-key=open]')?.remove()")
    file = {"name": name, "mimeType": "application/zip", "buffer": content}
    tab.locator("#dojo input[type=file]").set_input_files(file)
    return tab.locator(".dojo-notice[data-key=open] p").inner_text()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return written.getvalue()


MANIFEST = ".dojo/manifest.json"
OURS = json.dumps({"version": "1", "files": {"kata/neuron.py": "0"}})
MINE = zipped({f"w/{MANIFEST}": OURS, "w/kata/neuron.py": "# theirs\n"})
# Stored as it is, with a letter changed: what it holds is not what was packed.
MINE_DAMAGED = zipped({f"w/{MANIFEST}": OURS, "w/a.py": "# abc"}, zipfile.ZIP_STORED).replace(
    b"# abc", b"# abd"
)
REFUSED = {
    "empty": (b"", "is not a zip"),
    "text": (b"hello, this is no zip at all", "is not a zip"),
    "half of one": (MINE[: len(MINE) // 2], "is not a zip"),
    "its end alone": (MINE[-22:], "is not a zip"),
    "bzip2": (zipped({f"w/{MANIFEST}": OURS}, zipfile.ZIP_BZIP2), "does not know the compression"),
    "nothing in it": (zipped({}), "is not a workspace"),
    "a folder alone": (zipped({"w/": ""}), "is not a workspace"),
    "climbing": (zipped({f"w/{MANIFEST}": OURS, "../../evil.py": ""}), "outside its folder"),
    "from the root": (zipped({f"w/{MANIFEST}": OURS, "/etc/evil.py": ""}), "outside its folder"),
    "a drive": (zipped({f"w/{MANIFEST}": OURS, "C:evil.py": ""}), "outside its folder"),
    "much": (zipped({"w/a.txt": "a" * 21_000_000}), "larger than 20 MB"),
    "many": (zipped({f"w/{n}": "" for n in range(2001)}), "contains 2001 files"),
    "another byte": (MINE_DAMAGED, "is not a zip"),
    "damaged": (zipped({MANIFEST: "{"}), "is damaged"),
    "a list": (zipped({MANIFEST: "[]"}), "another course"),
    "a number": (zipped({MANIFEST: '{"files": 3}'}), "another course"),
    "another course": (
        zipped({MANIFEST: '{"course": "brueche", "files": {"kata/halves.py": ""}}'}),
        "another course, brueche",
    ),
}


def test_whatever_is_opened_is_a_sentence_and_nothing_is_lost(tab):
    write_and_keep(tab, "# mine\n")
    for kind, (content, said) in REFUSED.items():
        assert said in opened(tab, content), kind
        assert "# mine" in tab.locator(".cm-line").first.inner_text(), kind
    draw = random.Random(0)
    for _ in range(40):
        damaged = bytearray(MINE)
        for _ in range(draw.randint(1, 4)):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        said = opened(tab, bytes(damaged))
        assert said[-1] in ".)", said
        assert not re.search(r"[A-Z]\w+Error|undefined|null|NaN", said), said
    tab.locator(".cm-content").click()
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text("# mine\n")
    assert "Opened: 1 file of yours" in opened(tab, MINE)
    assert "# theirs" in tab.locator(".cm-line").first.inner_text()
    tab.locator(".dojo-notice button", has_text="Take it back").click()
    tab.locator(".cm-line", has_text="# mine").wait_for()


def test_a_store_that_is_full_is_said_and_the_work_is_still_there(tab, bare):
    chromium = tab.context.new_cdp_session(tab)
    elsewhere = bare.replace("127.0.0.1", "localhost")
    full = {"origin": elsewhere.rstrip("/"), "quotaSize": 1}
    chromium.send("Storage.overrideQuotaForOrigin", full)
    tab.goto(elsewhere)
    rule(tab).locator(".dojo-write button").click()
    # A browser does not count what is little.
    paste(tab, ("# not kept " + "x" * 1000 + "\n") * 9000)
    tab.locator(".dojo-notice", has_text="The browser's storage is full").wait_for()
    assert tab.locator(".cm-line", has_text="# not kept").count()
    with tab.expect_download() as download:
        tab.locator(".dojo-notice button", has_text="Download").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        text = archive.read("my-deep-learning-dojo/kata/neuron.py").decode()
    assert text.count("# not kept") == 9000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_accessible(tab, scheme):
    tab.emulate_media(color_scheme=scheme)
    rule(tab).locator(".dojo-write button").click()
    tab.locator("#dojo button", has_text="Hint").click()
    tab.locator(".dojo-more summary").click()
    tab.locator(".dojo-notice").first.wait_for()
    # axe goes through the whole page, whatever it is asked about.
    tab.evaluate(
        "() => document.querySelectorAll('article ~ article.chapter ~ article')"
        ".forEach(one => one.remove())"
    )
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        assert violations(tab) == []
