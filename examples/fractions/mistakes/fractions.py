"""Mistakes with fractions. The answers are what comes of them, as (above, below)."""

from math import gcd

from derivations.known_mistakes.known_mistake import KnownMistake


def of_shortening(a, b):
    """Return (code, what was done, answer) for each mistake in shortening a/b."""
    divisor = gcd(a, b)
    return [
        KnownMistake("not-shortened", "nothing is shortened", (a, b)),
        KnownMistake("sign-below", "the minus stays below", (a // divisor, b // divisor)),
        KnownMistake("sign-lost", "the minus is lost", (abs(a) // divisor, abs(b) // divisor)),
    ]


def of_sum(a, b, c, d):
    """Return (code, what was done, answer) for each mistake in a/b + c/d."""
    return [
        KnownMistake("above-and-below", "above and below are added", (a + c, b + d)),
        KnownMistake("not-shortened", "the sum is not shortened", (a * d + c * b, b * d)),
        KnownMistake("not-expanded", "what stands above is not expanded", (a + c, b * d)),
    ]
