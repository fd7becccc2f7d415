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


@when("a network learns them from its own first weights", target_fixture="reader")
def _(sheet, kata, digits):
    (row,) = sheet
    X, Y = pixels_and_classes(kata, digits)
    split, rng = (np.random.default_rng(row.integer(seed)) for seed in ("split seed", "seed"))
    *training, X_test, Y_test = kata.learning.hold_out(X, Y, row.number("held out"), split)
    hidden, epochs, size = [*row.shape("hidden")], row.integer("epochs"), row.integer("batch size")
    network, _ = kata.learning.learn(*training, hidden, row.number("α"), epochs, size, rng)
    return network, {"training": tuple(training), "held out": (X_test, Y_test)}


@then("it reads")
def _(sheet, kata, reader):
    network, parts = reader
    for row in sheet:
        X, Y = parts[row.text("part")]
        row.answer("images?", len(X))
        row.answer(
            "accuracy?", kata.learning.accuracy(kata.forward_propagation.predict(network, X), Y)
        )


@then("linear models, fitted to the training part, read of the held-out part")
def _(sheet, kata, reader):
    network, parts = reader
    see = {
        "the pixels": lambda X: X,
        "the hidden layer": lambda X: kata.learning.hidden_features(network, X),
    }
    (X, Y), (X_test, Y_test) = parts["training"], parts["held out"]
    for row in sheet:
        features = see[row.text("from")]
        w, b = kata.neuron.best_linear_fit(features(X), Y)
        ŷ = kata.neuron.weighted_sum(features(X_test), w, b)
        row.answer("accuracy?", kata.learning.accuracy(ŷ, Y_test))
