"""A sheet to draw by hand on, in the page's colours, for figures that no plotting library draws.

Its unit is a point of `svg.WIDTH`, so letters are as large as in the plots beside it.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import hypot

from dojo.book.colours import GRID, INK, MUTED, PAPER

Point = tuple[float, float]
SIZE, HEAD = 13, 7.0


class Sketch:
    """A drawing of a width and a height; every method adds one thing on top of the others."""

    def __init__(self, width: float, height: float) -> None:
        """Take the size of an empty sheet."""
        self.root = ET.Element("svg", viewBox=f"0 0 {_short(width)} {_short(height)}")
        self._open = self.root

    def line(
        self, start: Point, end: Point, colour: str = MUTED, width: float = 1.5, dash: str = ""
    ) -> None:
        """Draw a straight line; `dash` is as in SVG, such as "4 3"."""
        self.path([start, end], colour, width, dash)

    def path(
        self, points: Iterable[Point], colour: str = INK, width: float = 2, dash: str = ""
    ) -> None:
        """Draw a line through points."""
        style = f"fill: none; stroke: {colour}; stroke-width: {width:g}"
        style += f"; stroke-dasharray: {dash}" if dash else ""
        self._add("path", style, d=_through(points))

    def area(self, points: Iterable[Point], colour: str, opacity: float = 1) -> None:
        """Fill what is within points."""
        self._add("path", f"fill: {colour}; fill-opacity: {opacity:g}", d=f"{_through(points)}Z")

    def arrow(self, start: Point, end: Point, colour: str = MUTED, width: float = 1.5) -> None:
        """Draw a line with a head at its end.

        >>> sketch = Sketch(100, 100)
        >>> sketch.arrow((0, 0), (20, 0))
        >>> [part.get("d") for part in sketch.root]
        ['M0 0L13 0', 'M20 0L13 -3.5L13 3.5Z']
        """
        (x1, y1), (x2, y2) = start, end
        length = hypot(x2 - x1, y2 - y1) or 1
        dx, dy = (x2 - x1) / length * HEAD, (y2 - y1) / length * HEAD
        neck = (x2 - dx, y2 - dy)
        self.path([start, neck], colour, width)
        sides = [(neck[0] + turn * -dy / 2, neck[1] + turn * dx / 2) for turn in (-1, 1)]
        self.area([end, *sides], colour)

    def circle(
        self,
        centre: Point,
        radius: float,
        colour: str = INK,
        fill: str = PAPER,
        edge: float = 1.8,
        dash: str = "",
    ) -> None:
        """Draw a circle; `edge` is how wide its edge is."""
        style = f"fill: {fill}; stroke: {colour}; stroke-width: {edge:g}"
        style += f"; stroke-dasharray: {dash}" if dash else ""
        self._add("circle", style, cx=_short(centre[0]), cy=_short(centre[1]), r=_short(radius))

    def box(self, corner: Point, width: float, height: float, colour: str = INK) -> None:
        """Draw a box with rounded corners, from its upper left one."""
        x, y = map(_short, corner)
        style = f"fill: {PAPER}; stroke: {colour}; stroke-width: 1.8"
        self._add("rect", style, x=x, y=y, width=_short(width), height=_short(height), rx="6")

    def text(
        self,
        at: Point,
        words: str,
        colour: str = INK,
        size: float = SIZE,
        anchor: str = "middle",
        bold: bool = False,
        name: str = "",
    ) -> None:
        """Write words, the middle of their height at a point, on a little paper of their own.

        A part that is asked lights up the words whose `name` it uses.
        """
        style = f"fill: {colour}; font-size: {size:g}px"
        style += f"; text-anchor: {anchor}; stroke: {PAPER}; stroke-width: 4; paint-order: stroke"
        style += "; font-weight: bold" if bold else ""
        x, y = at
        named = {"data-number": name} if name else {}
        self._add("text", style, x=_short(x), y=_short(y + size * 0.35), **named).text = words

    @contextmanager
    def part(self, said: str, kind: str = "part", uses: Iterable[str] = ()) -> Iterator[None]:
        """Make what is drawn within one part that a reader can ask: it answers `said`.

        `uses` are the names of the words that its answer is made of.
        """
        outside = self._open
        told = {"class": kind, "data-said": said, "data-uses": " ".join(uses)}
        self._open = ET.SubElement(outside, "g", told)
        try:
            yield
        finally:
            self._open = outside

    def reach(self, start: Point, end: Point, width: float = 18) -> None:
        """Let a finger or pointer take hold of a line that is thinner than a finger."""
        style = f"fill: none; stroke: {GRID}; stroke-opacity: 0; stroke-width: {width:g}"
        self._add("path", style, d=_through([start, end])).set("class", "reach")

    def _add(self, tag: str, style: str, **attributes: str) -> ET.Element:
        return ET.SubElement(self._open, tag, {"style": style, **attributes})


def _short(number: float) -> str:
    """Write a number with two decimals at most.

    >>> _short(2.0), _short(1 / 3), _short(-0.001)
    ('2', '0.33', '0')
    """
    return f"{round(number, 2) + 0:g}"


def _through(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in points)


def spread(count: int, low: float, high: float) -> list[float]:
    """Return places for so many things in a row; one alone stands in the middle.

    >>> spread(3, 0, 10), spread(1, 0, 10)
    ([0.0, 5.0, 10.0], [5.0])
    """
    if count == 1:
        return [(low + high) / 2]
    return [low + (high - low) * place / (count - 1) for place in range(count)]


def between(start: Point, end: Point, share: float) -> Point:
    """Return the point that is at a share of the way.

    >>> between((0, 0), (10, 20), 0.5)
    (5.0, 10.0)
    """
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def shortened(start: Point, end: Point, first: float, last: float) -> tuple[Point, Point]:
    """Return a line without so much of it at its start and at its end.

    >>> shortened((0, 0), (10, 0), 2, 3)
    ((2.0, 0.0), (7.0, 0.0))
    """
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1
    return between(start, end, first / length), between(start, end, 1 - last / length)


def number(value: float) -> str:
    """Write a number for a drawing: three digits, with a real minus sign.

    >>> number(-18.0), number(0.75852), number(1 / 1024)
    ('−18', '0.759', '0.000977')
    """
    return f"{value + 0:.3g}".replace("-", "−")
