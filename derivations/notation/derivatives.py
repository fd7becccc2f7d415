"""Derivatives, in every way to write one, and the fractions that may be derivatives."""

import re
from typing import Any

from derivations.language.tokens import UnreadableError
from derivations.notation.calls import CallReader
from derivations.notation.reader import DEEPEST
from derivations.notation.syntax import Name, Syntax, fraction_of, number

HIGHEST_ORDER = 4


class DerivativeReader(CallReader):
    """Reads ∂A/∂B, d/dz A, ∇_W J, \\frac{…}{…}, dW."""

    def fraction_or_derivative(self) -> Syntax:
        """Read \\frac{…}{…}, ∂A/∂B, dA/dB, d/dz A, dW."""
        if self.peek().text != "frac":
            return self.derivative()
        self.take()
        above_tokens, below_tokens = self.argument(), self.argument()
        above, below = type(self)(above_tokens), type(self)(below_tokens)
        above.depth = below.depth = self.depth + 1
        if self.depth > DEEPEST:
            raise UnreadableError("there are too many fractions inside each other")
        first, second = above_tokens[:1], below_tokens[:1]
        same = first and second and first[0].text == second[0].text == "δ" and len(above_tokens) > 1
        if same and len(below_tokens) > 1 and below_tokens[1].kind == "word":
            above.tokens[0] = above.tokens[0]._replace(kind="d", text="∂")
            below.tokens[0] = below.tokens[0]._replace(kind="d", text="∂")
        if (
            above.tokens
            and above.tokens[0].kind == "d"
            and below.tokens
            and below.tokens[0].kind == "d"
        ):
            order, of = above.differential(allow_nothing=True)
            other, by = below.differential()
            above.end()
            if below.peek() and below.peek().kind == "d":
                _, second = below.differential()
                below.end()
                return derivative_of(1, derivative_of(1, of or self.product(), second), by)
            below.end()
            if of is None:
                of = self.product()
            return derivative_of(max(order, other), of, by)
        numerator, denominator = above.sum(), below.sum()
        above.end()
        below.end()
        return self.divided(numerator, denominator)

    def derivative(self) -> Syntax:
        """Read ∂A/∂B, d/dz A, ∂_z A or a lone dW."""
        if self.peek(1) and self.peek(1).text == "_" and self.peek().text == "∂":
            self.take()
            by = self.under()
            return derivative_of(1, self.word(), by)
        order, of = self.differential(allow_nothing=True)
        if self.sees("/") and self.peek(1):
            start = self.at
            self.take()
            opened = self.sees("(")
            if opened:
                self.take()
            if self.peek() and self.peek().kind == "d":
                other, by = self.differential()
                if order == 2 and other == 1 and self.peek() and self.peek().kind == "d":
                    _, second = self.differential()
                    of = derivative_of(1, of or self.product(), second)
                    order = 1
                if opened:
                    self.take(")")
                if of is None:
                    of = self.product()
                return derivative_of(max(order, other), of, by)
            self.at = start
        if of is None:
            raise UnreadableError("d needs a name after it, as in dJ/dz or d/dz σ(z)")
        lone: Syntax = ("gradient", of)
        return lone if order == 1 else ("power", lone, number(order))  # dW² is the square of dW

    def bracketed_derivative(self) -> Syntax | None:
        """Read (∂A)/(∂B), whose bracket stands next; None if it is none."""
        start = self.at
        try:
            self.take("(")
            order, of = self.differential()
            self.take(")")
            self.take("/")
            opened = self.sees("(")
            if opened:
                self.take()
            if not self.peek() or self.peek().kind != "d":
                raise UnreadableError("")
            other, by = self.differential()
            if opened:
                self.take(")")
        except UnreadableError:
            self.at = start
            return None
        return derivative_of(max(order, other), of, by)

    def differential(self, allow_nothing: bool = False) -> tuple[int, Any]:
        """Read ∂A or ∂²A, whose ∂ stands next; return the order and A."""
        self.take()
        order = 1
        if self.sees("^"):
            self.take()
            order = self.order()
        token = self.peek()
        if not token or token.text in ("/", "}", ")"):
            if allow_nothing:
                return order, None
            raise UnreadableError("∂ of a name is expected")
        if token.text in ("(", "{"):
            node = self.bracketed()
        elif token.kind == "word":
            node = self.word()
        else:
            raise UnreadableError(f"∂ of a name is expected, not of {self.shown(token)}")
        if self.sees("_") and node[0] == "call":
            node = ("subscript", node, self.index_behind("_"))
        second = "".join(token.text for token in self.tokens[self.at + 1 : self.at + 4])
        if self.sees("^") and re.match(r"[2-4](?!\d)|\{[2-4]\}", second):
            self.take()  # ∂ŷ² below a ∂²J
            order = max(order, self.order())
        return order, node

    def order(self) -> int:
        """Read the order of a derivative behind ^, up to the fourth."""
        power = fraction_of(self.exponent())
        if power is None or power.denominator != 1 or not 1 <= power <= HIGHEST_ORDER:
            raise UnreadableError(f"derivatives are supported up to order {HIGHEST_ORDER}")
        return int(power)

    def nabla(self) -> Syntax:
        """Read ∇_W J, ∇J, ∇_{W^{(2)}} L."""
        self.take()
        # ∇L alone is taken by the weights.
        below: Syntax = self.under() if self.sees("_") else ("name", Name("w"))
        opened = self.sees("(")
        if opened:
            self.take()
        above = self.word()
        if opened:
            self.take(")")
        return ("derivative", 1, above, below)

    def under(self) -> Syntax:
        """Read the name behind _, as in ∇_W and ∂_{z_2}."""
        self.take("_")
        if self.sees("{"):
            self.take()
            below = self.word()
            self.take("}")
            return below
        return self.word()


def derivative_of(order: int, of: Syntax, by: Syntax) -> Syntax:
    """Make the node of a derivative; dσ/dz is the slope σ′(z)."""
    if of[0] == "bare":
        return ("call", of[1], of[2] + order, (by,))
    return ("derivative", order, of, by)
