"""Steps about the handwritten digits of `features/digits`."""

from functools import cache, partial
from pathlib import Path

import numpy as np
from pytest_bdd import given, then, when

from derivations.arrays import alike
from derivations.known_mistakes.learning import of_activations, of_last_cost, of_two_goes

FILE = Path(__file__).parent.parent / "features" / "digits" / "digits.csv"
SIDE, CLASSES, INK = 8, 10, 16


@cache
def load():
    """Return the images, (1797, 64) numbers from 0 to 16, and the digit each of them shows."""
    table = np.loadtxt(FILE, delimiter=",", dtype=int)
    table.flags.writeable = False
    return table[:, :-1], table[:, -1]


@given("the handwritten digits", target_fixture="digits")
def _():
    return load()


@then("an image's rows of pixels are")
def _(sheet, digits):
    images, labels = digits
    for row in sheet:
        image = row.integer("image") - 1
        pixels = images[image].reshape(SIDE, SIDE)[row.integer("row") - 1]
        row.answer("digit?", labels[image])
        row.answer("pixels?", pixels)


@then("each digit is shown by")
def _(sheet, digits):
    _, labels = digits
    for row in sheet:
        row.answer("images?", (labels == row.integer("digit")).sum())


@then("these networks are made to learn")
def _(sheet, kata, digits):
    X, Y = pixels_and_classes(kata, digits)
    for row in sheet:
        rng, hidden = np.random.default_rng(row.integer("seed")), [*row.shape("hidden")]
        epochs, size = row.integer("epochs"), row.integer("batch size")
        network, costs = kata.learning.learn(X, Y, hidden, row.number("α"), epochs, size, rng)
        row.answer("widths?", np.array([X.shape[1]] + [W.shape[1] for W, _, _ in network]))
        names = ", ".join(activation for _, _, activation in network)
        row.answer("activations?", names, mistakes=partial(of_activations, len(hidden)))
        (W1, _, _), *_ = network
        row.answer("variance of W₁?", W1.var())
        row.answer("largest bias?", max(np.abs(b).max() for _, b, _ in network))
        row.answer("costs?", len(costs))
        ŷ = kata.forward_propagation.predict(network, X)
        names = ("mse", "binary_cross_entropy", "cross_entropy")
        given = partial(of_last_cost, Y, ŷ, {name: kata.cost[name] for name in names})
        difference = costs[-1] - kata.cost.cross_entropy(Y, ŷ)
        row.answer("last cost − cross-entropy?", difference, mistakes=given)


def pixels_and_classes(kata, digits):
    """Return X, the ink of each pixel from 0 to 1, and Y, the one-hot digits."""
    images, labels = digits
    return images / INK, kata.learning.one_hot(labels, CLASSES)


@then("untrained networks read on average")
def _(sheet, kata, digits):
    X, Y = pixels_and_classes(kata, digits)
    for row in sheet:
        rng, shares = np.random.default_rng(row.integer("seed")), []
        for _ in range(row.integer("networks")):
            network = kata.initialisation.random_network(
                rng, [*row.shape("widths")], row.words("activations")
            )
            ŷ = kata.forward_propagation.predict(network, X)
            shares.append(kata.learning.accuracy(ŷ, Y))
        row.answer("accuracy?", np.mean(shares))


@then("before the first step networks cost")
def _(sheet, kata, digits):
    X, Y = pixels_and_classes(kata, digits)
    for row in sheet:
        widths, names = [*row.shape("widths")], row.words("activations")
        rng = np.random.default_rng(row.integer("seed"))
        *hidden, output = kata.initialisation.random_network(rng, widths, names)
        if row.text("output weights") == "zeros":
            W, b, activation = output
            output = kata.forward_propagation.Layer(np.zeros(W.shape), b, activation)
        ŷ = kata.forward_propagation.predict([*hidden, output], X)
        row.answer("J?", kata.cost.cross_entropy(Y, ŷ))


