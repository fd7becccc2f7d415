"""Typed claims: a text read into one equation, without its label, arrows and words for '='."""

import re

from derivations.language.tokens import UnreadableError
from derivations.networks.scalar_network import HELD
from derivations.notation.grammar import Equation, read_equation

_DEFINES = re.compile(
    r"≡|:=|≔|≝|≜|\\equiv(?![A-Za-z])|\\coloneqq|\\triangleq|==|←|\\leftarrow|\\gets"
)
_LABEL = re.compile(
    r"^\s*(?:\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)|[ivx]{1,4}[.)]|[a-h]\))\s+(?=\S)|(?:\s{2,}|\\q?quad\s*)\(\d{1,2}\)\s*$"
)
_BOLD = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec|pmb|underline)\s*\{?\s*\\?[A-Za-z]|[𝐀-𝐳𝑨-𝒛]")
_RELATES = re.compile(r"[=≡≔←<>≤≥≈]|\\(?:equiv|approx|leq?|geq?|gets|leftarrow)(?![A-Za-z])")
_IS = re.compile(r"(?<=\S)\s+(?:equals|is(?: equal to| just)?)\s+(?=[-−(\\∂\w])(?!(?:an?|the)\s)")
# w → w' = w − η·…, and w → w − η·…
_PARAMETER = r"[wWbvθ](?:[_^](?:\w|\{[^{}]*\}))*"
_ARROW = r"\s*(?:→|\\rightarrow|\\to)(?![A-Za-z])\s*"
_PRIMED = re.compile(rf"^\s*({_PARAMETER}){_ARROW}\1(?:'|′|\^\{{?\\prime\}}?)\s*=")
_BECOMES = re.compile(rf"^\s*({_PARAMETER}){_ARROW}(?=\1\s*[-−–+])")
_CHANGES = re.compile(r"^([^=]*?\S)\s*([-+])=(.*)$", re.DOTALL)


def equation_of(text: str, how: str = "") -> tuple[Equation, str]:
    """Read an equation, and what is held fixed in it; UnreadableError where it is none."""
    text = in_plain_signs(text)
    left, equals, right = text.partition("=")
    if not equals:
        raise UnreadableError(
            "there is no equals sign; write an equation such as ∂J/∂ŷ = -(2/n)(y - ŷ)"
        )
    asked, held = held_of(left)
    equation = read_equation(asked + equals + right, how)
    if len(equation.sides) < 2:
        raise UnreadableError("write the claim as an equation such as ∂J/∂ŷ = -(2/n)(y - ŷ)")
    return equation, held


def in_plain_signs(text: str) -> str:
    """Return a text with "=" for every sign that defines, without its label, W -= … written out."""
    text = _LABEL.sub("", _DEFINES.sub("=", text) if isinstance(text, str) else "")
    text = _BECOMES.sub(r"\1 = ", _PRIMED.sub(r"\1 =", text))
    if changed := _CHANGES.match(text):  # W -= η·dW
        return f"{changed[1]} = {changed[1]} {changed[2]} ({changed[3]})"
    return text


def is_equation(text: str) -> bool:
    """Say whether a text can be read as one equation, with nothing around it."""
    try:
        equation_of(text)
    except (UnreadableError, RecursionError):
        return False
    return True


def held_of(quantity: str) -> tuple[str, str]:
    """Split "∂J/∂Why with ŷ held" into the quantity and what is held.

    >>> held_of("∂J/∂Why with ŷ held ")
    ('∂J/∂Why', 'ŷ')
    """
    found = HELD.match(quantity.strip())
    return (found[1], found[2]) if found else (quantity, "")


def with_equals(text: str) -> str:
    """Return a text with "=" for the words that say so, where it has no sign for it.

    >>> with_equals("so da/dz is a(1-a)"), with_equals("where z is large, a = 1")
    ('so da/dz = a(1-a)', 'where z is large, a = 1')
    """
    if not isinstance(text, str) or _RELATES.search(text):
        return text
    return _IS.sub(" = ", text, count=1)


def is_bold(text: str) -> bool:
    """Say whether a text sets its vectors and matrices in bold, with arrows or underlined."""
    return isinstance(text, str) and _BOLD.search(text) is not None
