"""Steps about costs and their slopes."""

from functools import partial

import numpy as np
from pytest_bdd import parsers, then

import derivations
from derivations.known_mistakes import cost as mistakes


def answer_cost(row, kata, cost):
    """Answer what a row's predictions cost."""
    given = row.matrix("y"), row.matrix("ŷ")
    row.answer("J?", kata.cost[cost](*given), mistakes=partial(mistakes.of_cost, cost, *given))


def answer_slope(row, kata, cost):
    """Answer the slope of the cost at a row's predictions."""
    given = row.matrix("y"), row.matrix("ŷ")
    slope = kata.cost[f"{cost}_prime"](*given)
    row.answer("∂J/∂ŷ?", slope, mistakes=partial(mistakes.of_cost_slope, cost, *given))


@then(parsers.parse("{cost:w} costs"))
def _(sheet, kata, cost):
    for row in sheet:
        answer_cost(row, kata, cost)


@then(parsers.parse("{cost:w} has the slope"))
def _(sheet, kata, cost):
    for row in sheet:
        answer_slope(row, kata, cost)


@then("these costs are charged")
def _(sheet, kata):
    for row in sheet:
        answer_cost(row, kata, row.text("cost"))


@then("these slopes are found")
def _(sheet, kata):
    for row in sheet:
        answer_slope(row, kata, row.text("cost"))


@then("the probabilities of these logits cost")
def _(sheet, kata):
    for row in sheet:
        y, ŷ = row.matrix("y"), kata.activations.sigmoid(row.matrix("z"))
        row.answer("ŷ?", ŷ)
        name = "binary_cross_entropy"
        given = partial(mistakes.of_cost, name, y, ŷ)
        row.answer("J?", kata.cost[name](y, ŷ), mistakes=given)


@then("these predictions have the likelihood")
def _(sheet, kata):
    for row in sheet:
        answer_cost(row, kata, row.text("cost"))
        y, ŷ = row.matrix("y"), row.matrix("ŷ")
        surprise = len(y) * kata.cost[row.text("cost")](y, ŷ)
        for column, power in (("e^(−n·J)?", -surprise), ("e^(−n·J/2)?", -surprise / 2)):
            if column in row:
                row.answer(column, np.exp(power))


@then("these costs and slopes have the shapes")
def _(sheet, kata):
    for row in sheet:
        shape, cost = row.shape("shape of y and ŷ"), row.text("cost")
        n, k = shape
        y, ŷ = np.eye(k)[np.arange(n) % k], np.full(shape, 1 / k)
        row.answer_shape("shape of J?", kata.cost[cost](y, ŷ))
        row.answer_shape("shape of ∂J/∂ŷ?", kata.cost[f"{cost}_prime"](y, ŷ))


@then("the slopes of the costs agree with the derivation")
def _(sheet, kata):
    for row in sheet:
        rng, cost = np.random.default_rng(row.integer("seed")), row.text("cost")
        shape = row.integer("samples"), row.integer("outputs")
        y = np.eye(shape[1])[rng.integers(shape[1], size=shape[0])]
        y = y if cost == "cross_entropy" else rng.integers(2, size=shape).astype(float)
        ŷ = rng.uniform(0.05, 0.95, size=shape)
        derived = derivations.cost_slope(cost)(y, ŷ)
        answered = kata.cost[f"{cost}_prime"](y, ŷ)
        row.answer("slopes?", answered, derived, partial(mistakes.of_cost_slope, cost, y, ŷ))
