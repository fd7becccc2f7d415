"""A graph to go back through, node by node, with numbers of one's own."""

from pathlib import Path

from derivations.networks import javascript
from dojo.book.figure import Toy
from figures.autodiff.computations import BEND, COMPUTATIONS, RADIUS, SIZE

FARTHEST = 100


def formulas():
    """Return the one activation of the graphs, and its slope, as functions of JavaScript."""
    return javascript.activation("sigmoid")


TOY = Toy(
    name="graph",
    files=Path(__file__).with_suffix(""),
    formulas=formulas,
    values={
        "computations": COMPUTATIONS,
        "farthest": FARTHEST,
        "size": SIZE,
        "radius": RADIUS,
        "bend": BEND,
    },
    rule="The gradient of a node is the sum over all that use it",
)
