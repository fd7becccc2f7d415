"""Steps about one neuron, a layer of them, and the straight line they are without an activation."""

import numpy as np
from pytest_bdd import then

FUNCTIONS = {
    "z": lambda z: z,
    "√z": np.sqrt,
    "z²": np.square,
    "|z|": np.abs,
    "1 − z": lambda z: 1 - z,
}


@then("the weighted sum is")
def _(sheet, kata):
    for row in sheet:
        W = row.matrix("W") if "W" in sheet else row.vector("w")
        row.answer("z?", kata.neuron.weighted_sum(row.vector("x"), W, row["b"]))


@then("the neuron's output is")
def _(sheet, kata):
    for row in sheet:
        f = FUNCTIONS[row.text("f(z)")]
        row.answer("a?", kata.neuron.neuron(row["x"], row["w"], row["b"], f))


@then("the shapes agree")
def _(sheet, kata):
    for row in sheet:
        X, W, b = (np.zeros(row.shape(f"shape of {name}")) for name in ("X", "W", "b"))
        row.answer_shape("shape of z?", kata.neuron.weighted_sum(X, W, b))


@then("the best linear fit is")
def _(sheet, kata):
    for row in sheet:
        w, b = kata.neuron.best_linear_fit(row.matrix("X"), row["y"])
        row.answer("w?", w)
        row.answer("b?", b)
