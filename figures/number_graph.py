"""A network with one sample's numbers on it: forward in one colour, back in another.

A part that is asked says how its number comes about: the unit from what came in, the gradient of
an edge from its input and the δ at its end.
"""

import numpy as np

from dojo.book.colours import C1, C2, INK, MUTED
from dojo.book.layer_graph import LayerGraph
from dojo.book.sketch import between, number

SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
GRADIENT = 0.68
CORNERS, UNIT = ((36.0, 54.0), (398.0, 242.0)), 21.0
SIZE = (440.0, 358.0)


def data(kata, network, x, y=None, cost="mse"):
    """Return what flows through a network of lists for one sample, and back if it has a target."""
    layer = kata.forward_propagation.Layer
    layers = [layer(np.array(W), np.array(b), f) for W, b, f in network]
    X = np.array([x])
    signals = kata.forward_propagation.forward(layers, X)
    found = {
        "x": x,
        "layers": [
            {"W": W, "b": b, "f": f, "z": z[0], "a": a[0]}
            for (W, b, f), (z, a) in zip(network, signals, strict=True)
        ],
    }
    if y is not None:
        gradients = kata.backpropagation.backpropagate(layers, X, np.array([y]), cost)
        found |= {"y": y, "cost": cost}
        Y, ŷ = np.array([y]), signals[-1][1]
        found["J"] = kata.cost[cost](Y, ŷ)
        found["∂J/∂ŷ"] = kata.cost[f"{cost}_prime"](Y, ŷ)[0]
        for one, (dW, db) in zip(found["layers"], gradients, strict=True):
            # With one sample ∂J/∂b is δ itself.
            one |= {
                "dW": dW,
                "δ": db,
                "f′": kata.activations[f"{one['f']}_prime"](np.array(one["z"])),
            }
    return found


def draw(sketch, data, proved=False):
    """Draw the inputs, each layer's units with z, a and δ, and each weight on its edge.

    `proved` tells whether input × δ is proved to be the gradient of a weight.
    """
    layers = data["layers"]
    widths = [len(data["x"]), *(len(one["z"]) for one in layers)]
    # A gradient made of a wrong δ is not proved, whatever it was multiplied with.
    units = [(at, unit) for at in range(1, len(widths)) for unit in range(widths[at])]
    proved = proved and not any("✗" in told_of_unit(data, *each) for each in units)
    graph = LayerGraph(sketch, widths, CORNERS, UNIT)
    for edge in graph.edges():
        one = layers[edge.layer - 1]
        w = one["W"][edge.above][edge.unit]
        silent = "δ" in one and one["dW"][edge.above][edge.unit] == 0
        dash = "3 4" if silent else ""
        uses = f"a{edge.layer - 1}-{edge.above}", f"δ{edge.layer}-{edge.unit}"
        graph.edge(edge, number(w), MUTED, of_edge(data, edge, proved), dash, uses)
        if "δ" in one:
            at = between(*graph.line(edge), GRADIENT)
            name = f"W{edge.layer}-{edge.above}-{edge.unit}"
            sketch.text(at, number(one["dW"][edge.above][edge.unit]), C2, 11, name=name)
    for unit, x in enumerate(data["x"]):
        graph.unit(0, unit, "", C1)
        at = graph.places[0][unit]
        sketch.text(at, number(x), C1, name=f"a0-{unit}")
        sketch.text((at[0], at[1] - UNIT - 11), f"x{SUBSCRIPTS[unit + 1]}", INK)
    for layer, unit in units:
        of_unit(sketch, graph, data, layer, unit)
    x, y = graph.places[-1][-1]
    if "J" in data:
        sketch.text((x, y + 74), f"y = {number(data['y'][0])}", INK)
        squared = "(y − ŷ)² = " if data["cost"] == "mse" and len(data["y"]) == 1 else ""
        at = (x + 34, y + 94) if squared else (x, y + 94)
        said = f"J = {squared}{number(data['J'])}"
        sketch.text(at, said, INK, anchor="end" if squared else "middle", name="J")
    key(sketch, data)


