"""Steps about inactive, dying and dead units, and about networks that are dead from birth."""

from functools import partial

import numpy as np
from pytest_bdd import then

from derivations.known_mistakes import dying_relu as mistakes


def first_unit(network):
    """Return the weight and the bias of the first hidden unit, and its weight in the output."""
    (W, b, _), (V, _, _) = network
    return W[0, 0], b[0], V[0, 0]


def rebuilt(kata, network, activation=None, b=None):
    """Return the network with its first layer's activation or bias replaced."""
    (W, old_b, old_activation), *rest = network
    layer = kata.forward_propagation.Layer
    return [layer(W, old_b if b is None else b, activation or old_activation), *rest]


def mistakes_in_silence(kata, network, X, layer=0):
    """Return what mistakes make of a layer's shares of inactive samples."""
    return mistakes.of_silence(kata.forward_propagation.forward(network, X), layer)


def answer_death(row, kata, network, X):
    """Answer which share of the hidden units is dead."""
    answered = kata.dying_relu.dead_share(network, X)
    row.through(lambda: mistakes.dead(kata.dying_relu.silent_share(network, X)), answered)
    row.answer(
        "dead share?",
        answered,
        mistakes=lambda: mistakes.of_death(kata.forward_propagation.forward(network, X)),
    )


@then("the hidden units are inactive on these shares of the samples")
def _(sheet, kata, network, samples):
    X, _ = samples
    shares = kata.dying_relu.silent_share(network, X)
    for row in sheet:
        layer = row.integer("layer") - 1
        given = partial(mistakes_in_silence, kata, network, X, layer)
        row.answer("inactive?", shares[layer], mistakes=given)


@then("of all hidden units these are dead")
def _(sheet, kata, network, samples):
    X, _ = samples
    for row in sheet:
        answer_death(row, kata, network, X[: row.integer("first samples")])


@then("on so many samples, evenly spaced, these are dead")
def _(sheet, kata, network):
    for row in sheet:
        X = np.linspace(row.number("from"), row.number("to"), row.integer("samples"))[:, None]
        answer_death(row, kata, network, X)


@then("with each activation the hidden unit is inactive on")
def _(sheet, kata, network, samples):
    X, _ = samples
    for row in sheet:
        other = rebuilt(kata, network, row.text("activation"))
        (share,) = kata.dying_relu.silent_share(other, X)
        given = partial(mistakes_in_silence, kata, other, X)
        row.answer("share of the samples?", share, mistakes=given)


@then("with each bias the hidden unit has")
def _(sheet, kata, network, samples):
    X, Y = samples
    for row in sheet:
        shifted = rebuilt(kata, network, b=row.vector("b"))
        (share,) = kata.dying_relu.silent_share(shifted, X)
        row.answer("inactive?", share, mistakes=partial(mistakes_in_silence, kata, shifted, X))
        answer_death(row, kata, shifted, X)
        (dW, db), _ = kata.backpropagation.backpropagate(shifted, X, Y, "mse")
        row.answer("∂J/∂w?", dW[0, 0])
        row.answer("∂J/∂b?", db[0])


@then("each hidden unit's gradients are")
def _(sheet, kata, network, samples):
    (dW, db), (dV, _) = kata.backpropagation.backpropagate(network, *samples, "mse")
    for row in sheet:
        unit = row.integer("unit") - 1
        row.answer("∂J/∂w?", dW[0, unit])
        row.answer("∂J/∂b?", db[unit])
        row.answer("∂J/∂v?", dV[unit, 0])


@then("after gradient descent the hidden units have")
def _(sheet, kata, network, samples):
    for row in sheet:
        steps = row.integer("steps")
        trained, costs = kata.gradient_descent.train(
            network, *samples, "mse", row.number("α"), steps
        )
        (W, b, _), (V, _, _) = trained
        row.answer("J?", costs[-1])
        row.answer("live w, b, v?", np.array([W[0, 0], b[0], V[0, 0]]))
        row.answer("dead w, b, v?", np.array([W[0, 1], b[1], V[1, 0]]))


@then("after gradient descent the second unit of layer 2 has")
def _(sheet, kata, network, samples):
    X, Y = samples
    for row in sheet:
        α, steps = row.number("α"), row.integer("steps")
        trained, _ = kata.gradient_descent.train(network, X, Y, "mse", α, steps)
        (_, inputs), *_ = kata.forward_propagation.forward(trained, X)
        _, share = kata.dying_relu.silent_share(trained, X)
        _, (W, b, _), (V, _, _) = trained
        _, (dW, _), _ = kata.backpropagation.backpropagate(trained, X, Y, "mse")
        row.answer("inputs?", inputs)
        row.answer("inactive?", share[1])
        row.answer("w, b, v?", np.array([W[0, 1], b[1], V[1, 0]]))
        row.answer("∂J/∂w?", dW[0, 1])


