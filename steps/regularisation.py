"""Steps about regularisation: L2, early stopping, dropout."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then

from derivations.known_mistakes import generalisation as mistakes
from derivations.known_mistakes.classifier_gradients import greatest_difference


@then("the penalty of this network is")
def _(sheet, kata, network):
    for row in sheet:
        λ = row.number("λ")
        wrong = partial(mistakes.of_penalty, network, λ)
        row.answer("penalty?", kata.regularisation.l2_cost(network, λ), mistakes=wrong)


@then("with the penalty the gradients are")
def _(sheet, kata):
    for row in sheet:
        W, b = row.matrix("W"), row.vector("b")
        network = [kata.forward_propagation.Layer(W, b, "identity")]
        gradients, λ = [(row.matrix("∂J/∂W"), row.vector("∂J/∂b"))], row.number("λ")
        [(dW, db)] = kata.regularisation.with_l2(network, gradients, λ)
        wrong = partial(mistakes.of_penalised, W, gradients[0][0], λ)
        row.answer("∂J/∂W with it?", dW, mistakes=wrong)
        wrong = partial(mistakes.of_penalised_bias, b, gradients[0][1], λ)
        row.answer("∂J/∂b with it?", db, mistakes=wrong)


@then(parsers.parse("descending {cost:w} with the penalty ends with"))
def _(sheet, kata, network, samples, cost):
    for row in sheet:
        trained = network
        for _ in range(row.integer("steps")):
            gradients = kata.backpropagation.backpropagate(trained, *samples, cost)
            gradients = kata.regularisation.with_l2(trained, gradients, row.number("λ"))
            trained = kata.gradient_descent.update(trained, gradients, row.number("α"))
        W, _, _ = trained[0]
        row.answer("W₁?", W)
        X, Y = samples
        ŷ = kata.forward_propagation.predict(trained, X)
        row.answer("J?", kata.cost[cost](Y, ŷ))


@then("early stopping gives")
def _(sheet, kata):
    for row in sheet:
        costs, patience = row.vector("costs"), row.integer("patience")
        best, stopped = kata.regularisation.stop_early(list(costs), patience)
        wrong = partial(mistakes.of_stopping, costs, patience)
        row.answer("best?", best, mistakes=partial(wrong, 0))
        row.answer("stopped?", stopped, mistakes=partial(wrong, 1))


@then("dropout masks have")
def _(sheet, kata):
    for row in sheet:
        rng, keep = np.random.default_rng(row.integer("seed")), row.number("keep")
        mask = kata.regularisation.dropout_mask(rng, row.shape("shape"), keep)
        wrong = partial(mistakes.of_mask_values, keep)
        row.answer("values?", np.unique(mask), mistakes=wrong)
        row.answer("mean?", mask.mean())


@then("with these masks it answers")
def _(sheet, kata, network):
    for row in sheet:
        X, mask = row.matrix("x"), row.matrix("mask")
        ŷ = kata.regularisation.predict_dropped(network, X, [mask])
        row.answer("ŷ?", ŷ, mistakes=partial(mistakes.of_dropped, network, X, mask))


@then("with these masks the gradients are")
def _(sheet, kata, network):
    for row in sheet:
        X, Y, mask = row.matrix("x"), row.matrix("y"), row.matrix("mask")
        gradients = kata.regularisation.dropped_gradients(network, X, Y, [mask])
        for layer, pair in zip("₁₂", gradients, strict=True):
            for i, name in enumerate("Wb"):
                wrong = partial(
                    mistakes.of_dropped_gradient, network, X, Y, mask, "₁₂".index(layer), i
                )
                row.answer(f"∂J/∂{name}{layer}?", pair[i], mistakes=wrong)


@then("with masks of 1 the gradients are those of backpropagation")
def _(sheet, kata):
    for row in sheet:
        rng, widths = np.random.default_rng(row.integer("seed")), [*row.shape("widths")]
        n, hidden = row.integer("samples"), len(widths) - 2
        names = [row.text("activation")] * hidden + ["softmax"]
        network = kata.initialisation.random_network(rng, widths, names)
        X = rng.normal(size=(n, widths[0]))
        Y = kata.learning.one_hot(rng.integers(widths[-1], size=n), widths[-1])
        masks = [np.ones((n, width)) for width in widths[1:-1]]
        found = kata.regularisation.dropped_gradients(network, X, Y, masks)
        right = kata.backpropagation.backpropagate(network, X, Y, "cross_entropy")
        row.answer("greatest difference?", greatest_difference(found, right))
