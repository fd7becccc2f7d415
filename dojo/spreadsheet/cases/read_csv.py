"""Reader of cases in a CSV file, as people's programs write it: any delimiter, BOM, encoding."""

import csv
import re
from itertools import pairwise
from pathlib import Path

from dojo.spreadsheet.cases.tables import Address, Entry, Table, reference, tables
from dojo.verdict import SpecError

MOST_BYTES = 5_000_000
_DECIMAL_COMMA = re.compile(r"[+−-]?\d+,\d+(?:[eE][+-]?\d+)?")


def read(path: Path, where: str, odd: list[SpecError]) -> list[Table]:
    """Return the tables of a CSV file; SpecError where it is none, other errors go to `odd`."""
    if path.stat().st_size > MOST_BYTES:
        raise SpecError("this file is too large for cases", where)
    lines = _decoded(path.read_bytes(), where).splitlines()
    delimiter = None
    if lines and re.fullmatch(r'"?sep=.?"?', lines[0]):  # Excel's own way to name the delimiter
        delimiter, lines[0] = lines[0].strip('"')[4:], ""
    delimiter = delimiter or _delimiter(lines)
    rows, reader = [], csv.reader(lines, delimiter=delimiter)
    try:
        for cells in reader:
            address = Address(reader.line_num, str(reader.line_num))
            rows.append([Entry(_text(cell, delimiter), address) for cell in _joined(cells)])
    except csv.Error as error:
        message = f"this line cannot be read: {error}"
        raise SpecError(message, where, reader.line_num) from None
    return list(tables(rows, where, odd))


def _decoded(content: bytes, where: str) -> str:
    """Decode UTF-8 with or without its mark, UTF-16 with it, or else the Windows code page."""
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SpecError("this is not a text file", where)
    mark = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for encoding in (mark, "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SpecError("this file is neither UTF-8 nor Windows-1252 text", where)


def _delimiter(lines: list[str]) -> str:
    """Return the sign that parts the cells of the tables' headers most often."""
    heads = "".join(after for line, after in pairwise(lines) if reference(_first(line)))
    return max(",;\t", key=heads.count)


def _first(line: str) -> str:
    return line.strip().strip(",;\t").strip('"')


def _joined(cells: list[str]) -> list[str]:
    """Put a reference that its own commas have parted together again."""
    whole = _first(",".join(cells))
    return [whole] if cells and reference(whole) else cells


def _text(cell: str, delimiter: str) -> str:
    """Return a cell's text, with a decimal comma, where cells are parted by ; , as a point."""
    text = " ".join(cell.split())
    if delimiter == ";" and _DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    return text
