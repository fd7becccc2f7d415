"""Drawing as SVG for the page: small, the same at every build, coloured by the style sheet."""

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from dojo.book.colours import GRID, INK, MUTED, PAPER
from dojo.book.figure import Json
from dojo.book.svg_paths import short, short_path
from dojo.book.told import SVG, told

# In points, 72 to an inch. A phone shows a drawing at 0.8 of its size: letters stay readable.
WIDTH, SIZE = 440, 12
NO_DATE = dict.fromkeys(("Date", "Creator", "Format", "Type"))
STYLE: dict[Any, str | float | bool] = {  # Matplotlib names each key in a type of its own
    "svg.fonttype": "none",
    "svg.hashsalt": "the book",
    "font.family": "sans-serif",
    "font.size": SIZE,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titlesize": SIZE,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "lines.linewidth": 2,
    "lines.color": INK,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": SIZE - 1,
    "ytick.labelsize": SIZE - 1,
    "axes.unicode_minus": True,
    # A third of a point: no eye sees what a line leaves out.
    "path.simplify_threshold": 0.3,
    "figure.constrained_layout.use": True,
}
# Words beside a place may lie on a line: each has a little paper of its own, as on a sketch.
ON_PAPER, RIM = "on-paper", f"; stroke: {PAPER}; stroke-width: 3; paint-order: stroke"
XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_UNMOVED = re.compile(r"rotate\(-?0 [^)]*\)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)|^#([^;]+)$")
# Versions of Matplotlib write a font in one declaration, or in one for each of its properties.
_FONT = re.compile(r"font: ([^;]*?)(\d[\d.]*)px [^;]+")
_FAMILY = re.compile(r"font-family: [^;]+(?:; )?")
_MEASURES = {"points", "x", "y", "width", "height"}


def drawn(
    name: str, title: str, alternative: str, draw: Callable[[Figure, Any], None], data: Json
) -> str:
    """Return what `draw(canvas, data)` draws, with a title and a text for who cannot see it."""
    written = io.StringIO()
    with matplotlib.rc_context(STYLE):
        canvas = Figure(figsize=(WIDTH / 72, WIDTH / 72), dpi=72)
        FigureCanvasSVG(canvas)
        draw(canvas, data)
        for ax in canvas.axes:
            _leave_whole(ax)
        _lay_out(canvas)
        canvas.savefig(written, format="svg", metadata=NO_DATE)
    root = ET.fromstring(written.getvalue())
    _tidy(root, name)
    return told(root, name, title, alternative)


def _lay_out(canvas: Figure) -> None:
    """Put everything in its place; Matplotlib itself would draw all of it once more to do so."""
    if engine := canvas.get_layout_engine():
        engine.execute(canvas)
        with matplotlib.rc_context({"figure.constrained_layout.use": False}):
            canvas.set_layout_engine(None)


def _leave_whole(ax: Axes) -> None:
    """Let nothing be cut off that lies within its axes, as a grid does."""
    # What is switched off is not drawn, and need not be made.
    for line in (*ax.get_xgridlines(), *ax.get_ygridlines()) if ax.axison else ():
        line.set_clip_on(False)
    for line in ax.lines:
        x, y = np.asarray(line.get_xydata()).T
        (left, right), (low, high) = ax.get_xbound(), ax.get_ybound()
        inside = (left <= x) & (x <= right) & (low <= y) & (y <= high)
        if line.get_transform() == ax.transData and inside.all():
            line.set_clip_on(False)
    for words in ax.texts:
        if isinstance(words, Annotation):
            words.set_gid(ON_PAPER)


def _tidy(root: ET.Element, name: str) -> None:
    """Leave out what a page does not need, and make every name in it the figure's own."""
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag.rpartition("}")[2]
            is_seen = child.get("style") != "fill: none" and (tag != "path" or child.get("d"))
            if tag in ("metadata", "style") or not is_seen:
                parent.remove(child)
    for words in root.iterfind(f".//*[@id='{ON_PAPER}']/{{{SVG}}}text"):
        words.set("style", words.get("style", "") + RIM)
    used = {found for element in root.iter() for found in _referred(element)}
    renamed = {old: f"{name}-{number}" for number, old in enumerate(sorted(used))}
    for element in root.iter():
        _own(element, renamed)
    _unwrap(root)
    for key in ("width", "height"):
        root.attrib.pop(key, None)


def _unwrap(element: ET.Element) -> None:
    """Put what a group without any attribute holds in the group's place."""
    for child in list(element):
        _unwrap(child)
        if child.tag == f"{{{SVG}}}g" and not child.attrib:
            at = list(element).index(child)
            element[at : at + 1] = list(child)


def _referred(element: ET.Element) -> list[str]:
    found = (_REFERENCE.search(value) for value in element.attrib.values())
    return [match[1] or match[2] for match in found if match]


def _own(element: ET.Element, renamed: dict[str, str]) -> None:
    """Rename an element's references, round its numbers, and leave the typeface to the page."""
    if XLINK in element.attrib:
        element.set("href", element.attrib.pop(XLINK))
    for key, value in list(element.attrib.items()):
        if key == "id":
            if value in renamed:
                element.set(key, renamed[value])
            else:
                del element.attrib[key]
        elif match := _REFERENCE.search(value):
            old = match[1] or match[2]
            element.set(key, value.replace(f"#{old}", f"#{renamed[old]}"))
        elif key == "d":
            element.set(key, short_path(value))
        elif key == "transform" and _UNMOVED.fullmatch(value):
            del element.attrib[key]
        elif key == "transform":
            # A hundredth, for what is moved may be turned and scaled as well.
            element.set(key, _NUMBER.sub(lambda number: f"{float(number[0]):.2f}", value))
        elif key in _MEASURES:
            element.set(key, " ".join(_NUMBER.sub(lambda one: short(one[0]), value).split()))
        elif key == "style":
            element.set(key, _FAMILY.sub("", _FONT.sub(_typeface, value)))


def _typeface(match: re.Match[str]) -> str:
    weight = "font-weight:bold;" if "bold" in match[1] or "700" in match[1] else ""
    return f"{weight}font-size:{match[2]}px"
