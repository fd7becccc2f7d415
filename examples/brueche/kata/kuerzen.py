"""Kürzen: der größte gemeinsame Teiler, und der gekürzte Bruch."""


def ggt(a, b):
    """Gib die größte ganze Zahl zurück, die a und b teilt; sie ist nicht negativ.

    a und b sind ganze Zahlen. Jede Zahl teilt 0.

    >>> ggt(12, 18)
    6
    """
    while b != 0:
        a, b = b, a % b
    return abs(a)


def kuerzen(a, b):
    """Gib a/b vollständig gekürzt zurück, als Paar (oben, unten); unten ist positiv.

    a und b sind ganze Zahlen, b ist nicht 0.

    >>> kuerzen(6, -9)
    (-2, 3)
    """
    teiler = ggt(a, b)
    if b < 0:
        teiler = -teiler
    return a // teiler, b // teiler
