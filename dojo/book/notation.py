"""Notation of formulas as a feature types it, set as MathML: e^-2/(1+e^-2)^2, σ'(z1), ∂J/∂W₁.

Only how a formula looks is read here, never what it means: what cannot be read stays text.
"""

import re
from functools import cache

from markupsafe import Markup, escape

from dojo.errors import UsageError

_HAT = "\u0302"
_LETTER = rf"(?:[^\W\d_Σ²³¹⁰⁴-⁹₀-₉ᵀᵢⱼₖⁿᶠᵗᴺᴸ]{_HAT}?)"
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][-+−]?\d+)?(?:…|\.\.\.)?|½)"
    rf"|(?P<name>{_LETTER}+(?:_{_LETTER}+|_?[0-9]+)?)"
    r"|(?P<below>[₀-₉ᵢⱼₖ₋₊]+)|(?P<above>[⁰¹²³⁴-⁹⁻ᵀⁿᶠᵗᴺᴸ]+)|(?P<prime>[′']+)"
    r"|(?P<sign>[-+−*·×⊙/^=<>≤≥≠≈←→±,()\[\]{}⌊⌋|√Σ∂…_∞%]))"
)
_SMALL = str.maketrans("₀₁₂₃₄₅₆₇₈₉₋₊ᵢⱼₖ⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀⁿᶠᵗᴺᴸ", "0123456789−+ijk0123456789−TnftNL")
_RELATIONS = ("=", "<", ">", "≤", "≥", "≠", "≈", "←", "→")
_CLOSING = {"(": ")", "[": "]", "{": "}", "⌊": "⌋"}
# Letters that stand for one quantity each; longer names are words, set upright.
_INDEXED = re.compile(r"(?P<name>[A-Zb])(?P<index>[a-z]{1,2})")
_MARKED = re.compile(r"(?P<name>[^\W\d_])_?(?P<index>\d+|(?<=_)[^\W\d_]+)")
# Two words, one behind the other, are not a product, unless the first is a function.
_SENTENCE = re.compile(r"(?<![^\W\d_])(?!exp|tanh)[^\W\d_]{3,}\s+[^\W\d_]")
_PRODUCT = re.compile(r"[xX][wW]|[αβγλρ][a-zWα-ω]")
_EDGES = re.compile(r"</?mrow>")
_DEEPEST = 40
# Between a function's name and an argument without brackets, or a factor before it.
GAP = '<mspace width=".17em"/>'


class NotAFormulaError(UsageError):
    """A text that is not a formula."""


@cache
def formula(text: str, stacked: bool = True) -> Markup:
    """Return a formula as MathML; `stacked` sets its fractions one above the other.

    >>> formula("a^2").count("<msup>"), formula("z1 = 0").count("<msub>")
    (1, 1)
    >>> formula("4/sqrt(7)").count("<msqrt>"), "sqrt(" in formula("4/sqrt(7)")
    (1, False)
    >>> formula("a/2ε b").split("</mfrac>")[1]
    Markup('<mi>b</mi></math>')
    >>> formula("a +")
    Traceback (most recent call last):
    ...
    dojo.book.notation.NotAFormulaError: 'a +' is not a formula
    """
    return Markup(f"<math>{inside(text, stacked)}</math>")


@cache
def inside(text: str, stacked: bool = True) -> Markup:
    """Return what stands inside the `math` element of a formula."""
    if _SENTENCE.search(text):
        raise NotAFormulaError(f"{text!r} is not a formula")
    reader = _Reader(text, stacked)
    try:
        found = reader.several()
    except IndexError:
        found = ""
    if not found or reader.left():
        raise NotAFormulaError(f"{text!r} is not a formula")
    found = _alone(found)
    # A bracket is first or last in its row, which says its form already.
    return Markup(found.replace(' form="prefix"', "").replace(' form="postfix"', ""))


