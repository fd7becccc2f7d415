"""A whole workbook: its pages in learning order, and a start page with links to them."""

from collections.abc import Callable

from xlsxwriter.worksheet import Worksheet

from dojo.spreadsheet.workbook import dying, functions, network
from dojo.spreadsheet.workbook.page import Book

PAGES = (
    ("Activations", functions.activations, "the bends, their slopes, and a chart of each"),
    ("One neuron", functions.neuron, "weigh, add, bend"),
    ("Forward propagation", network.forward_propagation, "the network: layers after layers"),
    ("Cost", functions.cost, "how wrong, in one number"),
    ("Chain rule", functions.chain, "slopes along a path multiply"),
    ("Backpropagation", network.backpropagation, "the slope of J by every weight"),
    ("Gradient checking", network.gradient_checking, "the same slopes, measured"),
    ("Gradient descent", network.gradient_descent, "XOR, learnt in 120 steps"),
    ("Dying ReLU", dying.dying_relu, "a step too long, and a unit falls silent"),
)


def workbook(cases: Callable[[Book], None] | None = None) -> bytes:
    """Return the content of the .xlsx file; `cases(book)`, if given, adds the sheet of tables."""
    book = Book()
    start = _start(book, with_cases=cases is not None)
    for _, make, _ in PAGES:
        make(book)
    if cases:
        cases(book)
    start.activate()
    return book.bytes()


LEGEND = (
    ("given", 1, "given: yours to change"),
    ("computed", 0.5, "computed from what is given; the formula is in the cell"),
    ("result", 0.25, "computed, and what the page is about"),
)
TO_KNOW = (
    "Names: W1_23 is the weight from input 2 to unit 3 of layer 1, and z1_42 the sum of unit 2 "
    "there for sample 4. δ is ∂J/∂z, and dW1_23 is ∂J/∂W1_23.",
    "Click a computed cell: its formula speaks in these names. Every slope was derived by a "
    "computer algebra system from the function's definition.",
    "Pages are protected against mistakes, without a password. To change a formula, choose Review, "
    "Unprotect Sheet; in LibreOffice Tools, Protect Sheet.",
)


def _start(book: Book, with_cases: bool) -> Worksheet:
    sheet, styles = book.workbook.add_worksheet("Start"), book.styles
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 84)
    sheet.write_string(0, 0, "The deep learning dojo, in live cells", styles["title"])
    says = "Change a yellow cell, and everything that depends on it follows."
    sheet.write_string(1, 0, says, styles["says"])
    row = 3
    links = [(name, what) for name, _, what in PAGES]
    if with_cases:
        links.append(("cases", "the book's tables: edit them, then type  pytest --cases FILE"))
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
        row += 1
    for place, text in enumerate(TO_KNOW, start=row + 1):
        sheet.set_row(place, 36)
        sheet.write_string(place, 1, text, styles["paragraph"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    return sheet
