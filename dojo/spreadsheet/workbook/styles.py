"""Styles of the workbook's cells: one for each part that a cell plays."""

from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format

Style: TypeAlias = dict[str, str | int | bool]

BLUE = "#1F3864"
GIVEN: Style = {
    "bg_color": "#FFF2CC",
    "font_color": "#1F3FBF",
    "border": 1,
    "border_color": "#D6B656",
}
COMPUTED: Style = {
    "bg_color": "#F3F3F3",
    "border": 1,
    "border_color": "#D0D0D0",
    "num_format": "0.0000",
}
# Series of a chart in turn. LibreOffice paints the first of them on top, Excel the last. So that
# equal curves are all seen in both, no two are of one width: under a narrow one the edges of a wide
# one are seen, and through a wide one, which is transparent or dashed, a narrow one.
LINES: tuple[dict[str, str | float], ...] = (
    {"color": "#1F5FBF", "width": 8, "transparency": 60},
    {"color": "#F08A24", "width": 5, "transparency": 45},
    {"color": "#1B6B3C", "width": 2.75, "dash_type": "dash"},
    {"color": "#85309B", "width": 1.25},
)
# A curve that is alone, or has nothing but points beside it, which are wider than it is.
ALONE: dict[str, str | float] = {"color": "#1F5FBF", "width": 2}
POINTS = "#F08A24"
# What is less than this is white: it differs from 0 by rounding.
LEAST = "1E-12"
OF_CASES: Style = {"num_format": "@", "border": 1, "border_color": "#D0D0D0", "locked": False}

STYLES: dict[str, Style] = {
    "title": {"bold": True, "font_size": 18, "font_color": BLUE},
    "says": {"italic": True, "font_color": "#404040"},
    "try": {"bold": True, "font_color": "#7F6000", "bg_color": "#FFF8E1", "valign": "vcenter"},
    "head": {
        "bold": True,
        "bg_color": "#DDE6F3",
        "align": "center",
        "valign": "vcenter",
        "bottom": 1,
        "bottom_color": "#8EA9DB",
        "text_wrap": True,
    },
    "label": {"bold": True, "align": "right", "indent": 1},
    "given": {"locked": False, **GIVEN},
    # A given cell that is coloured by its value: its frame says that it is given.
    "weight": {"locked": False, **GIVEN, "border": 2},
    "choice": {"locked": False, "align": "center", **GIVEN},
    "computed": COMPUTED,
    "result": COMPUTED | {"bg_color": "#E2F0D9", "border_color": "#70AD47", "bold": True},
    # Enough decimals to see J move where a weight moves by 1e-5.
    "fine": COMPUTED | {"num_format": "0.0000000000"},
    "tiny": COMPUTED | {"num_format": "0.0E+00"},
    "whole": COMPUTED | {"num_format": "0"},
    "share": COMPUTED | {"num_format": "0%"},
    # Where an activation stands in the list of them.
    "place": COMPUTED | {"num_format": '"no. "0', "font_color": "#808080"},
    "reference": {"bold": True, "font_color": BLUE, "locked": False},
    "example": OF_CASES | {"text_wrap": True, "valign": "top"},
    "asked": OF_CASES | {"text_wrap": True, "valign": "top", "bold": True, "bg_color": "#EEF3FA"},
    "plain": {"align": "left", "indent": 1},
    "paragraph": {"align": "left", "indent": 1, "text_wrap": True, "valign": "top"},
    "link": {"font_color": "#0563C1", "underline": 1},
}


def scale(*areas: str) -> dict[str, str | float]:
    """Return the colours of cells by their values: below 0 orange, above it blue, 0 itself white.

    `areas` are written with $. The deepest colours are as far below 0 as above: a scale from the
    least value to the greatest would have 0 in the deepest orange where no value is negative.
    """
    ends = ",".join(f"MAX({area}),-MIN({area})" for area in areas)
    furthest = f"MAX({ends},{LEAST})"
    return {
        "type": "3_color_scale",
        "min_type": "formula",
        "min_value": f"-{furthest}",
        "min_color": "#F4B183",
        "mid_type": "num",
        "mid_value": 0,
        "mid_color": "#FFFFFF",
        "max_type": "formula",
        "max_value": furthest,
        "max_color": "#9DC3E6",
        "multi_range": " ".join(areas),
    }


def formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    """Return {style: the workbook's format of it}."""
    return {name: workbook.add_format(style) for name, style in STYLES.items()}
