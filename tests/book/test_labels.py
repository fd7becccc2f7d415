"""Labels of the figures in a real browser, as wide as its letters are: whole, and readable."""

import pytest

LABELS = """() => {
    const found = [], words = one => one.textContent.trim();
    for (const svg of document.querySelectorAll('main figure .drawing > svg')) {
        const name = svg.closest('figure').id, sheet = svg.getBoundingClientRect();
        const scale = sheet.width / svg.viewBox.baseVal.width;
        const inked = one => {
            const box = one.getBoundingClientRect(), size = parseFloat(getComputedStyle(one).fontSize) * scale;
            const upright = box.height > 1.5 * size ? 0 : Math.max(0, (box.height - size) / 2);
            return {words: words(one), left: box.left, right: box.right, top: box.top + upright, bottom: box.bottom - upright};
        };
        const labels = [...svg.querySelectorAll('text')].filter(words).map(inked);
        labels.forEach((one, place) => {
            if (one.left < sheet.left - 1 || one.right > sheet.right + 1 || one.top < sheet.top - 1 || one.bottom > sheet.bottom + 1)
                found.push(`${name}: “${one.words}” is cut`);
            for (const other of labels.slice(place + 1)) {
                const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
                const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
                if (across > 2 && down > 2) found.push(`${name}: “${one.words}” lies on “${other.words}”`);
            }
        });
    }
    return found;
}"""


@pytest.mark.parametrize("width", [390, 1440])
def test_no_label_of_a_figure_is_cut_or_lies_on_another(short, visit, width):
    page = visit(short, viewport={"width": width, "height": 900})
    assert page.locator("main figure .drawing > svg text").count() > 300
    assert page.evaluate(LABELS) == []


def test_words_beside_a_place_have_paper_of_their_own_where_a_line_may_cross(short, visit):
    page = visit(short)
    crossed = page.locator("#figure--valley svg text", has_text="the lowest place")
    style = crossed.evaluate(
        "one => [getComputedStyle(one).paintOrder, getComputedStyle(one).stroke]"
    )
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert style == ["stroke", paper]


def test_a_field_stands_at_its_label(pages, visit):
    """A name of a part of the page is not the name of a field, whose look it would get."""
    page = visit(pages / "07-backpropagation.html")
    gaps = page.locator(".play .fields span").evaluate_all(
        """all => all.map(one => {
            const [label, field] = one.children;
            return field.getBoundingClientRect().top - label.getBoundingClientRect().bottom;
        })"""
    )
    assert len(gaps) > 5
    assert max(gaps) < 8
