"""The grammar of formulas, read by descent: it can only ever build a tree of what was typed.

    equation = side { = side } [ condition ]
    sum      = product { (+ | -) product }
    product  = signed { (· | * | / | ⊙ | @ | side by side) signed }
    signed   = - signed | power
    power    = atom [ ^ exponent | ᵀ ]
    atom     = number | name | ( sum ) | function(sum, …) | ∂A/∂B | Σ product | cases

Products and quotients are read from left to right, so 2/n(y - ŷ) is (2/n)·(y - ŷ).
"""

from functools import lru_cache
from typing import NamedTuple

from derivations.language.tokens import UnreadableError
from derivations.notation.conditions import COMPARISONS
from derivations.notation.derivatives import DerivativeReader
from derivations.notation.lexer import Token, tokens
from derivations.notation.reader import CLOSING, DEEPEST
from derivations.notation.syntax import Syntax, names, number
from derivations.notation.words import GLUE

_NEVER_STARTS = set(")}],;:=/^_'≤≥<>≠⟫·×*⊙@+-…!.⊤±∈⇒")


class Equation(NamedTuple):
    """An equation as typed: its sides, and the condition under which it is said to hold."""

    sides: tuple[Syntax, ...]
    condition: Syntax | None = None


# Other ways to read the same signs, in the words of a reply.
CROSSES = "x read as ×"  # a lone x between two brackets
COSTLY = "the error read as the cost"  # ∂error/∂z2
WIDE = "Σ read as a sum over all terms after it"  # -1/n Σ y·ln ŷ + (1 - y)·ln(1 - ŷ)


def read_equation(text: str, how: str = "") -> Equation:
    """Read "A = B = C, if …"; UnreadableError says what was expected, and where.

    `how` is CROSSES, COSTLY or WIDE where the signs are to be read in that way.

    >>> len(read_equation("dL/da = -y/a + (1-y)/(1-a) = (a - y)/[a(1-a)]").sides)
    3
    """
    if not isinstance(text, str):
        raise UnreadableError(f"a formula must be text instead of {type(text).__name__}")
    return _equation(text, how)


@lru_cache(maxsize=512)
def _equation(text, how):
    found = tokens(text)
    if how in _MEANT:
        found = [_MEANT[how](found, at) for at in range(len(found))]
    reader = _Reader(found)
    reader.wide = how == WIDE
    return reader.equation()


def read_formula(text: str) -> Syntax:
    """Read one formula without an equals sign.

    >>> read_formula("2 x")[2]
    ('number', Fraction(2, 1))
    """
    equation = read_equation(text)
    if len(equation.sides) != 1:
        raise UnreadableError("expected one formula without an equals sign")
    return equation.sides[0]


def other_ways(text: str) -> list[str]:
    """Return the other ways in which the signs of a text may be meant.

    >>> other_ways("J = -1/n Σ y ln ŷ + (1 - y) ln(1 - ŷ)")
    ['Σ read as a sum over all terms after it']
    """
    found = tokens(text)
    ways = [
        how
        for how, meant in _MEANT.items()
        if any(meant(found, at) is not token for at, token in enumerate(found))
    ]
    sums = [at for at, token in enumerate(found) if token.text in ("Σ", "sum")]
    if sums and any(token.text in ("+", "-") for token in found[sums[0] :]):
        ways.append(WIDE)
    return ways


def _as_cost(found, at):
    """Return E for an error that is differentiated."""
    token = found[at]
    of = at and found[at - 1].kind == "d" and token.text in ("error", "err")
    return token._replace(text="E") if of else token


def _crossed(found, at):
    token = found[at]
    if token.text != "x" or not 0 < at < len(found) - 1:
        return token
    before, after = found[at - 1], found[at + 1]
    between = before.text in (")", "]", "}") and (after.text in ("(", "[") or after.text == "X")
    return Token("sign", "×", token.at, token.spaced) if between and after.spaced else token


# What a token is in each of these ways, by its place.
_MEANT = {CROSSES: _crossed, COSTLY: _as_cost}


