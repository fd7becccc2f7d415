"""The tokens of a formula: numbers, words, signs and brackets, in whatever notation they came."""

import re
import unicodedata
from typing import NamedTuple

from derivations.language.tokens import UnreadableError
from derivations.notation.alphabet import COMMANDS, FUNCTION_COMMANDS, WRAPPERS, plain
from derivations.notation.spellings import respelled
from derivations.notation.words import FUNCTIONS, LAST, QUANTITIES, known_word, split_word

LONGEST_TEXT = 1000
MOST_TOKENS = 500
MOST_DIGITS = 20


class Token(NamedTuple):
    """One token; `kind` is number, word, d (a differential), sign, end; `spaced` if after a blank.

    `kind` "hat" marks a name with an accent, `text` then is the name and `mark` the accent.
    """

    kind: str
    text: str
    at: int
    spaced: bool = False
    mark: str = ""

    def __bool__(self) -> bool:
        """Say whether this is a token, not the end."""
        return self.kind != "end"


END = Token("end", "", 0)


_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+(?![A-Za-z0-9]))?", re.ASCII)
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")
_WORD = re.compile(
    r"[A-Za-z]+(?:_[A-Za-z]{2,}(?![A-Za-z])|(?<=\bd)_[A-Za-z]|(?<=\bgrad)_[A-Za-z])*|[^\W\d_]\u0302?"
)
_METHOD = re.compile(r"\.(T|sum|mean|max|dot|mm|matmul|shape|size|exp|log|tanh|pow|square)\b")
_NUMPY = re.compile(r"(?:np|numpy|torch|jnp|math|tf|K)\.([a-z_]+(?:\.[a-z]+)?)")
_TWO = ("**", "<=", ">=", "==", "!=", ":=", "->", "‖", "||")
_ACCENTS = {"hat": "̂", "widehat": "̂", "bar": "̄", "tilde": "̃", "widetilde": "̃", "dot": "̇"}
# m̂ as it is typed, a letter and a mark above it, and as LaTeX has it.
_MARKED = re.compile("([^\\W\\d_])([\u0302\u0303\u0304])")
_COMMANDS_OF_MARKS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar"}
# δJ/δŷ, with δ for ∂.
_AS_DIFFERENTIAL = re.compile(
    r"(?<![A-Za-z])δ(?=[A-Za-zŷ]\w*\s*/\s*δ\s*[A-Za-zŷ])|(?<=/)δ(?=[A-Za-zŷ])"
)
_QUANTITY = f"(?:{'|'.join(sorted(QUANTITIES, key=len, reverse=True))})[0-9]*"
# dz2_da1 and dloss_dyhat; d_W, grad_w2, gradW1, W1_grad and W1.grad.
_QUOTIENT = re.compile(rf"(?<![\w\\.])d_?({_QUANTITY})_d_?({_QUANTITY})(?!\w)")
# dq/dx, whatever the letters are
_LETTER = r"d([A-Za-z](?:\d+|_\w+|_\{\w+\})?)"
_LETTERS = re.compile(rf"(?<![\w\\.]){_LETTER}\s*/\s*{_LETTER}(?!\w)")
_GRAD = re.compile(rf"(?<![\w\\.])(?:(?:grad_?|d_)({_QUANTITY})|({_QUANTITY})[_.]grad)(?![\w(])")
_GRAD_OF_LETTER = re.compile(r"(?<![\w\\.])(?:grad_([a-z])|([a-z])\.grad)(?![\w(])")
# What shows that a text is NumPy code, where * goes entry by entry.
_CODE = re.compile(
    r"\bnp\.|\.T\b|@|\.dot\(|\.sum\(|\.mean\(|\*\*"
    r"|\b[XAZH]\d?\s*\*\s*[A-Z]|\b[A-Z]\d?\s*\*\s*[XAZH]\d?\b"
)
_OF_ONES = {"mathbb", "mathds", "mathbf", "boldsymbol", "bm"}  # 1 in bold, ones or an indicator
_BEHIND_A_NAME = {"+", "-", "*", "np*", "·", "×", "=", ")", "]", ",", "'"}
_PARAMETERS = {"weight": "w", "weights": "w", "bias": "b", "biases": "b"}
_CASES = re.compile(r"\\begin\s*\{cases\}(.*?)\\end\s*\{cases\}", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[A-Za-z]+\*?\}")


