"""The reader of names: a letter or word, with the indices that stand below, above and beside it."""

from derivations.language.tokens import UnreadableError
from derivations.notation.lexer import Token
from derivations.notation.reader import TokenReader
from derivations.notation.syntax import Index, Name, Syntax

# Letters that stand for a layer, or for the last one.
LAYER_LETTERS = {"l", "L", "ℓ", "n_l"}
_LAYERED = set("WwbBzZaAδhHsoΔ") | {"delta", "θ", "g", "f", "σ"}

# Weights named after what they lead from and to.
_BETWEEN = {"Wxh", "Why", "Whx", "Wyh", "Wih", "Who", "wxh", "why"}


class NameReader(TokenReader):
    """Reads names with their indices."""

    def name(self, token: Token) -> Syntax:
        """Read the indices of a name whose letter or word has been taken."""
        base, hat = token.text, token.mark
        below: tuple[Index, ...] = ()
        above: tuple[Index, ...] = ()
        in_brackets, transposed = "", False
        after = self.peek()
        if after and after.kind == "number" and not after.spaced and "." not in after.text:
            self.take()
            below = _digits(after.text)
        while token_ahead := self.peek():
            if token_ahead.text == "_" and token_ahead.kind == "sign":
                below += self.index_behind("_")
            elif self.sees("^") and self.peek(1) and self.is_layer(self.at + 1):
                above, in_brackets, transposed = self.superscript()
            elif self.sees("^") and self._is_plus():
                self.at += 2 if self.peek(1).text == "+" else 4  # w⁺, the new value
            elif self.sees("^") and self._plain_layer(base, below, above):
                above = self.index_behind("^")
            elif self.sees("[") and not token_ahead.spaced and not above and self._bracket_index():
                self.take("[")
                above, in_brackets = (self.index(),), "[]"
                self.take("]")
            else:
                break
            if transposed:
                break
        if len(below) == 1 and base + below[0].letter in _BETWEEN:  # W_{hy} is Why
            base, below = base + below[0].letter, ()
        node: Syntax = ("name", Name(base, hat, below, above, in_brackets))
        return ("transpose", node) if transposed else node

    def _bracket_index(self) -> bool:
        token, after = self.peek(1), self.peek(2)
        plain = bool(token) and (token.kind == "number" or token.text in LAYER_LETTERS)
        return bool(plain and after and (after.text == "]" or after.text in "+-"))

    def _is_plus(self):
        """Say whether ^+ or ^{+} stands next, with nothing else in it."""
        texts = [token.text for token in self.tokens[self.at + 1 : self.at + 4]]
        return texts == ["{", "+", "}"] or (texts[:1] == ["+"] and texts[1:2] in ([], ["="]))

    def _plain_layer(self, base, below, above):
        """Say whether ^2, ^l or ^L is the layer of a name that has one, and none as yet."""
        if base not in _LAYERED or above:
            return False
        token = self.peek(1)
        if not token:
            return False
        if token.text == "{":
            token = self.peek(2)
            if not token:
                return False
        if token.text in LAYER_LETTERS:
            return True
        if token.kind != "number" or "." in token.text or (below and below[0].letter == ""):
            return False
        one = token.text == "1"
        return one or (base in ("δ", "delta") and not below)

    def is_layer(self, at: int) -> bool:
        """Say whether what stands behind ^ at a place is a layer or a sample: {(2)}, [l], (i)."""
        texts = [token.text for token in self.tokens[at : at + 4]]
        if texts[:1] == ["{"] and len(texts) > 2:
            texts = texts[1:]
        return texts[0] in ("(", "[") and (
            len(texts) > 2 and texts[2] in (")", "]", "-", "+", "_") and texts[1] not in ("(", "-")
        )

    def superscript(self) -> tuple[tuple[Index, ...], str, bool]:
        """Read ^{(2)}, ^{[l]}, ^{(2)T}; return the indices, the brackets, transposed or not."""
        self.take("^")
        braces = self.sees("{")
        if braces:
            self.take()
        opening = self.take().text
        closing = {"(": ")", "[": "]"}[opening]
        found = [self.index()]
        while self.sees(","):
            self.take()
            found.append(self.index())
        self.take(closing)
        transposed = False
        if braces:
            if self.sees("^"):
                self.take()
            transposed = self.transposes()
            while self.sees("("):  # a^{[2](i)}
                self.take()
                found.append(self.index())
                self.take(")")
            while self.sees("'"):
                self.take()
                self.marked += 1
            self.take("}")
        return tuple(found), opening + closing, transposed

    def index_behind(self, sign: str) -> tuple[Index, ...]:
        """Read what stands behind _ or ^: a letter, digits, or several in braces."""
        self.take(sign)
        if not self.sees("{") and not self.sees("("):
            token = self.take()
            if token.kind == "number":
                return _digits(token.text)
            if token.kind not in ("word", "d"):
                raise UnreadableError(
                    f"expected an index after {sign} instead of {self.shown(token)}"
                )
            return (Index(token.text, 0),)
        closing = {"{": "}", "(": ")"}[self.take().text]
        found: list[Index] = []
        while not self.sees(closing):
            if self.sees(",") or self.sees("→") or self.sees("("):
                self.take()
                continue
            if self.sees(")") and closing != ")":
                self.take()
                continue
            if (token := self.peek()) and token.kind == "number":
                self.take()
                found += _digits(token.text)
            else:
                found.append(self.index())
            if self.sees("_"):  # w_{y_i}
                self.index_behind("_")
        self.take(closing)
        return tuple(found)

    def index(self) -> Index:
        """Read one index: 2, i, l+1, L-1, n_l."""
        token = self.take()
        if token.kind == "number" and token.text.isdigit():
            return Index("", int(token.text[:6]))
        if token.kind not in ("word", "d"):
            raise UnreadableError(f"expected an index instead of {self.shown(token)}")
        letter = token.text
        if letter == "n" and self.sees("_"):
            self.take()
            self.take()
            letter = "L"
        after = self.peek()
        if after and after.kind == "number" and not after.spaced:
            self.take()
            return Index(letter + after.text, 0)
        if self.sees("+") or self.sees("-"):
            minus = self.take().text == "-"
            token = self.take()
            if token.kind != "number" or not token.text.isdigit():
                raise UnreadableError("expected an index such as l+1")
            return Index(letter, -int(token.text[:6]) if minus else int(token.text[:6]))
        return Index(letter, 0)


def _digits(text: str) -> tuple[Index, ...]:
    """Return digits as one index."""
    return (Index("", int(text[:6])),)
