"""Steps about backpropagation: what each gradient is, by hand and by derivation."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then

import derivations

LAYERS = "₁₂₃₄"


def named(gradients):
    """Return {"∂J/∂W₁": dW, "∂J/∂b₁": db, ...}, so that a message can name the entry."""
    return {
        f"∂J/∂{letter}{layer}": gradient
        for layer, pair in zip(LAYERS, gradients, strict=False)
        for letter, gradient in zip("Wb", pair, strict=True)
    }


def cost_of(kata, cost, network, X, Y):
    """Return what the predictions of a network cost."""
    return kata.cost[cost](Y, kata.forward_propagation.predict(network, X))


def derived(network, X, Y, cost):
    """Return the same gradients as the symbolic derivation gives them."""
    widths = [X.shape[1], *(len(b) for _, b, _ in network)]
    derivation = derivations.derive(widths, [activation for _, _, activation in network], cost)
    return named(derivation.gradients([(W, b) for W, b, _ in network], X, Y))


def why(kata, network, X, Y, cost, gradients):
    """Return the explanation of gradients: which mistakes lead to all of them."""
    widths = [X.shape[1], *(len(b) for _, b, _ in network)]
    activations = [activation for _, _, activation in network]

    def J(parameters):
        moved = [
            kata.forward_propagation.Layer(W, b, activation)
            for (W, b), activation in zip(parameters, activations, strict=True)
        ]
        return kata.cost[cost](Y, kata.forward_propagation.predict(moved, X))

    def again():
        return kata.backpropagation.backpropagate(network, X, Y, cost)

    def signals():
        return kata.forward_propagation.forward(network, X)

    layout, batch = (widths, activations, cost), ([(W, b) for W, b, _ in network], X, Y)
    return derivations.GradientExplanation(layout, batch, gradients, J, again, signals)


def through_backward(kata, network, X, Y, cost):
    """Return the gradients of the backward pass alone, from the forward pass's own signals."""
    signals = kata.forward_propagation.forward(network, X)
    return kata.backpropagation.backward(network, X, Y, signals, cost)


def drawn(kata, row):
    """Draw the network and samples that a row describes: its seed decides W and b, X, then Y.

    All are normal, W times the row's scale, if it has one; Y is 0 or 1 for binary cross-entropy and
    one-hot for cross-entropy.
    """
    rng = np.random.default_rng(row.integer("seed"))
    widths = row.shape("widths")
    scale = row.number("scale") if "scale" in row else 1.0
    network = [
        kata.forward_propagation.Layer(
            scale * rng.standard_normal((d_in, d_out)), rng.standard_normal(d_out), activation
        )
        for d_in, d_out, activation in zip(
            widths[:-1], widths[1:], row.words("activations"), strict=True
        )
    ]
    n, k = row.integer("samples"), widths[-1]
    X, Y = rng.standard_normal((n, widths[0])), rng.standard_normal((n, k))
    if row.text("cost") == "binary_cross_entropy":
        Y = rng.integers(2, size=(n, k)).astype(float)
    if row.text("cost") == "cross_entropy":
        Y = np.eye(k)[rng.integers(k, size=n)]
    return network, X, Y, row.text("cost")


def changed(kata, row, network, samples):
    """Return the network and the samples with whatever this row puts in their place."""
    network = [
        kata.forward_propagation.Layer(
            row.matrix(f"W{layer}") if f"W{layer}" in row else W,
            row.vector(f"b{layer}") if f"b{layer}" in row else b,
            row.text(f"f{layer}") if f"f{layer}" in row else activation,
        )
        for layer, (W, b, activation) in zip(LAYERS, network, strict=False)
    ]
    X, Y = samples
    return network, row.matrix("x") if "x" in row else X, row.matrix("y") if "y" in row else Y


@then(parsers.parse("the gradients of {cost:w} are"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        case = *changed(kata, row, network, samples), cost
        answered = kata.backpropagation.backpropagate(*case)
        gradients = named(answered)
        row.explain(why(kata, *case, answered))
        row.through(partial(through_backward, kata, *case), answered)
        for column in sheet.header:
            if column == "all?":
                row.answer(column, gradients, derived(*case))
            elif column == "J?":
                given, X, Y, _ = case
                row.answer(column, cost_of(kata, cost, given, X, Y))
            elif column.endswith("?"):
                row.answer(column, gradients[column.removesuffix("?")])


@then(parsers.parse("one sample goes forward and back through {cost:w} as follows"))
def _(sheet, kata, cost, network, samples):
    X, Y = samples
    signals = kata.forward_propagation.forward(network, X)
    ŷ = signals[-1][1]
    values = {
        "ŷ": ŷ,
        "J": kata.cost[cost](Y, ŷ),
        "∂J/∂ŷ": kata.cost[f"{cost}_prime"](Y, ŷ),
    }
    for layer, (z, a) in zip(LAYERS, signals, strict=False):
        values |= {f"z{layer}": z, f"a{layer}": a}
    gradients = kata.backpropagation.backward(network, X, Y, signals, cost)
    values |= named(gradients)
    for layer, (_, db) in zip(LAYERS, gradients, strict=False):
        # A bias is added as it is, so ∂J/∂b of one sample is its δ.
        values[f"δ{layer}"] = db
    explanation = why(kata, network, X, Y, cost, gradients)
    for row in sheet:
        row.explain(explanation)
        row.answer("value?", values[row.text("quantity")])


@then("at the output of a network for each task are")
def _(sheet, kata):
    for row in sheet:
        row.text("task")
        z, Y, cost = row.matrix("z"), row.matrix("y"), row.text("cost")
        layer = kata.forward_propagation.Layer(z, np.zeros(z.shape[1]), row.text("output"))
        case = [layer], np.ones((1, 1)), Y, cost
        row.answer("ŷ?", kata.forward_propagation.predict(*case[:2]))
        row.answer("J?", cost_of(kata, cost, *case[:3]))
        answered = kata.backpropagation.backpropagate(*case)
        row.explain(why(kata, *case, answered))
        ((_, δ),) = answered  # of one sample, ∂J/∂b is δ
        row.answer("δ?", δ)


@then("the gradients of these random networks are")
def _(sheet, kata):
    for row in sheet:
        case = drawn(kata, row)
        answered = kata.backpropagation.backpropagate(*case)
        row.explain(why(kata, *case, answered))
        row.through(partial(through_backward, kata, *case), answered)
        row.answer("gradients?", named(answered), derived(*case))


@then("the gradients of these random networks have the shapes")
def _(sheet, kata):
    for row in sheet:
        case = drawn(kata, row)
        gradients = kata.backpropagation.backpropagate(*case)
        row.through(partial(through_backward, kata, *case), gradients)
        row.answer("layers?", len(gradients))
        for layer, (dW, db) in zip(LAYERS, gradients, strict=False):
            row.answer_shape(f"∂J/∂W{layer}?", dW)
            row.answer_shape(f"∂J/∂b{layer}?", db)


@then(parsers.parse("after backpropagation of {cost:w} the network is still"))
def _(sheet, kata, cost, network, samples):
    kata.backpropagation.backpropagate(network, *samples, cost)
    for row in sheet:
        W, b, _ = network[row.integer("layer") - 1]
        row.answer("W?", W)
        row.answer("b?", b)
