"""Steps about the mean."""

from functools import partial

from mistakes.average import of_mean
from pytest_bdd import then


@then("the mean is")
def _(sheet, kata):
    for row in sheet:
        x = row.vector("x")
        row.answer("mean?", kata.average.mean(x), mistakes=partial(of_mean, x))
