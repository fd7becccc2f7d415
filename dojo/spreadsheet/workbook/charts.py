"""Charts of the workbook: curves and columns, drawn alike by Excel and LibreOffice."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import xlsxwriter
from xlsxwriter.chart import Chart

from dojo.spreadsheet.workbook.styles import ALONE, BLUE, LINES, POINTS

# The first row and column of some cells, and the last.
Range: TypeAlias = tuple[int, int, int, int]


class Dots(NamedTuple):
    """A series drawn as dots, and measured on the right: its name, and its axis."""

    name: str
    title: str
    least: float
    most: float
    step: float


def curves(
    workbook: xlsxwriter.Workbook,
    page: str,
    series: Sequence[tuple[str, Range, Range]],
    dots: Dots | None = None,
    point: int | None = None,
) -> Chart:
    """Return a chart of lines; series are (name, x range, y range).

    The series called as the `dots` is drawn as dots, which join no jump. `point` is the place of a
    series that is one point.
    """
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight"})
    alone = len(series) == 1 or dots is not None or point is not None
    for place, (name, across, up) in enumerate(series):
        drawn: dict[str, object] = {"name": name, "values": [page, *up]}
        drawn["categories"] = [page, *across]
        is_dots = dots is not None and name == dots.name
        if is_dots or place == point:
            # A point is wider than the curve, so that it is seen whichever is painted on top.
            shape = {"type": "circle", "size": 4 if is_dots else 12}
            mark = {**shape, "fill": {"color": POINTS}, "border": {"color": POINTS}}
            drawn |= {"line": {"none": True}, "marker": mark, "y2_axis": is_dots}
        else:
            drawn |= {"line": ALONE if alone else LINES[place % len(LINES)]}
        chart.add_series(drawn)
    if dots:
        chart.set_y2_axis(
            {
                "name": dots.title,
                "min": dots.least,
                "max": dots.most,
                "major_unit": dots.step,
                "num_format": "General",
            }
        )
    return chart


def columns(
    workbook: xlsxwriter.Workbook, page: str, across: Range, series: Sequence[tuple[str, Range]]
) -> Chart:
    """Return a chart of columns; series are (name, range), named below by the cells `across`."""
    chart = workbook.add_chart({"type": "column"})
    for (name, up), line in zip(series, LINES, strict=False):
        place = {"categories": [page, *across], "values": [page, *up]}
        chart.add_series({"name": name, **place, "fill": {"color": line["color"]}})
    return chart


def finish(
    chart: Chart, title: str, x_name: str, y_name: str, count: int, size: tuple[int, int]
) -> None:
    """Give a chart its title, axes, legend and size."""
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
