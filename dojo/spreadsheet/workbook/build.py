"""A whole workbook: its pages in learning order, and a start page with links to them."""

from collections.abc import Callable, Iterable

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from dojo.course.course import Course
from dojo.implementation.packages import FolderPackage
from dojo.spreadsheet.workbook.page import Book, PageOfCourse
from dojo.spreadsheet.workbook.styles import scale

WORKBOOK = "workbook"


def workbook(course: Course, cases: Callable[[Book], None] | None = None) -> bytes:
    """Return the content of the .xlsx file; `cases(book)`, if given, adds the sheet of tables.

    The pages are those of `workbook` in the course's figures; a course need not have any.
    """
    pages: tuple[PageOfCourse, ...] = ()
    notes: tuple[str, ...] = ()
    if course.file("figures", f"{WORKBOOK}/__init__.py"):
        module = FolderPackage("figures", course.folders("figures")).load(WORKBOOK)
        pages, notes = module.PAGES, module.NOTES
    title = f"{course.title}, in live cells"
    book = Book(title)
    links = [(page.name, page.what) for page in pages]
    if cases:
        links.append(("cases", "the book's tables: edit them, then type  pytest --cases FILE"))
    start = _start(book, title, links, (*notes, PROTECTED))
    for page in pages:
        page.add(book)
    if cases:
        cases(book)
    start.activate()
    return book.bytes()


LEGEND = (
    ("given", 1, "given: you can change it"),
    (
        "weight",
        -1,
        "given, too: weights and gradients are coloured by value, orange below 0 and blue above",
    ),
    ("computed", 0.5, "computed from the given cells; the formula is in the cell"),
    ("result", 0.25, "computed: the topic of the page"),
)
PROTECTED = (
    "Pages are protected against mistakes, without a password. To change a formula, choose Review, "
    "Unprotect Sheet; in LibreOffice Tools, Protect Sheet."
)


def _start(
    book: Book, title: str, links: Iterable[tuple[str, str]], notes: Iterable[str]
) -> Worksheet:
    sheet, styles = book.workbook.add_worksheet("Start"), book.styles
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 84)
    sheet.write_string(0, 0, title, styles["title"])
    says = "Change a cell with a golden frame, and every cell that depends on it changes, too."
    sheet.write_string(1, 0, says, styles["says"])
    row = 3
    for name, what in links:
        sheet.set_row(row, 19)
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles["link"], name)
        sheet.write_string(row, 1, what, styles["plain"])
        row += 1
    row += 1
    for style, value, what in LEGEND:
        sheet.set_row(row, 19)
        sheet.write_number(row, 0, value, styles[style])
        sheet.write_string(row, 1, what, styles["plain"])
        if style == "weight":
            cell = xl_rowcol_to_cell(row, 0, row_abs=True, col_abs=True)
            sheet.conditional_format(row, 0, row, 0, scale(cell))
        row += 1
    for place, text in enumerate(notes, start=row + 1):
        sheet.set_row(place, 36)
        sheet.write_string(place, 1, text, styles["paragraph"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    return sheet
