"""A network as a graph: a column of units for each layer, and a line for each weight."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dojo.book.colours import GRID, INK, MUTED
from dojo.book.sketch import Point, Sketch, between, shortened, spread

RADIUS, LABEL = 19.0, 0.19


class Edge(NamedTuple):
    """A weight: from a unit of the layer before to a unit of this one, all counted from 0."""

    layer: int
    above: int
    unit: int


class LayerGraph:
    """A layer graph within a box of a sketch; layer 0 are the inputs."""

    def __init__(
        self,
        sketch: Sketch,
        widths: list[int],
        corners: tuple[Point, Point],
        radius: float = RADIUS,
    ) -> None:
        """Lay the units out between the centres of the first and the last."""
        (left, top), (right, bottom) = corners
        self.sketch, self.widths, self.radius = sketch, widths, radius
        most = max(widths)
        gap = (bottom - top) / max(1, most - 1)
        middle = (top + bottom) / 2
        self.places = [
            [
                (x, y)
                for y in spread(
                    width, middle - gap * (width - 1) / 2, middle + gap * (width - 1) / 2
                )
            ]
            for x, width in zip(spread(len(widths), left, right), widths, strict=True)
        ]

    def edges(self) -> Iterator[Edge]:
        """Yield every weight."""
        for layer in range(1, len(self.widths)):
            for above in range(self.widths[layer - 1]):
                for unit in range(self.widths[layer]):
                    yield Edge(layer, above, unit)

    def line(self, edge: Edge) -> tuple[Point, Point]:
        """Return where an edge begins and ends: at the rims of its units."""
        start = self.places[edge.layer - 1][edge.above]
        end = self.places[edge.layer][edge.unit]
        return shortened(start, end, self.radius, self.radius)

    def edge(
        self,
        edge: Edge,
        label: str = "",
        colour: str = MUTED,
        said: str = "",
        dash: str = "",
        uses: tuple[str, ...] = (),
    ) -> None:
        """Draw a weight with its label; with `said` a reader can ask it, and sees what it uses."""
        start, end = self.line(edge)
        if not said:
            self.sketch.line(start, end, colour, dash=dash)
        else:
            with self.sketch.part(said, "part edge", uses):
                self.sketch.reach(start, end)
                self.sketch.line(start, end, colour, dash=dash)
        if label:
            # Lines that leave a unit have not crossed those of its neighbours yet.
            self.sketch.text(between(start, end, LABEL), label, MUTED, 12)

    def unit(
        self, layer: int, unit: int, inside: str = "", colour: str = INK, dash: str = ""
    ) -> None:
        """Draw a unit with what stands in it."""
        at = self.places[layer][unit]
        self.sketch.circle(at, self.radius, colour, dash=dash)
        if inside:
            self.sketch.text(at, inside, colour)

    def plain(self, inside: Callable[[int, int], str], edge: str = GRID) -> None:
        """Draw all of it: thin lines, and in each unit what `inside(layer, unit)` says."""
        for each in self.edges():
            self.edge(each, colour=edge)
        for layer, width in enumerate(self.widths):
            for unit in range(width):
                self.unit(layer, unit, inside(layer, unit))
