"""Writer of the book's tables to a sheet called cases, each under a line that says whose it is."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from pytest_bdd.gherkin_parser import DataTable

from dojo.behaviours.step_runner import rendered
from dojo.course.feature_source import FeatureSource
from dojo.spreadsheet.cases.tables import PARTS
from dojo.spreadsheet.workbook.page import Book
from dojo.spreadsheet.workbook.widths import height, lines_of

NAME = "cases"
TRY = (
    "# Edit a table, copy a row, or delete the tables you do not need. Then: pytest --cases FILE",
    "# The line above a table names its step. Columns that end in ? are answers.",
)

# The widest that a column becomes; longer texts go on in the next line.
WIDEST = 22
# The most characters of a number: LibreOffice shows a text cell's number with all its digits, as in
# 0.000000000000001, or as ### where they have no room.
LONGEST = 12


def book_tables(chapters: Sequence[Path]) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Yield (chapter, reference, rows of text) for every table of the chapters."""
    for path in chapters:
        source = FeatureSource(path, path.name)
        for example in source.examples:
            rule = [example.template.rule.name] if example.template.rule else []
            for step in rendered(example.template, example.values).steps:
                if step.datatable is not None:
                    whose = [f"features/{path.name}", *rule, example.title, step.name]
                    yield source.feature.name, PARTS.join(whose), _texts(step.datatable)


def _texts(table: DataTable) -> list[list[str]]:
    return [[cell.value for cell in row.cells] for row in table.rows]


def write(book: Book, chapters: Sequence[Path]) -> None:
    """Add the sheet to a workbook that is being made."""
    sheet, styles = book.workbook.add_worksheet(NAME), book.styles
    sheet.set_column(0, 30, WIDEST)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    # A text such as 1e-15 or 1/2 is meant as text.
    sheet.ignore_errors({"number_stored_as_text": "A1:AE20000"})
    for row, text in enumerate(TRY):
        sheet.write_string(row, 0, text, styles["says"])
    contents_row = 3
    seen: dict[str, int] = {}
    everything = list(book_tables(chapters))
    row = contents_row + len({name for name, _, _ in everything}) + 1
    for name, whose, (header, *rows) in everything:
        if name not in seen:
            seen[name] = row
            sheet.write_string(row, 0, f"# {name}", styles["title"])
            row += 2
        sheet.write_string(row, 0, whose, styles["reference"])
        for offset, line in enumerate([header, *rows], start=1):
            style = styles["example" if offset > 1 else "asked"]
            sheet.set_row(row + offset, height(max(lines_of(text, WIDEST) for text in line)))
            for column, text in enumerate(line):
                number = _number(text) if offset > 1 else None
                if number is None:
                    sheet.write_string(row + offset, column, text, style)
                else:
                    sheet.write_number(row + offset, column, number, style)
        row += len(rows) + 3
    for offset, (name, at) in enumerate(seen.items()):
        sheet.write_url(
            contents_row + offset, 0, f"internal:'{NAME}'!A{at + 1}", styles["link"], f"# {name}"
        )
    sheet.freeze_panes(3, 0)


def _number(text: str) -> float | None:
    """Return a cell's number if the sheet shows it, and gives it back, as exactly this number."""
    try:
        number = float(text)
    except ValueError:
        return None
    if not abs(number) < 1e15:
        return None
    return number if len(f"{Decimal(repr(number)):f}") <= LONGEST else None
