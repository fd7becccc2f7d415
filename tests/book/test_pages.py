"""Reading the book in a real browser: widths, pages, contents, and links."""

import json
import re
from contextlib import contextmanager

import pytest

from dojo.course.prose import slug
from tests.book.conftest import WIDE, lay_out
from tests.fixtures.course import COURSE

VIOLATIONS = {"resultTypes": ["violations"]}
FORWARD = "04-forward-propagation.html"
LOOKED_AT = ("02-activations", "06-chain-on-paper")
FEATURES = [*COURSE.features.glob("*.feature"), *COURSE.worksheets.glob("*.feature")]
OTHER_PAGES = [*sorted({slug(path.stem) for path in FEATURES} - {*LOOKED_AT}), "glossary"]

LINE_STARTS = """() => [...document.querySelectorAll('math')].filter(math => {
    const after = math.nextSibling, range = document.createRange();
    if (after?.nodeType !== 3 || !/^[.,;:?!)]/.test(after.data)) return false;
    range.setStart(after, 0);
    range.setEnd(after, 1);
    const sign = range.getBoundingClientRect();
    return sign.height && sign.top >= math.getBoundingClientRect().bottom - 2;
}).map(math => math.parentElement.textContent.slice(0, 60))"""


@pytest.fixture(scope="module")
def whole(book, browser):
    """Open the whole book once, and all that opens in it, for tests that only look."""
    with looking(browser, book) as page:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        yield page


@pytest.fixture(scope="module")
def first(pages, browser):
    """Open the page before the first chapter once, for tests that only search."""
    with looking(browser, pages / "index.html") as page:
        yield page


@contextmanager
def looking(browser, path):
    """Open a page for several tests; whatever it says on the console is an error."""
    context, said = browser.new_context(), []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert said == []


@pytest.mark.parametrize(("width", "most"), [(390, 40), (1024, 20), (1440, 5)])
def test_the_page_never_scrolls_sideways_and_few_tables_do(whole, width, most):
    whole.set_viewport_size({"width": width, "height": 900})
    assert whole.evaluate("document.documentElement.scrollWidth") == width
    assert whole.locator("section.rule table").count() > 300
    assert len(whole.evaluate(WIDE)) <= most


def test_no_line_begins_with_the_full_stop_of_a_formula(whole):
    whole.set_viewport_size({"width": 390, "height": 900})
    assert whole.evaluate(LINE_STARTS) == []


def test_no_label_of_a_row_that_stands_as_a_list_covers_the_next(whole):
    whole.set_viewport_size({"width": 390, "height": 900})
    lacking = whole.locator("table.cards td").evaluate_all(
        """cells => cells.filter(cell => {
            const label = document.createElement('div');
            label.textContent = cell.dataset.head;
            const {width, fontSize, lineHeight} = getComputedStyle(cell, '::before');
            Object.assign(label.style, {position: 'absolute', width, fontSize, lineHeight, overflowWrap: 'anywhere'});
            cell.append(label);
            const short = label.offsetHeight > cell.offsetHeight + 1;
            label.remove();
            return short && cell.offsetHeight;
        }).map(cell => cell.dataset.head)"""
    )
    assert lacking == []


def test_a_row_that_stands_as_a_list_names_its_cells(pages, visit):
    example = "[id='04-forward-propagation--example--three-layers-three-activations']"
    page = visit(pages / FORWARD, viewport={"width": 390, "height": 844})
    row = page.locator(f"{example} table.cards tbody tr").first
    heads = row.locator("td").evaluate_all("all => all.map(one => one.dataset.head)")
    assert heads == ["x", "z₁?", "a₁?", "z₂?", "a₂?", "z₃?", "ŷ?"]
    assert set(row.locator("td").evaluate_all("all => all.map(one => one.role)")) == {"cell"}


