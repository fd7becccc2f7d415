"""A computation as a graph: values go forward, and gradients come back and add up."""

from dojo.book.colours import C1, C2, INK, MUTED
from dojo.book.figure import Figure
from dojo.book.sketch import between, number, shortened
from figures.autodiff.computations import BEND, COMPUTATIONS, RADIUS, last, nodes

SHOWN = COMPUTATIONS["diamond"]
SIZE = (440, 226)


def data(kata):
    """Return each node's value and gradient, and what comes back along each edge."""
    made, end = nodes(kata, SHOWN), last(SHOWN)
    found = kata.autodiff.gradients(made[end])
    shares = [
        [above, below, pull(found[made[above]]) * 1.0]
        for above, one in SHOWN["nodes"].items()
        for below, pull in zip(one.get("of", ()), made[above].pulls, strict=True)
    ]
    return {
        "values": {name: node.value * 1.0 for name, node in made.items()},
        "gradients": {name: found[node] * 1.0 for name, node in made.items()},
        "shares": shares,
    }


def draw(sketch, data):
    """Draw the edges with what comes back along them, and the nodes with both of their numbers."""
    places = {name: one["at"] for name, one in SHOWN["nodes"].items()}
    ways = [(above, below) for above, below, _ in data["shares"]]
    for at, (above, below, share) in enumerate(data["shares"]):
        start, end = places[below], places[above]
        # Two lines between the same nodes keep out of each other's way.
        twice = ways.count((above, below)) > 1
        side = (1 if (above, below) in ways[:at] else -1) if twice else 0
        middle = bent(start, end, BEND * side)
        said = (
            f"From {above}, whose gradient is {number(data['gradients'][above])}, "
            f"{number(share)} comes back to {below}."
        )
        first, _ = shortened(start, middle, RADIUS + 2, 0)
        _, final = shortened(middle, end, 0, RADIUS + 2)
        with sketch.part(said, "part edge", (f"g-{above}",)):
            sketch.reach(first, middle)
            sketch.reach(middle, final)
            sketch.path([first, middle], MUTED, 1.5)
            sketch.arrow(middle, final, MUTED, 1.5)
        sketch.text(middle, number(share), C2, 13)
    for name, one in SHOWN["nodes"].items():
        x, y = one["at"]
        below = [share for _, to, share in data["shares"] if to == name]
        gradient = number(data["gradients"][name])
        said = f"{name}: " + (
            f"{' + '.join(map(number, below))} = {gradient} have come back."
            if below
            else "the last node's slope by itself is 1."
        )
        with sketch.part(said, "part unit"):
            sketch.circle(one["at"], RADIUS, C1)
        sketch.text(one["at"], number(data["values"][name]), C1, 15, bold=True)
        sketch.text((x, y - RADIUS - 12), one["label"], INK, 13)
        sketch.text((x, y + RADIUS + 13), gradient, C2, 14, bold=True, name=f"g-{name}")


def bent(start, end, by):
    """Return the middle of a line, moved to its side.

    >>> bent((0, 0), (10, 0), 5)
    (5.0, 5.0)
    """
    x, y = between(start, end, 0.5)
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    return x - by * (y2 - y1) / length, y + by * (x2 - x1) / length


def words(data):
    """Say what to see, and every number."""
    caption = (
        "Forward, each node computes its value, in the circle, from its parents. Backward, each "
        "node hands its gradient (below it) to its parents, times the slope of its operation: that "
        "number stands on the line. Where several lines lead to a node, they add up: x gets "
        f"{number(data['gradients']['x'])} from three of them. On a screen, touch a line or a node."
    )
    each = "; ".join(
        f"{one['label']} has the value {number(data['values'][name])} and the gradient "
        f"{number(data['gradients'][name])}"
        for name, one in SHOWN["nodes"].items()
    )
    shares = ", ".join(
        f"{number(share)} from {above} to {below}" for above, below, share in data["shares"]
    )
    return caption, f"A graph of four nodes. {each}. The gradients that come back: {shares}."


FIGURE = Figure("a-computation", "A computation as a graph", data, draw, words, size=SIZE)
