"""Steps about momentum: one push, and a roll of some steps down a cost."""

from functools import partial

import numpy as np
from mistakes.momentum import of_velocity
from pytest_bdd import parsers, then


@then("one push gives")
def _(sheet, kata):
    for row in sheet:
        v, gradient = row.vector("v"), row.vector("∂J/∂W")
        given = v, gradient, row.number("α"), row.number("β")
        row.answer("new v?", kata.momentum.velocity(*given), mistakes=partial(of_velocity, *given))


@then(parsers.parse("rolling down {cost:w} goes"))
def _(sheet, kata, cost, network, samples):
    for row in sheet:
        rolled = network
        velocities = [(np.zeros_like(W), np.zeros_like(b)) for W, b, _ in network]
        α, β = row.number("α"), row.number("β")
        for _ in range(row.integer("rolls")):
            rolled, velocities = kata.momentum.roll(rolled, velocities, *samples, cost, α, β)
        row.effort(row.integer("rolls"))
        row.answer("W₁?", rolled[0][0])
        row.answer("b₁?", rolled[0][1])
