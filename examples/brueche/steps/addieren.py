"""Schritte zum Addieren."""

from functools import partial

from mistakes.brueche import beim_addieren, oben, unten
from pytest_bdd import then


@then("ist die Summe")
def _(sheet, kata):
    for row in sheet:
        zahlen = [row.integer(name) for name in "abcd"]
        zaehler, nenner = kata.addieren.addieren(*zahlen)
        row.answer("oben?", zaehler, mistakes=partial(oben, beim_addieren, *zahlen))
        row.answer("unten?", nenner, mistakes=partial(unten, beim_addieren, *zahlen))
