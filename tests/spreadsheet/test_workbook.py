"""The workbook as a reader sees it: order, charts, colours, and formulas short enough to read."""

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


def test_the_four_answers_differ_in_more_than_colour(charts):
    answers = next(text for text in charts["Gradient descent"] if "The answers" in text)
    lines = re.findall(r"<a:ln w=\"(\d+)\"[^>]*>(.*?)</a:ln>", answers)
    curves = [(w, re.sub(r"<a:solidFill>.*</a:solidFill>", "", s)) for w, s in lines if "val=" in s]
    colours = re.findall(r'<c:ser>.*?srgbClr val="(\w+)"', answers)
    assert len(set(colours)) == 4
    # Those of (0, 1) and (1, 0) coincide: the one above is the narrower, and dashed.
    under, above = curves[1], curves[2]
    assert int(under[0]) > int(above[0])
    assert "prstDash" in above[1]


def test_the_unit_of_dying_relu_is_alive_at_first(built):
    page = openpyxl.load_workbook(built, data_only=True)["Dying ReLU"]
    top = next(c for row in page.iter_rows() for c in row if c.value == "step")
    column = next(c.column for c in page[top.row] if c.value == "silent")
    shares = [page.cell(row, column).value for row in range(top.row + 1, top.row + 32)]
    assert max(shares) < 1


def test_weights_and_gradients_have_colours_that_turn_at_zero(book):
    for page in ("Backpropagation", "Gradient checking", "Gradient descent", "Dying ReLU"):
        rules = [rule for each in book[page].conditional_formatting for rule in each.rules]
        assert rules
        for rule in rules:
            middle = rule.colorScale.cfvo[1]
            assert (middle.type, float(middle.val)) == ("num", 0)


def test_computed_cells_show_four_decimals(book):
    assert book["Backpropagation"]["B6"].number_format == "0.0000"
