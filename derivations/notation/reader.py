"""Tokens from left to right: the place of the next one, and what every reader does there."""

from abc import ABC, abstractmethod

from derivations.language.tokens import UnreadableError
from derivations.notation.lexer import END, Token
from derivations.notation.syntax import Syntax

DEEPEST = 40  # brackets inside each other
CLOSING = {"(": ")", "[": "]", "{": "}", "⟪": "⟫"}


class TokenReader(ABC):
    """Keeps the tokens and the place; the grammar, which is read by descent, fills in the rest."""

    def __init__(self, found: list[Token]) -> None:
        """Start before the first token."""
        self.tokens, self.at, self.depth = found, 0, 0
        self.wide = False  # True where a Σ goes over all the terms behind it
        self.marked = 0  # primes that were read inside a superscript, as in g^{[1]'}

    def peek(self, ahead: int = 0) -> Token:
        """Return a token ahead, or the end behind the last."""
        at = self.at + ahead
        return self.tokens[at] if 0 <= at < len(self.tokens) else END

    def sees(self, text: str) -> bool:
        """Say whether the next token is this sign."""
        token = self.peek()
        return bool(token) and token.kind == "sign" and token.text == text

    def sees_word(self, text: str) -> bool:
        """Say whether the next token is this word."""
        token = self.peek()
        return bool(token) and token.kind == "word" and token.text == text

    def closes(self, text: str) -> bool:
        """Say whether a | or ‖ that stands next closes one that is open."""
        return sum(token.text == text for token in self.tokens[: self.at]) % 2 == 1

    def take(self, text: str | None = None) -> Token:
        """Take the next token, which must be `text` if that is given."""
        token = self.peek()
        if not token:
            missing = f": {text!r} is missing" if text else ""
            raise UnreadableError(f"the formula is incomplete{missing}")
        if text is not None and not self.sees(text):
            raise UnreadableError(f"{text!r} is missing before {self.shown(token)}")
        self.at += 1
        return token

    @staticmethod
    def shown(token: Token) -> str:
        """Write a token for a message."""
        return repr({"frac": "\\frac", "⊤": "ᵀ", "d": "d"}.get(token.text, token.text))

    def transposes(self) -> bool:
        """Take a T, ⊤, {T} or {\\top} that stands next, behind ^; say whether there was one."""
        for length, wanted in (
            (1, ("T",)),
            (1, ("⊤",)),
            (3, ("{", "T", "}")),
            (3, ("{", "⊤", "}")),
        ):
            found = [token.text for token in self.tokens[self.at : self.at + length]]
            if found == list(wanted):
                self.at += length
                return True
        return False

    def argument(self) -> list[Token]:
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

    def end(self) -> None:
        """Raise unless everything is read."""
        if token := self.peek():
            raise UnreadableError(f"{self.shown(token)} is not expected at place {token.at + 1}")

    @abstractmethod
    def sum(self) -> Syntax:
        """Read terms, and what follows one "if"."""

    @abstractmethod
    def terms(self) -> Syntax:
        """Read terms, without an "if" behind them."""

    @abstractmethod
    def product(self) -> Syntax:
        """Read factors and divisors from left to right."""

    @abstractmethod
    def power(self) -> Syntax:
        """Read an atom with what is raised, transposed or called behind it."""

    @abstractmethod
    def exponent(self) -> Syntax:
        """Read an exponent, in braces or one atom."""

    @abstractmethod
    def bracketed(self) -> Syntax:
        """Read (…), […], {…}."""
