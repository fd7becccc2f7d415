"""Words of a formula: a function with its primes and argument, a sum Σ, or a name."""

import re

from derivations.language.tokens import UnreadableError
from derivations.notation.arrays import ArrayReader
from derivations.notation.names import NameReader
from derivations.notation.syntax import Syntax, every, names
from derivations.notation.words import (
    ARRAYS,
    COST_LETTERS,
    FUNCTIONS,
    GLUE,
    OPEN_FUNCTIONS,
    STEPS,
    primed,
)

_WITHOUT_BRACKETS = ("ln", "exp", "tanh", "sech", "cosh", "sinh", "sqrt", "abs")
_OF_X = ("(x)", "(z)")  # u(x) and θ(x) are the unit step
# From 1 to n, or from 0 to n - 1; a layer has n_l or n_{l+1} units.
_COUNT = r"[nNmkKCDdpMqQ](?:_\{?[lLk\d](?:[+-]1)?\}?)?"
_WHOLE_RANGE = re.compile(rf"[01]?,{_COUNT}|0,{_COUNT}-1")


def _holds_itself(node, letter):
    """Say whether the argument of a function without a prime holds its own letter."""
    return node[0] == "call" and not node[2] and letter in {name.base for name in names(node)}


class CallReader(NameReader, ArrayReader):
    """Reads what begins with a word or with Σ."""

    def word(self) -> Syntax:
        """Read a function with its arguments, or a name with its indices."""
        token = self.take()
        if token.kind != "word":
            raise UnreadableError(f"expected a name instead of {self.shown(token)}")
        text = token.text
        if text == "sum" and self.sees("_"):
            return self.covered()
        if token.mark == "np" or (text in ARRAYS and self.sees("(")) or text in ("sum", "mean"):
            return self.array_function(token)
        if text in STEPS and self.sees("(") and not self.peek().spaced:
            return self.step()
        if text in ("u", "θ") and "".join(self.peek(ahead).text for ahead in range(3)) in _OF_X:
            return self.step()
        if text == "E" and self.sees("["):
            return self.array_function(token._replace(text="mean"))  # over the samples
        if function := primed(text):
            return self.call(function, 1)
        if text in FUNCTIONS and (text != "sig" or self.sees("(") or self.sees("'")):
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
                start = self.at
                made = self.call(node[1].base, 0)
                if not _holds_itself(made, node[1].base):
                    return made
                self.at = start  # h (1 − h) is h times a bracket
                return node
            primes = self.primes()
            return ("primed", node[1], primes)
        return node

    def call(self, function: str, primes: int) -> Syntax:
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
        if primes > 4:
            raise UnreadableError(f"{function} with {primes} primes is not supported")
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

    def take_marked(self) -> int:
        """Take the primes that stood inside a superscript."""
        marked, self.marked = self.marked, 0
        return marked

    def primes(self) -> int:
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

    def _is_called(self, text, node):
        """Say whether f, g or h_θ has an argument behind it."""
        parameters = all(index.letter in ("θ", "w", "W") for index in node[1].below)
        return text in OPEN_FUNCTIONS and self.sees("(") and parameters

    def begins_an_argument(self) -> bool:
        """Say whether the next token can be the argument of a function without brackets: ln ŷ."""
        token = self.peek()
        return token.text not in GLUE and (token.kind in ("word", "number") or token.text == "frac")

    def leave_arguments(self) -> None:
        """Take the (W, b; x, y) behind a cost; a bracket with a sum in it is a factor."""
        at, inner, deep = self.at + 1, [], 1
        while at < len(self.tokens):
            deep += (self.tokens[at].text == "(") - (self.tokens[at].text == ")")
            if not deep:
                break
            inner.append(self.tokens[at])
            at += 1
        plain = all(
            token.kind == "word" or token.text in ",;^_{}[]()" or token.kind == "number"
            for token in inner
        )
        several = any(token.text in ",;" for token in inner)
        one = len([token for token in inner if token.kind == "word"]) == 1
        if at < len(self.tokens) and plain and inner and (several or one):
            self.at = at + 1

    def summed(self) -> Syntax:
        """Read Σ, its index, and the product that it covers."""
        self.take("Σ")
        if self.sees("'"):  # Σ′(z), a vector's slopes on a diagonal
            return ("diag", self.call("sigmoid", 0))
        return self.covered()

    def covered(self) -> Syntax:
        """Read the index of a Σ that has been taken, and the product that it covers."""
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
        if upper and upper.isascii() and not _WHOLE_RANGE.fullmatch(f"{lower},{upper}"):
            raise UnreadableError(
                f"this Σ runs to {upper}; a sum over all samples runs from 1 to n"
            )
        return ("sum", index, self.sum() if self.wide else self.product())

    def bound(self) -> str | None:
        """Read i, {i=1}, {i ∈ batch}, {j ≠ i}; return the index's letter."""
        braces = self.sees("{")
        first = self.take()
        if braces:
            first = self.take()
            deep = 1
            while deep:
                token = self.take()
                if token.text == "≠":
                    raise UnreadableError("a sum that leaves out one index is not supported")
                deep += (token.text == "{") - (token.text == "}")
        return first.text if first.kind == "word" else None