def test_without_scripts_a_wide_table_stays_a_table_on_a_phone(pages, visit):
    page = visit(pages / FORWARD, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    head = page.locator("[id='04-forward-propagation'] table.cards thead").first
    assert head.bounding_box()["height"] > 10


def test_the_contents_stand_beside_the_text_at_1024(short, visit):
    page = visit(short, viewport={"width": 1024, "height": 768})
    contents, text = page.locator("#contents").bounding_box(), page.locator("main").bounding_box()
    assert contents["x"] + contents["width"] <= text["x"] + 1
    page.locator("#contents a", has_text="Gradient checking").first.click()
    assert page.evaluate("location.hash") == "#08-gradient-checking"
    assert page.locator("#contents a.place").first.is_visible()  # wherever one reads


def test_on_a_phone_a_button_opens_the_contents_and_a_link_closes_them(short, visit):
    page = visit(short, viewport={"width": 390, "height": 844})
    contents = page.locator("#contents")
    assert contents.is_hidden()
    page.click(".bar button")
    assert contents.is_visible()
    contents.locator("a.place", has_text="Neuron").click()
    assert contents.is_hidden()
    assert page.evaluate("location.hash") == "#01-neuron"


def test_the_contents_mark_where_one_reads(short, visit):
    page = visit(short, viewport={"width": 1280, "height": 900})
    for place in ("05-cost", "09-gradient-descent"):
        page.evaluate(f"document.getElementById('{place}').scrollIntoView()")
        page.wait_for_selector(f"#contents a[href='#{place}'][aria-current=true]")
        assert page.locator("#contents [aria-current]").count() == 1


def test_each_page_leads_to_the_next_and_back(pages):
    seen = ["index.html"]
    while onward := links(pages / seen[-1], "next"):
        assert len({*onward}) == 1
        assert {*links(pages / onward[0], "prev")} == {seen[-1]}
        seen.append(onward[0])
        text = (pages / seen[-1]).read_text(encoding="utf-8")
        assert text.count('aria-current="page"') == 1
    assert len(seen) == len(set(seen)) == len(list(pages.glob("*.html")))
    assert seen[-1] == "glossary.html"


def links(path, where):
    """Return where a page's links to its neighbour lead, in its head and in its text."""
    text = path.read_text(encoding="utf-8")
    return re.findall(rf'<(?:a|link) rel="{where}" href="([^"]+)"', text)


def test_a_click_leads_to_the_next_page_and_back(pages, visit):
    page = visit(pages / "05-cost.html")
    page.click("a[rel=next]")
    page.wait_for_url("**/05-slopes-on-paper.html")
    assert page.locator("#contents [aria-current=page]").inner_text().endswith("on paper")
    page.click("a[rel=prev]")
    page.wait_for_url("**/05-cost.html")


def test_every_link_of_every_page_arrives(pages):
    texts = {path.name: path.read_text(encoding="utf-8") for path in pages.glob("*.html")}
    names = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in texts.items()}
    for name, text in texts.items():
        index = re.search(r"const SEARCHED = (\[.*\]);\n", text)
        assert index
        addresses = [found[0] for found in json.loads(index[1])]
        addresses += re.findall(r'<a [^>]*?href="([^"]+)"', text)
        for address in addresses:
            if not address.startswith("http"):
                file, _, place = address.partition("#")
                assert not place or place in names[file or name], (name, address)
                assert (file or name) in texts, (name, address)


@pytest.mark.parametrize(
    ("chapter", "field"),
    [
        ("07-backpropagation", "backward-rate"),
        ("13-generalisation", "capacity-strength"),
        ("14-optimisers", "descending-rate"),
        ("17-convolution", "sliding-k0"),
    ],
)
def test_on_a_page_of_its_own_a_toy_marks_what_it_refuses(pages, visit, chapter, field):
    page = visit(pages / f"{chapter}.html")
    colours = """id => {
        const one = document.getElementById(id), said = one.getAttribute('aria-describedby');
        return [getComputedStyle(one).borderColor,
                getComputedStyle(document.getElementById(said)).color];
    }"""
    before, _ = page.evaluate(colours, field)
    page.fill(f"#{field}", "x")
    after, said = page.evaluate(colours, field)
    assert after == said != before


def test_search_on_a_page_leads_to_another(pages, visit):
    page = visit(pages / "01-neuron.html", viewport={"width": 1280, "height": 900})
    page.fill("#search", "tent folds")
    page.click("#hits li:first-child a")
    page.wait_for_url("**/11-depth.html#*")


