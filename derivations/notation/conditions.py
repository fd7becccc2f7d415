"""Conditions: "if z > 0", comparisons that are 1 where they hold, and cases."""

from derivations.language.tokens import UnreadableError
from derivations.notation.reader import CLOSING, TokenReader
from derivations.notation.syntax import Syntax, number
from derivations.notation.words import GLUE

COMPARISONS = ("<", ">", "≤", "≥", "≠")


class ConditionReader(TokenReader):
    """Reads what holds for some numbers only."""

    def condition_behind(self) -> Syntax | None:
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
        if not token or token.text not in (*COMPARISONS, "="):
            raise UnreadableError("expected a condition such as z > 0 after 'if' or 'for'")
        self.take()
        node: Syntax = ("compare", token.text, left, self.sum())
        while (token := self.peek()) and token.text in COMPARISONS:
            self.take()
            node = ("both", node, ("compare", token.text, node[3], self.sum()))
        return node

    def conditional(self, node: Syntax) -> Syntax:
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
            return ("where", condition, node, self.terms())
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

    def sum_or_indicator(self) -> Syntax:
        """Read a sum, or a comparison such as z > 0, which is 1 where it holds."""
        node = self.sum()
        if (token := self.peek()) and token.text in COMPARISONS:
            self.take()
            node = ("indicator", ("compare", token.text, node, self.sum()))
        return node

    def indicator(self) -> Syntax:
        """Read 𝟙[z > 0], 𝟙(z > 0), 𝟙_{z > 0}."""
        self.take()
        if self.sees("_"):
            self.take()
        opening = self.take().text
        if opening not in CLOSING:
            raise UnreadableError("𝟙 needs a condition, as in 𝟙[z > 0]")
        condition = self.condition()
        self.take(CLOSING[opening])
        return ("indicator", condition)

    def step(self) -> Syntax:
        """Read H(z) and I(z > 0): 1 where z is positive, or where the condition holds."""
        self.take("(")
        node = self.sum()
        sign, other = ">", number(0)
        if (token := self.peek()) and token.text in COMPARISONS:
            sign = self.take().text
            other = self.sum()
        self.take(")")
        return ("indicator", ("compare", sign, node, other))

    def cases(self) -> Syntax:
        """Read ⟪ value if condition ; value otherwise ⟫."""
        self.take("⟪")
        branches = []
        while True:
            value = self.terms()
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
