"""Quotients of polynomials in the entries of a network: what is equal here is proved.

Each exponential of an argument becomes a variable of its own, s/(1 − s) with s = 1/(1 + exp(−z)),
so that σ(z), tanh(z) and their slopes are quotients. A formula that decides by the sign of z is out
of reach, and so is what takes more than a budget of products.
"""

from fractions import Fraction
from functools import cache

from sympy.polys.domains import QQ
from sympy.polys.rings import PolyElement, PolyRing, ring

from derivations.claims.exact import NoExactValueError
from derivations.claims.quotients import Budget

MOST_EXPONENTIALS = 24


class Ring:
    """The ring of one proof: a variable for each entry, spare ones for exp and ln."""

    def __init__(self, count: int, budget: int) -> None:
        """Make a ring with `count` variables for entries."""
        made, *variables = _variables(count)
        self.ring: PolyRing = made
        self.entries = [Quotient(self, variable, made.one) for variable in variables[:count]]
        self.spare = variables[count:]
        self.budget = Budget(budget)
        self.known: list[tuple[str, Quotient, PolyElement]] = []

    def variable(self, function: str, argument: "Quotient") -> PolyElement:
        """Return the variable of a function's value: the same for equal arguments."""
        for name, other, variable in self.known:
            if name == function and same(argument, other):
                return variable
        if len(self.known) == len(self.spare):
            raise NoExactValueError("no proof is possible: there are too many exponentials")
        self.known.append((function, argument, self.spare[len(self.known)]))
        return self.spare[len(self.known) - 1]


@cache
def _variables(count):
    names = [f"v{at}" for at in range(count)] + [f"s{at}" for at in range(MOST_EXPONENTIALS)]
    return ring(names, QQ)


def same(left: "Quotient", right: "Quotient") -> bool:
    """Say whether two quotients are equal; first as they are written, which is often enough."""
    if (left.above, left.below) == (right.above, right.below):
        return True
    if left.below == right.below:
        return False
    return (left + -right).zero()


class Quotient:
    """A quotient of two polynomials, never cancelled."""

    __slots__ = ("above", "below", "ring")

    def __init__(self, home: Ring, above: PolyElement, below: PolyElement) -> None:
        """Keep numerator and denominator."""
        self.ring, self.above, self.below = home, above, below

    def __add__(self, other: "Quotient") -> "Quotient":
        """Add."""
        pair = self.ring.budget.plus((self.above, self.below), (other.above, other.below))
        return Quotient(self.ring, *pair)

    def __mul__(self, other: "Quotient") -> "Quotient":
        """Multiply."""
        pair = self.ring.budget.multiplied((self.above, self.below), (other.above, other.below))
        return Quotient(self.ring, *pair)

    def __neg__(self) -> "Quotient":
        """Change the sign."""
        return Quotient(self.ring, -self.above, self.below)

    def inverse(self) -> "Quotient":
        """Return 1 over this; ZeroDivisionError for 0."""
        if not self.above:
            raise ZeroDivisionError
        return Quotient(self.ring, self.below, self.above)

    def exponential(self) -> "Quotient":
        """Return exp of this as s/(1 − s), and of its negative as (1 − s)/s."""
        one = self.ring.ring.one
        if not self.above:
            return Quotient(self.ring, one, one)
        for name, other, variable in self.ring.known:
            if name == "exp" and same(self, -other):
                return Quotient(self.ring, one - variable, variable)
        variable = self.ring.variable("exp", self)
        return Quotient(self.ring, variable, one - variable)

    def logarithm(self) -> "Quotient":
        """Return the variable that stands for ln of this."""
        return Quotient(self.ring, self.ring.variable("ln", self), self.ring.ring.one)

    def tangent(self) -> "Quotient":
        """Return the variable that stands for tanh of this, or minus that of its negative."""
        one = self.ring.ring.one
        for name, other, variable in self.ring.known:
            if name == "tanh" and same(self, -other):
                return Quotient(self.ring, -variable, one)
        return Quotient(self.ring, self.ring.variable("tanh", self), one)

    def positive(self) -> bool:
        """Refuse: the sign of a formula is not known."""
        raise NoExactValueError("no proof is possible: the formula depends on the sign of z")

    def zero(self) -> bool:
        """Say whether this is the zero polynomial."""
        return not self.above

    def like(self, value: Fraction) -> "Quotient":
        """Return a rational number."""
        number = self.ring.ring(QQ(value.numerator, value.denominator))
        return Quotient(self.ring, number, self.ring.ring.one)
