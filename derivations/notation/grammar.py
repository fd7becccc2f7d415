"""The grammar of formulas, read by descent: it can only ever build a tree of what was typed.

    equation = side { = side } [ condition ]
    sum      = product { (+ | -) product }
    product  = signed { (· | * | / | ⊙ | @ | side by side) signed }
    signed   = - signed | power
    power    = atom [ ^ exponent | ᵀ ]
    atom     = number | name | ( sum ) | function(sum, …) | ∂A/∂B | Σ product | cases

Products and quotients are read from left to right, so 2/n(y - ŷ) is (2/n)·(y - ŷ).
"""

from fractions import Fraction
from typing import NamedTuple

from derivations.language.tokens import UnreadableError
from derivations.notation.lexer import Token, tokens
from derivations.notation.names import NameReader
from derivations.notation.syntax import Syntax, every, number
from derivations.notation.words import (
    ARRAYS,
    COST_LETTERS,
    FUNCTIONS,
    GLUE,
    OPEN_FUNCTIONS,
    STEPS,
    primed,
)

DEEPEST = 40
_WITHOUT_BRACKETS = ("ln", "exp", "tanh", "sech", "cosh", "sinh", "sqrt", "abs")
_WHOLE_RANGES = {(first, last) for last in "nNmkKCDdp" for first in ("", "1")} | {
    ("0", f"{last}-1") for last in "nNm"
}  # fmt: skip
_COMPARISONS = ("<", ">", "≤", "≥", "≠")
_NEVER_STARTS = set(")}],;:=/^_'≤≥<>≠⟫·×*⊙@+-…!.⊤±∈⇒")
_CLOSING = {"(": ")", "[": "]", "{": "}", "⟪": "⟫"}


class Equation(NamedTuple):
    """An equation as typed: its sides, and the condition under which it is said to hold."""

    sides: tuple[Syntax, ...]
    condition: Syntax | None = None


def read_equation(text: str, crosses: bool = False) -> Equation:
    """Read "A = B = C, if …"; UnreadableError says what was expected, and where.

    `crosses` reads a lone x between two brackets as a multiplication sign.

    >>> len(read_equation("dL/da = -y/a + (1-y)/(1-a) = (a - y)/[a(1-a)]").sides)
    3
    """
    if not isinstance(text, str):
        raise UnreadableError(f"a formula is text, not {type(text).__name__}")
    found = tokens(text)
    if crosses:
        found = [_crossed(found, at) for at in range(len(found))]
    return _Reader(found).equation()


def read_formula(text: str) -> Syntax:
    """Read one formula without an equals sign.

    >>> read_formula("2 x")[2]
    ('number', Fraction(2, 1))
    """
    equation = read_equation(text)
    if len(equation.sides) != 1:
        raise UnreadableError("one formula is expected here, without an equals sign")
    return equation.sides[0]


def has_cross(text: str) -> bool:
    """Say whether an x in a text may be meant as a multiplication sign."""
    found = tokens(text)
    return any(_crossed(found, at) is not token for at, token in enumerate(found))


def _crossed(found, at):
    token = found[at]
    if token.text != "x" or not 0 < at < len(found) - 1:
        return token
    before, after = found[at - 1], found[at + 1]
    between = before.text in (")", "]", "}") and (after.text in ("(", "[") or after.text == "X")
    return Token("sign", "×", token.at, token.spaced) if between and after.spaced else token


