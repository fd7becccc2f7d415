"""Doublings: few nodes, and twice as many paths through them with each one."""

import numpy as np

from dojo.book.colours import C1, C2, INK, MUTED
from dojo.book.figure import Figure
from dojo.book.sketch import number, shortened

TIMES, SIZE = 5, (440, 176)
LEFT, RIGHT, LEVEL, RADIUS, BEND = 34.0, 406.0, 74.0, 19.0, 26.0


def data(kata):
    """Return each node's value and gradient, and how many nodes there are after each doubling."""
    chain = [kata.autodiff.leaf(np.array(1.0))]
    for _ in range(TIMES):
        chain.append(kata.autodiff.add(chain[-1], chain[-1]))
    found = kata.autodiff.gradients(chain[-1])
    return {
        "values": [node.value * 1.0 for node in chain],
        "gradients": [found[node] * 1.0 for node in chain],
        "nodes": [len(kata.autodiff.topological_order(node)) for node in chain],
    }


def draw(sketch, data):
    """Draw the nodes in a row, with two lines from each to the next."""
    gap = (RIGHT - LEFT) / TIMES
    for at in range(TIMES):
        start, end = (LEFT + gap * at, LEVEL), (LEFT + gap * (at + 1), LEVEL)
        for bend in (-BEND, BEND):
            middle = ((start[0] + end[0]) / 2, LEVEL + bend)
            first, _ = shortened(start, middle, RADIUS, 0)
            _, final = shortened(middle, end, 0, RADIUS + 1)
            sketch.path([first, middle], MUTED, 1.5)
            sketch.arrow(middle, final, MUTED)
    for at, (value, gradient) in enumerate(zip(data["values"], data["gradients"], strict=True)):
        place = (LEFT + gap * at, LEVEL)
        sketch.circle(place, RADIUS, C1)
        sketch.text(place, number(value), C1, 14, bold=True)
        sketch.text((place[0], LEVEL + RADIUS + 18), number(gradient), C2, 14, bold=True)
    paths = number(data["values"][-1])
    said = f"{data['nodes'][-1]} nodes; {paths} paths lead from the last one to the first"
    sketch.text((220, 160), said, INK, 13)
    sketch.text((220, 16), "n ← n + n, again and again", INK, 13)


def words(data):
    """Say what to see, and each number."""
    caption = (
        f"After {TIMES} doublings there are {data['nodes'][-1]} nodes, and each has two lines to "
        f"the one before: {number(data['gradients'][0])} paths. The loop visits each node once; "
        "two shares arrive there, and their sum goes on. So the gradients (below) double from node "
        "to node, and the work does not."
    )
    each = "; ".join(
        f"value {number(value)}, gradient {number(gradient)}"
        for value, gradient in zip(data["values"], data["gradients"], strict=True)
    )
    return caption, f"{data['nodes'][-1]} nodes in a row. {each}."


FIGURE = Figure(
    "doublings",
    "Few nodes, many paths",
    data,
    draw,
    words,
    "Each node is visited once, however many paths lead to it",
    size=SIZE,
)
