"""Steps about generalisation: capacity, three parts, honest choices, and how much data help."""

from functools import partial

import numpy as np
from pytest_bdd import then

from derivations.arrays import alike
from derivations.known_mistakes import generalisation as mistakes
from derivations.known_mistakes.learning import of_held_out
from steps.digits import CLASSES, pixels_and_classes


def fitted(kata, x, y, degree):
    """Return a polynomial, fitted to points, as a function."""
    w, b = kata.nonlinearity.best_linear_fit(kata.generalisation.powers(x, degree), y[:, None])
    return lambda x: kata.neuron.weighted_sum(kata.generalisation.powers(x, degree), w, b)


@then("the powers are")
def _(sheet, kata):
    for row in sheet:
        x, degree = row.vector("x"), row.integer("degree")
        wrong = partial(mistakes.of_powers, x, degree)
        row.answer("powers?", kata.generalisation.powers(x, degree), mistakes=wrong)


@then("polynomials through the points come to")
def _(sheet, kata):
    for row in sheet:
        x, y, at = row.vector("x"), row.vector("y"), row.vector("at")
        polynomial = fitted(kata, x, y, row.integer("degree"))
        row.answer("training mse?", kata.cost.mse(y[:, None], polynomial(x)))
        row.answer("ŷ?", polynomial(at).item())
        row.answer("squared error at y = x?", kata.cost.mse(at[:, None], polynomial(at)))


@then("on average over fresh noise polynomials come to")
def _(sheet, kata):
    for row in sheet:
        rng, n = np.random.default_rng(row.integer("seed")), row.integer("samples")
        x, costs = np.linspace(-1, 1, n), []
        for _ in range(row.integer("repeats")):
            x_test = rng.uniform(-1, 1, 200)
            y, y_test = (
                np.sin(3 * x) + row.number("noise") * rng.normal(size=len(x)) for x in (x, x_test)
            )
            polynomial = fitted(kata, x, y, row.integer("degree"))
            costs.append(
                [
                    kata.cost.mse(y[:, None], polynomial(x)),
                    kata.cost.mse(y_test[:, None], polynomial(x_test)),
                ]
            )
        for name, cost in zip(("training mse?", "test mse?"), np.mean(costs, axis=0), strict=True):
            row.answer(name, cost)


def split_numbers(kata, row, seed):
    """Split numbered samples in three; return the numbers in each part, with its targets."""
    X = np.arange(row.integer("samples"))[:, None]
    rng = np.random.default_rng(row.integer(seed))
    validation, test = (
        (row.number("validation"), row.number("test")) if "test" in row else (0.2, 0.3)
    )
    return [
        (part_X.ravel(), part_Y.ravel())
        for part_X, part_Y in kata.generalisation.three_way(X, 10 * X, validation, test, rng)
    ]


@then("splitting in three gives")
def _(sheet, kata):
    for row in sheet:
        parts, n = split_numbers(kata, row, "seed"), row.integer("samples")
        shares = row.number("validation"), row.number("test")
        for i, name in enumerate(("training?", "validation?", "test?")):
            wrong = partial(mistakes.of_part_sizes, n, *shares, i)
            row.answer(name, len(parts[i][0]), mistakes=wrong)
        numbers = np.concatenate([X for X, _ in parts])
        row.answer("in two?", len(numbers) - len(np.unique(numbers)))
        row.answer("in none?", n - len(np.unique(numbers)))
        row.explain(partial(mistakes.seen_in_split, parts))
        row.answer("targets kept?", all(alike(10 * X, Y) for X, Y in parts))


@then("the test sets of these seeds are")
def _(sheet, kata):
    for row in sheet:
        one, other = (split_numbers(kata, row, s)[2][0] for s in ("one seed", "other seed"))
        same_seed = row.text("one seed") == row.text("other seed")
        row.explain(partial(of_held_out, one, other, same_seed))
        row.answer("equal?", alike(one, other))
        row.answer("in a row?", bool(np.all(np.diff(np.sort(one)) == 1)))


@then("over so many splits in three there are")
def _(sheet, kata):
    for row in sheet:
        rng = np.random.default_rng(row.integer("seed"))
        X = np.arange(row.integer("samples"))[:, None]
        shares = row.number("validation"), row.number("test")
        splits = (
            kata.generalisation.three_way(X, X, *shares, rng) for _ in range(row.integer("splits"))
        )
        different = {tuple(tuple(np.sort(X.ravel())) for X, _ in parts) for parts in splits}
        row.answer("different splits?", len(different))


