"""Steps about costs and their slopes."""

import numpy as np
from pytest_bdd import parsers, then

import derivations


@then(parsers.parse("{cost:w} costs"))
def _(sheet, kata, cost):
    for row in sheet:
        row.answer("J?", kata.cost[cost](row.matrix("y"), row.matrix("ŷ")))


@then(parsers.parse("{cost:w} has the slope"))
def _(sheet, kata, cost):
    for row in sheet:
        row.answer("∂J/∂ŷ?", kata.cost[f"{cost}_prime"](row.matrix("y"), row.matrix("ŷ")))


@then("these costs are charged")
def _(sheet, kata):
    for row in sheet:
        row.answer("J?", kata.cost[row.text("cost")](row.matrix("y"), row.matrix("ŷ")))


@then("these slopes are found")
def _(sheet, kata):
    for row in sheet:
        slope = kata.cost[f"{row.text('cost')}_prime"]
        row.answer("∂J/∂ŷ?", slope(row.matrix("y"), row.matrix("ŷ")))


@then("the slopes of the costs agree with the derivation")
def _(sheet, kata):
    for row in sheet:
        rng, cost = np.random.default_rng(row.integer("seed")), row.text("cost")
        shape = row.integer("samples"), row.integer("outputs")
        y = np.eye(shape[1])[rng.integers(shape[1], size=shape[0])]
        y = y if cost == "cross_entropy" else rng.integers(2, size=shape).astype(float)
        ŷ = rng.uniform(0.05, 0.95, size=shape)
        derived = derivations.cost_slope(cost)(y, ŷ)
        row.answer("slopes?", kata.cost[f"{cost}_prime"](y, ŷ), derived)
