"""Shortening: the greatest common divisor, and lowest terms."""


def common_divisor(a, b):
    """Return the greatest whole number that divides both a and b; it is not negative.

    a and b are whole numbers. Everything divides 0.

    >>> common_divisor(12, 18)
    6
    """
    while b != 0:
        a, b = b, a % b
    return abs(a)


def shorten(a, b):
    """Return a/b in lowest terms, as (above, below); below is positive.

    a and b are whole numbers, b is not 0.

    >>> shorten(6, -9)
    (-2, 3)
    """
    divisor = common_divisor(a, b)
    if b < 0:
        divisor = -divisor
    return a // divisor, b // divisor
