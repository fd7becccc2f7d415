"""One neuron: drawn with its numbers, and to play with: its weights turn the line z = 0."""

from pathlib import Path

import numpy as np

from derivations.networks import javascript
from derivations.rules.definitions import ACTIVATIONS
from dojo.book.colours import C1, C2, C5, MUTED
from dojo.book.figure import Figure, Toy
from dojo.book.sketch import between, number, shortened

x, W, b = [1.0, 2.0], [3.0, 4.0], 5.0


def data(kata):
    """Return the inputs, weights and bias of one neuron, its sum z, and √z as its output a."""
    given = np.array(x), np.array(W), b
    return {
        "x": x,
        "W": W,
        "b": b,
        "z": kata.neuron.weighted_sum(*given),
        "a": kata.neuron.neuron(*given, np.sqrt),
    }


def draw(sketch, data):
    """Draw the inputs on the left, the sum in the middle, and the activation on the right."""
    total, f, rim = (222, 78), (322, 78), 26
    for name, x_i, w, y, side in zip("₁₂", data["x"], data["W"], (34, 122), (-1, 1), strict=True):
        at = (44, y)
        start, end = shortened(at, total, 22, rim)
        sketch.arrow(start, end, C1, 2)
        sketch.circle(at, 22, C1)
        sketch.text(at, number(x_i), C1, 15, bold=True)
        sketch.text((10, y), f"x{name}", anchor="middle")
        middle_x, middle_y = between(start, end, 0.55)
        sketch.text((middle_x, middle_y + side * 14), f"· w{name} = {number(w)}", C2)
    sketch.arrow((222, 158), (222, 78 + rim), C5, 2)
    sketch.text((222, 170), f"+ b = {number(data['b'])}", C5)
    sketch.arrow((222 + rim, 78), (322 - rim, 78), C1, 2)
    sketch.arrow((322 + rim, 78), (388, 78), C1, 2)
    sketch.circle(total, rim)
    sketch.text(total, "Σ", size=22)
    sketch.text((272, 62), f"z = {number(data['z'])}", C1, 12)
    sketch.box((322 - rim, 78 - rim), 2 * rim, 2 * rim)
    sketch.text(f, "√z", size=17)
    sketch.text((322, 118), "f", MUTED)
    sketch.text((416, 78), f"a = {number(data['a'])}", C1, 14, bold=True)


def words(data):
    """Say what to see, and the numbers on the way."""
    products = " + ".join(
        f"{number(x_i)}·{number(w)}" for x_i, w in zip(data["x"], data["W"], strict=True)
    )
    z = f"z = {products} + {number(data['b'])} = {number(data['z'])}"
    caption = (
        f"Each input meets its own weight, the products and the bias are added up, {z}, and the "
        f"activation f makes the output of it: here f takes the root, a = {number(data['a'])}."
    )
    return caption, (
        f"A neuron with the inputs x₁ = {number(data['x'][0])} and x₂ = {number(data['x'][1])}, "
        f"the weights w₁ = {number(data['W'][0])} and w₂ = {number(data['W'][1])} and the bias "
        f"b = {number(data['b'])}. They lead to {z}, and f leads from z to "
        f"a = √z = {number(data['a'])}."
    )


FIGURES = (Figure("one-neuron", "One neuron", data, draw, words, size=(440, 184)),)


def formulas():
    """Return each activation and its slope as functions of JavaScript."""
    return "\n".join(javascript.activation(name) for name in ACTIVATIONS)


TOYS = (
    Toy(
        name="neuron",
        files=Path(__file__).with_suffix(""),
        formulas=formulas,
        values={"activations": list(ACTIVATIONS)},
    ),
)
