"""Steps about gradient descent: single updates, mini-batches, and whole trainings."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then

from derivations.network_slips import of_update
from steps.gradients import LAYERS


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


def answer_parameters(row, network):
    """Answer the columns that ask for a parameter, such as W₁? and b₂?."""
    for layer, (W, b, _) in zip(LAYERS, network, strict=False):
        for name, value in ((f"W{layer}?", W), (f"b{layer}?", b)):
            if name in row:
                row.answer(name, value)


def answer_update(row, layer, gradients, α, new):
    """Answer a layer's new parameters."""
    for name, θ, gradient, value in zip("Wb", layer, gradients, new, strict=False):
        row.answer(f"new {name}?", value, slips=partial(of_update, θ, gradient, α))


def batches_of(kata, X, Y, row, epochs=1):
    """Return one list of mini-batches for each epoch, all drawn from the row's one seed."""
    rng = np.random.default_rng(row.integer("seed"))
    size = row.integer("size")
    return [list(kata.gradient_descent.minibatches(X, Y, size, rng)) for _ in range(epochs)]


def order_of(batches):
    """Return the first column of X, batch after batch."""
    return np.concatenate([X[:, 0] for X, _ in batches])


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
    X, Y = samples
    taken = 0
    for row in sheet:
        while taken < row.integer("step"):
            network, taken = kata.gradient_descent.descend(network, X, Y, cost, α), taken + 1
        answer_parameters(row, network)
        if "∂J/∂W₁?" in row:
            dW, db = kata.backpropagation.backpropagate(network, X, Y, cost)[0]
            row.answer("∂J/∂W₁?", dW)
            row.answer("∂J/∂b₁?", db)
        row.answer("J?", kata.cost[cost](Y, kata.forward_propagation.predict(network, X)))


@then(parsers.parse("one step down {cost:w} leads to"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        answer_parameters(
            row, kata.gradient_descent.descend(network, *samples, cost, row.number("α"))
        )


@then(parsers.parse("training on {cost:w} ends with"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        trained, costs = epochs_of(kata, network, samples, cost, row)
        answer_parameters(row, trained)
        if "J?" in row:
            row.answer("J?", costs[-1])
        if "falls every time?" in row:
            row.answer("falls every time?", bool(np.all(np.diff(costs) < 0)))


@then(parsers.parse("the costs of training on {cost:w} are"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        _, costs = epochs_of(kata, network, samples, cost, row)
        row.answer("costs?", np.array(costs))


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


@then("the mini-batches have the sizes")
def _(sheet, kata):
    for row in sheet:
        X = np.arange(row.integer("samples"))[:, None]
        [batches] = batches_of(kata, X, X, row)
        row.answer("sizes of X?", np.array([len(X_batch) for X_batch, _ in batches]))
        row.answer("sizes of Y?", np.array([len(Y_batch) for _, Y_batch in batches]))


@then(parsers.parse("the mini-batches of {size:d} with seed {seed:d}, put in order of x, hold"))
def _(sheet, kata, samples, size, seed):
    rng = np.random.default_rng(seed)
    batches = list(kata.gradient_descent.minibatches(*samples, size, rng))
    X, Y = (np.concatenate(parts) for parts in zip(*batches, strict=True))
    order = np.argsort(X[:, 0])
    sheet.answer("x?", X[order])
    sheet.answer("y?", Y[order])


@then("the mini-batches of numbered samples have")
def _(sheet, kata):
    for row in sheet:
        X = np.arange(row.integer("samples"))[:, None]
        first, second = (order_of(batches) for batches in batches_of(kata, X, X, row, epochs=2))
        row.answer("each sample once?", np.array_equal(np.sort(second), X[:, 0]))
        row.answer("the first order again?", np.array_equal(first, second))
        # A sample that still comes right after the one before it, as in a batch not shuffled.
        row.answer("old neighbours?", np.count_nonzero(np.diff(second) == 1))
        row.answer("X as before?", np.array_equal(X[:, 0], np.arange(len(X))))


@then("two epochs of mini-batches come in the same order")
def _(sheet, kata):
    for row in sheet:
        X = np.arange(row.integer("samples"))[:, None]
        orders = [
            order_of(kata.gradient_descent.minibatches(X, X, row.integer("size"), rng))
            for rng in (
                np.random.default_rng(row.integer("one seed")),
                np.random.default_rng(row.integer("another seed")),
            )
        ]
        row.answer("same order?", np.array_equal(*orders))


@then(parsers.parse("training on {cost:w} in one go and in two goes ends with"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        rngs = [np.random.default_rng(row.integer("seed")) for _ in range(2)]
        size, α, epochs = row.integer("batch size"), row.number("α"), row.integer("epochs")
        train = kata.gradient_descent.train
        _, whole = train(network, *samples, cost, α, 2 * epochs, size, rngs[0])
        half, first = train(network, *samples, cost, α, epochs, size, rngs[1])
        _, second = train(half, *samples, cost, α, epochs, size, rngs[1])
        row.answer("the same costs?", np.allclose(whole, [*first, *second[1:]], rtol=1e-9))
