"""Quotients of polynomials, multiplied out within a budget: the arithmetic that proofs are made of.

A quotient is a pair (above, below) of SymPy's sparse polynomials. Nothing is ever cancelled, since
two quotients are compared by multiplying across; what grows too large stops the proof.
"""

from sympy.polys.rings import PolyElement

from derivations.claims.exact import UnprovedError

Quotient = tuple[PolyElement, PolyElement]
MOST_TERMS = 20_000  # products of terms in one proof: some 30 ms


class Budget:
    """Arithmetic on quotients that stops with UnprovedError once its budget is spent.

    >>> from sympy import QQ, ring
    >>> _, x, y = ring("x, y", QQ)
    >>> Budget().plus((x, y), (y, x))
    (x**2 + y**2, x*y)
    """

    def __init__(self, terms: int = MOST_TERMS) -> None:
        """Start with as many products of terms as may be made."""
        self.terms = terms

    def times(self, left: PolyElement, right: PolyElement) -> PolyElement:
        """Multiply two polynomials."""
        self.terms -= len(left) * len(right)
        if self.terms < 0:
            raise UnprovedError
        return left * right

    def multiplied(self, left: Quotient, right: Quotient) -> Quotient:
        """Multiply two quotients."""
        return self.times(left[0], right[0]), self.times(left[1], right[1])

    def plus(self, left: Quotient, right: Quotient) -> Quotient:
        """Add two quotients."""
        if left[1] == right[1]:
            return left[0] + right[0], left[1]
        above = self.times(left[0], right[1]) + self.times(right[0], left[1])
        return above, self.times(left[1], right[1])

    def inverse(self, quotient: Quotient) -> Quotient:
        """Turn a quotient over; ZeroDivisionError if it is 0."""
        if not quotient[0]:
            raise ZeroDivisionError
        return quotient[1], quotient[0]
