"""Steps about shortening."""

from functools import partial

from mistakes.fractions import of_shortening
from pytest_bdd import then


@then("the greatest common divisor is")
def _(sheet, kata):
    for row in sheet:
        a, b = row.integer("a"), row.integer("b")
        row.answer("divisor?", kata.shortening.common_divisor(a, b))


@then("shortening gives")
def _(sheet, kata):
    for row in sheet:
        a, b = row.integer("a"), row.integer("b")
        answer = kata.shortening.shorten(a, b)
        row.answer("lowest?", answer, mistakes=partial(of_shortening, a, b))