def key(sketch, data):
    """Say what the colours and letters mean."""
    last, back = len(data["layers"]), "J" in data
    answers = [
        f"{'ŷ' if at == last else 'a'} = {answer(one['f'])}"
        for at, one in enumerate(data["layers"], 1)
    ]
    sketch.arrow((12, 292), (40, 292), C1)
    forward = f"forward: z = input·W + b; inside, {', '.join(dict.fromkeys(answers))}"
    sketch.text((46, 292), forward, C1, 12, "start")
    sketch.line((12, 312), (40, 312), MUTED)
    sketch.text((46, 312), "on a line, near its left end: its weight W", MUTED, 12, "start")
    if back:
        sketch.arrow((40, 332), (12, 332), C2)
        sketch.text((46, 332), "back: δ = ∂J/∂z below the circle, and on a line,", C2, 12, "start")
        said = "near its right end, ∂J/∂W = input × δ: what its two ends hold"
        sketch.text((46, 348), said, C2, 12, "start")


def answer(activation):
    """Write what a unit makes of z.

    >>> answer("leaky_relu"), answer("identity")
    ('leaky relu(z)', 'z')
    """
    return "z" if activation == "identity" else f"{activation.replace('_', ' ')}(z)"


def of_unit(sketch, graph, data, layer, unit):
    """Draw a unit with its z above, its a within and its δ below."""
    one = data["layers"][layer - 1]
    x, y = graph.places[layer][unit]
    before = [f"a{layer - 1}-{above}" for above in range(len(one["W"]))]
    after = data["layers"][layer]["W"][unit] if layer < len(data["layers"]) else []
    back = [f"δ{layer + 1}-{above}" for above in range(len(after))]
    uses = [*before, f"b{layer}-{unit}", *back]
    with sketch.part(told_of_unit(data, layer, unit), "part unit", uses):
        graph.unit(layer, unit, "", C1, "3 3" if one["a"][unit] == 0 else "")
        sketch.text((x, y), number(one["a"][unit]), C1, 14, bold=True, name=f"a{layer}-{unit}")
        named = f"{layer}-{unit}"
        sketch.text(
            (x, y - UNIT - 24), f"b = {number(one['b'][unit])}", MUTED, 12, name=f"b{named}"
        )
        sketch.text((x, y - UNIT - 9), f"z = {number(one['z'][unit])}", C1, 12, name=f"z{named}")
        if "δ" in one:
            said = f"δ = {number(one['δ'][unit])}"
            at = (x, y + UNIT + 10)
            sketch.text(at, said, C2, 12, bold=True, name=f"δ{layer}-{unit}")


def came_in(data, layer):
    """Return what a layer gets: the numbers, and their letter."""
    if layer == 1:
        return data["x"], "x"
    return data["layers"][layer - 2]["a"], f"a{SUBSCRIPTS[layer - 1]}"


def named(data, layer):
    """Return the letter of a layer's output."""
    return "ŷ" if layer == len(data["layers"]) else f"a{SUBSCRIPTS[layer]}"


def factor(value):
    """Write a number as a factor, in brackets where it is negative.

    >>> factor(2.0), factor(-3.0)
    ('2', '(−3)')
    """
    return number(value) if value >= 0 else f"({number(value)})"


def told_of_unit(data, layer, unit):
    """Say how a unit's z, a and δ come about."""
    one, (inputs, _) = data["layers"][layer - 1], came_in(data, layer)
    here = SUBSCRIPTS[layer]
    terms = " + ".join(
        f"{factor(a)}·{factor(row[unit])}" for a, row in zip(inputs, one["W"], strict=True)
    )
    z, a = number(one["z"][unit]), number(one["a"][unit])
    said = f"Layer {layer}, unit {unit + 1}: z{here} = {terms} + {factor(one['b'][unit])} = {z}, "
    said += f"{named(data, layer)} = {one['f'].replace('_', ' ')}({z}) = {a}."
    if "δ" in one:
        said += f" Back: {told_of_δ(data, layer, unit)}."
    return said


