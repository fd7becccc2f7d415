"""Cells as the page shows them: formulas and matrices set, decimals one under the other."""

import re
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from dojo.book.chapters import Line, Shown
from dojo.book.notation import NotAFormulaError, formula, inside
from dojo.book.prose import sentence
from dojo.course.table_rows import is_note
from dojo.tables.cells import CellError
from dojo.tables.comparison import AS_DERIVED
from dojo.tables.expectations import expectations
from dojo.verdict import RIGHT

_LONGEST_ACTUAL = 24
_DECIMAL = re.compile(r"[-−]?\d+(?P<behind>(?:\.\d+)?…?)")
_FORMULA = re.compile(
    r"[\^√Σ∂′'σ·()±<>≤≥≠|²³⊙]|\de-?\d|[a-z]/|^[^\W\d_][0-9₀-₉]?$"
    r"|^W[a-z]{2}$|^b[a-z]$|^[^\W\d_] [-−+] [^\W\d_]$"
)
_STEP = re.compile(r"(?P<number>\d+\.) (?P<claim>.+)")
_LONGEST_VECTOR = 4
# Signs that a phone's screen has room for, and those that the room between two columns takes.
_PHONE, _BETWEEN = 43, 2


@dataclass(frozen=True)
class Setting:
    """Layout of a column: as numbers, one under the other; `behind` signs from the point on."""

    numbers: bool = False
    behind: int = 0

    def pad(self, text: str) -> str:
        """Return the digits that a number lacks to be as long behind its point as the longest.

        >>> Setting(True, 4).pad("0.5"), Setting(True, 4).pad("1/4")
        ('00', '')
        """
        found = _DECIMAL.fullmatch(text)
        if not self.numbers or not found:
            return ""
        lacks = self.behind - len(found["behind"])
        return ("." + "0" * (lacks - 1) if not found["behind"] else "0" * lacks) if lacks else ""


@cache
def shown(text: str) -> Markup:
    """Return a cell's text as it is shown: a matrix in brackets, a formula typeset, or words.

    >>> shown("1, 2; 3, 4").count("<mtr>"), shown("0.5"), shown("e^-2").count("<msup>")
    (2, Markup('0.5'), 1)
    >>> shown("1, -2;").count("<mtr>"), shown("1, -2;").count("<mtd>")
    (1, 2)
    """
    if ";" in text and (matrix := _matrix(text)):
        return matrix
    if found := _STEP.fullmatch(text):
        return Markup("{} {}").format(found["number"], shown(found["claim"]))
    if not _FORMULA.search(text):
        return _vector(text)
    try:
        return formula(text)
    except NotAFormulaError:
        return sentence(text)


def header(name: str) -> Markup:
    """Return a column's name as it is shown.

    >>> header("slope?"), header("∂J/∂ŷ?").count("<mfrac>")
    (Markup('slope?'), 1)
    """
    asked = "?" if name.endswith("?") else ""
    bare = name.removesuffix("?")
    if re.search(r"[∂²₀-₉]|\w\(|^[^\W\d_]\d?$", bare) and " " not in bare.strip():
        try:
            return formula(bare) + asked
        except NotAFormulaError:
            pass
    # A long name may be broken behind an underscore.
    return Markup(str(sentence(bare)).replace("_", "_<wbr>")) + asked


def columns(line: Line) -> list[Setting]:
    """Return how each column of a table is set."""
    found = []
    for place, name in enumerate(line.header):
        texts = [row[place].text for row in line.rows if row[place].text]
        decimals = [_DECIMAL.fullmatch(text) for text in texts]
        numbers = not is_note(name) and bool(texts) and all(map(_number_like, texts))
        if numbers and sum(map(bool, decimals)) > 1:
            behind = max(len(each["behind"]) for each in decimals if each)
            found.append(Setting(True, behind))
        else:
            found.append(Setting())
    return found


def numbered(how: list[Setting]) -> str:
    """Return the names by which the style knows a table's columns of numbers.

    >>> numbered([Setting(), Setting(True, 2)])
    'n2'
    """
    return " ".join(f"n{place}" for place, one in enumerate(how, 1) if one.numbers)


def narrow(line: Line) -> bool:
    """Tell whether a table fits a phone as columns; else each of its rows stands as a list."""
    width = 0
    for place, name in enumerate(line.header):
        if not is_note(name):
            texts = [name, *(row[place].text for row in line.rows)]
            tick = 2 if name.endswith("?") else 0
            width += max(map(_least_width, texts)) + tick + _BETWEEN
    return width <= _PHONE


def _least_width(text: str) -> int:
    """Return roughly how many signs wide a cell is where its text is broken as it may be."""
    if ";" in text:
        rows = [[len(entry) for entry in row.split(",")] for row in text.split(";")]
        return max(map(sum, rows)) + len(rows[0]) + 2
    if _FORMULA.search(text) and "/" not in text:
        return len(text.replace(" ", ""))
    return max(map(len, re.split(r"[\s_]+", text)))


def _number_like(text: str) -> bool:
    return bool(_DECIMAL.fullmatch(text)) or bool(re.fullmatch(r"[-−]?\d[\d/.e+-]*", text))


def in_words(cell: Shown) -> bool:
    """Tell whether a right answer is a word: it agrees with the book, whatever it says."""
    if cell.kind != RIGHT or cell.text in ("", AS_DERIVED):
        return False
    try:
        return expectations(cell.text) is None
    except CellError:
        return True


def answer(cell: Shown) -> str | None:
    """Return what the page's script has to know of an answer, where it cannot read it off the cell.

    Nothing is asked where that is empty: a reader cannot type what a derivation says.
    """
    if cell.text in ("", AS_DERIVED):
        return ""
    return None if shown(cell.text) == cell.text.replace("-", "−") else cell.text


def computed(text: str, actual: str) -> str:
    """Return the number to show beside a cell that only bounds or begins it, or nothing.

    >>> computed("< 0.25", "0.104"), computed("1/4", "0.25")
    ('0.104', '')
    """
    said = any(sign in text for sign in "<>≤≥≠_±")
    return actual if said and len(actual) <= _LONGEST_ACTUAL and actual != text else ""


def _vector(text: str) -> Markup:
    """Set a number, or some with a comma between them; each stays whole where a line ends."""
    entries = text.split(", ")
    if not all(map(_number_like, entries)):
        return escape(text.replace("_", "_\u200b"))
    entries = [entry.replace("-", "−") for entry in entries]
    if len(entries) == 1:
        return Markup(entries[0])
    if len(entries) <= _LONGEST_VECTOR and len(text) < 12:
        return Markup("<span>{}</span>").format(", ".join(entries))
    return Markup(", ").join(Markup("<span>{}</span>").format(e) for e in entries)


def _matrix(text: str) -> Markup | None:
    """Return a matrix in brackets, or nothing for words with a ; between them."""
    try:
        # Of a matrix with a single row, the ; at its end tells that it is one.
        written = text.rstrip().removesuffix(";").split(";")
        rows = [[inside(entry.strip()) for entry in row.split(",")] for row in written]
    except NotAFormulaError:
        return None
    if len({len(row) for row in rows}) != 1:
        return None
    lines = "".join(
        "<mtr>" + "".join(f"<mtd>{entry}</mtd>" for entry in row) + "</mtr>" for row in rows
    )
    return Markup(f"<math><mo>[</mo><mtable>{lines}</mtable><mo>]</mo></math>")