@pytest.mark.parametrize(
    "family",
    [
        ("activation", "activations", "activate", "activated"),
        ("rate", "rates"),
        ("active", "activation"),
        ("class", "classes"),
        ("classify", "classified", "classification"),
        ("generalise", "generalises", "generalisation"),
        ("saturate", "saturated", "saturates"),
        ("weight", "weights", "weighted"),
        ("derive", "derived", "derives", "derivation", "derivative"),
        ("measure", "measured", "measures", "measurement"),
    ],
    ids=lambda family: family[0],
)
def test_words_of_one_stem_find_the_same(first, family):
    found = []
    for word in family:
        first.fill("#search", word)
        found.append(first.eval_on_selector_all("#hits a", "all => all.map(one => one.href)"))
    # A word that begins others finds theirs as well, so more.
    for one in found:
        assert one
        assert all(one[0] in other for other in found)


def test_a_term_leads_to_the_glossary_and_the_glossary_back(pages, visit):
    page = visit(pages / FORWARD)
    assert page.locator("a.term", has_text="feedforward").count() == 1
    page.click("a.term:has-text('feedforward')")
    page.wait_for_url("**/glossary.html#glossary--feedforward")
    page.click("[id=glossary--feedforward] a.from")
    page.wait_for_url("**/04-forward-propagation.html")


def test_every_heading_can_be_linked(whole):
    missing = whole.eval_on_selector_all(
        "main :is(.chapter, .rule, .example) > :is(h2, h3, h4)",
        "all => all.filter(one => !one.querySelector('a[href]')).map(one => one.textContent)",
    )
    assert missing == []


def test_the_link_of_a_heading_leads_to_it(short, visit):
    page = visit(short)
    shared = page.locator("h3 a.link").first.get_attribute("href")
    page.goto(f"{short.as_uri()}{shared}")
    assert page.locator(f"[id='{shared[1:]}']").is_visible()


def test_no_formula_of_a_table_or_a_hint_is_left_as_it_was_typed(book):
    text = book.read_text(encoding="utf-8").partition("<main")[2].partition("<script>")[0]
    text = re.sub(r"<(math|code|pre|svg|section class=.play).*?</\1>", "¤", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", "¤", text)
    assert re.findall(r"[\w)}]\^[\w({-]", text) == []
    assert re.findall(r"[^\W\d]'\(\w", text) == []
    assert re.findall(r"¤\s*-?\d+(?:, -?\d+)*; -?\d[^¤a-z]*¤", text) == []


def test_a_matrix_has_brackets_and_decimals_stand_one_under_the_other(whole):
    whole.set_viewport_size({"width": 1440, "height": 900})
    matrix = whole.locator("td math:has(mtable)").first
    assert (matrix.text_content()[0], matrix.text_content()[-1]) == ("[", "]")
    points = whole.evaluate(
        """() => {
            const example = '02-activations--example--on-both-sides-of-its-kink';
            const cells = document.querySelectorAll(`[id='${example}'] td:first-child`);
            return [...cells].map(cell => cell.firstChild).filter(text => text.data).map(text => {
                const range = document.createRange(), point = text.data.indexOf('.');
                range.setStart(text, 0);
                range.setEnd(text, point < 0 ? text.length : point);
                return range.getBoundingClientRect().right;
            });
        }"""
    )
    assert len(points) >= 3
    assert max(points) - min(points) < 1.5


def test_a_word_that_says_wrong_is_not_marked_as_a_right_number(whole):
    cells = whole.locator("section.rule td:not(.note)", has_text=re.compile("^wrong"))
    assert cells.count() > 20
    assert set(cells.evaluate_all("all => all.map(one => one.className)")) == {"agrees"}
    assert "as the book expects" in cells.first.text_content()


@pytest.mark.parametrize(
    "name",
    [
        *("index", *LOOKED_AT),
        *(pytest.param(name, marks=pytest.mark.every) for name in OTHER_PAGES),
    ],
)
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_nothing_on_a_page_keeps_anybody_out(pages, visit, name, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    size = {"width": width, "height": 900}
    page = visit(pages / f"{name}.html", viewport=size, color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate(
        "for (const one of document.querySelectorAll('tr:nth-child(n + 4)')) one.remove()"
    )
    if page.locator("button.ask").count():
        page.click("button.ask")
    lay_out(page)
    nodes = [
        (violation["id"], node["html"][:200])
        for violation in axe.Axe().run(page, options=VIOLATIONS).response["violations"]
        for node in violation["nodes"]
    ]
    # axe takes a header for empty that holds a formula alone; screen readers read MathML.
    assert [(id, html) for id, html in nodes if "<math>" not in html] == []