def told_of_δ(data, layer, unit):
    """Say how a unit's δ comes about: what comes back to it, times its slope f′(z)."""
    one, here = data["layers"][layer - 1], SUBSCRIPTS[layer]
    δ, slope = one["δ"][unit], one["f′"][unit]
    if layer == len(data["layers"]):
        came = data["∂J/∂ŷ"][unit]
        said = f"δ{here} = ∂J/∂ŷ · f′(z{here}) = {factor(came)}·{factor(slope)}"
    else:
        after, above = data["layers"][layer], SUBSCRIPTS[layer + 1]
        pairs = list(zip(after["δ"], after["W"][unit], strict=True))
        came = sum(each * w for each, w in pairs)
        terms = " + ".join(f"{factor(each)}·{factor(w)}" for each, w in pairs)
        terms = f"({terms})" if len(pairs) > 1 else terms
        said = f"δ{here} = δ{above}·W{above} · f′(z{here}) = {terms}·{factor(slope)}"
    return agreed(f"{said} = {number(came * slope)}", came * slope, δ, f"∂J/∂b{here}")


def agreed(said, value, answer, name):
    """End an equation with what the code answers, marked where that is not its value."""
    if np.isclose(value, answer, rtol=1e-9, atol=1e-12):
        return f"{said} = {name}"
    return f"{said}, but the code answers {name} = {number(answer)} ✗"


def of_edge(data, edge, proved):
    """Say what a weight does forward and, where there is a δ, its gradient as input × δ."""
    one, (inputs, letter) = data["layers"][edge.layer - 1], came_in(data, edge.layer)
    layer, unit, above = SUBSCRIPTS[edge.layer], edge.unit + 1, edge.above + 1
    source = (
        f"x{SUBSCRIPTS[above]}" if edge.layer == 1 else f"unit {above} of layer {edge.layer - 1}"
    )
    came, w = inputs[edge.above], one["W"][edge.above][edge.unit]
    said = f"W{layer} from {source} to unit {unit}: "
    if "δ" not in one:
        return f"{said}{factor(came)}·{factor(w)} = {number(came * w)} goes into z{layer}."
    δ, gradient = one["δ"][edge.unit], one["dW"][edge.above][edge.unit]
    said += f"input × δ = {letter} × δ{layer} = {factor(came)} × {factor(δ)} = {number(came * δ)}"
    said = agreed(said, came * δ, gradient, f"∂J/∂W{layer}")
    return f"{said}, proved." if proved and "✗" not in said else f"{said}."


def as_text(data):
    """Tell all numbers, layer by layer, for who cannot see them."""
    lines = [f"The inputs are {listed(data['x'])}"]
    for layer, one in enumerate(data["layers"], 1):
        here = SUBSCRIPTS[layer]
        lines.append(
            f"layer {layer} has the weights {matrix(one['W'])} and the biases {listed(one['b'])}; "
            f"z{here} = {listed(one['z'])} and {named(data, layer)} = {listed(one['a'])}"
        )
    if "J" in data:
        lines.append(f"the target is {listed(data['y'])}, so that J = {number(data['J'])}")
        for layer in range(len(data["layers"]), 0, -1):
            one, here = data["layers"][layer - 1], SUBSCRIPTS[layer]
            lines.append(
                f"δ{here} = {listed(one['δ'])}, which gives ∂J/∂W{here} = {matrix(one['dW'])}"
            )
    return "; ".join(lines) + "."


def listed(values):
    """Write numbers in a row.

    >>> listed([1.0, -2.0])
    '1, −2'
    """
    return ", ".join(map(number, values))


def matrix(rows):
    """Write a matrix row after row.

    >>> matrix([[1.0, 2.0], [3.0, 4.0]])
    '1, 2; 3, 4'
    """
    return "; ".join(map(listed, rows))
