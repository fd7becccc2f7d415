"""Tokens of what was typed: Unicode, ASCII and LaTeX spellings become one alphabet.

Nothing is evaluated here. Every character must belong to a number, a known name or a known sign;
anything else is a sentence for the person who typed it.
"""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

LONGEST_TEXT = 1000
MOST_TOKENS = 400
MOST_DIGITS = 12


class UnreadableError(ValueError):
    """Text that is not a supported formula; the message says why."""


class Token(NamedTuple):
    """One token: kind is number, name, function, d, sum or sign; `spaced` if a blank precedes."""

    kind: str
    text: str
    at: int
    spaced: bool


SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾", "0123456789-+()")
SIGNS = str.maketrans(
    {
        "−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "∙": "*", "•": "*", "∗": "*", "⊙": "*",
        "∘": "*", "÷": "/", "⁄": "/", "∕": "/", "′": "'", "’": "'", "‘": "'", "ʹ": "'", "`": "'",
        "[": "(", "]": ")", "∑": "Σ", "𝛿": "δ", "𝜕": "∂", "\u2061": None, "$": None, "&": None,
    }
)  # fmt: skip
LATEX = [
    (r"\\(?:left|right|big|Big|bigl|bigr|displaystyle|limits|quad|qquad|space)(?![A-Za-z])", " "),
    (r"\\[,;:! ]", " "),
    (r"\\(?:cdot|times|odot|circ|ast)(?![A-Za-z])", "*"),
    (r"\\(?:mathrm|operatorname|text|mathit|mathbf|boldsymbol)\s*\{([A-Za-z_\\ ]+)\}", r" \1 "),
    (r"\\(?:hat|widehat)\s*\{\s*y\s*(_[A-Za-z0-9]|_\{[^{}]*\})?\s*\}", "ŷ"),
    (r"\\(?:hat|widehat)\s*y(?![A-Za-z])", "ŷ"),
    (r"\\(?:partial)(?![A-Za-z])", "∂"),
    (r"\\(?:prime)(?![A-Za-z])", "'"),
    (r"\^\s*\{\s*('+)\s*\}", r"\1"),
    (r"\^\s*('+)", r"\1"),
    (r"\\[dt]frac(?![A-Za-z])", r"\\frac"),
    (r"\\(sigma|delta|exp|ln|log|tanh|sum)(?![A-Za-z])", r" \1 "),
    (r"(?<![A-Za-z])(?:sigma)(?![A-Za-z_])", "σ"),
    (r"(?<![A-Za-z])delta(?![A-Za-z])", "δ"),
    (r"\^\s*(?:T(?![A-Za-z])|\{\s*(?:T|\\top|\\intercal)\s*\}|\\top|⊤)", " "),
    (r"(?:Σ|(?<![A-Za-z])sum(?![A-Za-z]))\s*(?:_\s*(?:\{[^{}]*\}|i))?(?:\s*\^\s*(?:\{[^{}]*\}|n))?",
     " Σ "),
    (r"(?<=[yŷ])\s*(?:_\s*(?:i(?![A-Za-z])|\{\s*i\s*\})|\^\s*[{(]\s*\(?i\)?\s*[)}])", ""),
    (r"_\s*\{\s*([A-Za-z0-9]+)\s*\}", r"_\1"),
]  # fmt: skip
_LATEX = [(re.compile(pattern), put) for pattern, put in LATEX]
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_FRACTION, _COMMAND, _DOT = map(re.compile, (r"\\frac", r"\\[A-Za-z]+", r"\."))
_SIGN = re.compile(r"\*\*|[-+*/^(){}'∂]")
_WORD = re.compile(r"[^\W\d_](?:_?[^\W_])*")
FUNCTIONS = {
    "σ": "sigmoid", "sigmoid": "sigmoid", "sigma": "sigmoid", "tanh": "tanh", "relu": "relu",
    "leaky_relu": "leaky_relu", "elu": "elu", "swish": "swish", "silu": "swish", "exp": "exp",
    "ln": "ln", "log": "ln",
}  # fmt: skip
FUNCTIONS |= {"ReLU": "relu", "ELU": "elu", "leakyrelu": "leaky_relu", "Swish": "swish"}


def normalise(text: str) -> str:
    """Return the text in one alphabet: no LaTeX spacing, composed letters, plain digits and signs.

    >>> normalise(r"\\frac{\\partial J}{\\partial \\hat{y}} · σ′(z₂)²")
    "\\\\frac{∂ J}{∂ ŷ} * σ'(z2)^(2)"
    """
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾]+", lambda found: f"^({found[0].translate(SUPERSCRIPTS)})", text)
    text = re.sub("[ᵀ⊤]", " ", text).replace("½", "(1/2)").replace("ᵢ", "")
    text = unicodedata.normalize("NFKC", text.replace("′", "'").replace("″", "''"))
    text = text.translate(SIGNS)
    for pattern, put in _LATEX:
        text = pattern.sub(put, text)
    return text.strip()


