"""Steps about one neuron, and a layer of them."""

from functools import partial

import numpy as np
from pytest_bdd import then

from derivations.known_mistakes import neuron as mistakes

FUNCTIONS = {
    "z": lambda z: z,
    "√z": np.sqrt,
    "z²": np.square,
    "|z|": np.abs,
    "1 − z": lambda z: 1 - z,
}


def one_neuron_or_layer(row):
    """Read w and a number b, or W and a vector b, whichever a row has."""
    if "w" in row:
        return row.vector("w"), row.number("b")
    return row.matrix("W"), row.vector("b")


@then("the weighted sum is")
def _(sheet, kata):
    for row in sheet:
        given = row.vector("x"), *one_neuron_or_layer(row)
        answered = kata.neuron.weighted_sum(*given)
        row.answer("z?", answered, mistakes=partial(mistakes.of_weighted_sum, *given))


@then("the neuron's output is")
def _(sheet, kata):
    for row in sheet:
        f = FUNCTIONS[row.text("f(z)")]
        given = row.vector("x"), row.vector("w"), row.number("b"), f
        row.answer("a?", kata.neuron.neuron(*given), mistakes=partial(mistakes.of_neuron, *given))


@then("the shapes agree")
def _(sheet, kata):
    for row in sheet:
        X, W, b = (np.zeros(row.shape(f"shape of {name}")) for name in ("X", "W", "b"))
        b = b if b.shape else 0.0
        row.answer_shape("shape of z?", kata.neuron.weighted_sum(X, W, b))