class _Reader:
    """A formula, read from left to right."""

    def __init__(self, text: str, stacked: bool) -> None:
        text = text.replace("∣", "|")
        self.text, self.stacked, self.at, self.depth = text, stacked, 0, 0
        self.tokens: list[tuple[str, str]] = []
        self.touching: set[int] = set()
        place = 0
        while place < len(text.rstrip()):
            found = _TOKEN.match(text, place)
            if not found:
                raise NotAFormulaError(f"{text!r} is not a formula")
            if not found[0][0].isspace():
                self.touching.add(len(self.tokens))
            self.tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            place = found.end()

    def left(self) -> bool:
        return self.at < len(self.tokens)

    def next_is(self, *signs: str) -> bool:
        return self.left() and self.tokens[self.at] in [("sign", sign) for sign in signs]

    def take(self) -> tuple[str, str]:
        self.at += 1
        return self.tokens[self.at - 1]

    def several(self) -> str:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotAFormulaError(f"{self.text[:20]!r}… has too many levels")
        found = self.relation()
        while self.next_is(","):
            self.take()
            found += "<mo>,</mo>" + self.relation()
        self.depth -= 1
        return found

    def relation(self) -> str:
        found = "" if self.next_is(*_RELATIONS) else self.sum()
        while self.next_is(*_RELATIONS):
            found += _sign(self.take()[1]) + self.sum()
        return found

    def sum(self) -> str:
        if self.next_is("-", "−", "+", "±"):
            # In a row of its own it is no subtraction, and has no space behind it.
            found = f"<mrow>{_sign(self.take()[1])}{self.term()}</mrow>"
        else:
            found = self.term()
        while self.next_is("+", "-", "−", "±"):
            found += _sign(self.take()[1]) + self.term()
        return found

    def term(self) -> str:
        done, last = "", self.factor()
        while self.left():
            if self.next_is("/"):
                self.take()
                last = self.fraction(last, self.divisor())
            elif self.next_is("·", "*", "×", "⊙"):
                done, last = done + last + _sign(self.take()[1]), self.factor()
            elif self.next_is("(", "⌊", "√", "Σ", "∂", "…", "%") or self.tokens[self.at][0] in (
                "number",
                "name",
            ):
                done, last = done + last, self.factor()
            else:
                break
        return done + last

    def divisor(self) -> str:
        """Return what stands below: what touches a number, as in 1/2ε, is divided by as well."""
        is_number, found = self.tokens[self.at][0] == "number", self.factor()
        while is_number and self.at in self.touching and self.tokens[self.at][0] == "name":
            found = f"<mrow>{found}{self.factor()}</mrow>"
        return found

    def fraction(self, above: str, below: str) -> str:
        plain = above.startswith("<mn>") and below.startswith("<mn>")
        if not self.stacked or plain:
            return f"<mrow>{above}<mi>/</mi>{below}</mrow>"
        return f"<mfrac>{_row(_bare(above))}{_row(_bare(below))}</mfrac>"

    def factor(self) -> str:
        if self.next_is("-", "−"):
            return f"<mrow>{_sign(self.take()[1])}{self.factor()}</mrow>"
        found = self.atom()
        while self.left() and self.tokens[self.at][0] in ("above", "prime", "below"):
            kind, text = self.take()
            small = "′" * len(text) if kind == "prime" else text.translate(_SMALL)
            found = _marked(found, small, "msub" if kind == "below" else "msup")
        if self.next_is("^"):
            self.take()
            if self.next_is("(", "{"):
                power = _bare(self.group(*self.take()[1]))
            else:
                sign = _sign(self.take()[1]) if self.next_is("-", "−", "+") else ""
                power = sign + self.atom()
            found = f"<msup>{_row(found)}{_row(power)}</msup>"
        return found

    def atom(self) -> str:
        kind, text = self.take()
        if kind == "number":
            return _number(text)
        if kind == "name":
            return self.named(text)
        if kind != "sign":
            raise NotAFormulaError(f"{self.text!r} is not a formula")
        if text in _CLOSING:
            found = self.group(text)
            # The bar of a fraction holds it together: it needs no brackets besides.
            alone = found.count("<mfrac>") == 1 and _bare(found).startswith("<mfrac>")
            return _bare(found) if alone and _bare(found).endswith("</mfrac>") else found
        if text == "√":
            return f"<msqrt>{_bare(self.atom())}</msqrt>"
        if text == "∂":
            return f"<mrow><mi>∂</mi>{self.factor()}</mrow>"
        if text == "Σ":
            found = "<mo>∑</mo>"
            if self.left() and self.tokens[self.at][0] == "below":
                found = _marked(found, self.take()[1].translate(_SMALL), "msub")
            return found
        if text == "|":
            found = self.sum()
            if not self.next_is("|"):
                raise NotAFormulaError(f"{self.text!r} is not a formula")
            self.take()
            return f'<mrow><mo form="prefix">|</mo>{found}<mo form="postfix">|</mo></mrow>'
        if text in "…_∞%":
            return f"<mi>{'□' if text == '_' else text}</mi>"
        raise NotAFormulaError(f"{self.text!r} is not a formula")

    def named(self, text: str) -> str:
        if text == "sqrt" and self.next_is("("):
            return f"<msqrt>{_bare(self.group(*self.take()[1]))}</msqrt>"
        found = _name(text)
        if self.left() and self.tokens[self.at][0] == "below":
            found = _marked(found, self.take()[1].translate(_SMALL), "msub")
        while self.left() and self.tokens[self.at][0] in ("prime", "above"):
            kind, marks = self.take()
            small = "′" * len(marks) if kind == "prime" else marks.translate(_SMALL)
            found = _marked(found, small, "msup")
        if text == "ln" and not self.next_is("(", "["):
            found += GAP
        if self.next_is("(", "["):
            found = f"<mrow>{found}{self.group(self.take()[1])}</mrow>"
        return found

    def group(self, opening: str) -> str:
        found = self.several()
        if not self.next_is(_CLOSING[opening]):
            raise NotAFormulaError(f"{self.text!r} is not a formula")
        self.take()
        return (
            f'<mrow><mo form="prefix">{opening}</mo>{found}'
            f'<mo form="postfix">{_CLOSING[opening]}</mo></mrow>'
        )


