"""Steps about gradient descent: single updates, single steps, and whole trainings."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then

from derivations.arrays import alike
from derivations.known_mistakes.gradient_descent import descended, of_update, trainings
from derivations.known_mistakes.known_mistake import once, picked, seen
from steps.backpropagation import LAYERS, changed, cost_of

# A cost moves only if it moves by more than this share of itself.
ROUNDING = 1e-12


def epochs_of(kata, network, samples, cost, row):
    """Train as a row says: α, epochs, and a batch size with a seed, or `all` samples at once."""
    size = row.text("batch size") if "batch size" in row else "all"
    if size == "all":
        options = {}
    else:
        rng = np.random.default_rng(row.integer("seed"))
        options = {"batch_size": int(size), "rng": rng}
    return kata.gradient_descent.train(
        network, *samples, cost, row.number("α"), row.integer("epochs"), **options
    )


def mistakes_in_descent(kata, network, samples, cost, α, steps=1):
    """Return what mistakes make of a descent: (code, what was done, a maker of the network)."""
    return descended(
        lambda network: kata.backpropagation.backpropagate(network, *samples, cost),
        network,
        α,
        steps,
    )


def mistakes_in_training(kata, network, samples, cost, row, epochs=None):
    """Return what mistakes make of a training: (code, what was done, make)."""

    def dealer(seed=None):
        if "batch size" not in row or row.text("batch size") == "all":
            return lambda: [samples]
        rng = np.random.default_rng(row.integer("seed") if seed is None else seed)
        size = row.integer("batch size")
        return lambda: kata.gradient_descent.minibatches(*samples, size, rng)

    return trainings(
        lambda network, X, Y: kata.backpropagation.backpropagate(network, X, Y, cost),
        partial(cost_of, kata, cost),
        lambda network, X, Y: kata.cost[cost](kata.forward_propagation.predict(network, X), Y),
        dealer,
        network,
        samples,
        row.number("α"),
        row.integer("epochs") if epochs is None else epochs,
    )


def all_costs(end):
    """Return the costs of a training as numbers."""
    _, costs = end
    return [cost() for cost in costs]


def answer_parameters(row, network, makers=list, network_of=lambda made: made):
    """Answer the columns that ask for a parameter, such as W₁? and b₂?."""
    for i, (layer, (W, b, _)) in enumerate(zip(LAYERS, network, strict=False)):
        for part, (name, value) in enumerate(((f"W{layer}?", W), (f"b{layer}?", b))):
            if name in row:
                pick = partial(lambda i, part, made: [*network_of(made)[i]][part], i, part)
                row.answer(name, value, mistakes=partial(picked, makers, pick))


def answer_update(row, layer, gradients, α, new):
    """Answer a layer's new parameters."""
    for name, θ, gradient, value in zip("Wb", layer, gradients, new, strict=False):
        row.answer(f"new {name}?", value, mistakes=partial(of_update, θ, gradient, α))


@then("one update gives")
def _(sheet, kata):
    for row in sheet:
        network = [kata.forward_propagation.Layer(row.matrix("W"), row.vector("b"), "identity")]
        gradients = [(row.matrix("∂J/∂W"), row.vector("∂J/∂b"))]
        new = kata.gradient_descent.update(network, gradients, row.number("α"))
        answer_update(row, network[0], gradients[0], row.number("α"), new[0])


@then("one update moves each layer by its own gradients")
def _(sheet, kata):
    network = [
        kata.forward_propagation.Layer(row.matrix("W"), row.vector("b"), row.text("activation"))
        for row in sheet
    ]
    gradients = [(row.matrix("∂J/∂W"), row.vector("∂J/∂b")) for row in sheet]
    α, *_ = [row.number("α") for row in sheet]
    new = kata.gradient_descent.update(network, gradients, α)
    for i, row in enumerate(sheet):
        answer_update(row, network[i], gradients[i], α, new[i])
        _, _, activation = new[i]
        row.answer("new activation?", activation)


@then(parsers.parse("descending {cost:w} with α = {α:g} goes"))
def _(sheet, kata, cost, α, network, samples):
    (X, Y), start, taken = samples, network, 0
    for row in sheet:
        while taken < row.integer("step"):
            network, taken = kata.gradient_descent.descend(network, X, Y, cost, α), taken + 1
        mistakes = once(partial(mistakes_in_descent, kata, start, samples, cost, α, taken))
        row.effort(taken)
        answer_parameters(row, network, mistakes)
        if "∂J/∂W₁?" in row:
            dW, db = kata.backpropagation.backpropagate(network, X, Y, cost)[0]
            row.answer("∂J/∂W₁?", dW)
            row.answer("∂J/∂b₁?", db)
        J = partial(cost_of, kata, cost, X=X, Y=Y)
        row.answer("J?", J(network), mistakes=partial(picked, mistakes, J))


