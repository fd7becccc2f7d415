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
# Series of a chart in turn: wide ones below, narrow ones above, so that equal curves are both seen.
LINES: tuple[dict[str, str | float], ...] = (
    {"color": "#1F5FBF", "width": 4.5},
    {"color": "#F0A35E", "width": 4.5},
    {"color": "#1B6B3C", "width": 1.75, "dash_type": "dash"},
    {"color": "#85309B", "width": 1.75, "dash_type": "round_dot"},
)
# Below zero orange, above it blue; zero itself is white.
SCALE: dict[str, str | float] = {
    "type": "3_color_scale",
    "min_color": "#F4B183",
    "mid_color": "#FFFFFF",
    "mid_type": "num",
    "mid_value": 0,
    "max_color": "#9DC3E6",
}
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
    "example": OF_CASES,
    "asked": OF_CASES | {"bold": True, "bg_color": "#EEF3FA"},
    "plain": {"align": "left", "indent": 1},
    "paragraph": {"align": "left", "indent": 1, "text_wrap": True, "valign": "top"},
    "link": {"font_color": "#0563C1", "underline": 1},
}


def formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    """Return {style: the workbook's format of it}."""
    return {name: workbook.add_format(style) for name, style in STYLES.items()}
