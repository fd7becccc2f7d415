"""A ghost: what stands in the place of a figure that nothing has drawn yet."""

from dojo.book.colours import GRID, INK, MUTED
from dojo.book.layer_graph import LayerGraph
from dojo.book.sketch import Sketch

GHOST = (440.0, 150.0)


def ghost(sketch: Sketch, at: str) -> None:
    """Draw a pale frame with the function in it that will draw the figure, where it is known."""
    width, height = GHOST
    corners = [(1.0, 1.0), (width - 1, 1.0), (width - 1, height - 1), (1.0, height - 1)]
    sketch.path([*corners, corners[0]], GRID, 1.5, "5 5")
    LayerGraph(sketch, [2, 3, 1], ((32, 34), (132, 116)), 9).plain(lambda layer, unit: "")
    file, _, function = at.partition(" ")
    if function:
        sketch.text((165, 62), f"{function} draws this figure", INK, anchor="start", bold=True)
        sketch.text((165, 88), file, MUTED, anchor="start")
    else:
        sketch.text((165, 75), "This figure is not drawn yet.", MUTED, anchor="start")