@then("one step of gradient descent leaves")
def _(sheet, kata, network, samples):
    X, Y = samples
    for row in sheet:
        after = kata.gradient_descent.descend(network, X, Y, "mse", row.number("α"))
        w, b, _ = first_unit(after)
        (z, _), _ = kata.forward_propagation.forward(after, X)
        row.answer("w?", w)
        row.answer("b?", b)
        row.answer("z?", z)
        answer_death(row, kata, after, X)


@then("over random networks gradient descent leaves on average")
def _(sheet, kata, samples):
    X, Y = samples
    for row in sheet:
        rng, shares = np.random.default_rng(row.integer("seed")), []
        for _ in range(row.integer("networks")):
            network = kata.initialisation.random_network(rng, [1, 16, 1], ["relu", "identity"])
            steps = row.integer("steps")
            network, _ = kata.gradient_descent.train(network, X, Y, "mse", row.number("α"), steps)
            shares.append(kata.dying_relu.dead_share(network, X))
        row.answer("dead share?", np.mean(shares))


@then("with each activation the dead unit has")
def _(sheet, kata, network, samples):
    for row in sheet:
        other = rebuilt(kata, network, row.text("activation"))
        (dW, db), _ = kata.backpropagation.backpropagate(other, *samples, "mse")
        row.answer("∂J/∂w?", dW[0, 0])
        row.answer("∂J/∂b?", db[0])


@then("training with each activation lowers J to")
def _(sheet, kata, network, samples):
    for row in sheet:
        other, steps = rebuilt(kata, network, row.text("activation")), row.integer("steps")
        trained, costs = kata.gradient_descent.train(other, *samples, "mse", row.number("α"), steps)
        row.answer("J?", costs[-1])
        row.answer("w?", first_unit(trained)[0])


@then("after gradient descent the network answers")
def _(sheet, kata, network, samples):
    X, _ = samples
    for row in sheet:
        steps = row.integer("steps")
        trained, _ = kata.gradient_descent.train(network, *samples, "mse", row.number("α"), steps)
        row.answer("ŷ?", kata.forward_propagation.predict(trained, X))


def answer_born_dead(row, kata, column, draw):
    """Answer which share of random networks is born dead on the inputs of a row."""

    def generator():
        return np.random.default_rng(row.integer("seed"))

    row.effort(row.integer("networks") * row.integer("depth"))
    draw, width, depth = kata.initialisation[draw], row.integer("width"), row.integer("depth")
    given = width, depth, row.matrix("x"), row.integer("networks")
    share = kata.dying_relu.born_dead_share(generator(), draw, *given)
    row.answer(column, share, mistakes=partial(mistakes.of_born_dead, draw, generator, *given))


@then("the probability of an inactive layer on one input is")
def _(sheet, kata):
    for row in sheet:
        given = row.integer("width"), row.integer("depth")
        probability = kata.dying_relu.single_input_death(*given)
        row.answer("probability?", probability, mistakes=partial(mistakes.of_single_input, *given))


@then("the probability of being born dead lies between")
def _(sheet, kata):
    for row in sheet:
        given = row.integer("width"), row.integer("depth")
        bounds = kata.dying_relu.born_dead_bounds(*given)
        for column, bound in zip(("lower?", "upper?"), bounds, strict=True):
            row.answer(column, bound, mistakes=partial(mistakes.of_bounds, column, *given))


@then("of the networks drawn by he these are born dead")
def _(sheet, kata):
    for row in sheet:
        answer_born_dead(row, kata, "share?", "he")


@then("of so few networks a whole number is born dead")
def _(sheet, kata):
    for row in sheet:
        rng, nets = np.random.default_rng(row.integer("seed")), row.integer("networks")
        X, widths = row.matrix("x"), (row.integer("width"), row.integer("depth"))
        share = kata.dying_relu.born_dead_share(rng, kata.initialisation.he, *widths, X, nets)
        row.answer("a whole number?", bool(np.isclose(share * nets, np.round(share * nets))))


@then("of the networks drawn by each these are born dead")
def _(sheet, kata):
    for row in sheet:
        for draw in ("he", "rai"):
            answer_born_dead(row, kata, f"{draw}?", draw)
