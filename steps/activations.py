"""Steps about activations and their slopes."""

from pytest_bdd import parsers, then


@then(parsers.parse("{activation:w} gives"))
def _(sheet, kata, activation):
    sheet.answer("a?", kata.activations[activation](sheet["z"]))
    sheet.answer("slope?", kata.activations[f"{activation}_prime"](sheet["z"]))
