"""The parser of formulas: a small grammar of our own, which can only ever build a formula.

    formula  = term { (+ | -) term }
    term     = signed { * signed | / signed | signed }       side by side is a product
    signed   = - signed | power
    power    = atom [ ^ whole number ]                       e^… is the exponential
    atom     = number | name | ( formula ) | function(formula) | ∂A/∂B | \\frac{…}{…} | Σ term

Division and products are read from left to right, so 2/n(y - ŷ) is (2/n)·(y - ŷ).
"""

from collections.abc import Mapping
from fractions import Fraction

from derivations.language.bounds import constant, degree
from derivations.language.tokens import UnreadableError, tokens
from derivations.language.tree import Node, depth, factors, multiply, names_in, number

DEEPEST = 30
HIGHEST_POWER = 12
HIGHEST_DEGREE = 60


def read(text: str, vocabulary: Mapping[str, str]) -> Node:
    """Read a formula; raise UnreadableError with a sentence when it is none.

    `vocabulary` maps each accepted spelling of a name to the name itself.

    >>> read("2 x^3", {"x": "x"})
    ('multiply', ('number', Fraction(2, 1)), ('power', ('name', 'x'), 3))
    """
    if not isinstance(text, str):
        raise UnreadableError(f"a formula must be text instead of {type(text).__name__}")
    if not text.strip():
        raise UnreadableError("the formula is empty")
    reader = _Reader(tokens(text, vocabulary))
    node = reader.formula()
    if reader.peek():
        raise UnreadableError(f"the formula has an error at {reader.peek().text!r}")
    if depth(node) > 4 * DEEPEST or degree(node) > HIGHEST_DEGREE:
        raise UnreadableError(f"the powers multiply up to more than {HIGHEST_DEGREE}")
    return node


