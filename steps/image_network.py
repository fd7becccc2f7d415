"""Steps about a network for images: drawn, forward, back, and learning digits."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from pytest_bdd import given, then, when

from derivations.arrays import Array
from derivations.known_mistakes import image_network as mistakes
from derivations.known_mistakes.known_mistake import once, picked
from steps.convolution import answer_measured, measure, numbered
from steps.digits import SIDE, held_out, pixels_and_classes

NAMES = "∂J/∂K", "∂J/∂b₁", "∂J/∂W", "∂J/∂b₂"


def drawn(kata, row, rng, shape, classes):
    """Return a random image network as a row says."""
    count, size = row.integer("count"), row.integer("size")
    return kata.image_network.random_image_network(rng, shape, count, size, classes)


@then("random image networks have")
def _(sheet, kata):
    for row in sheet:
        rng, shape = np.random.default_rng(row.integer("seed")), row.shape("shape of X")
        network = drawn(kata, row, rng, shape, row.integer("classes"))
        (K, b_K), (W, b) = network
        count, size, classes = map(row.integer, ("count", "size", "classes"))
        wrong = partial(mistakes.of_drawn_kernels, shape[-1], count, size)
        row.answer_shape("shape of K?", K, mistakes=wrong)
        given = shape, count, size, classes
        row.answer_shape("shape of W?", W, mistakes=partial(mistakes.of_drawn_sizes, *given))
        row.answer("largest bias?", max(np.abs(b_K).max(), np.abs(b).max()))
        row.answer("parameters?", numbers_in(network))


@then("in large random image networks the weights have")
def _(sheet, kata):
    for row in sheet:
        rng, shape = np.random.default_rng(row.integer("seed")), row.shape("shape of X")
        (K, _), (W, _) = drawn(kata, row, rng, shape, row.integer("classes"))
        for name, weights, channels in (("K", K, shape[-1]), ("W", W, 1)):
            outputs = np.shape(weights)[-1]
            wrong = partial(mistakes.of_variance, np.size(weights) // outputs, outputs, channels)
            row.answer(f"variance of {name}?", np.var(weights), mistakes=wrong)


def numbers_in(network):
    """Return how many numbers a network's layers hold: weights and biases."""
    return sum(np.size(W) + np.size(b) for W, b, *_ in network)


@given("the layer on top", target_fixture="top")
def _(sheet):
    (row,) = sheet
    return row.matrix("W"), row.vector("b")


@then("the image network gives")
def _(sheet, kata, images, kernels, top):
    Z, _, P, ŷ = kata.image_network.image_forward([kernels, top], images)
    for row in sheet:
        i = numbered(row, "image")
        wrong = partial(mistakes.of_found, images[i], *kernels, 1)
        row.answer("Z of kernel 2?", Z[i, :, :, 1], mistakes=wrong)
        row.answer("P?", P[i], mistakes=partial(mistakes.of_pooled, images[i], *kernels))
        row.answer("ŷ?", ŷ[i], mistakes=partial(mistakes.of_read, P[i], *top))


@then("the gradients of the image network are")
def _(sheet, kata, images, kernels, top):
    for row in sheet:
        Y = row.matrix("y")
        found = kata.image_network.image_gradients([kernels, top], images, Y)
        ask = once(partial(ways, kata, [kernels, top], images, Y))
        (dK, db_K), (dW, db) = found
        shown = {"∂J/∂K?": np.asarray(dK)[:, :, 0, 0], "∂J/∂b₁?": db_K, "∂J/∂W?": dW, "∂J/∂b₂?": db}
        for i, (name, gradient) in enumerate(shown.items()):
            row.answer(name, gradient, mistakes=partial(picked, ask, partial(part_of, i)))


def part_of(i, gradients):
    """Return one of [dK, db, dW, db] as the table shows it: of one channel and one kernel."""
    return gradients[i][:, :, 0, 0] if np.ndim(gradients[i]) == 4 else gradients[i]


def cost_of(kata, network, X, Y):
    """Return the function (layer, part, θ) → J, where θ takes the place of a parameter."""

    def J(layer, part, θ):
        moved = [list(parameters) for parameters in network]
        moved[layer][part] = θ
        moved = [tuple(parameters) for parameters in moved]
        return kata.cost.cross_entropy(Y, kata.image_network.image_forward(moved, X)[-1])

    return J


@then("measured by small steps the gradients of image networks are")
def _(sheet, kata):
    for row in sheet:
        rng, shape = np.random.default_rng(row.integer("seed")), row.shape("shape of X")
        n, classes = row.integer("images"), row.integer("classes")
        network = drawn(kata, row, rng, shape, classes)
        X = rng.normal(size=(n, *shape))
        Y = kata.learning.one_hot(rng.integers(classes, size=n), classes)
        J = cost_of(kata, network, X, Y)
        measured = [
            measure(kata, partial(J, layer, part), network[layer][part])
            for layer in (0, 1)
            for part in (0, 1)
        ]
        found = [g for pair in kata.image_network.image_gradients(network, X, Y) for g in pair]
        answer_measured(row, NAMES, found, measured, partial(ways, kata, network, X, Y))