@then(parsers.parse("one step down {cost:w} leads to"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        α = row.number("α")
        after = kata.gradient_descent.descend(network, *samples, cost, α)
        mistakes = once(partial(mistakes_in_descent, kata, network, samples, cost, α))
        answer_parameters(row, after, mistakes)


@then(parsers.parse("training on {cost:w} ends with"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        row.effort(row.integer("epochs"))
        start, *given = changed(kata, row, network, samples)
        trained, costs = epochs_of(kata, start, given, cost, row)
        mistakes = once(partial(mistakes_in_training, kata, start, given, cost, row))
        answer_parameters(row, trained, mistakes, lambda end: end[0])
        if "J?" in row:
            row.answer(
                "J?", costs[-1], mistakes=partial(picked, mistakes, lambda end: end[1][-1]())
            )
        if "falls every time?" in row:
            # A cost that has arrived may still change in its last digits, up or down.
            falls = np.diff(costs) < -ROUNDING * np.abs(costs[:-1])
            row.answer("falls every time?", bool(np.all(falls)))


@then(parsers.parse("the costs of training on {cost:w} are"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        row.effort(row.integer("epochs"))
        _, costs = epochs_of(kata, network, samples, cost, row)
        mistakes = once(partial(mistakes_in_training, kata, network, samples, cost, row))
        row.answer("costs?", np.array(costs), mistakes=partial(picked, mistakes, all_costs))


@then("from starts drawn at random networks of ReLU units learn all of it")
def _(sheet, kata, samples):
    X, Y = samples
    layer = kata.forward_propagation.Layer
    for row in sheet:
        row.effort(row.integer("starts"))
        rng, units, learned = (
            np.random.default_rng(row.integer("seed")),
            row.integer("hidden units"),
            0,
        )
        for _ in range(row.integer("starts")):
            network = [
                layer(rng.normal(size=(X.shape[1], units)), np.zeros(units), "relu"),
                layer(rng.normal(size=(units, 1)), np.zeros(1), "sigmoid"),
            ]
            α, epochs = row.number("α"), row.integer("epochs")
            trained, _ = kata.gradient_descent.train(
                network, X, Y, "binary_cross_entropy", α, epochs
            )
            ŷ = kata.forward_propagation.predict(trained, X)
            learned += bool(np.all(kata.nonlinearity.decide(ŷ) == Y))
        row.answer("times?", learned)


@then(parsers.parse("updates with a multiple of the gradient of {cost:w} reach"))
def _(sheet, kata, cost, network, samples):
    X, Y = samples
    for row in sheet:
        moved = network
        for _ in range(row.integer("steps")):
            gradients = kata.backpropagation.backpropagate(moved, X, Y, cost)
            taken = [(row["times"] * dW, row["times"] * db) for dW, db in gradients]
            moved = kata.gradient_descent.update(moved, taken, row.number("α"))
        row.answer("J?", kata.cost[cost](Y, kata.forward_propagation.predict(moved, X)))


@then(parsers.parse("after training on {cost:w} the network it began with is still"))
def _(sheet, kata, cost, network, samples):
    gradients = kata.backpropagation.backpropagate(network, *samples, cost)
    kata.gradient_descent.update(network, gradients, 0.5)
    kata.gradient_descent.descend(network, *samples, cost, 0.5)
    kata.gradient_descent.train(network, *samples, cost, 0.5, 3)
    for row in sheet:
        W, b, _ = network[row.integer("layer") - 1]
        row.answer("W?", W)
        row.answer("b?", b)


@then(parsers.parse("{epochs:d} epochs on {cost:w} with α = {α:g} change the answers to"))
def _(sheet, kata, epochs, cost, α, network, samples):
    X = np.stack([row.vector("x") for row in sheet])
    trained, _ = kata.gradient_descent.train(network, *samples, cost, α, epochs)
    for column, layers in (("before?", network), ("after?", trained)):
        ŷ = kata.forward_propagation.predict(layers, X)
        sheet.answer(column, ŷ[:, 0])
    sheet.answer("class?", kata.nonlinearity.decide(ŷ)[:, 0])


@then(parsers.parse("training on {cost:w} in one go and in two goes ends with"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        rngs = [np.random.default_rng(row.integer("seed") + other) for other in (0, 0, 1)]
        size, α, epochs = row.integer("batch size"), row.number("α"), row.integer("epochs")
        train = kata.gradient_descent.train
        _, whole = train(network, *samples, cost, α, 2 * epochs, size, rngs[0])
        half, first = train(network, *samples, cost, α, epochs, size, rngs[1])
        _, second = train(half, *samples, cost, α, epochs, size, rngs[1])
        mistakes = partial(mistakes_in_training, kata, network, samples, cost, row, 2 * epochs)
        wrong = partial(picked, mistakes, all_costs)
        row.explain(lambda whole=whole, wrong=wrong: seen("Your costs", whole, wrong()))
        row.answer("the same costs?", alike(whole, [*first, *second[1:]]))
        _, others = train(network, *samples, cost, α, 2 * epochs, size, rngs[2])
        row.answer("another seed's?", alike(whole, others))
