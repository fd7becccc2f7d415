"""Steps about mini-batches: their sizes, and the order in which samples come."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then

from derivations.arrays import alike
from derivations.known_mistakes.minibatches import of_batches, of_orders


def batches_of(kata, X, Y, row, epochs=1):
    """Return one list of mini-batches for each epoch, all drawn from the row's one seed."""
    rng = np.random.default_rng(row.integer("seed"))
    size = row.integer("size")
    return [list(kata.gradient_descent.minibatches(X, Y, size, rng)) for _ in range(epochs)]


def order_of(batches):
    """Return the first column of X, batch after batch."""
    return np.concatenate([X[:, 0] for X, _ in batches])


@then("the mini-batches have the sizes")
def _(sheet, kata):
    for row in sheet:
        X = np.arange(row.integer("samples"))[:, None]
        [batches] = batches_of(kata, X, X, row)
        row.explain(partial(of_batches, batches, X, X))
        row.answer("sizes of X?", np.array([len(X_batch) for X_batch, _ in batches]))
        row.answer("sizes of Y?", np.array([len(Y_batch) for _, Y_batch in batches]))


@then(parsers.parse("the mini-batches of {size:d} with seed {seed:d}, put in order of x, hold"))
def _(sheet, kata, samples, size, seed):
    rng = np.random.default_rng(seed)
    batches = list(kata.gradient_descent.minibatches(*samples, size, rng))
    for row in sheet:
        row.explain(partial(of_batches, batches, *samples))
    X, Y = (np.concatenate(parts) for parts in zip(*batches, strict=True))
    order = np.argsort(X[:, 0])
    sheet.answer("x?", X[order])
    sheet.answer("y?", Y[order])


@then("the mini-batches of numbered samples have")
def _(sheet, kata):
    for row in sheet:
        X = np.arange(row.integer("samples"))[:, None]
        epochs = batches_of(kata, X, X, row, epochs=2)
        first, second = map(order_of, epochs)
        row.explain(partial(_of_epochs, epochs, X))
        row.answer("each sample once?", alike(np.sort(second), X[:, 0]))
        row.answer("the first order again?", alike(first, second))
        # A sample that still comes right after the one before it, as in a batch not shuffled.
        row.answer("old neighbours?", np.count_nonzero(np.diff(second) == 1))
        row.answer("X as before?", alike(X[:, 0], np.arange(len(X))))


@then("over so many epochs of mini-batches there are")
def _(sheet, kata):
    for row in sheet:
        X = np.arange(row.integer("samples"))[:, None]
        epochs = batches_of(kata, X, X, row, row.integer("epochs"))
        orders = {tuple(order_of(batches)) for batches in epochs}
        row.answer("different orders?", len(orders))


def _of_epochs(epochs, X):
    """Say what is wrong with two epochs of mini-batches."""
    orders = [order_of(batches) for batches in epochs]
    return of_batches(epochs[1], X, X) or of_orders(*orders, same_seed=False)


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
        row.explain(partial(of_orders, *orders, row.text("one seed") == row.text("another seed")))
        row.answer("same order?", alike(*orders))
