"""The workbook as a reader sees it: order, charts, colours, and formulas short enough to read."""

import itertools
import re
import zipfile

import openpyxl
import pytest

from tests.fixtures.course import COURSE


@pytest.fixture(scope="module")
def book(built):
    return openpyxl.load_workbook(built)


@pytest.fixture(scope="module")
def charts(built):
    """{page: the XML of each of its charts}."""
    found = {}
    with zipfile.ZipFile(built) as archive:
        for name in archive.namelist():
            if name.startswith("xl/charts/chart"):
                text = archive.read(name).decode()
                page = re.search(r"<c:f>'?([^'!]+)'?!", text)[1]
                found.setdefault(page, []).append(text)
    return found


def test_pages_stand_in_the_order_of_the_chapters(book):
    words = {"One neuron": "Neuron", "Gradient descent": "Gradient descent"}
    chapters = [path.read_text(encoding="utf-8") for path in COURSE.chapters]
    names = [re.search(r"Feature: (.*)", text)[1] for text in chapters]
    places = [names.index(words.get(page, page)) for page in book.sheetnames[1:]]
    assert places == sorted(places)


def test_every_page_has_a_chart(book, charts):
    assert set(charts) == set(book.sheetnames[1:])


def test_no_formula_is_too_long_to_be_read(book):
    formulas = (c for page in book for row in page.iter_rows() for c in row if c.data_type == "f")
    assert [c.coordinate for c in formulas if len(c.value) > 200] == []


def test_a_slope_that_jumps_is_not_drawn_as_a_ramp(charts):
    relu = next(text for text in charts["Activations"] if "<a:t>relu</a:t>" in text)
    slope = next(s for s in relu.split("<c:ser>") if "slope" in s)
    line = slope.partition("<c:spPr>")[2].partition("</c:spPr>")[0]
    assert "<a:noFill/>" in line
    assert '<c:symbol val="circle"/>' in slope


def test_slopes_have_an_axis_that_a_large_output_does_not_flatten(charts):
    for text in charts["Activations"]:
        assert re.findall(r'<c:max val="([^"]+)"/>', text) == ["1.25"]
        assert text.count("<c:scatterChart>") == 2


def test_the_axis_of_slopes_has_a_title_and_marks_0_and_1(charts):
    for text in charts["Activations"]:
        axis = next(a for a in text.split("<c:valAx>") if "<c:max " in a)
        assert "<a:t>slope</a:t>" in axis
        least, step = (
            float(re.search(f'<c:{what} val="([^"]+)"/>', axis)[1]) for what in ("min", "majorUnit")
        )
        assert {0, 1} <= {least + step * k for k in range(10)}


def drawn(chart):
    """Return each series of a chart: the XML of its line and of its marker."""
    for series in re.findall(r"<c:ser>(.*?)</c:ser>", chart, re.DOTALL):
        own, _, _ = series.partition("<c:xVal>")
        line, _, marker = own.partition("<c:marker>")
        yield line, marker


def test_of_curves_that_coincide_each_is_seen_whichever_is_painted_on_top(charts):
    curves = {}
    for line, marker in itertools.chain.from_iterable(map(drawn, charts["Gradient descent"][1:])):
        assert '<c:symbol val="none"/>' in marker
        curves[int(re.search(r'<a:ln w="(\d+)"', line)[1])] = line
    assert len(curves) == 4, "each has a width of its own: a wide one has edges beside a narrow one"
    *wider, _ = (curves[width] for width in sorted(curves, reverse=True))
    for line in wider:  # the narrow one is seen through it, or in its gaps
        assert "<a:alpha " in line or "<a:prstDash " in line


def test_a_point_is_wider_than_the_curve_that_it_is_on(charts):
    for chart in (*charts["One neuron"], *charts["Activations"]):
        (line, _), (_, marker) = drawn(chart)
        points = int(re.search(r'<a:ln w="(\d+)"', line)[1]) / 12_700
        assert int(re.search(r'<c:size val="(\d+)"', marker)[1]) >= 2 * points


def test_the_unit_of_dying_relu_is_alive_at_first(built):
    page = openpyxl.load_workbook(built, data_only=True)["Dying ReLU"]
    top = next(c for row in page.iter_rows() for c in row if c.value == "step")
    column = next(c.column for c in page[top.row] if c.value == "silent")
    shares = [page.cell(row, column).value for row in range(top.row + 1, top.row + 32)]
    assert max(shares) < 1


def scales(page):
    """Yield (its cells, the rule) for each colour scale of a page."""
    for ranges in page.conditional_formatting:
        for rule in ranges.rules:
            yield ranges.sqref, rule.colorScale


def test_0_is_white_and_as_far_from_the_deepest_orange_as_from_the_deepest_blue(book):
    found = [scale for page in book for scale in scales(page)]
    assert found
    for cells, scale in found:
        ends = ",".join(f"MAX({area}),-MIN({area})" for area in map(absolute, cells.ranges))
        least, middle, most = scale.cfvo
        assert (middle.type, float(middle.val), scale.color[1].rgb[2:]) == ("num", 0, "FFFFFF")
        assert (least.type, most.type) == ("formula", "formula")
        assert most.val == f"MAX({ends},1E-12)"
        assert least.val == f"-{most.val}"


def absolute(area):
    first, last = ("$" + re.sub(r"(\d+)", r"$\1", at) for at in (area.coord.split(":") * 2)[:2])
    return first if first == last else f"{first}:{last}"


# How weights and gradients are called: W1_11, b, w_0, k_2, s_1; dW1_11, δ1_11, slope_mse_1.
COLOURED = re.compile(r"[Wwbk](\d|_|$)|s_\d|d[WwbkxazŷJ]|δ|slope_")


def named(book):
    """Yield (page, cell) for all that is called as weights and gradients are, by name or head."""
    homes = [*book.defined_names.items(), *(i for p in book for i in p.defined_names.items())]
    for name, home in homes:
        if COLOURED.match(name):
            page, _, at = home.attr_text.rpartition("!")
            yield page.strip("'"), at.replace("$", "")
    for page in ("Gradient descent", "Dying ReLU"):
        top = next(c for row in book[page].iter_rows() for c in row if c.value == "step").row
        for head in book[page][top]:
            if COLOURED.match(str(head.value)):
                yield page, head.offset(1).coordinate


def test_weights_and_gradients_have_colours(book):
    found = list(named(book))
    assert {page for page, _ in found} > {"One neuron", "Forward propagation", "Chain rule", "Cost"}
    bare = [
        (page, at) for page, at in found if not any(at in cells for cells, _ in scales(book[page]))
    ]
    assert bare == []


def test_a_slope_of_0_is_no_false_alarm(built):
    page = openpyxl.load_workbook(built, data_only=True)["Gradient checking"]
    head = next(c for row in page.iter_rows() for c in row if c.value == "relative error")
    errors = [head.offset(k).value for k in range(1, 14)]
    assert len(errors) == 13
    assert max(errors) < 1e-7


def test_computed_cells_show_four_decimals(book):
    assert book["Backpropagation"]["B6"].number_format == "0.0000"
