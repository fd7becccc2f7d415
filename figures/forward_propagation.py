"""The forward pass: one sample's numbers on the graph, and a batch's shapes."""

from itertools import pairwise

import numpy as np

from dojo.book.colours import C1, C2, GRID, MUTED
from dojo.book.figure import Figure
from dojo.book.layer_graph import LayerGraph
from figures import number_graph

NETWORK = [
    ([[1.0, -1.0], [2.0, 1.0]], [0.0, -4.0], "relu"),
    ([[3.0], [10.0]], [0.5], "identity"),
]
x, WIDTHS, SAMPLES = [1.0, 2.0], [2, 3, 1], 4
SHAPES = "Every layer's z and a have one row a sample and one column a neuron"


def data(kata):
    """Return what flows through the worksheet's network."""
    return number_graph.data(kata, NETWORK, x)


def words(data):
    """Say what to see, and every number."""
    caption = (
        "The first row of the worksheet below. The bias b and the weighted sum z are above each "
        "unit, its activation is in the circle, and a weight is on each line. A dashed circle "
        "gives 0 and passes nothing on. On a screen, touch a line or a unit to see its sum."
    )
    return caption, number_graph.as_text(data)


def shapes(kata):
    """Return the shapes of X, of each layer's W and b, and of each layer's z and a."""
    network = [
        kata.forward_propagation.Layer(np.ones((d_in, d_out)), np.zeros(d_out), "sigmoid")
        for d_in, d_out in pairwise(WIDTHS)
    ]
    X = np.ones((SAMPLES, WIDTHS[0]))
    signals = kata.forward_propagation.forward(network, X)
    return {
        "X": X.shape,
        "layers": [
            {"W": layer.W.shape, "b": layer.b.shape, "z": z.shape, "a": a.shape}
            for layer, (z, a) in zip(network, signals, strict=True)
        ],
    }


def draw_shapes(sketch, data):
    """Draw the graph, and below each column of units and of lines what is kept there."""
    widths = [data["X"][1], *(one["z"][1] for one in data["layers"])]
    graph = LayerGraph(sketch, widths, ((50, 40), (390, 150)), 17)
    graph.plain(lambda layer, unit: "", MUTED)
    columns = [one[0][0] for one in graph.places]
    sketch.text((columns[0], 192), "X", C1, 15, bold=True)
    sketch.text((columns[0], 212), shape(data["X"]), C1)
    for layer, one in enumerate(data["layers"], 1):
        here, between = number_graph.SUBSCRIPTS[layer], (columns[layer - 1] + columns[layer]) / 2
        sketch.text((between, 192), f"W{here}", C2, 15, bold=True)
        sketch.text((between, 212), shape(one["W"]), C2)
        sketch.text((between, 234), f"b{here}: {shape(one['b'])}", C2)
        last = layer == len(data["layers"])
        sketch.text(
            (columns[layer], 192), f"z{here}, {'ŷ' if last else f'a{here}'}", C1, 15, bold=True
        )
        sketch.text((columns[layer], 212), shape(one["a"]), C1)
    sketch.line((20, 174), (420, 174), GRID)


def shape(lengths):
    """Write a shape.

    >>> shape([4, 3]), shape([3])
    ('4 × 3', '3')
    """
    return " × ".join(map(str, lengths))


def words_of_shapes(data):
    """Say what to see, and each shape."""
    n, d_in = data["X"]
    first = data["layers"][0]
    caption = (
        f"{n} samples through a network of {d_in} inputs, {first['z'][1]} hidden units and "
        f"{data['layers'][-1]['z'][1]} output. The signals (blue) have one row "
        "for each sample and one column for each unit. A layer’s weights (orange) have one row for "
        "each unit before and one column for each of its own: as many numbers as there are lines."
    )
    each = "; ".join(
        f"W{i} is {shape(one['W'])}, b{i} is {shape(one['b'])}, z{i} is {shape(one['z'])} and "
        f"a{i} is {shape(one['a'])}"
        for i, one in enumerate(data["layers"], 1)
    )
    return caption, f"X is {shape(data['X'])}; {each}."


FIGURES = (
    Figure(
        "forward-pass",
        "A sample on its way forward",
        data,
        number_graph.draw,
        words,
        size=number_graph.SIZE,
    ),
    Figure(
        "shapes",
        "The shapes along the way",
        shapes,
        draw_shapes,
        words_of_shapes,
        SHAPES,
        size=(440, 250),
    ),
)
