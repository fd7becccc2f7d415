"""Places on the pages of the workbook: nothing is cut, covered, or scrolled out of reach."""

from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from dojo.spreadsheet.cases import read_xlsx, write_xlsx
from dojo.spreadsheet.workbook.page import Book, Page
from dojo.spreadsheet.workbook.widths import BOLD, lines_of
from tests.fixtures.course import COURSE

PIXELS_TO_A_POINT, TO_A_DIGIT = 20 / 15, 7
MOST_FROZEN = 200


@pytest.fixture(scope="module")
def pages(built):
    return openpyxl.load_workbook(built).worksheets[1:]


def width(page, column):
    """Return a column's width in digits; columns are counted from 1."""
    for place in page.column_dimensions.values():
        if place.min <= column <= place.max:
            return place.width
    return page.sheet_format.baseColWidth


def high(page, row):
    return (page.row_dimensions[row].height or 15) * PIXELS_TO_A_POINT


def covered(page):
    """Yield (rows, columns) that a chart covers, both as ranges counted from 1."""
    for chart in page._charts:
        start, end = chart.anchor._from, chart.anchor.to
        yield range(start.row + 1, end.row + 2), range(start.col + 1, end.col + 2)


def reached(page, cell):
    """Return the last column that a cell's text reaches: it goes on where nothing else stands."""
    column, left = cell.column, len(cell.value) * TO_A_DIGIT
    while (left := left - width(page, column) * TO_A_DIGIT) > 0:
        if page.cell(cell.row, column + 1).value is not None:
            break
        column += 1
    return column


def test_no_chart_covers_a_text(pages):
    for page in pages:
        for rows, columns in covered(page):
            for row in page.iter_rows(min_row=rows[0], max_row=rows[-1], max_col=columns[-1]):
                for cell in row:
                    if isinstance(cell.value, str) and cell.data_type == "s":
                        assert reached(page, cell) < columns[0], (page.title, cell.coordinate)


def test_no_chart_covers_a_cell_or_another_chart(pages):
    for page in pages:
        seen = set()
        for rows, columns in covered(page):
            # The last row and column are those in which the chart ends, maybe by a few pixels.
            here = {(row, column) for row in rows[:-1] for column in columns[:-1]}
            assert not here & seen, page.title
            assert [at for at in here if page.cell(*at).value is not None] == [], page.title
            seen |= here


def test_a_row_is_as_high_as_its_heads(pages):
    for page in pages:
        for row in page.iter_rows():
            for cell in row:
                if cell.alignment.wrap_text and isinstance(cell.value, str):
                    lines = lines_of(cell.value, width(page, cell.column) / BOLD)
                    assert high(page, cell.row) >= 20 * lines, (page.title, cell.coordinate)


def test_a_head_that_its_column_cannot_hold_makes_its_row_higher(tmp_path):
    book = Book("Heads")
    page = Page(book, "Heads", "says", "tries")
    page.heads(4, 0, ["as narrow as others", "z"])
    page.heads(6, 3, ["as narrow as others"])
    page.width(3, 3, 40)
    (tmp_path / "heads.xlsx").write_bytes(book.bytes())
    sheet = openpyxl.load_workbook(tmp_path / "heads.xlsx")["Heads"]
    assert high(sheet, 5) >= 40
    assert high(sheet, 7) == 20


def test_what_stays_while_one_scrolls_leaves_room_for_the_rest(pages):
    frozen = {}
    for page in pages:
        if page.freeze_panes:
            last = int("".join(filter(str.isdigit, page.freeze_panes))) - 1
            frozen[page.title] = sum(high(page, row) for row in range(1, last + 1))
    assert {"Gradient descent", "Dying ReLU", "Optimisers"} < set(frozen)
    assert {title: pixels for title, pixels in frozen.items() if pixels > MOST_FROZEN} == {}


def test_the_head_of_the_steps_stays(pages):
    for page in pages:
        for row in page.iter_rows(max_col=1):
            if row[0].value == "step":
                assert page.freeze_panes.endswith(str(row[0].row + 1)), page.title


def test_a_page_is_printed_one_page_wide_with_all_its_charts(pages):
    for page in pages:
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToWidth in (None, 1)
        assert page.page_setup.orientation == "landscape"
        if page.print_area:
            _, _, right, bottom = range_boundaries(page.print_area.rpartition("!")[2])
            for rows, columns in covered(page):
                place = page.title, f"{get_column_letter(columns[0])}{rows[0]}"
                assert (columns[-1] <= right, rows[-1] <= bottom) == (True, True), place


def test_the_print_area_grows_with_the_charts(tmp_path):
    book = Book("Charts")
    page = Page(book, "Charts", "says", "tries")
    page.columns((3, 2), "A chart", (0, 0, 1, 0), [("one", (0, 1, 1, 1))], size=(400, 240))
    page.prints(4, 1)
    (tmp_path / "charts.xlsx").write_bytes(book.bytes())
    sheet = openpyxl.load_workbook(tmp_path / "charts.xlsx")["Charts"]
    assert sheet.print_area == "'Charts'!$A$1:$G$16"


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    """The path of a workbook that has the book's tables and nothing else."""
    book = Book("Tables")
    write_xlsx.write(book, COURSE.chapters)
    path = tmp_path_factory.mktemp("cases") / "cases.xlsx"
    path.write_bytes(book.bytes())
    return path


def test_a_number_of_a_table_has_few_digits_or_stands_as_the_text_that_it_is(cases):
    sheet = openpyxl.load_workbook(cases)["cases"]
    numbers = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "n" and c.value]
    assert len(numbers) > 1000
    assert max(len(f"{Decimal(repr(number)):f}") for number in numbers) <= 12
    texts = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "s"]
    assert "1e-15" in texts


def test_the_sheet_of_tables_reads_back_as_the_book(cases):
    read = read_xlsx.read(cases, "cases.xlsx", [])
    for table, (_, whose, rows) in zip(read, write_xlsx.book_tables(COURSE.chapters), strict=True):
        for line, texts in zip(table.rows, rows, strict=True):
            for entry, text in zip(line, texts, strict=True):
                try:
                    same = float(entry.text) == float(text)
                except ValueError:
                    same = entry.text == " ".join(text.split())
                assert same, (whose, entry, text)


def test_a_cell_of_a_table_shows_its_whole_text(cases):
    sheet = openpyxl.load_workbook(cases)["cases"]
    tables = [c for row in sheet.iter_rows() for c in row if c.value and c.border.left.style]
    assert len(tables) > 10_000
    for cell in tables:
        assert cell.alignment.wrap_text, cell.coordinate
        lines = lines_of(str(cell.value), width(sheet, cell.column))
        assert high(sheet, cell.row) >= 20 * lines, cell.coordinate