def sides(text: str) -> list[str]:
    """Split an equation at its equals signs; one inside braces, as in \\sum_{i=1}, is not one.

    >>> sides("a = b_{i=1} = c")
    ['a ', ' b_{i=1} ', ' c']
    """
    parts, deep = [""], 0
    for character in text[: 4 * LONGEST_TEXT]:
        deep += (character == "{") - (character == "}")
        if character == "=" and deep <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def tokens(text: str, vocabulary: Mapping[str, str]) -> list[Token]:
    """Split a formula into tokens; `vocabulary` maps each spelling of a name to the house's name.

    >>> [token.text for token in tokens("-(2/n)(y - yhat)", {"n": "n", "y": "y", "yhat": "ŷ"})]
    ['-', '(', '2', '/', 'n', ')', '(', 'y', '-', 'ŷ', ')']
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(f"{len(text)} characters are too many; the limit is {LONGEST_TEXT}")
    text, found, at = normalise(text), [], 0
    while at < len(text):
        character = text[at]
        spaced = at > 0 and text[at - 1].isspace()
        if character.isspace():
            at += 1
            continue
        if match := _NUMBER.match(text, at):
            if len(match[0]) > MOST_DIGITS:
                raise UnreadableError(f"the number {match[0][:8]}… has too many digits")
            found.append(Token("number", match[0], at, spaced))
        elif match := _WORD.match(text, at):
            found += _words(match[0], at, spaced, vocabulary)
        elif match := _FRACTION.match(text, at):
            found.append(Token("frac", "\\frac", at, spaced))
        elif match := _COMMAND.match(text, at):
            raise UnreadableError(f"the LaTeX command {match[0]} has no meaning in a formula")
        elif match := _SIGN.match(text, at):
            kinds = {"∂": "d", "**": "sign"}
            sign = {"**": "^", "{": "(", "}": ")"}.get(match[0], match[0])
            found.append(Token(kinds.get(match[0], "sign"), sign, at, spaced))
        elif match := _DOT.match(text, at):
            if text.startswith(("._", ".__"), at):
                raise UnreadableError("a dot before an underscore is Python, not a formula")
            found.append(Token("sign", "*", at, spaced))
        else:
            raise UnreadableError(_odd(character, at))
        at = match.end()
        if len(found) > MOST_TOKENS:
            raise UnreadableError(f"more than {MOST_TOKENS} signs and names are too many")
    return found


def _odd(character, at):
    named = unicodedata.name(character, "an unnamed character")
    return f"{character!r} ({named.lower()}) at place {at + 1} has no meaning in a formula"


def _words(word, at, spaced, vocabulary):
    """Split a run of letters into known names: "a1Why" is a1 times Why."""
    parts = _split(word, frozenset(vocabulary))
    if parts is None:
        raise UnreadableError(f"the name {word[:40]!r} is unknown{_near(word, vocabulary)}")
    made = []
    for part in parts:
        if part in ("d", "δ", "∂"):
            token = Token("d", part, at, spaced)
        elif part == "Σ":
            token = Token("sum", part, at, spaced)
        elif part in FUNCTIONS:
            token = Token("function", FUNCTIONS[part], at, spaced)
        elif part.endswith("_prime"):
            token = Token("primed", FUNCTIONS[part[:-6]], at, spaced)
        else:
            token = Token("name", vocabulary[part], at, spaced)
        made.append(token)
        at, spaced = at + len(part), False
    return made


@lru_cache(maxsize=4096)
def _split(word, names):
    """Return the known spellings that make up a word, the longest first, or None."""
    if word in ("nan", "inf", "and", "as", "not") or len(word) > 60:
        return None
    known = names | FUNCTIONS.keys() | {"d", "δ", "Σ"} | {f"{name}_prime" for name in FUNCTIONS}
    ends: list[list[str] | None] = [None] * len(word) + [[]]
    for start in range(len(word) - 1, -1, -1):
        for end in range(len(word), start, -1):
            rest = ends[end]
            if word[start:end] in known and rest is not None:
                ends[start] = [word[start:end], *rest]
                break
    return ends[0]


def _near(word, vocabulary):
    lowered = {name.lower(): name for name in (*FUNCTIONS, *vocabulary)}
    # A single letter is near to nothing.
    near = get_close_matches(word.lower()[:40], lowered, n=1, cutoff=0.5) if word[1:] else []
    return f"; did you mean {lowered[near[0]]}?" if near else ""
