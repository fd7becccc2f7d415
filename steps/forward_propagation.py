"""Steps that lay out a network and its samples, and follow the samples forward through it."""

from functools import partial

import numpy as np
from pytest_bdd import given, then

from derivations.known_mistakes.forward_propagation import signal_mistakes


def random_layers(kata, rng, widths, activations):
    """Draw the layers of a network from a standard normal distribution."""
    shapes = zip(widths, widths[1:], activations, strict=False)
    layer = kata.forward_propagation.Layer
    return [layer(rng.normal(size=(i, o)), rng.normal(size=o), f) for i, o, f in shapes]


@given("the network", target_fixture="network")
def _(sheet, kata):
    layer = kata.forward_propagation.Layer
    rows = sorted(sheet, key=lambda row: row.integer("layer"))
    return [layer(row.matrix("W"), row.vector("b"), row.text("activation")) for row in rows]


@given("the samples", target_fixture="samples")
def _(sheet):
    return tuple(np.stack([row.vector(name) for row in sheet]) for name in ("x", "y"))


@then("the samples flow forward as")
def _(sheet, kata, network):
    for row in sheet:
        signals = kata.forward_propagation.forward(network, row.matrix("x"))
        answers = {}
        for number, (z, a) in zip("₁₂₃₄", signals, strict=False):
            answers |= {f"z{number}?": z, f"a{number}?": a}
        answers["ŷ?"] = answers.pop(f"a{number}?")
        for place, (column, value) in enumerate(answers.items()):
            mistakes = partial(signal_mistakes, network, row.matrix("x"), place)
            row.answer(column, value, mistakes=mistakes)


def last_activation(kata, network, X):
    """Return the last layer's activation, from the forward pass alone."""
    return kata.forward_propagation.forward(network, X)[-1][1]


@then("the predictions are")
def _(sheet, kata):
    for row in sheet:
        W, b = row.matrix("W of each layer"), row.vector("b of each layer")
        layer = kata.forward_propagation.Layer(W, b, row.text("activation"))
        network = [layer] * row.integer("layers")
        ŷ = kata.forward_propagation.predict(network, row.matrix("x"))
        row.through(partial(last_activation, kata, network, row.matrix("x")), ŷ)
        row.answer("ŷ?", ŷ, mistakes=partial(signal_mistakes, network, row.matrix("x"), -1))


@then("a batch and its samples one by one agree")
def _(sheet, kata):
    predict = kata.forward_propagation.predict
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        widths = row.shape("widths")
        network = random_layers(kata, rng, widths, row.words("activations"))
        X = rng.normal(size=(row.integer("samples"), widths[0]))
        alone = np.concatenate([predict(network, x[None]) for x in X])
        row.answer("largest difference?", np.max(np.abs(predict(network, X) - alone)))


@then("the signals have the shapes")
def _(sheet, kata):
    for row in sheet:
        widths = row.shape("widths")
        network = random_layers(kata, np.random.default_rng(0), widths, ["sigmoid", "sigmoid"])
        X = np.zeros((row.integer("samples"), widths[0]))
        (z1, a1), (z2, ŷ) = kata.forward_propagation.forward(network, X)
        row.answer_shape("shape of z₁?", z1)
        row.answer_shape("shape of a₁?", a1)
        row.answer_shape("shape of z₂?", z2)
        row.answer_shape("shape of ŷ?", ŷ)


@then("after each prediction the parameters are")
def _(sheet, kata, network):
    for row in sheet:
        ŷ = kata.forward_propagation.predict(network, row.matrix("x"))
        row.through(partial(last_activation, kata, network, row.matrix("x")), ŷ)
        row.answer("ŷ?", ŷ)
        for number, (W, b, _) in zip("₁₂", network, strict=True):
            row.answer(f"W{number}?", W)
            row.answer(f"b{number}?", b)
