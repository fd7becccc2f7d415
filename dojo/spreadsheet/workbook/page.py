"""Pages of the workbook: cells that are given, cells that are computed, and their names."""

import contextlib
import io
import math
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import sympy
import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from derivations.networks.entrywise import NAMES, spelled_out, symbol
from derivations.networks.spreadsheet import Formula
from dojo.spreadsheet.workbook import charts
from dojo.spreadsheet.workbook.charts import Range
from dojo.spreadsheet.workbook.styles import BLUE, formats, scale
from dojo.spreadsheet.workbook.widths import BOLD, PIXELS, WIDTH, height, lines_of, pixels

Symbol: TypeAlias = sympy.Symbol
Expression: TypeAlias = sympy.Expr
# A cell's symbol, and the formula that stands in the cell.
Definition: TypeAlias = tuple[Symbol, Expression]

ACTIVATION_LIST = "activations"
LARGEST = 100
# How titles of weights and of gradients begin: their cells are coloured by value.
COLOURED = ("W", "b", "k", "∂", "δ")


class Known(NamedTuple):
    """A cell that formulas may refer to: how they write it, and its value."""

    text: str
    value: float


class Book:
    """The workbook while it is being made; `bytes()` closes it."""

    def __init__(self, title: str) -> None:
        """Start an empty workbook in memory."""
        self._file = io.BytesIO()
        self.workbook = xlsxwriter.Workbook(self._file, {"in_memory": True})
        self.workbook.set_calc_mode("auto")
        self.workbook.set_properties({"title": title})
        self.styles = formats(self.workbook)
        self.network: dict[Symbol, Known] = {}
        self.pages: list[Page] = []
        self._formulas: dict[Expression, Formula] = {}

    def formula(self, expression: Expression) -> Formula:
        """Return an expression made ready, once."""
        if expression not in self._formulas:
            self._formulas[expression] = Formula(spelled_out(expression))
        return self._formulas[expression]

    def bytes(self) -> bytes:
        """Finish the pages, close the workbook, and return the file's content."""
        for page in self.pages:
            page.finish()
        self.workbook.close()
        return self._file.getvalue()


class PageOfCourse(NamedTuple):
    """A page that a course has in its workbook: its name, what it shows, and what adds it."""

    name: str
    what: str
    add: Callable[[Book], None]


