"""Addieren: Teile einer Größe."""

from .kuerzen import kuerzen


def addieren(a, b, c, d):
    """Gib a/b + c/d vollständig gekürzt zurück, als Paar (oben, unten).

    Alle vier sind ganze Zahlen; b und d sind nicht 0.

    >>> addieren(1, 2, 1, 3)
    (5, 6)
    """
    return kuerzen(a * d + c * b, b * d)