@then("the choice is")
def _(sheet, kata):
    for row in sheet:
        validation, test = row.vector("validation"), row.vector("test")
        chosen = kata.generalisation.choose(list(validation))
        wrong = partial(mistakes.of_choice, validation, test)
        row.answer("chosen?", chosen, mistakes=wrong)
        row.answer("reported?", test[chosen])


@then("the best of so many guessers is right on average in")
def _(sheet, kata):
    for row in sheet:
        rng, best = np.random.default_rng(row.integer("seed")), []
        for _ in range(row.integer("repeats")):
            labels, *guesses = (
                kata.learning.one_hot(rng.integers(2, size=row.integer("labels")), 2)
                for _ in range(1 + row.integer("guessers"))
            )
            best.append(max(kata.learning.accuracy(guess, labels) for guess in guesses))
        row.answer("accuracy?", np.mean(best))


def learner(kata, row, rng, X, Y):
    """Return a network that has learned as a row says."""
    hidden, epochs, size = [*row.shape("hidden")], row.integer("epochs"), row.integer("batch size")
    network, _ = kata.learning.learn(X, Y, hidden, row.number("α"), epochs, size, rng)
    return network


def share_read(kata, network, X, Y):
    """Return the share of the samples that a network reads."""
    return kata.learning.accuracy(kata.forward_propagation.predict(network, X), Y)


def shuffled_digits(kata, digits, rng):
    """Return the pixels and the classes in an order of chance."""
    X, Y = pixels_and_classes(kata, digits)
    order = rng.permutation(len(X))
    return X[order], Y[order]


@then("networks that learn labels by lot read")
def _(sheet, kata, digits):
    for row in sheet:
        rng, n = np.random.default_rng(row.integer("seed")), row.integer("images")
        X, Y = (part[:n] for part in shuffled_digits(kata, digits, rng))
        lots = kata.learning.one_hot(rng.integers(CLASSES, size=n), CLASSES)
        network = learner(kata, row, rng, X, lots)
        row.answer("labels by lot?", share_read(kata, network, X, lots))
        row.answer("true labels?", share_read(kata, network, X, Y))


@then("with noisy labels networks read of the clean test set")
def _(sheet, kata, digits):
    for row in sheet:
        rng, n = np.random.default_rng(row.integer("seed")), row.integer("images")
        X, Y = shuffled_digits(kata, digits, rng)
        labels = kata.learning.one_hot(rng.integers(CLASSES, size=len(X)), CLASSES)
        noisy = np.where(rng.random((len(X), 1)) < row.number("noise"), labels, Y)
        train, validation = (X[:n], noisy[:n]), (X[n : 2 * n], noisy[n : 2 * n])
        test = X[2 * n :], Y[2 * n :]
        widths = [X.shape[1], *row.shape("hidden"), CLASSES]
        names = ["relu"] * (len(widths) - 2) + ["softmax"]
        networks = [kata.initialisation.random_network(rng, widths, names)]
        for _ in range(row.integer("epochs")):
            given = networks[-1], *train, "cross_entropy", row.number("α"), 1
            network, _ = kata.gradient_descent.train(*given, row.integer("batch size"), rng)
            networks.append(network)
        costs = [
            kata.cost.cross_entropy(
                validation[1], kata.forward_propagation.predict(network, validation[0])
            )
            for network in networks
        ]
        best, _ = kata.regularisation.stop_early(costs, row.integer("patience"))
        early, late = (
            share_read(kata, network, *test) for network in (networks[best], networks[-1])
        )
        row.answer("at the best epoch?", early)
        row.answer("at the end?", late)
        row.answer("gain?", early - late)


@then("networks that learn from so many images read of the others")
def _(sheet, kata, digits):
    for row in sheet:
        rng, n = np.random.default_rng(row.integer("seed")), row.integer("images")
        X, Y = shuffled_digits(kata, digits, rng)
        network = learner(kata, row, rng, X[:n], Y[:n])
        row.answer("accuracy?", share_read(kata, network, X[n:], Y[n:]))
