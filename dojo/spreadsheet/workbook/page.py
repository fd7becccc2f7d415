"""Pages of the workbook: cells that are given, cells that are computed, and their names."""

import contextlib
import io
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import sympy
import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_rowcol_to_cell

from derivations.networks.entrywise import NAMES, spelled_out, symbol
from derivations.networks.spreadsheet import Formula
from dojo.spreadsheet.workbook.styles import BLUE, LINES, SCALE, formats

Symbol: TypeAlias = sympy.Symbol
Expression: TypeAlias = sympy.Expr
# A cell's symbol, and the formula that stands in the cell.
Definition: TypeAlias = tuple[Symbol, Expression]
# The first row and column of some cells, and the last.
Range: TypeAlias = tuple[int, int, int, int]

ACTIVATION_LIST = "activations"
LARGEST = 100


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
        self._formulas: dict[Expression, Formula] = {}

    def formula(self, expression: Expression) -> Formula:
        """Return an expression made ready, once."""
        if expression not in self._formulas:
            self._formulas[expression] = Formula(spelled_out(expression))
        return self._formulas[expression]

    def bytes(self) -> bytes:
        """Close the workbook and return the file's content."""
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
        self.text(0, 0, name, "title")
        self.sheet.write_url(0, 8, "internal:'Start'!A1", book.styles["link"], "back to the start")
        self.text(1, 0, says, "says")
        self.sheet.merge_range(2, 0, 2, 8, f"Try: {tries}", book.styles["try"])
        self.sheet.set_row(2, 20)
        self.sheet.set_tab_color(BLUE)
        self.sheet.set_footer("&L&A&RPage &P of &N")
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.protect("", {"format_columns": True, "format_rows": True, "objects": True})
        self.sheet.set_column(0, 60, 11)

    def text(self, row: int, column: int, text: str, style: str = "plain") -> None:
        """Write words."""
        self.sheet.write_string(row, column, text, self.book.styles[style])

    def heads(self, row: int, column: int, texts: Iterable[str]) -> None:
        """Write headers, one beside the other."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, "head")

    def given(
        self,
        row: int,
        column: int,
        name: str,
        value: float,
        least: float = -LARGEST,
        most: float = LARGEST,
        what: str = "a number",
    ) -> None:
        """Write a cell that a person may change, within bounds that keep every formula finite."""
        self.sheet.write_number(row, column, value, self.book.styles["given"])
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
        self.heads(row, column, [title, *(str(k) for k in range(1, len(names[0]) + 1))])
        for i, entries in enumerate(names):
            self.text(row + 1 + i, column, str(i + 1) if len(names) > 1 else "", "label")
            for k, name in enumerate(entries):
                at = row + 1 + i, column + 1 + k
                if lines is None:
                    self.given(*at, name, values[i][k])
                else:
                    self.put(*at, name, lines[symbol(name)], style)
        if title[0] in "∂δ":
            self.scale((row + 1, column + 1, row + len(names), column + len(names[0])))
        return row + len(names) + 2

    def scale(self, cells: Range) -> None:
        """Colour cells by their values: the further from 0, the deeper."""
        self.sheet.conditional_format(*cells, SCALE)

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
        dots: tuple[str, float, float] | None = None,
        point: int | None = None,
    ) -> None:
        """Place a chart of lines: series are (name, x range, y range), as rows and columns.

        `dots` is (name, least, most): the series of that name is drawn as dots, which join no jump,
        and measured on the right, from least to most. `point` is the place of a series that is one
        point.
        """
        chart = self.book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
        for place, (name, across, up) in enumerate(series):
            drawn: dict[str, object] = {"name": name, "values": [self.name, *up]}
            drawn["categories"] = [self.name, *across]
            line = LINES[place % len(LINES)] if len(series) > 1 else {"width": 2}
            is_dots = bool(dots and name == dots[0])
            if is_dots or place == point:
                colour = {"color": LINES[1]["color"]}
                shape = {"type": "circle", "size": 4 if is_dots else 10}
                mark = {**shape, "fill": colour, "border": colour}
                drawn |= {"line": {"none": True}, "marker": mark, "y2_axis": is_dots}
            else:
                drawn |= {"line": line}
            chart.add_series(drawn)
        self._finish(chart, at, title, x_name, y_name, len(series), size)
        if dots:
            least, most = dots[1:]
            chart.set_y2_axis({"min": least, "max": most, "num_format": "General"})

    def columns(
        self,
        at: tuple[int, int],
        title: str,
        across: Range,
        series: Sequence[tuple[str, Range]],
        size: tuple[int, int] = (400, 240),
    ) -> None:
        """Place a chart of columns: series are (name, range), named below by the cells `across`."""
        chart = self.book.workbook.add_chart({"type": "column"})
        for (name, up), line in zip(series, LINES, strict=False):
            place = {"categories": [self.name, *across], "values": [self.name, *up]}
            chart.add_series({"name": name, **place, "fill": {"color": line["color"]}})
        self._finish(chart, at, title, "", "", len(series), size)

    def _finish(
        self,
        chart: Chart,
        at: tuple[int, int],
        title: str,
        x_name: str,
        y_name: str,
        count: int,
        size: tuple[int, int],
    ) -> None:
        """Give a chart its title, axes and legend, and place it."""
        chart.set_title({"name": title, "name_font": {"size": 11, "color": BLUE}, "overlay": False})
        chart.set_x_axis({"name": x_name, "label_position": "low", "num_format": "General"})
        chart.set_y_axis(
            {
                "name": y_name,
                "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}},
                "label_position": "low",
                "num_format": "General",
            }
        )
        chart.set_legend({"position": "bottom"} if count > 1 else {"none": True})
        chart.set_size({"width": size[0], "height": size[1]})
        self.sheet.insert_chart(*at, chart)
