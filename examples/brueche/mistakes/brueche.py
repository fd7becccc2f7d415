"""Fehler beim Bruchrechnen: was getan wurde, und der Bruch, der dabei herauskommt."""

from math import gcd

from derivations.known_mistakes.known_mistake import KnownMistake


def beim_kuerzen(a, b):
    """Gib für jeden Fehler (Code, was getan wurde, Bruch) zurück: beim Kürzen von a/b."""
    teiler = gcd(a, b)
    return [
        ("nicht-gekuerzt", "nichts gekürzt ist", (a, b)),
        ("minus-unten", "das Minus unten bleibt", (a // teiler, b // teiler)),
        ("minus-verloren", "das Minus verloren ist", (abs(a) // teiler, abs(b) // teiler)),
    ]


def beim_addieren(a, b, c, d):
    """Gib für jeden Fehler (Code, was getan wurde, Bruch) zurück: bei a/b + c/d."""
    return [
        ("oben-und-unten", "oben und unten addiert ist", (a + c, b + d)),
        ("nicht-gekuerzt", "nicht gekürzt ist", (a * d + c * b, b * d)),
        ("nicht-erweitert", "die Zähler nicht erweitert sind", (a + c, b * d)),
    ]


def oben(fehler, *zahlen):
    """Gib die Fehler so zurück, wie sie in der Spalte `oben?` stehen."""
    return [KnownMistake(code, was, bruch[0], whole=True) for code, was, bruch in fehler(*zahlen)]


def unten(fehler, *zahlen):
    """Gib die Fehler so zurück, wie sie in der Spalte `unten?` stehen."""
    return [KnownMistake(code, was, bruch[1], whole=True) for code, was, bruch in fehler(*zahlen)]