def ways(kata, network, X, Y):
    """Return makers of the gradients with a mistake in them."""
    (K, _), (W, _) = network
    Z, where, P, ŷ = kata.image_network.image_forward(network, X)

    def pool_back(dP):
        return kata.pooling.max_pool_back(dP.reshape(where.shape), where, Z.shape)

    def conv_back(dZ):
        return kata.convolution.conv_back(dZ, X, K)[1:]

    return mistakes.ways_back(mistakes.Parts(Z, P, ŷ, Y, W, pool_back, conv_back))


def by_hand(kata, given, seed, α, epochs, batch_size):
    """Return the network that learning by single steps leads to."""
    (X, Y, count, size), rng = given, np.random.default_rng(seed)
    network = kata.image_network.random_image_network(rng, X.shape[1:], count, size, Y.shape[1])
    for _ in range(epochs):
        rows = X.reshape(len(X), -1)
        for x, y in kata.gradient_descent.minibatches(rows, Y, batch_size, rng):
            images = x.reshape(-1, *X.shape[1:])
            gradients = kata.image_network.image_gradients(network, images, y)
            layers = zip(network, gradients, strict=True)
            network = [(W - α * dW, b - α * db) for (W, b), (dW, db) in layers]
    return network


@then("learning the images apart comes to")
def _(sheet, kata, images):
    Y = np.eye(len(images))
    for row in sheet:
        given = images, Y, row.integer("count"), row.integer("size")
        how = row.number("α"), row.integer("epochs"), row.integer("batch size")
        again = partial(by_hand, kata, given, row.integer("seed"))
        other, rng = again(*how), np.random.default_rng(row.integer("seed"))
        network, costs = kata.image_network.learn_images(*given, *how, rng)
        if not mistakes.same(network, other):
            row.explain(partial(mistakes.seen_in_learned, network, how, again))
        row.answer("same as by hand?", mistakes.same(network, other))
        wrong = partial(mistakes.of_counts, row.integer("epochs"))
        row.answer("costs?", len(costs), mistakes=wrong)
        # Without any cost, its count is the mistake, and the row says no other.
        if len(costs):
            row.answer("last cost?", costs[-1])
        J = kata.cost.cross_entropy(Y, kata.image_network.image_forward(network, images)[-1])
        last = costs[-1] if len(costs) else J
        row.answer("last cost − cross-entropy?", last - J)
        if not len(costs):
            row.answer("last cost?", J)


class Reader(NamedTuple):
    """A network that has learned digits: how it learns and reads, and its samples."""

    learn: Callable
    read: Callable
    X: Array
    Y: Array
    X_test: Array
    Y_test: Array


def moved(X, columns):
    """Return images (n, 64), moved by one column to the right (1) or to the left (−1)."""
    images = X.reshape(-1, SIDE, SIDE)
    result = np.zeros_like(images)
    if columns > 0:
        result[:, :, 1:] = images[:, :, :-1]
    else:
        result[:, :, :-1] = images[:, :, 1:]
    return result.reshape(X.shape)


def as_images(X):
    """Return rows of pixels as images of one channel."""
    return X.reshape(-1, SIDE, SIDE, 1)


def learned(kata, row, X, Y):
    """Let a network learn as a row says; return it, and the function from pixels to ŷ."""
    rng = np.random.default_rng(row.integer("seed"))
    how = row.number("α"), row.integer("epochs"), row.integer("batch size"), rng
    if row.text("network") == "dense":
        network, _ = kata.learning.learn(X, Y, [*row.shape("hidden")], *how)
        return network, partial(kata.forward_propagation.predict, network)
    given = as_images(X), Y, row.integer("count"), row.integer("size")
    network, _ = kata.image_network.learn_images(*given, *how)
    return network, lambda X: kata.image_network.image_forward(network, as_images(X))[-1]


@when("dense networks and image networks learn them", target_fixture="readers")
def _(sheet, kata, digits):
    X, Y = pixels_and_classes(kata, digits)
    readers = {}
    for row in sheet:
        parts = held_out(kata, row, X, Y)
        learn = partial(learned, kata, row)
        network, read = learn(*parts[:2])
        row.answer("parameters?", numbers_in(network))
        readers[row.text("network")] = Reader(learn, read, *parts)
    return readers


@then("of the digits held out they read")
def _(sheet, kata, readers):
    for row in sheet:
        reader = readers[row.text("network")]
        X = reader.X_test
        shown = {"as they are?": X, "moved right?": moved(X, 1), "moved left?": moved(X, -1)}
        for name, images in shown.items():
            row.answer(name, kata.learning.accuracy(reader.read(images), reader.Y_test))


@then("where the same shuffle of pixels is learned and read, they read")
def _(sheet, kata, readers):
    for row in sheet:
        reader = readers[row.text("network")]
        order = np.random.default_rng(0).permutation(SIDE * SIDE)
        _, read = reader.learn(reader.X[:, order], reader.Y)
        ŷ = read(reader.X_test[:, order])
        row.answer("accuracy?", kata.learning.accuracy(ŷ, reader.Y_test))
