"""Steps about learning: classes, a part held out, and features made by hand or found."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then, when

from derivations.arrays import alike
from derivations.known_mistakes import learning as mistakes
from derivations.known_mistakes.known_mistake import seen

XOR_COST = "binary_cross_entropy"


def linear_answers(kata, features, y):
    """Return what the best linear model of these features answers on its own samples."""
    w, b = kata.nonlinearity.best_linear_fit(features, y)
    return kata.neuron.weighted_sum(features, w, b)


@then("one-hot the labels are")
def _(sheet, kata):
    for row in sheet:
        labels = np.array(row.shape("labels"))
        given = labels, row.integer("classes")
        row.answer(
            "Y?", kata.learning.one_hot(*given), mistakes=partial(mistakes.of_one_hot, *given)
        )


@then("the rows of so many labels have the shape")
def _(sheet, kata):
    for row in sheet:
        labels = np.zeros(row.integer("number of labels"), dtype=int)
        Y = kata.learning.one_hot(labels, row.integer("classes"))
        row.answer_shape("shape of Y?", Y)


@then("the accuracy has the shape")
def _(sheet, kata):
    for row in sheet:
        n, k = row.integer("samples"), row.integer("classes")
        Y = np.eye(k)[np.arange(n) % k]
        row.answer_shape("shape of the accuracy?", kata.learning.accuracy(Y, Y))


@then("the accuracy is")
def _(sheet, kata):
    for row in sheet:
        given = row.matrix("ŷ"), row.matrix("Y")
        share = kata.learning.accuracy(*given)
        row.answer("accuracy?", share, mistakes=partial(mistakes.of_accuracy, *given))


@then("holding out a share of the samples gives")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        number = np.arange(row.integer("samples"))
        parts = kata.learning.hold_out(
            number[:, None], 10.0 * number[:, None], row.number("share"), rng
        )
        row.explain(partial(mistakes.of_parts, parts, len(number), row.number("share")))
        X_train, Y_train, X_test, Y_test = parts
        row.answer("training?", len(X_train))
        row.answer("held out?", len(X_test))
        row.answer("in both?", len(np.intersect1d(X_train, X_test)))
        X, Y = np.append(X_train, X_test), np.append(Y_train, Y_test)
        row.answer("in neither?", len(np.setdiff1d(number, X)))
        row.answer("targets kept?", alike(10 * X, Y))


@then("the samples held out by these seeds are")
def _(sheet, kata):
    for row in sheet:
        number = np.arange(row.integer("samples"))[:, None]
        one, other = (
            kata.learning.hold_out(
                number, number, row.number("share"), np.random.default_rng(row.integer(seed))
            )[2]
            for seed in ("one seed", "other seed")
        )
        same_seed = row["one seed"] == row["other seed"]
        row.explain(partial(mistakes.of_held_out, one.ravel(), other.ravel(), same_seed))
        row.answer("equal?", alike(one, other))
        in_a_row = alike(np.sort(one.ravel()), one.min() + np.arange(len(one)))
        row.answer("in a row?", in_a_row)


@then("over so many splits there are")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        number = np.arange(row.integer("samples"))[:, None]
        parts = (
            kata.learning.hold_out(number, number, row.number("share"), rng)
            for _ in range(row.integer("splits"))
        )
        row.answer("different test sets?", len({tuple(np.sort(p[2].ravel())) for p in parts}))


@then("the best linear models answer")
def _(sheet, kata):
    y, columns = sheet["y"], [name for name in sheet.header if name.startswith("x")]
    for answer in (name for name in sheet.header if name.endswith("?")):
        given = answer.removeprefix("from ").removesuffix("?").split(", ")
        features = np.column_stack([sheet[name] for name in columns if name in given])
        sheet.answer(answer, linear_answers(kata, features, y))


@then("learning is training a network that the same seed draws")
def _(sheet, kata, samples):
    X, Y = samples
    for row in sheet:
        given = row.number("α"), row.integer("epochs"), row.integer("batch size")
        hidden, seed = list(row.shape("hidden")), row.integer("seed")
        learned, costs = kata.learning.learn(X, Y, hidden, *given, np.random.default_rng(seed))
        row.answer("widths?", np.array([X.shape[1]] + [W.shape[1] for W, _, _ in learned]))
        rng, widths = np.random.default_rng(seed), [X.shape[1], *hidden, Y.shape[1]]
        activations = ["relu"] * len(hidden) + ["softmax"]
        drawn = kata.initialisation.random_network(rng, widths, activations)
        trained, same = kata.gradient_descent.train(drawn, X, Y, "cross_entropy", *given, rng)
        pairs = zip(learned, trained, strict=False)
        row.answer("same weights?", all(same_weights(*pair) for pair in pairs))
        row.answer("same costs?", np.shape(costs) == np.shape(same) and np.allclose(costs, same))


def same_weights(layer, other):
    """Tell whether two layers have the same weights, as far as a sum in another order lets them."""
    (W, _, _), (V, _, _) = layer, other
    return np.shape(W) == np.shape(V) and np.allclose(W, V)


def mistakes_in_features(kata, network, X):
    """Return what mistakes make of the hidden features."""
    return mistakes.of_features(X, kata.forward_propagation.forward(network, X))


def why_features(kata, network, X, features):
    """Say which mistake the hidden features come from."""
    return seen("Your features", features, mistakes_in_features(kata, network, X))


@then("networks learn XOR from their first weights")
def _(sheet, kata, samples):
    X, Y = samples
    for row in sheet:
        rng, widths = (
            np.random.default_rng(row.integer("seed")),
            [2, row.integer("hidden units"), 1],
        )
        network = kata.initialisation.random_network(rng, widths, ["swish", "sigmoid"])
        network, costs = kata.gradient_descent.train(
            network, X, Y, XOR_COST, row.number("α"), row.integer("epochs")
        )
        ŷ = kata.forward_propagation.predict(network, X)
        row.answer("decisions?", kata.nonlinearity.decide(ŷ).ravel())
        row.answer("J?", costs[-1])
        features = kata.learning.hidden_features(network, X)
        row.explain(partial(why_features, kata, network, X, features))
        row.answer("linear on its hidden layer?", linear_answers(kata, features, Y).ravel())


@then("the features of these samples are")
def _(sheet, kata, network):
    for row in sheet:
        X = row.matrix("x")
        given = partial(mistakes_in_features, kata, network, X)
        features = kata.learning.hidden_features(network, X)
        row.answer("features?", features, mistakes=given)
        row.answer_shape("of the shape?", features)


@when(
    parsers.parse("it learns for {epochs:d} epochs with α = {α:g}"),
    target_fixture="stages",
)
def _(kata, network, samples, epochs, α):
    trained, _ = kata.gradient_descent.train(network, *samples, XOR_COST, α, epochs)
    return {"untrained": network, "trained": trained}


@then("the best linear model of its hidden layer decides")
def _(sheet, kata, samples, stages):
    X, Y = samples
    for row in sheet:
        features = kata.learning.hidden_features(stages[row.text("network")], X)
        ŷ = linear_answers(kata, features, Y)
        row.answer("decisions?", kata.nonlinearity.decide(ŷ).ravel())
        row.answer("J?", kata.cost.mse(Y, ŷ))