@then("networks that learn only the first images come to")
def _(sheet, kata, digits):
    X, Y = pixels_and_classes(kata, digits)
    for row in sheet:
        count, rng = row.integer("images"), np.random.default_rng(row.integer("seed"))
        few = X[:count], Y[:count]
        network, _ = reader(kata, row, rng, *few, *few)
        ŷ = kata.forward_propagation.predict(network, X[:count])
        row.answer("J?", kata.cost.cross_entropy(Y[:count], ŷ))
        row.answer("accuracy?", kata.learning.accuracy(ŷ, Y[:count]))


@then("what two seeds learn is")
def _(sheet, kata, digits):
    X, Y = pixels_and_classes(kata, digits)
    for row in sheet:
        epochs = row.integer("epochs")
        (one, one_J), (other, other_J) = (
            kata.learning.learn(X, Y, [16], 0.5, epochs, 64, np.random.default_rng(seed))
            for seed in (row.integer("one seed"), row.integer("other seed"))
        )
        same_seed = row.text("one seed") == row.text("other seed")
        row.explain(partial(of_two_goes, one_J, other_J, same_seed))
        weights = ([W for W, _, _ in network] for network in (one, other))
        same = [alike(*pair) for pair in zip(*weights, strict=True)]
        row.answer("same weights?", all(same))
        row.answer("same costs?", alike(one_J, other_J))


def held_out(kata, row, X, Y):
    """Return X, Y, X_test, Y_test: a row's share is held out, drawn by the row's split seed."""
    split = np.random.default_rng(row.integer("split seed"))
    return kata.learning.hold_out(X, Y, row.number("held out"), split)


def reader(kata, row, rng, X, Y, X_test, Y_test):
    """Let a network learn as a row says; return it, and what it has learned from and what not."""
    hidden, epochs, size = [*row.shape("hidden")], row.integer("epochs"), row.integer("batch size")
    network, _ = kata.learning.learn(X, Y, hidden, row.number("α"), epochs, size, rng)
    return network, {"training": (X, Y), "held out": (X_test, Y_test)}


@when("networks learn them from their own first weights", target_fixture="readers")
def _(sheet, kata, digits):
    (row,) = sheet
    X, Y = pixels_and_classes(kata, digits)
    split, rng = (np.random.default_rng(row.integer(seed)) for seed in ("split seed", "seed"))
    return [
        reader(kata, row, rng, *kata.learning.hold_out(X, Y, row.number("held out"), split))
        for _ in range(row.integer("splits"))
    ]


@when(
    "a network learns all but the last of them from its own first weights",
    target_fixture="readers",
)
def _(sheet, kata, digits):
    (row,) = sheet
    X, Y = pixels_and_classes(kata, digits)
    rng, first = np.random.default_rng(row.integer("seed")), len(X) - row.integer("held out")
    return [reader(kata, row, rng, X[:first], Y[:first], X[first:], Y[first:])]


@then("on average they read")
def _(sheet, kata, readers):
    for row in sheet:
        read = [(network, *parts[row.text("part")]) for network, parts in readers]
        row.answer("images?", np.mean([len(X) for _, X, _ in read]))
        shares = [
            kata.learning.accuracy(kata.forward_propagation.predict(network, X), Y)
            for network, X, Y in read
        ]
        row.answer("accuracy?", np.mean(shares))
        if "spread?" in row:
            row.answer("spread?", np.std(shares))


def read_linearly(kata, parts, features):
    """Return the share of the held-out part that the best linear model of the features reads."""
    (X, Y), (X_test, Y_test) = parts["training"], parts["held out"]
    w, b = kata.nonlinearity.best_linear_fit(features(X), Y)
    ŷ = kata.neuron.weighted_sum(features(X_test), w, b)
    return kata.learning.accuracy(ŷ, Y_test)


@then("linear models, fitted to the training part, read of the held-out part on average")
def _(sheet, kata, readers):
    see = {
        "the pixels": lambda network, X: X,
        "the hidden layer": kata.learning.hidden_features,
    }
    shares = {
        name: np.mean(
            [read_linearly(kata, parts, partial(view, network)) for network, parts in readers]
        )
        for name, view in see.items()
    }
    for row in sheet:
        share = shares[row.text("from")]
        row.answer("accuracy?", share)
        row.answer("more than from the pixels?", share - shares["the pixels"])