class _Reader(DerivativeReader):
    """Reads equations, sums, products, powers and atoms; what these are made of is inherited."""

    def equation(self) -> Equation:
        """Read the whole: sides, then a condition."""
        if not self.tokens:
            raise UnreadableError("the formula is empty")
        sides = [self.side("before")]
        while self.sees("="):
            self.take()
            sides.append(self.side("behind"))
        if sides[1:] and sides[-1][0] == "name" and self.peek().text in COMPARISONS:
            sign = self.take().text  # relu'(z) = z > 0
            sides[-1] = ("indicator", ("compare", sign, sides[-1], self.sum()))
        condition = self.condition_behind()
        if token := self.peek():
            raise UnreadableError(f"{self.shown(token)} is not expected at place {token.at + 1}")
        return Equation(tuple(sides), condition)

    def side(self, where: str) -> Syntax:
        """Read one side of an equation."""
        if not self.peek() or self.sees("="):
            raise UnreadableError(f"there is nothing to read {where} '='")
        return self.sum()

    def sum(self) -> Syntax:
        """Read terms, and what follows one "if"."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableError(f"at most {DEEPEST} brackets inside each other are supported")
        node = self.terms()
        self.depth -= 1
        return self.conditional(node)

    def terms(self) -> Syntax:
        """Read a sum without an "if" behind it."""
        terms = [self.product()]
        while self.sees("+") or self.sees("-"):
            minus = self.take().text == "-"
            term = self.product()
            terms.append(("negate", term) if minus else term)
        return terms[0] if len(terms) == 1 else ("add", *terms)

    def product(self) -> Syntax:
        """Read factors and divisors from left to right."""
        node, divisor = self.signed(), None
        while token := self.peek():
            if token.kind == "sign" and token.text in ("*", "np*", "·", "×", "⊙", "@"):
                self.take()
                node = ("times", token.text, node, self.signed())
            elif token.kind == "sign" and token.text == "/":
                self.take()
                start = self.at
                node = self.divided(node, self.signed())
                divisor = self.tokens[start] if self.at == start + 1 else None
            elif self.starts(token):
                self._reject_ambiguous(token, divisor)
                node, divisor = ("times", "", node, self.signed()), None
            else:
                break
        return node

    def starts(self, token):
        """Say whether a token can begin a factor that stands side by side with the one before."""
        if token.kind in ("sign", "method"):
            return (
                token.kind == "sign"
                and token.text not in _NEVER_STARTS
                and not (token.text in "|‖" and self.closes(token.text))
            )
        return token.text not in GLUE

    def _reject_ambiguous(self, token, divisor):
        before = self.peek(-1)
        indicates = token.text == "1" and self.peek(1).text in ("[", "_")  # x 1[z > 0]
        if token.kind == "number" and before.kind in ("number", "word") and not indicates:
            raise UnreadableError(f"a sign is missing between {before.text!r} and {token.text!r}")
        if divisor and divisor.kind == "number" and token.kind == "word" and not token.spaced:
            raise UnreadableError(
                f"/{divisor.text}{token.text} has two meanings; write "
                f"/({divisor.text}{token.text}) or /{divisor.text}·{token.text}"
            )

    def signed(self) -> Syntax:
        """Read a factor with its signs."""
        signs = 0
        while self.sees("-") or self.sees("+"):
            signs += self.take().text == "-"
        node = self.power()
        return ("negate", node) if signs % 2 else node

    def power(self) -> Syntax:
        """Read an atom with what is raised, transposed or called behind it."""
        node = self.atom()
        while token := self.peek():
            if token.text == "⊤" or token.kind == "method":
                self.take()
                node = ("transpose", node) if token.text in ("⊤", "T") else self.method(token, node)
            elif token.text == "^" and token.kind == "sign":
                self.take()
                node = self.raised(node)
            elif token.text == "'" and node[0] == "call" and not node[2]:
                node = (*node[:2], self.primes(), node[3])  # (tanh x)′
            elif token.text == "'" and node[0] != "name":
                node = self.slope_of(node)
            elif token.text == "_" and node[0] == "call":
                indices = self.index_behind("_")
                node = ("subscript", node, indices)
            else:
                break
        return node

    def slope_of(self, node):
        """Read (1/(1 + e^-x))': a bracket with one variable in it, and its slope."""
        free = {name for name in names(node) if name.base in ("x", "z", "u")}
        if len(free) != 1 or self.primes() != 1:
            raise UnreadableError("a prime must follow a function, as in σ′(z)")
        return ("derivative", 1, node, ("name", free.pop()))

    def raised(self, base):
        """Read what follows ^: T, a star, or an exponent."""
        if self.sees_word("t") and base[0] == "name" and base[1].base[:1].isupper():
            self.take()
            return ("transpose", base)  # X^t
        if self.transposes():
            return ("transpose", base)
        exponent = self.exponent()
        if self.sees("^"):
            raise UnreadableError("a power of a power is not supported")
        return ("power", base, exponent)

    def exponent(self):
        """Read an exponent, in braces or one atom."""
        if self.sees("{"):
            self.take()
            node = self.sum()
            self.take("}")
            return node
        minus = False
        while self.sees("-") or self.sees("+"):
            minus ^= self.take().text == "-"
        node = self.atom()
        return ("negate", node) if minus else node

    def atom(self) -> Syntax:
        """Read what no sign stands in."""
        token = self.peek()
        if not token:
            raise UnreadableError("the formula is incomplete")
        if token.kind == "number":
            if token.text == "1" and self.peek(1).text == "_":  # 1_{z > 0}
                return self.indicator()
            if token.text == "1" and self.peek(1).text == "[" and not self.peek(1).spaced:
                start = self.at
                try:
                    return self.indicator()  # 1[z > 0]
                except UnreadableError:
                    self.at = start
            self.take()
            return number(token.text)
        if token.kind == "d" or token.text == "frac":
            return self.fraction_or_derivative()
        if token.kind == "word":
            return self.word()
        if token.text in ("(", "{", "["):
            return self.bracketed()
        if token.text in ("|", "‖"):
            self.take()
            inner = self.sum()
            self.take(token.text)
            indexed = self.sees("_") and bool(self.index_behind("_"))  # ‖w‖_2, |W|_F
            return ("norm" if token.text == "‖" or indexed else "absolute", inner)
        if token.text == "Σ":
            return self.summed()
        if token.text == "𝟙":
            if self.peek(1).text in ("(", "[", "{", "_"):
                return self.indicator()
            self.take()
            return ("ones",)
        if token.text == "⟪":
            return self.cases()
        if token.text == "∇":
            return self.nabla()
        if token.text == "√":
            self.take()
            return ("call", "sqrt", 0, (self.atom(),))
        raise UnreadableError(
            f"expected a number, a name or a bracket instead of {self.shown(token)}"
        )

    def bracketed(self):
        """Read (…), […], {…}; a bracket with a comparison in it is an indicator."""
        opening = self.take().text
        if self.peek() and self.peek().kind == "d" and opening == "(":
            start = self.at
            self.at = start - 1
            if derivative := self.bracketed_derivative():
                return derivative
            self.at = start
        one = self.peek(-2).text == "1"
        node = self.sum_or_indicator()
        if one and self.sees("="):  # 1[y = k]
            self.take()
            node = ("indicator", ("compare", "=", node, self.sum()))
        if self.sees(";") or self.sees(","):
            raise UnreadableError("a comma inside these brackets has no meaning here")
        self.take(CLOSING[opening])
        return node
