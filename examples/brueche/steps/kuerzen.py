"""Schritte zum Kürzen."""

from functools import partial

from mistakes.brueche import beim_kuerzen, oben, unten
from pytest_bdd import then


@then("ist der größte gemeinsame Teiler")
def _(sheet, kata):
    for row in sheet:
        a, b = row.integer("a"), row.integer("b")
        row.answer("Teiler?", kata.kuerzen.ggt(a, b))


@then("ist der gekürzte Bruch")
def _(sheet, kata):
    for row in sheet:
        a, b = row.integer("a"), row.integer("b")
        zaehler, nenner = kata.kuerzen.kuerzen(a, b)
        row.answer("oben?", zaehler, mistakes=partial(oben, beim_kuerzen, a, b))
        row.answer("unten?", nenner, mistakes=partial(unten, beim_kuerzen, a, b))


@then("antworten diese Funktionen bei zufälligen Zahlen wie beschrieben")
def _(sheet, random_calls):
    random_calls(sheet, right="richtig")
