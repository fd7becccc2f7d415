"""Exact numbers for NumPy's arrays of objects: each with a derivative beside it.

Formulas are worked out by the same code as with floating-point numbers: NumPy calls these methods
for each entry. What a number is made of is decided by its `kind`: residues modulo a prime, or
quotients of polynomials.
"""

from fractions import Fraction
from typing import Any, Protocol

from derivations.language.tokens import UnreadableError


class UnprovedError(Exception):
    """The formula is outside what a proof can reach."""


class NoExactValueError(UnreadableError):
    """A function or power that has no value in exact arithmetic."""


class Number(Protocol):
    """Kind of an exact number."""

    def __add__(self, other: Any, /) -> Any:
        """Add."""

    def __mul__(self, other: Any, /) -> Any:
        """Multiply."""

    def __neg__(self) -> Any:
        """Change the sign."""

    def inverse(self) -> Any:
        """Return 1 over this; ZeroDivisionError for 0."""

    def exponential(self) -> Any:
        """Return what stands for exp of this."""

    def logarithm(self) -> Any:
        """Return what stands for ln of this."""

    def tangent(self) -> Any:
        """Return what stands for tanh of this."""

    def positive(self) -> bool:
        """Say whether this counts as larger than 0."""

    def zero(self) -> bool:
        """Say whether this is 0."""

    def like(self, value: Fraction) -> Any:
        """Return a rational number of the same kind."""


class Exact:
    """A number and its derivative by whatever is being moved; None stands for a derivative of 0."""

    __slots__ = ("slope", "value")

    def __init__(self, value: Any, slope: Any = None) -> None:
        """Keep the number and its derivative."""
        self.value, self.slope = value, slope

    def _other(self, other: Any) -> "Exact":
        return other if isinstance(other, Exact) else Exact(self.value.like(Fraction(other)))

    def __add__(self, other: Any) -> "Exact":
        """Add."""
        other = self._other(other)
        return Exact(self.value + other.value, _sum(self.slope, other.slope))

    __radd__ = __add__

    def __neg__(self) -> "Exact":
        """Change the sign."""
        return Exact(-self.value, None if self.slope is None else -self.slope)

    def __sub__(self, other: Any) -> "Exact":
        """Subtract."""
        return self + -self._other(other)

    def __rsub__(self, other: Any) -> "Exact":
        """Subtract from a number."""
        return self._other(other) + -self

    def __mul__(self, other: Any) -> "Exact":
        """Multiply."""
        other = self._other(other)
        slope = _sum(_product(self.slope, other.value), _product(other.slope, self.value))
        return Exact(self.value * other.value, slope)

    __rmul__ = __mul__

    def inverse(self) -> "Exact":
        """Return 1 over this; ZeroDivisionError for 0."""
        value = self.value.inverse()
        return Exact(
            value, _product(self.slope, -(value * value)) if self.slope is not None else None
        )

    def __truediv__(self, other: Any) -> "Exact":
        """Divide."""
        return self * self._other(other).inverse()

    def __rtruediv__(self, other: Any) -> "Exact":
        """Divide a number by this."""
        return self._other(other) * self.inverse()

    def __pow__(self, power: Any) -> "Exact":
        """Raise to a whole power."""
        if not isinstance(power, int) or abs(power) > 12:
            raise NoExactValueError("this power has no exact value")
        base = self if power >= 0 else self.inverse()
        made = Exact(self.value.like(Fraction(1)))
        for _ in range(abs(power)):
            made = made * base
        return made

    def __gt__(self, other: Any) -> bool:
        """Say whether this counts as larger: one of z and −z does, and 0 does not."""
        return (self - other).value.positive()

    def __lt__(self, other: Any) -> bool:
        """Say whether this counts as smaller."""
        return (self._other(other) - self).value.positive()

    def __ge__(self, other: Any) -> bool:
        """Say whether this does not count as smaller."""
        return not self < other

    def __le__(self, other: Any) -> bool:
        """Say whether this does not count as larger."""
        return not self > other

    def __eq__(self, other: object) -> bool:
        """Compare the numbers alone."""
        return isinstance(other, Exact) and (self - other).value.zero()

    __hash__ = None  # type: ignore[assignment]

    def exp(self) -> "Exact":
        """Return the exponential: np.exp asks for it."""
        value = self.value.exponential()
        return Exact(value, _product(self.slope, value))

    def log(self) -> "Exact":
        """Return the logarithm: np.log asks for it."""
        return Exact(self.value.logarithm(), _product(self.slope, self.value.inverse()))

    def tanh(self) -> "Exact":
        """Return the hyperbolic tangent: np.tanh asks for it."""
        value = self.value.tangent()
        return Exact(value, _product(self.slope, self.value.like(Fraction(1)) + -(value * value)))


def _sum(left, right):
    if left is None or right is None:
        return right if left is None else left
    return left + right


def _product(slope, value):
    return None if slope is None else slope * value