class Page:
    """One sheet: a title, a sentence, what to try, and cells below."""

    def __init__(self, book: Book, name: str, says: str, tries: str, shared: bool = False) -> None:
        """Add the sheet; the names of a `shared` page's cells are known on every page."""
        self.book, self.name, self.shared = book, name, shared
        self.sheet = book.workbook.add_worksheet(name)
        self._local: dict[Symbol, Known] = book.network if shared else {}
        self.cells = ChainMap(self._local, book.network)
        self._widths: dict[int, float] = {}
        self._heads: list[tuple[int, int, str]] = []
        self._charts: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._printed: tuple[int, int] | None = None
        book.pages.append(self)
        self.text(0, 0, name, "title")
        self.sheet.write_url(0, 7, "internal:'Start'!A1", book.styles["link"], "back to the start")
        self.text(1, 0, says, "says")
        self.sheet.merge_range(2, 0, 2, 8, f"Try: {tries}", book.styles["try"])
        self.sheet.set_row(2, 20)
        self.sheet.set_tab_color(BLUE)
        self.sheet.set_footer("&L&A&RPage &P of &N")
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 1)
        self.sheet.protect("", {"format_columns": True, "format_rows": True, "objects": True})
        self.sheet.set_column(0, 60, WIDTH)

    def text(self, row: int, column: int, text: str, style: str = "plain") -> None:
        """Write words."""
        self.sheet.write_string(row, column, text, self.book.styles[style])

    def heads(self, row: int, column: int, texts: Iterable[str]) -> None:
        """Write headers, one beside the other."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, "head")
            self._heads.append((row, column + offset, text))

    def given(
        self,
        row: int,
        column: int,
        name: str,
        value: float,
        least: float = -LARGEST,
        most: float = LARGEST,
        what: str = "a number",
        style: str = "given",
    ) -> None:
        """Write a cell that a person may change, within bounds that keep every formula finite."""
        self.sheet.write_number(row, column, value, self.book.styles[style])
        self.sheet.data_validation(
            row,
            column,
            row,
            column,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": least,
                "maximum": most,
                "ignore_blank": False,
                "error_title": "Out of range",
                "error_message": f"{name} is {what} from {least} to {most}.",
            },
        )
        self._know(row, column, symbol(name), value, named=True)

    def choice(self, row: int, column: int, name: str, chosen: str) -> None:
        """Write a drop-down of the activations, and beside it the place of the chosen one."""
        self.sheet.write_string(row, column, chosen, self.book.styles["choice"])
        self.sheet.data_validation(
            row, column, row, column, {"validate": "list", "source": f"={ACTIVATION_LIST}"}
        )
        self._define(name, row, column)
        place = NAMES.index(chosen) + 1
        # Any name but an activation's leaves every sum unchanged: the identity, the first of them.
        formula = f"=IFERROR(MATCH({name},{ACTIVATION_LIST},0),1)"
        self.sheet.write_formula(row, column + 1, formula, self.book.styles["place"], place)
        self._know(row, column + 1, symbol(f"{name}_no"), place, named=True)

    def put(
        self,
        row: int,
        column: int,
        name: str | None,
        expression: Expression,
        style: str = "computed",
        named: bool = True,
    ) -> Known:
        """Write a cell's formula with its value, both from the expression; return the cell."""
        formula, known = self.book.formula(expression), self.cells
        value = formula.value({s: known[s].value for s in formula.symbols})
        text = formula.text({s: known[s].text for s in formula.symbols})
        self.sheet.write_formula(row, column, text, self.book.styles[style], value)
        if name:
            self._know(row, column, symbol(name), value, named)
        return Known(self.address(row, column), value)

    def _know(self, row: int, column: int, of: Symbol, value: float, named: bool) -> None:
        place = self.address(row, column)
        self._local[of] = Known(self._define(of.name, row, column) if named else place, value)

    def _define(self, name: str, row: int, column: int) -> str:
        prefix = "" if self.shared else f"'{self.name}'!"
        self.book.workbook.define_name(f"{prefix}{name}", f"={self.absolute(row, column)}")
        return name

    def address(self, row: int, column: int) -> str:
        """Return a cell's address on its own page."""
        address: str = xl_rowcol_to_cell(row, column)
        return address

    def absolute(self, row: int, column: int) -> str:
        """Return a cell's address as any page may write it."""
        return f"'{self.name}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def matrix(
        self,
        row: int,
        column: int,
        title: str,
        names: Sequence[Sequence[str]],
        values: Sequence[Sequence[float]] = (),
        lines: Mapping[Symbol, Expression] | None = None,
        style: str = "computed",
    ) -> int:
        """Write a matrix of cells: given `values`, or computed from `lines` {symbol: expression}.

        `names` has one list of cell names for each row. Returns the first row below it.
        """
        coloured = title.startswith(COLOURED)
        self.heads(row, column, [title, *(str(k) for k in range(1, len(names[0]) + 1))])
        for i, entries in enumerate(names):
            self.text(row + 1 + i, column, str(i + 1) if len(names) > 1 else "", "label")
            for k, name in enumerate(entries):
                at = row + 1 + i, column + 1 + k
                if lines is None:
                    kind = "weight" if coloured else "given"
                    self.given(*at, name, values[i][k], style=kind)
                else:
                    self.put(*at, name, lines[symbol(name)], style)
        if coloured:
            self.scale((row + 1, column + 1, row + len(names), column + len(names[0])))
        return row + len(names) + 2

    def scale(self, *cells: Range) -> None:
        """Colour cells by their values: the further from 0, the deeper, by one measure for all."""
        self.sheet.conditional_format(*cells[0], scale(*(xl_range_abs(*area) for area in cells)))

    def lines(self, row: int, column: int, expressions: Iterable[Definition]) -> None:
        """Write one row of a long table: (symbol, expression) pairs, each known to those after."""
        for offset, (of, expression) in enumerate(expressions):
            self.put(row, column + offset, of.name, expression, named=False)

    def row(self, row: int, column: int, expressions: Iterable[Definition]) -> None:
        """Write cells computed from what was known before this row; then their names mean them."""
        known = {}
        for offset, (of, expression) in enumerate(expressions):
            known[of] = self.put(row, column + offset, None, expression, named=False)
        self._local.update(known)

    def know(self, name: str, cell: Known) -> Symbol:
        """Give a cell one more name, and return the name's symbol."""
        self._local[symbol(name)] = cell
        return symbol(name)

    @contextlib.contextmanager
    def apart(self) -> Iterator[None]:
        """Forget after the block what its cells were called."""
        before = dict(self._local)
        yield
        self._local.clear()
        self._local.update(before)

    def chart(
        self,
        at: tuple[int, int],
        title: str,
        x_name: str,
        y_name: str,
        series: Sequence[tuple[str, Range, Range]],
        size: tuple[int, int] = (520, 300),
        dots: charts.Dots | None = None,
        point: int | None = None,
    ) -> None:
        """Place a chart of lines: series are (name, x range, y range), as rows and columns."""
        chart = charts.curves(self.book.workbook, self.name, series, dots, point)
        charts.finish(chart, title, x_name, y_name, len(series), size)
        self._place(chart, at, size)

    def columns(
        self,
        at: tuple[int, int],
        title: str,
        across: Range,
        series: Sequence[tuple[str, Range]],
        size: tuple[int, int] = (400, 240),
    ) -> None:
        """Place a chart of columns: series are (name, range), named below by the cells `across`."""
        chart = charts.columns(self.book.workbook, self.name, across, series)
        charts.finish(chart, title, "", "", len(series), size)
        self._place(chart, at, size)

    def _place(self, chart: Chart, at: tuple[int, int], size: tuple[int, int]) -> None:
        self.sheet.insert_chart(*at, chart)
        self._charts.append((at, size))

    def width(self, first: int, last: int, width: float, detail: bool = False) -> None:
        """Set the width of columns; those of a `detail` can be folded away."""
        self.sheet.set_column(first, last, width, None, {"level": 1} if detail else {})
        self._widths |= dict.fromkeys(range(first, last + 1), width)

    def prints(self, bottom: int, right: int, on_one: bool = False) -> None:
        """Print to this row and column and all charts, one page wide; `on_one` also high."""
        self._printed = bottom, right
        self.sheet.fit_to_pages(1, 1 if on_one else 0)

    def finish(self) -> None:
        """Set what depends on all that the page has: heights of rows, and what is printed."""
        heights: dict[int, int] = {}
        for row, column, text in self._heads:
            lines = lines_of(text, self._widths.get(column, WIDTH) / BOLD)
            heights[row] = max(heights.get(row, 1), lines)
        for row, lines in heights.items():
            self.sheet.set_row(row, height(lines))
        if self._printed:
            bottom, right = self._printed
            for (top, left), (wide, high) in self._charts:
                bottom = max(bottom, top + math.ceil(high / PIXELS))
                right = max(right, self._reached(left, wide))
            self.sheet.print_area(0, 0, bottom, right)

    def _reached(self, column: int, wide: int) -> int:
        """Return the column in which so many pixels end, counted from the left of a column."""
        while (wide := wide - pixels(self._widths.get(column, WIDTH))) > 0:
            column += 1
        return column
