"""Reader of the cases sheets of an .xlsx file that anybody may have written.

Nothing in it is executed: formulas count by the values they were saved with, links to other files
are not followed, and what is far too large is refused before it is unpacked.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from dojo.spreadsheet.cases.tables import UNREAD, Address, Entry, Table, tables
from dojo.verdict import SpecError

MOST_BYTES, MOST_PARTS = 100_000_000, 5000
MOST_ROWS, MOST_COLUMNS = 20_000, 100
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+[0-9]+)')
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def read(path: Path, where: str, odd: list[SpecError]) -> list[Table]:
    """Return the tables of all sheets called "cases…"; SpecError where there is none.

    Unreadable cells and tables go to `odd`.
    """
    _check(path, where)
    # From memory: a sheet that is not read to its end would keep the file open.
    file = io.BytesIO(path.read_bytes())
    try:
        books = [openpyxl.load_workbook(file, True, data_only=d, keep_links=False) for d in (1, 0)]
    except Exception as error:
        raise SpecError(f"this workbook cannot be read: {error}", where) from None
    try:
        names = [n for n in books[0].sheetnames if n.casefold().startswith("cases")]
        if not names:
            listed = ", ".join(books[0].sheetnames[:12])
            message = f"there is no sheet named cases; the sheets are {listed}"
            raise SpecError(message, where)
        values, formulas = books
        return [
            table
            for name in names
            for table in _sheet(path, values[name], formulas[name], where, odd)
        ]
    finally:
        for book in books:
            book.close()


def _check(path: Path, where: str) -> None:
    """Refuse what is not a workbook, or unpacks to more than any teacher ever typed."""
    if path.stat().st_size > MOST_BYTES:
        raise SpecError("this workbook is too large for cases", where)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise SpecError("this workbook is too large for cases", where)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if b"<!DOCTYPE" in file.read(2000):
                            raise SpecError(
                                ("this workbook declares a DOCTYPE, which is not allowed"), where
                            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        message = "this is not an .xlsx workbook. If it has a password, save it without one"
        raise SpecError(message, where) from None


def _sheet(
    path: Path,
    values: ReadOnlyWorksheet,
    formulas: ReadOnlyWorksheet,
    where: str,
    odd: list[SpecError],
) -> list[Table]:
    if values.sheet_state != "visible":
        message = f"the sheet {values.title!r} is hidden: show it, or delete it"
        raise SpecError(message, where)
    with zipfile.ZipFile(path) as archive, archive.open(values._worksheet_path) as file:
        merged = {found[1].decode() for found in _MERGED.finditer(file.read())}
    return list(tables(_rows(values, formulas, merged, where, odd), where, odd))


def _rows(
    values: ReadOnlyWorksheet,
    formulas: ReadOnlyWorksheet,
    merged: set[str],
    where: str,
    odd: list[SpecError],
) -> Iterator[list[Entry]]:
    """Yield the rows' cells as text; both readings of a sheet are gone through side by side."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    both = zip(values.iter_rows(), formulas.iter_rows(), strict=False)
    for number, (row, written) in enumerate(both, start=1):
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            message = f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns are supported"
            raise SpecError(f"{values.title}: {message}", where)
        line = []
        for column, (cell, formula) in enumerate(zip(row, written, strict=False), start=1):
            name = f"{get_column_letter(column)}{number}"
            address = Address(number, f"{values.title}!{name}")
            if name in merged:
                message = "this cell is merged with others; unmerge them"
                odd.append(SpecError(message, where, address))
            try:
                text = _text(cell.value, formula.value, where, address)
            except SpecError as error:
                odd.append(error)
                text = UNREAD
            line.append(Entry(text, address))
        yield line


def _text(value: object, formula: object, where: str, address: Address) -> str:
    """Write a cell's value as the book would."""
    problem = ""
    match value:
        case None if isinstance(formula, str) and formula.startswith("="):
            problem = (
                "this formula has no saved value; open the file in a spreadsheet and save it again"
            )
        case None:
            return ""
        case bool():
            problem = f"{str(value).upper()} is a truth value; type yes or no"
        case int() | float():
            return repr(int(value) if value == int(value) and abs(value) < 1e15 else value)
        case datetime.date() | datetime.time() | datetime.timedelta():
            problem = (
                f"this is a date or a time ({value}); a fraction such as 1/4 is typed as '1/4 "
                "or into a cell formatted as text"
            )
        case str() if value.strip() in _ERRORS:
            problem = f"this cell contains the error {value.strip()}"
        case str() if value.startswith("=") and isinstance(formula, str) and len(value) > 1:
            problem = f"{value[:40]!r} is a formula typed as text: format the cell as a number"
        case _:
            return " ".join(str(value).split())
    raise SpecError(problem, where, address)
