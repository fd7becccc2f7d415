"""Steps about stacks of layers, with and without an activation in between, linear fits, and XOR."""

from functools import partial
from itertools import pairwise

import numpy as np
from pytest_bdd import then

from derivations.known_mistakes import nonlinearity as mistakes

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])
SIDE_BY_SIDE = 50
CURVES = {"x²": np.square, "|2x − 1|": lambda x: np.abs(2 * x - 1)}
# What NumPy calls the kinds of an array's entries.
KINDS = {"i": "integers", "u": "integers", "f": "decimals", "b": "True and False"}


def stack(row):
    """Read the layers W1, b1, W2, b2, … of a row, however many it has."""
    count = sum(f"W{i}" in row for i in range(1, 10))
    return [(row.matrix(f"W{i}"), row.vector(f"b{i}")) for i in range(1, count + 1)]


def through(kata, layers, x, activation="identity"):
    """Send x through the layers, with the activation after every layer but the last."""
    for W, b in layers[:-1]:
        x = kata.neuron.neuron(x, W, b, kata.activations[activation])
    return kata.neuron.weighted_sum(x, *layers[-1])


def side_by_side(W1, b1, W2, b2):
    """Return two layers that are several networks of one output each, side by side.

    W1 is (nets, d, h), b1 (nets, 1, h), W2 (nets, h, 1), b2 (nets, 1, 1). Between two networks the
    weights are 0.
    """
    nets, d, h = W1.shape
    W = np.zeros((nets, h, nets))
    W[np.arange(nets), :, np.arange(nets)] = W2[:, :, 0]
    first = W1.transpose(1, 0, 2).reshape(d, nets * h), b1.reshape(nets * h)
    return [first, (W.reshape(nets * h, nets), b2.reshape(nets))]


@then("the stack equals the single layer")
def _(sheet, kata):
    for row in sheet:
        layers = stack(row)
        for name, value in zip("Wb", kata.nonlinearity.collapse(layers), strict=True):
            row.answer(f"{name}?", value, mistakes=partial(mistakes.of_collapse, name, layers))


@then("the single layer of these stacks has the shapes")
def _(sheet, kata):
    for row in sheet:
        widths = row.shape("widths")
        layers = [(np.zeros((d_in, d_out)), np.zeros(d_out)) for d_in, d_out in pairwise(widths)]
        for name, value in zip("Wb", kata.nonlinearity.collapse(layers), strict=True):
            row.answer_shape(f"shape of {name}?", value)


@then("the stack and its single layer answer")
def _(sheet, kata):
    for row in sheet:
        layers, x = stack(row), row.matrix("x")
        row.answer("z of the stack?", through(kata, layers, x))
        single = kata.nonlinearity.collapse(layers)
        row.answer("z of the single layer?", kata.neuron.weighted_sum(x, *single))


@then("the decisions are")
def _(sheet, kata):
    ŷ = sheet["ŷ"]
    sheet.answer("class?", kata.nonlinearity.decide(ŷ), mistakes=partial(mistakes.of_decision, ŷ))


@then("the decisions come as")
def _(sheet, kata):
    for row in sheet:
        classes = kata.nonlinearity.decide(row["ŷ"])
        row.answer("class?", classes)
        kind = KINDS.get(np.asarray(classes).dtype.kind, "no numbers")
        row.answer("of the kind?", kind, mistakes=mistakes.of_kind)
        row.answer_shape("of the shape?", classes)


@then("the best linear fit has the shapes")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(0)
        X, y = (rng.normal(size=row.shape(f"shape of {name}")) for name in ("X", "y"))
        for name, value in zip("wb", kata.nonlinearity.best_linear_fit(X, y), strict=True):
            row.answer_shape(f"shape of {name}?", value)


@then("the best linear fit is")
def _(sheet, kata):
    for row in sheet:
        given = row.matrix("X"), row["y"]
        for name, value in zip("wb", kata.nonlinearity.best_linear_fit(*given), strict=True):
            row.answer(f"{name}?", value, mistakes=partial(mistakes.of_fit, name, *given))


@then("the best plane for each function answers")
def _(sheet, kata):
    for row in sheet:
        row.text("function")
        w, b = kata.nonlinearity.best_linear_fit(CORNERS, row["y"])
        ŷ = kata.neuron.weighted_sum(CORNERS, w, b)
        row.answer("ŷ?", ŷ)
        # Least squares is right to rounding; a prediction of 1/2 must not fall on either side.
        row.answer("decisions?", kata.nonlinearity.decide(np.round(ŷ, 9)))


@then("for networks of linear layers")
def _(sheet, kata):
    for row in sheet:
        W, b = kata.nonlinearity.collapse(stack(row))
        f00, f01, f10, f11 = kata.neuron.weighted_sum(CORNERS, W, b)[:, 0]
        row.answer("f(0,0) and f(1,1)?", np.array([f00, f11]))
        row.answer("f(0,1) and f(1,0)?", np.array([f01, f10]))


@then("of linear networks drawn at random, on XOR")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        nets, hidden = row.integer("networks"), row.integer("hidden units")
        shapes = [(nets, 2, hidden), (nets, 1, hidden), (nets, hidden, 1), (nets, 1, 1)]
        W1, b1, W2, b2 = (rng.normal(size=shape) for shape in shapes)
        some = [slice(i, i + SIDE_BY_SIDE) for i in range(0, nets, SIDE_BY_SIDE)]
        layers = (side_by_side(W1[i], b1[i], W2[i], b2[i]) for i in some)
        ŷ = np.hstack([through(kata, each, CORNERS) for each in layers]).T
        right = np.sum(kata.nonlinearity.decide(ŷ) == XOR, axis=-1)
        row.answer("right on all four?", np.sum(right == 4))
        row.answer("most right?", np.max(right))


@then("on the four samples of XOR the network answers")
def _(sheet, kata):
    for row in sheet:
        ŷ = through(kata, stack(row), CORNERS, row.text("activation"))[:, 0]
        row.answer("ŷ?", ŷ)
        row.answer("decisions?", kata.nonlinearity.decide(ŷ))


@then("for x from 0 to 1 the network of ReLU units answers")
def _(sheet, kata):
    every_x = np.linspace(0, 1, 1601)[:, None]  # the middle between two kinks is among them
    for row in sheet:
        curve = CURVES[row.text("the curve")]
        answer = partial(through, kata, stack(row), activation="relu")
        row.answer("ŷ?", answer(row.matrix("x")))
        row.answer("greatest distance?", np.abs(answer(every_x) - curve(every_x)).max())