def _sign(text: str) -> str:
    text = {"-": "−", "*": "·"}.get(text, text)
    return f"<mo>{escape(text)}</mo>"


def _number(text: str) -> str:
    written = text.replace("...", "…").replace("−", "-")
    digits, _, power = written.lower().partition("e")
    if not power:
        return f"<mn>{written}</mn>"
    dots = "…" if power.endswith("…") else ""
    sign, size = ("<mo>−</mo>" if power.startswith("-") else ""), power.strip("+-…").lstrip("0")
    ten = f"<msup><mn>10</mn><mrow>{sign}<mn>{size or 0}</mn></mrow></msup>"
    return (
        ten
        if digits == "1" and not dots
        else f"<mrow><mn>{digits}{dots}</mn><mo>·</mo>{ten}</mrow>"
    )


def _name(text: str) -> str:
    if _PRODUCT.fullmatch(text):
        return f"<mrow><mi>{text[0]}</mi><mi>{text[1]}</mi></mrow>"
    if text[1:] == _HAT:
        return f'<mover accent="true"><mi>{text[0]}</mi><mo>^</mo></mover>'
    found = _INDEXED.fullmatch(text) or _MARKED.fullmatch(text)
    if found:
        index = found["index"]
        tag = "mn" if index.isdigit() else "mi"
        return f"<msub><mi>{escape(found['name'])}</mi><{tag}>{escape(index)}</{tag}></msub>"
    return f"<mi>{escape(text)}</mi>"


def _marked(base: str, mark: str, how: str) -> str:
    """Set a small sign beside a base: `msup` above it, `msub` below."""
    if mark.startswith("′"):
        # Fonts draw a prime small and high already.
        return f"<mrow>{base}<mi>{mark}</mi></mrow>"
    tag = "mn" if mark.strip("−").isdigit() else "mi"
    return f"<{how}>{_row(base)}<{tag}>{mark}</{tag}></{how}>"


def _bare(text: str) -> str:
    """Take the round or curly brackets off: the bar of a fraction, or a power, does their work."""
    for opening, closing in ("()", "{}"):
        before = f'<mrow><mo form="prefix">{opening}</mo>'
        after = f'<mo form="postfix">{closing}</mo></mrow>'
        if text.startswith(before) and text.endswith(after):
            return text[len(before) : -len(after)]
    return text


def _alone(text: str) -> str:
    """Take the row around a whole formula off: the formula is one itself."""
    inner = text.removeprefix("<mrow>").removesuffix("</mrow>")
    if len(inner) != len(text) - len("<mrow></mrow>"):
        return text
    depth = 0
    for edge in _EDGES.findall(inner):
        depth += 1 if edge == "<mrow>" else -1
        if depth < 0:
            return text
    return inner


def _row(text: str) -> str:
    single = r"<m[in]>[^<]*</m[in]>|<mrow>(?:(?!<mrow>|</mrow>).)*</mrow>"
    return text if re.fullmatch(single, text) else f"<mrow>{text}</mrow>"