def tokens(text: str) -> list[Token]:
    """Split a formula into tokens; UnreadableError names the first character that belongs to none.

    >>> [token.text for token in tokens(r"\\frac{\\partial J}{\\partial \\hat{y}} = 2e")]
    ['frac', '{', '∂', 'J', '}', '{', '∂', 'ŷ', '}', '=', '2', 'e']
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(f"{len(text)} characters are too many; the limit is {LONGEST_TEXT}")
    text = respelled(text)
    text = _ENVIRONMENT.sub(" ", plain(_CASES.sub(lambda found: _cases(found[1]), text)))
    text = _MARKED.sub(lambda found: rf"\{_COMMANDS_OF_MARKS[found[2]]}{{{found[1]}}}", text)
    text = _LETTERS.sub(r"∂\1/∂\2", text)
    text = _QUOTIENT.sub(r"(d\1/d\2)", text)
    text = _GRAD.sub(lambda found: f"d{found[1] or found[2]}", text)
    text = _GRAD_OF_LETTER.sub(lambda found: f"(∂L/∂{found[1] or found[2]})", text)
    found: list[Token] = []
    code = _CODE.search(text) is not None
    _read(text, 0, found)
    if code:
        found = [one._replace(text="np*") if one.text == "*" else one for one in found]
    found = [_named_d(found, at) for at in range(len(found))]
    if len(found) > MOST_TOKENS:
        raise UnreadableError(
            f"{len(found)} signs and names are too many; {MOST_TOKENS} is the limit"
        )
    return found


def _named_d(found, at):
    """Return d as a name where nothing that it differentiates stands behind it: d = e + c."""
    token = found[at]
    if token.kind != "d" or token.text != "d":
        return token
    after = [one.text for one in found[at + 1 : at + 3]]
    alone = not after or after[0] in _BEHIND_A_NAME or (after[0] == "/" and after[1:] != ["d"])
    return token._replace(kind="word") if alone else token


def _cases(inner):
    """Write \\begin{cases} in words that the grammar reads: ⟪ value if condition ; … ⟫."""
    branches = [branch.replace("&", " , ") for branch in re.split(r"\\\\", inner) if branch.strip()]
    return " ⟪" + " ; ".join(branches) + "⟫ "


def _read(text, at, found):
    while at < len(text):
        character = text[at]
        spaced = at > 0 and text[at - 1].isspace()
        if character.isspace() or character in "✓✔✗∎□■":
            at += 1
            continue
        if match := _NUMBER.match(text, at):
            digits, _, power = match[0].lower().partition("e")
            if len(digits) > MOST_DIGITS or abs(int(power or 0)) > 30:
                raise UnreadableError(f"the number {match[0][:8]}… has too many digits")
            found.append(Token("number", match[0], at, spaced))
        elif match := _NUMPY.match(text, at):
            found.append(
                Token(
                    "word", match[1].removeprefix("nn.").removeprefix("linalg."), at, spaced, "np"
                )
            )
        elif (
            character not in "ΣΠ"
            and not (character == "δ" and _AS_DIFFERENTIAL.match(text, at))
            and (match := _WORD.match(text, at))
        ):
            _add_words(match[0], at, spaced, found, text[match.end() : match.end() + 1])
        elif match := _COMMAND.match(text, at):
            at = _command(match, text, at, spaced, found)
            continue
        elif match := _METHOD.match(text, at):
            found.append(Token("method", match[1], at, spaced))
        elif two := next((sign for sign in _TWO if text.startswith(sign, at)), ""):
            sign = {"**": "^", "<=": "≤", ">=": "≥", "==": "=", ":=": "=", "||": "‖", "!=": "≠"}
            found.append(Token("sign", sign.get(two, two), at, spaced))
            at += len(two)
            continue
        elif character == "." and spaced and text[at + 1 : at + 2].isspace():
            found.append(Token("sign", "·", at, spaced))  # a · b, typed as a . b
            at += 1
            continue
        elif character == "δ" and _AS_DIFFERENTIAL.match(text, at):
            found.append(Token("d", "∂", at, spaced))
            at += 1
            continue
        elif character in "+-*/^_(){}[]=,;:<>≤≥≠·×⊙@'|‖√ΣΠ∇∂𝟙⊤±∈…!.⟪⟫⟹⇒→":
            found.append(Token("d" if character == "∂" else "sign", character, at, spaced))
            at += 1
            continue
        else:
            raise UnreadableError(_odd(character, at))
        at = match.end()


def _command(match, text, at, spaced, found):
    """Read a LaTeX command; return where the reading goes on."""
    name, end = match[1], match.end()
    if name in _ACCENTS:
        inner, end = _argument(text, end)
        base: list[Token] = []
        _read(inner, 0, base)
        if not base or base[0].kind not in ("word", "number"):
            raise UnreadableError(f"\\{name} needs a name, as in \\{name}{{y}}")
        head = base[0]
        marked = "ŷ" if (head.text, name) in (("y", "hat"), ("y", "widehat"), ("Y", "hat")) else ""
        if name == "dot" and head.text in FUNCTIONS:
            found += [*base, Token("sign", "'", at)]
            return end
        mark = "" if marked else _ACCENTS[name]
        found.append(Token("word", marked or head.text, at, spaced, mark))
        found += base[1:]
        return end
    if name in WRAPPERS:
        inner, end = _argument(text, end)
        if name in _OF_ONES and inner.strip() == "1":
            found.append(Token("sign", "𝟙", at, spaced))
        else:
            _read(inner, 0, found)
        return end
    if name in ("frac", "dfrac", "tfrac", "cfrac", "sqrt", "begin", "end", "tag", "label"):
        if name in ("tag", "label"):
            return _argument(text, end)[1]
        found.append(Token("sign", {"sqrt": "√"}.get(name, "frac"), at, spaced))
        return end
    if name in FUNCTION_COMMANDS:
        found.append(Token("word", name, at, spaced))
        return end
    if name == "\\":
        return end
    if name in COMMANDS:
        stands = COMMANDS[name]
        before = len(found)
        _read(stands, 0, found)
        found[before:] = [token._replace(at=at, spaced=spaced) for token in found[before:]]
        return end
    raise UnreadableError(f"the LaTeX command \\{name} has no meaning here")


def _argument(text, at):
    """Return a command's argument, in braces or one character, and where it ends."""
    while at < len(text) and text[at].isspace():
        at += 1
    if at >= len(text):
        raise UnreadableError("the formula is incomplete after a LaTeX command")
    if text[at] != "{":
        match = _COMMAND.match(text, at)
        end = match.end() if match else at + 1
        return text[at:end], end
    deep, end = 0, at
    while end < len(text):
        deep += (text[end] == "{") - (text[end] == "}")
        end += 1
        if deep == 0:
            return text[at + 1 : end - 1], end
    raise UnreadableError("a brace { is not closed")


