"""Squared errors as squares: each one's area is what its sample costs, and J is their mean."""

import numpy as np

from dojo.book.colours import C1, C2, INK, MUTED
from dojo.book.figure import Figure
from dojo.book.sketch import number

y, ŷ = [1.0, 2.5, 2.0, 3.5], [2.0, 3.0, 0.5, 3.5]
SIZE, UNIT, FLOOR, LEFT, GAP, ROOM = (440, 206), 46.0, 186.0, 52.0, 76.0, 30.0


def data(kata):
    """Return the answers, each sample's squared error, and the mean squared error of all."""
    pairs = zip(y, ŷ, strict=True)
    mse = kata.cost.mse
    return {
        "y": y,
        "ŷ": ŷ,
        "each": [mse(np.array([[one]]), np.array([[said]])) for one, said in pairs],
        "J": mse(np.array(y)[:, None], np.array(ŷ)[:, None]),
    }


def draw(sketch, data):
    """Draw y and ŷ of each sample, a square between them, and J as a square of its own."""
    end = LEFT + GAP * len(data["y"]) - 30
    sketch.line((LEFT - 26, FLOOR), (end, FLOOR))
    for sample, (one, said, cost) in enumerate(
        zip(data["y"], data["ŷ"], data["each"], strict=True)
    ):
        at = LEFT + GAP * sample
        top, bottom = FLOOR - UNIT * max(one, said), FLOOR - UNIT * min(one, said)
        square(sketch, (at, top), bottom - top, C2)
        sketch.line((at, top), (at, bottom), C2, 2)
        sketch.circle((at, FLOOR - UNIT * said), 7, C1)
        sketch.circle((at, FLOOR - UNIT * one), 5, INK, INK)
        if bottom - top > ROOM:
            sketch.text((at + (bottom - top) / 2 + 2, (top + bottom) / 2), number(cost), C2, 12)
        else:
            sketch.text((at + bottom - top + 10, top), number(cost), C2, 12, "start")
    side = UNIT * data["J"] ** 0.5
    square(sketch, (370, FLOOR - side), side, C2)
    sketch.text((370 + side / 2, FLOOR - side - 14), f"J = {number(data['J'])}", C2, 14, bold=True)
    sketch.text((348, FLOOR - side / 2), "→", MUTED, 18)
    sketch.circle((348, 18), 5, INK, INK)
    sketch.text((362, 18), "y, the target", INK, 12, "start")
    sketch.circle((348, 38), 7, C1)
    sketch.text((362, 38), "ŷ", C1, 12, "start")


def square(sketch, corner, side, colour):
    """Draw a tinted square from its upper left corner."""
    (left, top), right, bottom = corner, corner[0] + side, corner[1] + side
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    sketch.area(corners, colour, 0.2)
    sketch.path([*corners, corners[0]], colour, 1)


def words(data):
    """Say what to see, and each number."""
    sum_ = " + ".join(map(number, data["each"]))
    caption = (
        "Each sample’s error y − ŷ is the side of a square, and the square’s area is what the "
        f"sample costs. J is the mean of the areas: ({sum_})/{len(data['each'])} = "
        f"{number(data['J'])}. Half the error is a quarter of the cost."
    )
    each = "; ".join(
        f"y = {number(one)}, ŷ = {number(said)}, squared error {number(cost)}"
        for one, said, cost in zip(data["y"], data["ŷ"], data["each"], strict=True)
    )
    return caption, f"{len(data['y'])} samples. {each}. The mean is J = {number(data['J'])}."


FIGURE = Figure("squared-errors", "Squared errors are squares", data, draw, words, size=SIZE)