class _Reader(NameReader):
    """Reads tokens from left to right; the position is all that it keeps."""

    def equation(self) -> Equation:
        """Read the whole: sides, then a condition."""
        if not self.tokens:
            raise UnreadableError("there is nothing to read")
        sides = [self.side("before")]
        while self.sees("="):
            self.take()
            sides.append(self.side("behind"))
        condition = self.condition_behind()
        if token := self.peek():
            raise UnreadableError(f"{self.shown(token)} is not expected at place {token.at + 1}")
        return Equation(tuple(sides), condition)

    def side(self, where: str) -> Syntax:
        """Read one side of an equation."""
        if not self.peek() or self.sees("="):
            raise UnreadableError(f"there is nothing to read {where} '='")
        return self.sum()

    def condition_behind(self):
        """Read ", if z > 0", "for z ≤ 0 only", "(z > 0)" behind an equation."""
        if self.sees(",") and self.peek(1) and self.peek(1).text in (*GLUE, "("):
            self.take()
        if (token := self.peek()) and token.text in (
            "if",
            "for",
            "when",
            "where",
            "true",
            "only",
            "with",
        ):
            while self.peek() and self.peek().text in GLUE:
                self.take()
            condition = self.condition()
            while self.peek() and self.peek().text in GLUE:
                self.take()
            return condition
        return None

    def condition(self) -> Syntax:
        """Read a comparison, such as z > 0 or i = j."""
        left = self.sum()
        token = self.peek()
        if not token or token.text not in (*_COMPARISONS, "="):
            raise UnreadableError("a condition such as z > 0 is expected behind 'if' or 'for'")
        self.take()
        node: Syntax = ("compare", token.text, left, self.sum())
        while (token := self.peek()) and token.text in _COMPARISONS:
            self.take()
            node = ("both", node, ("compare", token.text, node[3], self.sum()))
        return node

    def sum(self) -> Syntax:
        """Read terms, and what follows one "if"."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableError(f"more than {DEEPEST} brackets inside each other are too many")
        terms = [self.product()]
        while self.sees("+") or self.sees("-"):
            minus = self.take().text == "-"
            term = self.product()
            terms.append(("negate", term) if minus else term)
        node = terms[0] if len(terms) == 1 else ("add", *terms)
        self.depth -= 1
        return self.conditional(node)

    def conditional(self, node):
        """Read "1 if z > 0 else 0", with or without a comma."""
        comma = self.sees(",") and self.peek(1) and self.peek(1).text == "if"
        if not (comma or (self.peek() and self.peek().text == "if")):
            return node
        start = self.at
        self.take("," if comma else None)
        if comma:
            self.take()
        condition = self.condition()
        if self.sees(",") or self.sees(";"):
            self.take()
        if self.peek() and self.peek().text in ("else", "otherwise", "and"):
            self.take()
            return ("where", condition, node, self.product_sum())
        if self.peek() and self.peek().kind in ("number", "word") and self.peek().text not in GLUE:
            other = self.product()  # "…, 0 otherwise" or "…, 0 if z ≤ 0"
            if self.peek() and self.peek().text in ("otherwise", "else"):
                self.take()
                return ("where", condition, node, other)
            if self.peek() and self.peek().text == "if":
                self.take()
                self.condition()
                return ("where", condition, node, other)
        self.at = start
        return node

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
        if token.kind == "number" and before.kind in ("number", "word"):
            raise UnreadableError(f"a sign is missing between {before.text!r} and {token.text!r}")
        if divisor and divisor.kind == "number" and token.kind == "word" and not token.spaced:
            raise UnreadableError(
                f"/{divisor.text}{token.text} can be read in two ways; write "
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
                raise UnreadableError("a prime belongs behind a function, as in σ′(z)")
            elif token.text == "_" and node[0] == "call":
                indices = self.index_behind("_")
                node = ("subscript", node, indices)
            else:
                break
        return node

    def raised(self, base):
        """Read what follows ^: T, a star, or an exponent."""
        if self.transposes():
            return ("transpose", base)
        exponent = self.exponent()
        if self.sees("^"):
            raise UnreadableError("a power of a power is not read")
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

    def method(self, token, node):
        """Read .sum(axis=0), .mean(), .dot(B), .size."""
        if token.text == "size":
            return ("size", node, None)
        if token.text == "shape":
            self.take("[")
            axis = self.take()
            self.take("]")
            return ("size", node, int(axis.text) if axis.text in ("0", "1") else 0)
        self.take("(")
        arguments, options = self.arguments(")")
        name = {"T": "transpose", "max": "largest"}.get(token.text, token.text)
        return self.of_arrays(name, [node, *arguments], options)

    def atom(self) -> Syntax:
        """Read what no sign stands in."""
        token = self.peek()
        if not token:
            raise UnreadableError("the formula stops too early")
        if token.kind == "number":
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
            if self.sees("_"):  # ‖w‖_2
                self.index_behind("_")
            return ("norm" if token.text == "‖" else "absolute", inner)
        if token.text == "Σ":
            return self.summed()
        if token.text == "𝟙":
            return self.indicator()
        if token.text == "⟪":
            return self.cases()
        if token.text == "∇":
            return self.nabla()
        if token.text == "√":
            self.take()
            return ("call", "sqrt", 0, (self.atom(),))
        raise UnreadableError(
            f"{self.shown(token)} stands where a number, a name or a bracket belongs"
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
        node = self.sum()
        if (token := self.peek()) and token.text in _COMPARISONS:
            self.take()
            node = ("indicator", ("compare", token.text, node, self.sum()))
        if self.sees(";") or self.sees(","):
            raise UnreadableError("a comma inside these brackets has no meaning here")
        self.take(_CLOSING[opening])
        return node

    def indicator(self):
        """Read 𝟙[z > 0], 𝟙(z > 0), 𝟙_{z > 0}."""
        self.take()
        if self.sees("_"):
            self.take()
        opening = self.take().text
        if opening not in _CLOSING:
            raise UnreadableError("𝟙 needs a condition, as in 𝟙[z > 0]")
        condition = self.condition()
        self.take(_CLOSING[opening])
        return ("indicator", condition)

    def cases(self):
        """Read ⟪ value if condition ; value otherwise ⟫."""
        self.take("⟪")
        branches = []
        while True:
            value = self.product_sum()
            while self.sees(",") or self.sees("&"):
                self.take()
            condition = None
            if self.peek() and self.peek().text in ("otherwise", "else"):
                self.take()
            elif not self.sees("⟫"):
                while self.peek() and self.peek().text in GLUE:
                    self.take()
                condition = self.condition()
            branches.append((value, condition))
            while self.sees(".") or self.sees(","):
                self.take()
            if self.sees("⟫"):
                self.take()
                break
            self.take(";")
        node, last = branches[-1]
        if len(branches) == 1 and last is not None:
            raise UnreadableError("cases need at least two branches")
        if last is not None:
            node = ("where", last, node, ("nothing",))
        for value, condition in reversed(branches[:-1]):
            node = ("where", condition or ("compare", ">", number(1), number(0)), value, node)
        return node

    def product_sum(self):
        """Read a sum without an "if" behind it."""
        terms = [self.product()]
        while self.sees("+") or self.sees("-"):
            minus = self.take().text == "-"
            term = self.product()
            terms.append(("negate", term) if minus else term)
        return terms[0] if len(terms) == 1 else ("add", *terms)

    def summed(self):
        """Read Σ, its index, and the product that it covers."""
        self.take("Σ")
        if self.sees("'"):  # Σ′(z), a vector's slopes on a diagonal
            return ("diag", self.call("sigmoid", 0))
        index, lower, upper = None, "", ""
        while self.sees("_") or self.sees("^"):
            sign = self.take().text
            start = self.at
            found = self.bound()
            limits = "".join(token.text for token in self.tokens[start : self.at]).strip("{}")
            if sign == "_":
                index, lower = found, limits.partition("=")[2]
            else:
                upper = limits
        if upper and (lower, upper) not in _WHOLE_RANGES and upper.isascii():
            raise UnreadableError(
                f"this Σ runs to {upper}; a sum over all samples runs from 1 to n"
            )
        return ("sum", index, self.product())

    def bound(self):
        """Read i, {i=1}, {i ∈ batch}, {j ≠ i}; return the index's letter."""
        braces = self.sees("{")
        first = self.take()
        if braces:
            first = self.take()
            deep = 1
            while deep:
                token = self.take()
                if token.text == "≠":
                    raise UnreadableError("a sum that leaves one index out is not read")
                deep += (token.text == "{") - (token.text == "}")
        return first.text if first.kind == "word" else None

    def nabla(self):
        """Read ∇_W J, ∇J, ∇_{W^{(2)}} L."""
        self.take()
        if not self.sees("_"):
            raise UnreadableError("∇ needs what the gradient is taken by, as in ∇_W J")
        below = self.under()
        opened = self.sees("(")
        if opened:
            self.take()
        above = self.word()
        if opened:
            self.take(")")
        return ("derivative", 1, above, below)

    def under(self):
        """Read the name behind _, as in ∇_W and ∂_{z_2}."""
        self.take("_")
        if self.sees("{"):
            self.take()
            below = self.word()
            self.take("}")
            return below
        return self.word()

    def word(self) -> Syntax:
        """Read a function with its arguments, or a name with its indices."""
        token = self.take()
        if token.kind != "word":
            raise UnreadableError(f"a name is expected, not {self.shown(token)}")
        text = token.text
        if token.mark == "np" or (text in ARRAYS and self.sees("(")) or text in ("sum", "mean"):
            return self.array_function(token)
        if text in STEPS and self.sees("(") and not self.peek().spaced:
            return self.step()
        if text == "E" and self.sees("["):
            raise UnreadableError("an expectation E[…] is not read; write a mean, as in 1/n Σ")
        if function := primed(text):
            return self.call(function, 1)
        if text in FUNCTIONS and not (text == "sig" and not self.sees("(")):
            return self.call(FUNCTIONS[text], 0)
        if text in GLUE:
            raise UnreadableError(f"the word {text!r} is not expected here")
        node = self.name(token)
        if node[0] != "name":
            return node
        if node[1].base in COST_LETTERS and self.sees("("):
            self.leave_arguments()
        if self.sees("'") or self._is_called(text, node):
            if node[1].base in OPEN_FUNCTIONS:
                return self.call(node[1].base, 0)
            primes = self.primes()
            return ("primed", node[1], primes)
        return node

    def step(self):
        """Read H(z) and I(z > 0): 1 where z is positive, or where the condition holds."""
        self.take("(")
        node = self.sum()
        sign, other = ">", number(0)
        if (token := self.peek()) and token.text in _COMPARISONS:
            sign = self.take().text
            other = self.sum()
        self.take(")")
        return ("indicator", ("compare", sign, node, other))

    def leave_arguments(self):
        """Take the (W, b; x, y) behind a cost; a bracket with a sum in it is a factor."""
        at, inner = self.at + 1, []
        while at < len(self.tokens) and self.tokens[at].text != ")":
            inner.append(self.tokens[at])
            at += 1
        plain = all(
            token.kind == "word" or token.text in ",;^_{}[]" or token.kind == "number"
            for token in inner
        )
        several = any(token.text in ",;" for token in inner)
        one = len([token for token in inner if token.kind == "word"]) == 1
        if at < len(self.tokens) and plain and inner and (several or one):
            self.at = at + 1

    def primes(self):
        """Count and take primes, ' or ^{'}."""
        count = 0
        while True:
            if self.sees("'"):
                self.take()
                count += 1
            elif (
                self.sees("^")
                and self.peek(1)
                and self.peek(1).text == "{"
                and (self.peek(2) and self.peek(2).text == "'")
            ):
                self.take()
                self.take()
                while self.sees("'"):
                    self.take()
                    count += 1
                self.take("}")
            elif self.sees("^") and self.peek(1) and self.peek(1).text == "'":
                self.take()
            else:
                return count

    def call(self, function, primes):
        """Read what stands behind a function's name: primes, a power, a layer, its argument."""
        primes += self.primes() + self.take_marked()
        raised = None
        while self.sees("^") or self.sees("_"):
            if self.sees("^") and self.at + 1 < len(self.tokens) and self.is_layer(self.at + 1):
                self.superscript()  # a function's layer is that of its argument
                primes += self.take_marked()
            elif self.sees("_"):
                self.index_behind("_")
            else:
                self.take()
                raised = self.exponent()
        primes += self.primes()
        if primes > 2:
            raise UnreadableError(f"{function} with {primes} primes is not read")
        if self.sees("("):
            start = self.at
            self.take("(")
            if self.sees(")"):
                raise UnreadableError(f"{function} of what? Its brackets are empty")
            arguments, _ = self.arguments(")")
            if any(part == ("bare", function, 0) for one in arguments for part in every(one)):
                self.at = start  # σ(1 − σ) is σ times a bracket
                node: Syntax = ("bare", function, primes)
            else:
                node = ("call", function, primes, tuple(arguments))
        elif function in _WITHOUT_BRACKETS and not primes and self.sees("Σ"):
            node = ("call", function, primes, (self.summed(),))
        elif function in _WITHOUT_BRACKETS and not primes and self.begins_an_argument():
            node = ("call", function, primes, (self.power(),))
        elif self.sees("{"):
            node = ("call", function, primes, (self.bracketed(),))
        else:
            node = ("bare", function, primes)
        return ("power", node, raised) if raised is not None else node

    def take_marked(self):
        """Take the primes that stood inside a superscript."""
        marked, self.marked = self.marked, 0
        return marked

    def _is_called(self, text, node):
        """Say whether f, g or h_θ has an argument behind it."""
        parameters = all(index.letter in ("θ", "w", "W") for index in node[1].below)
        return text in OPEN_FUNCTIONS and self.sees("(") and parameters

    def begins_an_argument(self):
        """Say whether the next token can be the argument of a function without brackets: ln ŷ."""
        token = self.peek()
        return token.text not in GLUE and (token.kind in ("word", "number") or token.text == "frac")

    def array_function(self, token):
        """Read np.sum(…, axis=0), np.dot(A, B), sum(…)."""
        text = token.text
        if text in ("T",):
            raise UnreadableError("np.T is no function")
        name = ARRAYS.get(text) or FUNCTIONS.get(text) or primed(text)
        if name is None:
            raise UnreadableError(f"the function {text!r} is unknown here")
        if not self.sees("("):
            if name == "sum":
                return ("sum", None, self.product())
            raise UnreadableError(f"{text} of what? Write {text}(…), with brackets")
        self.take("(")
        arguments, options = self.arguments(")")
        if text in FUNCTIONS and text not in ARRAYS:
            return ("call", FUNCTIONS[text], 0, tuple(arguments))
        return self.of_arrays(name, arguments, options)

    def of_arrays(self, name, arguments, options):
        """Make the node of a function over arrays."""
        counts = {"dot": 2, "multiply": 2, "power": 2, "outer": 2, "where": 3, "divide": 2,
                  "subtract": 2, "add": 2}  # fmt: skip
        if len(arguments) < counts.get(name, 1):
            raise UnreadableError(f"{name} takes {counts.get(name, 1)} arguments")
        first, *others = arguments
        axis = options.get("axis")
        if axis is None and others and name in ("sum", "mean") and others[0][0] == "number":
            axis = int(others[0][1])
        kept = ("kept",) if options.get("keep") else ()
        match name:
            case "sum":
                return ("total", axis, first, *kept)
            case "mean" | "largest":
                return (name, axis, first, *kept)
            case "len":
                return ("size", first, 0)
            case "ones_like":
                return number(1)
            case "dot":
                return ("times", "@", first, others[0])
            case "multiply":
                return ("times", "⊙", first, others[0])
            case "outer":
                return ("outer", first, others[0])
            case "power":
                return ("power", first, others[0])
            case "divide":
                return self.divided(first, others[0])
            case "subtract":
                return ("add", first, ("negate", others[0]))
            case "add":
                return ("add", first, others[0])
            case "transpose":
                return ("transpose", first)
            case "where":
                return ("where", self._condition_of(first), others[0], others[1])
            case "norm" | "diag":
                return (name, first)
            case "exp" | "log" | "ln" | "tanh":
                return ("call", FUNCTIONS[name], 0, (first,))
        raise UnreadableError(f"the function {name!r} is not read here")

    def _condition_of(self, node):
        if node[0] == "indicator":
            return node[1]
        return ("compare", ">", node, number(0))

    def arguments(self, closing):
        """Read arguments parted by commas, and options such as axis=0; take the closing bracket."""
        found: list[Syntax] = []
        options: dict[str, int] = {}
        while not self.sees(closing):
            token, after = self.peek(), self.peek(1)
            if (
                token
                and after
                and token.text in ("axis", "keepdims", "dim", "keepdim")
                and after.text == "="
            ):
                self.take()
                self.take()
                last = self.sees("-") and bool(self.take())
                value = self.take().text
                if token.text in ("axis", "dim"):
                    options["axis"] = 1 if value == "1" else 0
                    if last and value not in ("1", "2"):
                        raise UnreadableError("an axis is 0, 1, -1 or -2")
                else:
                    options["keep"] = int(value in ("True", "1"))
            else:
                node = self.sum()
                if (token := self.peek()) and token.text in _COMPARISONS:
                    self.take()
                    node = ("indicator", ("compare", token.text, node, self.sum()))
                found.append(node)
            if self.sees(",") or self.sees(";"):
                self.take()
            elif not self.sees(closing):
                self.take(closing)
        self.take(closing)
        return found, options

    def divided(self, above, below):
        """Make a quotient; a number that is 0 divides nothing."""
        if below == number(0):
            raise UnreadableError("this divides by zero")
        return ("divide", above, below)

    def fraction_or_derivative(self):
        """Read \\frac{…}{…}, ∂A/∂B, dA/dB, d/dz A, dW."""
        if self.peek().text != "frac":
            return self.derivative()
        self.take()
        above_tokens, below_tokens = self.argument(), self.argument()
        above, below = _Reader(above_tokens), _Reader(below_tokens)
        above.depth = below.depth = self.depth + 1
        if self.depth > DEEPEST:
            raise UnreadableError("the fractions are nested too deeply")
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

    def order(self):
        """Read the order of a derivative behind ^: 1 or 2."""
        power = fraction_of(self.exponent())
        if power not in (1, 2):
            raise UnreadableError("first and second derivatives are read, no others")
        return int(power)

    def argument(self):
        """Take the tokens of a LaTeX argument: in braces, or one token, or one digit."""
        token = self.take()
        if token.text != "{":
            if token.kind == "number" and len(token.text) > 1 and "." not in token.text:
                self.at -= 1
                self.tokens[self.at] = token._replace(text=token.text[1:])
                return [token._replace(text=token.text[0])]
            return [token]
        start, deep = self.at, 1
        while deep:
            token = self.take()
            deep += (token.text == "{") - (token.text == "}")
        return list(self.tokens[start : self.at - 1])

    def end(self):
        """Raise unless everything is read."""
        if token := self.peek():
            raise UnreadableError(f"{self.shown(token)} is not expected at place {token.at + 1}")

    def bracketed_derivative(self):
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

    def derivative(self):
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
            raise UnreadableError("d needs a name behind it, as in dJ/dz or d/dz σ(z)")
        return ("gradient", of)

    def differential(self, allow_nothing=False):
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
        second = [token.text for token in self.tokens[self.at + 1 : self.at + 4]]
        if self.sees("^") and (second[:1] == ["2"] or second == ["{", "2", "}"]):
            self.take()  # ∂ŷ² below a ∂²J
            order = max(order, self.order())
        return order, node


def derivative_of(order: int, of: Syntax, by: Syntax) -> Syntax:
    """Make the node of a derivative; dσ/dz is the slope σ′(z)."""
    if of[0] == "bare":
        return ("call", of[1], of[2] + order, (by,))
    return ("derivative", order, of, by)


def fraction_of(node: Syntax) -> Fraction | None:
    """Return the value of a node that is a plain number, else None."""
    if node[0] == "number":
        return Fraction(node[1])
    if node[0] == "negate" and (inner := fraction_of(node[1])) is not None:
        return -inner
    if node[0] == "divide":
        above, below = fraction_of(node[1]), fraction_of(node[2])
        return above / below if above is not None and below else None
    return None