class _Reader:
    def __init__(self, found):
        self.tokens, self.at, self.depth = found, 0, 0

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def sees(self, text):
        token = self.peek()
        return token is not None and token.kind == "sign" and token.text == text

    def take(self, text=None):
        token = self.peek()
        if token is None:
            raise UnreadableError(
                "the formula is incomplete" + (f": {text!r} is missing" * bool(text))
            )
        if text is not None and not self.sees(text):
            raise UnreadableError(f"{text!r} is missing before {token.text!r}")
        self.at += 1
        return token

    def formula(self):
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableError(f"at most {DEEPEST} brackets inside each other are supported")
        terms = [self.term()]
        while self.sees("+") or self.sees("-"):
            minus = self.take().text == "-"
            term = self.term()
            terms.append(("negate", term) if minus else term)
        self.depth -= 1
        return terms[0] if len(terms) == 1 else ("add", *terms)

    def term(self):
        node, divisor = self.signed(), None
        while token := self.peek():
            if token.kind == "sign" and token.text in "*/":
                self.take()
                right = self.signed()
                divides = token.text == "/"
                divisor = self.tokens[self.at - 1] if divides else None
                node = _divide(node, right) if divides else multiply_all(node, right)
            elif token.kind == "sign" and token.text != "(":
                break
            else:
                self._reject_ambiguous(token, divisor)
                node, divisor = multiply_all(node, self.signed()), None
        return node

    def _reject_ambiguous(self, token, divisor):
        before = self.peek(-1)
        if token.kind == "number" and before.kind in ("number", "name"):
            raise UnreadableError(f"a sign is missing between {before.text!r} and {token.text!r}")
        if divisor and divisor.kind == "number" and token.kind == "name" and not token.spaced:
            raise UnreadableError(
                f"/{divisor.text}{token.text} has two meanings; write "
                f"/({divisor.text}{token.text}) or /{divisor.text}·{token.text}"
            )

    def signed(self):
        signs = 0
        while self.sees("-") or self.sees("+"):
            signs += self.take().text == "-"
        node = self.power()
        return ("negate", node) if signs % 2 else node

    def power(self):
        node = self.atom()
        while self.sees("^"):
            self.take()
            if node == ("name", "e"):
                node = ("call", "exp", 0, self.exponent())
            else:
                node = self.raised(node, self.exponent())
        if self.sees("'"):
            raise UnreadableError("a prime must follow a function, as in σ′(z)")
        return node

    def exponent(self):
        minus = False
        while self.sees("-") or self.sees("+"):
            minus ^= self.take().text == "-"
        node = self.atom()
        if self.sees("^"):
            raise UnreadableError("a power of a power is not supported")
        return ("negate", node) if minus else node

    def raised(self, base, exponent):
        value = constant(exponent)
        if value is None or value.denominator != 1 or abs(value) > HIGHEST_POWER:
            raise UnreadableError(f"a power must be a whole number up to {HIGHEST_POWER}")
        return ("power", base, int(value))

    def atom(self):
        token = self.take()
        if token.kind == "number":
            return number(Fraction(token.text))
        if token.kind == "name":
            return ("name", token.text)
        if token.kind == "d" or (token.text in ("(", "\\frac") and self._differential(token)):
            return self.derivative(token)
        if token.text == "(" and token.kind == "sign":
            node = self.formula()
            self.take(")")
            return node
        if token.kind == "frac":
            return self.fraction()
        if token.kind in ("function", "primed"):
            return self.call(token)
        if token.kind == "sum":
            return ("sum", self.term())
        raise UnreadableError(f"expected a number, a name or a bracket instead of {token.text!r}")

    def fraction(self):
        self.take("(")
        above = self.formula()
        self.take(")")
        self.take("(")
        below = self.formula()
        self.take(")")
        return _divide(above, below)

    def call(self, token):
        primes, raised = int(token.kind == "primed"), None
        while self.sees("'"):
            self.take()
            primes += 1
        if primes > 1 or (primes and token.text in ("exp", "ln")):
            raise UnreadableError(
                f"{token.text} with {primes} primes is not a function of this network"
            )
        if self.sees("^"):
            self.take()
            raised = self.exponent()
        if not self.sees("("):
            shown = ("σ" if token.text == "sigmoid" else token.text) + "′" * primes
            raise UnreadableError(f"{shown} of what? Write {shown}(z), with brackets")
        self.take("(")
        node = ("call", token.text, primes, self.formula())
        self.take(")")
        return self.raised(node, raised) if raised else node

    def _differential(self, token):
        """Say whether a bracket or fraction that was just opened holds the d of a derivative."""
        first = self.peek(0 if token.text == "(" else 1)
        return first is not None and first.kind == "d"

    def derivative(self, token):
        """Read ∂A/∂B, whose first ∂ (or bracket, or \\frac) has been taken."""
        if token.kind == "frac":
            self.take("(")
        bracketed = token.kind != "d"
        if bracketed:
            self.take()
        above = self._name_of_differential()
        if bracketed:
            self.take(")")
        if token.kind != "frac":
            self.take("/")
        opened = self.sees("(")
        if opened:
            self.take()
        if self.peek() is None or self.peek().kind != "d":
            raise UnreadableError(f"∂{above} needs a ∂ below it, as in ∂{above}/∂z")
        self.take()
        below = self._name_of_differential()
        if opened:
            self.take(")")
        return ("derivative", above, below)

    def _name_of_differential(self):
        braced = self.sees("(")
        token = self.take("(") and self.take() if braced else self.take()
        if token.kind != "name":
            raise UnreadableError(f"∂ of a name is expected, not of {token.text!r}")
        if braced:
            self.take(")")
        return token.text


def multiply_all(left: Node, right: Node) -> Node:
    """Multiply, keeping a product of products flat."""
    return multiply(*(part for node in (left, right) for part in factors(node)))


def _divide(above, below):
    if not names_in(below) and constant(below) == 0:
        raise UnreadableError("this divides by zero")
    return ("divide", above, below)
