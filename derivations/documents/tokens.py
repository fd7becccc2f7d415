"""Tokens of a line in which words and mathematics are mixed, in any notation; nothing is evaluated.

A word is told from a name of mathematics by a vocabulary and by its neighbours: in
"so the loss L = -ln p by definition" the words are so, the, loss, by, definition.
"""

import re
from typing import NamedTuple

from derivations.documents.vocabulary import (
    ALWAYS,
    CONDITIONAL,
    FUNCTIONS,
    SPOKEN,
    SUMMED_OVER,
    THINGS,
)

WORD, NAME, NUMBER, RELATION, COMPARE = "word", "name", "number", "relation", "compare"
OPERATOR, OPEN, CLOSE, SPACE, OTHER = "operator", "open", "close", "space", "other"
SEPARATOR, SOFT, IN_PLACE, ASSIGN = "separator", "soft", "in place", "assign"
LETTERS = "letters"  # words or names: it is settled at the end


class Token(NamedTuple):
    """One token and where it begins."""

    kind: str
    text: str
    at: int

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.at + len(self.text)


_SAID = r"\\(?:text(?:rm|it|bf|normal)?|mbox|hbox|intertext|shortintertext)\s*\{[^{}]*\}"


def _commands(names: str) -> str:
    return rf"\\(?:{'|'.join(names.split())})(?![A-Za-z])"


# Tried in this order; those in quotes are settled by what is around them.
_KINDS = [
    ("said", _SAID),
    (OTHER, r"\\(?:operatorname\*?|math(?:rm|it|bf|sf|tt|cal|bb|frak|scr)|boldsymbol|bm)\s*"
            r"\{[^{}]*\}"),
    (RELATION, r"\\(?:stackrel|overset|underset)\s*\{[^{}]*\}\s*\{\s*=\s*\}"),
    (SEPARATOR, _commands("Rightarrow Longrightarrow implies Leftrightarrow iff therefore because "
                          "rightarrow longrightarrow to")),
    (SOFT, _commands(r"quad qquad hspace\*?\s*\{[^{}]*\} hfill")),
    (OTHER, _commands("left right [bB]igg?[lrm]?") + r"\.?"),
    (SPACE, _commands("displaystyle limits nolimits")),
    (SPACE, r"\\[,:;!> ~]|~"),
    (RELATION, _commands("equiv coloneqq colonequals triangleq doteq eqqcolon")),
    (ASSIGN, _commands("gets leftarrow")),
    (COMPARE, _commands("leq? geq? neq? approx propto in sim simeq cong ll gg leqslant geqslant "
                        "mapsto")),
    (OPERATOR, _commands("cdot times odot circ ast star div pm mp otimes oplus bullet")),
    (OPEN, r"\\begin\s*\{[^{}]*\}|\\(?:\{|langle|lfloor|lceil|lbrace|lbrack)"),
    (CLOSE, r"\\end\s*\{[^{}]*\}|\\(?:\}|rangle|rfloor|rceil|rbrace|rbrack)"),
    ("toggle", r"\\\(|\\\)|\$"),
    (OTHER, r"\\[A-Za-z]+\*?|\\.?"),
    ("abbreviation", r"(?:w\.r\.t|i\.e|e\.g|resp|eq|cf)\.(?!\w)"),
    (NUMBER, r"\d+(?:\.\d+)?(?:e[-+]?\d+)?(?!\w)|\d+(?:\.\d+)?|\.\d+"),
    (LETTERS, r"[^\W\d_][\w\u0300-\u036f]*(?:['’](?:s|t|re|ve|ll|m)\b)?"),
    (SEPARATOR, r"<?={1,2}>|<?[-–−]{1,2}>|[⇒⟹⇔⟺→⟶∴∵;:](?!=)|[?!](?!=)|—|--(?=\s)|[\"“”]"),
    (SEPARATOR, r"\.(?=\s+[^\W\d_a-z]|\s*$)"),
    (SEPARATOR, r"={4,}|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f]"),  # rules, emoji
    (COMPARE, r"<=|>=|!=|[≤≥≠<>≈∝∈∼≅≃~]"),
    (IN_PLACE, r"(?:\*\*|//|[-+*/@])=(?!=)"),
    (RELATION, r":=|={1,3}|[≔≡≜＝﹦≝]"),
    (ASSIGN, r"[←⟵]"),
    (SOFT, r",|[ ]*\t\s*|[ ]{3,}"),
    (SPACE, r"\s+"),
    (OPERATOR, r"\*\*|[-+*/·×⋅∙•∗⊙∘@÷⁄∕⊗⊕−–^_]"),
    (OPEN, r"[(\[{⟨⟦]"),
    (CLOSE, r"[)\]}⟩⟧]"),
    (OTHER, r"."),
]  # fmt: skip
_TOKEN = re.compile("|".join(f"(?P<k{i}>{pattern})" for i, (_, pattern) in enumerate(_KINDS)), re.S)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_CONTRACTED = re.compile(r"['’](?:s|t|re|ve|ll|m)$")
_TOGGLE = re.compile(r"\\\(|\$")
_OPENERS = {"\\(": True, "\\)": False}
_BREAKS = ("", WORD, LETTERS, SEPARATOR, SOFT)
_EDGES = ("", OPERATOR, RELATION, SEPARATOR, SOFT, COMPARE, ASSIGN, IN_PLACE)


