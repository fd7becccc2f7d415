"""Residues modulo a prime: two formulas that differ do so at a random residue, all but surely.

Two rational functions of degree d that differ agree at a random point of a field of p elements with
a probability of at most d/p (Schwartz 1980, Zippel 1979). With p = 2⁶¹ − 1 and d up to 1,000 that
is below 10⁻¹⁵. An exponential is a random element for each argument, with exp(−z) = 1/exp(z).
"""

from fractions import Fraction
from functools import lru_cache
from random import Random

PRIME = 2**61 - 1
SEED = 20260
CHANCE = "below 10⁻¹⁵"


class Residue:
    """A number modulo the prime.

    >>> (Residue(1).like(Fraction(1, 2)) * Residue(4)).number
    2
    """

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        """Keep the number."""
        self.number = number

    def __add__(self, other: "Residue") -> "Residue":
        """Add."""
        return Residue((self.number + other.number) % PRIME)

    def __mul__(self, other: "Residue") -> "Residue":
        """Multiply."""
        return Residue(self.number * other.number % PRIME)

    def __neg__(self) -> "Residue":
        """Change the sign."""
        return Residue(-self.number % PRIME)

    def inverse(self) -> "Residue":
        """Return 1 over this; ZeroDivisionError for 0."""
        if not self.number:
            raise ZeroDivisionError
        return Residue(pow(self.number, -1, PRIME))

    def exponential(self) -> "Residue":
        """Return the random element that stands for exp of this; 1 for 0."""
        if not self.number:
            return Residue(1)
        if not self.positive():
            return (-self).exponential().inverse()
        return Residue(_random("exp", self.number))

    def logarithm(self) -> "Residue":
        """Return the random element that stands for ln of this; 0 for 1."""
        return Residue(_random("ln", self.number) if self.number != 1 else 0)

    def tangent(self) -> "Residue":
        """Return tanh, from the exponential."""
        once = self.exponential()
        twice, one = once * once, Residue(1)
        return (twice + -one) * (twice + one).inverse()

    def positive(self) -> bool:
        """Say whether this counts as larger than 0: one of z and −z does."""
        return 0 < self.number <= PRIME // 2

    def zero(self) -> bool:
        """Say whether this is 0."""
        return not self.number

    def like(self, value: Fraction) -> "Residue":
        """Return the residue of a rational number."""
        return Residue(value.numerator * pow(value.denominator, -1, PRIME) % PRIME)


@lru_cache(maxsize=100_000)
def _random(function: str, number: int) -> int:
    """Return the element that stands for a function's value: always the same for one argument."""
    return Random(f"{SEED} {function} {number}").randrange(2, PRIME)