def _add_words(word, at, spaced, found, after):
    previous = found[-1] if found else None
    if previous is not None and previous.text == "^" and word[0] == "T" and len(word) > 1:
        found.append(Token("word", "T", at, spaced))
        _add_words(word[1:], at + 1, False, found, after)
        return
    joined = previous is not None and previous.text in "_^"
    if len(word) > 1 and (joined or _inside_an_index(found)):
        found += _index(word, at, spaced, joined)
        return
    if "_" in word and not known_word(word):
        head, _, tail = word.partition("_")
        if head in FUNCTIONS and head not in ("σ", "sigma"):  # exp_scores, a name
            found.append(Token("word", word, at, spaced))
            return
        _add_words(head, at, spaced, found, "_")
        found.append(Token("sign", "_", at + len(head)))
        found += _index(tail, at + len(head) + 1, False, True)
        return
    if word in LAST or (word[0] == "d" and word[1:] in LAST):  # AL, dAL
        found += [Token("d", "d", at, spaced)] * (word[0] == "d")
        found.append(Token("word", word[-2], at, spaced))
        found += [Token("sign", "_", at), Token("word", "L", at)]
        return
    for part in split_word(word):
        kind = "d" if part == "d" else "word"
        found.append(Token(kind, _PARAMETERS.get(part, part), at, spaced))
        at, spaced = at + len(part), False
    if found[-1].kind == "d" and after.isdigit():  # d2 is short for δ2
        found[-1] = found[-1]._replace(kind="word", text="δ")


def _index(word, at, spaced, joined):
    """Return the tokens of an index: several letters are one (out, hy), or one each (ij, jk)."""
    letters = len(word) > 1 and (set(word) <= set("ijklmn") or word in ("qr", "pq", "ab", "ic"))
    split = [Token("word", part, at, spaced) for part in (word if letters else (word,))]
    if joined and letters:  # δ_ij is δ_{ij}
        return [Token("sign", "{", at, spaced), *split, Token("sign", "}", at)]
    return split


def _inside_an_index(found):
    """Say whether the last brace that is open stands behind _ or ^."""
    deep = 0
    for at in range(len(found) - 1, -1, -1):
        deep += (found[at].text == "}") - (found[at].text == "{")
        if deep < 0:
            return at > 0 and found[at - 1].text in "_^"
    return False


def _odd(character, at):
    named = unicodedata.name(character, "not a letter")
    return f"{character!r} ({named.lower()}) at place {at + 1} has no meaning in a formula"