def tokens(text: str, mode: str) -> list[Token]:
    """Return the tokens of a line; in prose, letters are words or names by what is around them."""
    found, maths = [], mode in ("maths", "code")
    inside, mixed = maths, mode == "prose" and bool(_TOGGLE.search(text))
    for match in _TOKEN.finditer(text):
        kind = _KINDS[int(str(match.lastgroup)[1:])][0]
        token = Token(kind, match[0], match.start())
        if kind == "toggle":
            inside = _OPENERS.get(token.text, not inside) if not maths else True
            token = token._replace(kind=SPACE)
        elif kind == "said":
            token = token._replace(kind=_said(token.text))
        elif kind == "abbreviation":
            token = token._replace(kind=OTHER if inside else WORD)
        elif mode == "latex" and not inside and kind not in (SPACE, SEPARATOR, SOFT):
            token = token._replace(kind=WORD)
        elif kind == LETTERS and inside:
            token = token._replace(kind=NAME)
        elif mixed and not inside and kind in (OPEN, CLOSE):
            token = token._replace(kind=SEPARATOR)
        found.append(token)
    _settle(found)
    return found


def is_prose(text: str) -> bool:
    """Tell whether what stands in brackets or in \\text is a remark and not part of a formula.

    >>> is_prose("chain rule"), is_prose("since a1 = σ(z1)"), is_prose("output - target")
    (True, True, False)
    """
    text = _COMMAND.sub(" ", text)
    words = [word.casefold() for word in re.findall(r"[^\W\d_][^\W_]+", text)]
    if not words:
        return False
    if re.match(r"\s*(?:by|for)\s", text, re.I):
        return True
    if any(word in ALWAYS and word not in CONDITIONAL and word != "by" for word in words):
        return True
    known = FUNCTIONS | THINGS | CONDITIONAL
    pairs = re.findall(r"(?<![^\s(\[])([a-z]{3,}) (?=([a-z]{3,})(?![^\s.,)\]]))", text)
    if any(known.isdisjoint(pair) for pair in pairs):
        return True
    if len(words) == 1 or re.search(r"[+*/^=<>·×⊙_\\]|\s[-−–]\s", text):
        return False
    return sum(word in known for word in words) <= len(words) / 2


def bare(text: str) -> str:
    r"""Return a word in small letters, without the \text{} around it."""
    if text.startswith("\\") and "{" in text:
        text = text[text.index("{") + 1 : -1]
    return text.strip(" ().,:;").casefold()


def _said(text: str) -> str:
    r"""Return WORD for a \text{…} that holds prose, NAME for one that names something."""
    word = bare(text)
    if word in CONDITIONAL:
        return NAME
    if word in ALWAYS or is_prose(word):
        return WORD
    return NAME if re.search(r"\w", word) else SPACE


_NOTHING = Token("", "", -1)


def _settle(found: list[Token]) -> None:
    """Decide, from left to right, which letters are words."""
    solid = [at for at, token in enumerate(found) if token.kind != SPACE]
    related = summed = False
    for place, at in enumerate(solid):
        token = found[at]
        related = related or token.kind == RELATION
        if token.kind == LETTERS:
            before = found[solid[place - 1]] if place else _NOTHING
            after = found[solid[place + 1]] if place + 1 < len(solid) else _NOTHING
            # Σ over the samples of δ2: no formula ends with a Σ.
            of_a_sum = summed and token.text.casefold() in SUMMED_OVER
            word = not of_a_sum and _is_word(token, before, after, related)
            found[at] = token._replace(kind=WORD if word else NAME)
            summed = of_a_sum or token.text in ("Σ", "sum", "mean")
        else:
            summed = token.text in ("∑", "\\sum")


def _is_word(token: Token, before: Token, after: Token, related: bool) -> bool:
    """Tell a word from a name; `related` if an equals sign stands before it."""
    text, low = token.text, re.sub("['’]s$", "", token.text.casefold())
    spaced = after.at != token.end
    attached = _binds(before, token) or _binds(after, token)
    if _CONTRACTED.search(text):
        return True
    if len(text) == 1:  # an article, or a name
        begins = before.kind in ("", WORD, SEPARATOR, SOFT)
        return text in "aAI" and spaced and begins and after.kind == LETTERS and len(after.text) > 1
    if text == "Why" or (before.text == "∂" and before.end == token.at):
        return False
    if low in ALWAYS:
        if low in CONDITIONAL:
            return not (related and low in ("else", "otherwise", "elsewhere"))
        operand = before.kind == OPERATOR and (low == "by" or after.kind in (OPERATOR, RELATION))
        return not attached and not operand
    if low in SPOKEN:
        return before.kind in ("", WORD)
    if after.at == token.end and after.text in ("'", "’", "′"):
        return False
    if low in FUNCTIONS or not _is_spelled_like_a_word(text):
        return before.kind == WORD and after.kind in (WORD, LETTERS) and spaced and low in FUNCTIONS
    if attached or before.kind == OPERATOR or (before.kind in _EDGES and after.kind in _EDGES):
        return False
    within = before.kind in (NAME, NUMBER, CLOSE, OTHER) and after.kind not in _BREAKS
    return not (related and within)


def _binds(other: Token, token: Token) -> bool:
    """Tell whether an operator or a bracket touches a token, as in ∂J/∂cost or f(z)."""
    if other.at < token.at:
        touches = other.end == token.at and other.kind in (OPERATOR, OPEN)
    else:
        touches = token.end == other.at and other.kind in (OPERATOR, OPEN)
    return touches and other.text not in ("-", "*", "_")


def _is_spelled_like_a_word(text: str) -> bool:
    """Tell whether letters could be a word: dW, Wxh and a1 could not.

    >>> [_is_spelled_like_a_word(text) for text in ("slope", "Élan", "dW", "Wxh", "a1", "dZout")]
    [True, True, False, False, False, False]
    """
    if not re.fullmatch(r"[A-Za-zÀ-ɏ]+", text) or re.search(r"[a-z][A-Z]", text):
        return False
    return bool(re.search("[aeiouyAEIOUYÀ-ɏ]", text)) and not re.fullmatch(r"[dD][A-Za-z]", text)
