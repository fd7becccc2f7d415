"""A ghost: what stands in the place of a figure that nothing has drawn yet."""

from dojo.book.colours import GRID, INK, MUTED
from dojo.book.layer_graph import LayerGraph
from dojo.book.sketch import SIZE, Sketch

GHOST, LEFT = (440.0, 150.0), 165.0
# How wide a bold letter is, measured by the letters' size.
LETTER = 0.68


def fitting(words: str) -> float:
    """Return the size at which words fit beside the graph, as large as other words or less.

    >>> fitting("short"), round(fitting("a very long name" * 4), 1)
    (13, 6.1)
    """
    return min(SIZE, (GHOST[0] - LEFT - 10) / (LETTER * max(1, len(words))))


def ghost(sketch: Sketch, at: str) -> None:
    """Draw a pale frame with the function in it that will draw the figure, where it is known."""
    width, height = GHOST
    corners = [(1.0, 1.0), (width - 1, 1.0), (width - 1, height - 1), (1.0, height - 1)]
    sketch.path([*corners, corners[0]], GRID, 1.5, "5 5")
    LayerGraph(sketch, [2, 3, 1], ((32, 34), (132, 116)), 9).plain(lambda layer, unit: "")
    file, _, function = at.partition(" ")
    if function:
        said = f"{function} draws this figure"
        sketch.text((LEFT, 62), said, INK, fitting(said), "start", bold=True)
        sketch.text((LEFT, 88), file, MUTED, fitting(file), "start")
    else:
        sketch.text((LEFT, 75), "This figure is not drawn yet.", MUTED, anchor="start")
