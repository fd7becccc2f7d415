"""Sentences as the page shows them: their formulas set as MathML, terms linked to the glossary."""

import re
from collections.abc import Iterator
from functools import cache

from markupsafe import Markup, escape

from dojo.book.notation import NotAFormulaError, formula

# A formula shows itself by such a sign; letters, numbers and + − / between them belong to it.
_STRONG = re.compile(
    r"[=·⊙∂Σ√←≤≥≠^±×≈<>⌊]|[₀-₉ᵢⱼₖ⁻ᵀᴺᴸᶠᵗ²³⁴-⁹′]|[^\W\d_]\(.*\)|[^\W\d_]\|?'\(|\|\w+\|"
    r"|\d/[^\W\d_](?:\b|_)|\b[^\W\d_]/(?:\d|[^\W\d_]\b)|\d/\(|\d[αβγλ]\b|[αβγλρ][a-zWα-ω]\b"
    r"|(?:\b[^\W\d_]|\d) [-−+] [^\W\d_]\b|\b[^\W\d_] [-−+] \d|\bln [^\W\d_]"
)
_OPERATOR = re.compile(r"[-+−/=·⊙×*<>≤≥≠≈←→±]")
_LETTERS = r"(?<![^\W\d_])[b-zB-HJ-ZΑ-Ωα-ωŷ](?![^\W\d_])"
_WEAK = re.compile(
    rf"(?:[-−+/()\[\]⌊⌋|·…*½]|\d+(?:\.\d+)?(?:e[-−]?\d+)?…?|[a-zW]_[a-z]+|[xX][wW]|[αβγλρ][a-zWα-ω]"
    rf"|{_LETTERS})+"
    r"|[^\W\d_]\u0302|[a-z]_[a-z]+,\)|\(?(?:relu|tanh|ln|exp|sqrt|swish|elu|max)\b.*|where\(.*|dW|db|[-−]?a\d?"
)
_WORDS = re.compile(r"(?:a|A|I|[a-z]{2,}|[A-Z][a-z]+)\W*", re.ASCII)
# Python, which is not mathematics: a module's function, an argument by its name, a longer name.
_PYTHON = re.compile(r"\bnp\.|[a-z]{3,}=[-\w\[(]|_[a-z]{3,}\(|[a-z]{3,}\.[a-z]")
# Behind an article there is none of these: then a is an activation.
_NO_NOUN = {"and", "at", "by", "from", "has", "have", "is", "of", "or", "over", "to", "with"}
# Letters that stand for a quantity wherever they stand alone; a may be a word.
_QUANTITY = re.compile(
    r"[-−]?[axXyYzWwbfŷJnmkhuvijpqrstgGLδαβγεθσλ]\u0302?|[Wbaxzδ]\d|[bdW]_[a-z]+"
)
# A letter with a point before a name, as in J. Ba: behind a comma, an "and" or nothing.
_INITIAL, _BEFORE_A_NAME = re.compile(r"[A-Z]\."), re.compile(r".*[,.;:]|and|By|by")
_KNOWN = {"ln", "exp", "dW", "db", "relu", "tanh"}
# The weight or bias of a unit that has a letter, as Why and by: a word, but not after an operator.
_OF_A_UNIT = re.compile(r"[Wb][a-z]{1,2}")
_CODE = Markup("<code>{}</code>")
_LONGEST = 30
_PER_CENT = re.compile(r"(?<=\d) %")
_MINUS = re.compile(r"(?<![^\s(])-(?=\d)|(?<=\d )-(?= \d)")
_PARTS = re.compile(r"\s(?=[=≈←]\s)")


def sentence(text: str) -> Markup:
    """Return a text with each formula in it set as MathML.

    >>> sentence("where z = x·W + b, a sum").count("<math>")
    1
    >>> sentence("a plain sentence of 3 words")
    Markup('a plain sentence of 3 words')
    >>> parts("z = a·w + by. Here where(a > 0, 1, 0) is 1")[0::2]
    (('z = a·w + by', True), ('where(a > 0, 1, 0)', True))
    >>> sentence("in 77 % of them") == "in 77\N{NO-BREAK SPACE}% of them"
    True
    """
    *pairs, last = re.split(r"`([^`]+)`", text)
    before, programs = pairs[::2], pairs[1::2]
    pieces = zip(before, programs, strict=True)
    code = (_of_words(words) + _CODE.format(program) for words, program in pieces)
    return Markup("").join(code) + _of_words(last)


def _of_words(text: str) -> Markup:
    return Markup("").join(
        _set(part) if is_formula else escape(_MINUS.sub("−", _PER_CENT.sub("\u00a0%", part)))
        for part, is_formula in parts(text)
    )


def kept(text: str) -> list[list[Markup]]:
    """Return lines that keep their form, each cut where it has room: formulas, and words.

    >>> [len(line) for line in kept("z = x + b    a = f(z)\\nin words")]
    [2, 1]
    """
    return [
        [_display(part.strip()) for part in re.split(r" {2,}", line) if part.strip()]
        for line in text.splitlines()
    ]


def _display(text: str) -> Markup:
    try:
        return formula(text)
    except NotAFormulaError:
        return sentence(text)


@cache
def parts(text: str) -> tuple[tuple[str, bool], ...]:
    """Split a text into what is words and what is a formula; together they are the text again.

    >>> parts("put z = 2 in")
    (('put ', False), ('z = 2', True), (' in', False))
    """
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    words = re.findall(r"\S+\s*", text)
    start = text[: len(text) - len("".join(words))]
    plain, at = start, 0
    while at < len(words):
        end = _end_of_run(words, at)
        run = _trimmed(words, at, end)
        if run is None:
            # What follows may begin a formula, even if this word does not.
            plain, at = plain + words[at], at + 1
            continue
        before, inner, after, end = run
        if plain + before:
            yield plain + before, False
        yield inner, True
        plain, at = after, end
    if plain:
        yield plain, False


def _end_of_run(words: list[str], start: int) -> int:
    """Return where the words that may be one formula end: at a word, or at a comma outside ()."""
    end, depth = start, 0
    while end < len(words):
        word = words[end].strip()
        if not _mathematical(words, end):
            break
        depth += sum(map(word.count, "([{")) - sum(map(word.count, ")]}"))
        end += 1
        if word[-1] in ".,;:?!" and (depth <= 0 or word[-1] not in ",") and word not in ("…",):
            break
    return end


def _mathematical(words: list[str], at: int) -> bool:
    word = words[at].strip().rstrip(".,;:?!").lstrip("(")
    if not word or _is_initial(words, at) or _PYTHON.search(word):
        return False
    if _STRONG.search(word) and "://" not in word:
        return True
    bare = word.strip("()[]|")
    before, after = (words[k].strip() if 0 <= k < len(words) else "" for k in (at - 1, at + 1))
    beside = [bool(_OPERATOR.fullmatch(each)) for each in (before, after)]
    if bare == "a":
        return any(beside) or _ends(words[at]) or after in _NO_NOUN
    if _OF_A_UNIT.fullmatch(bare) and beside[0]:
        return True
    if bare in _NO_NOUN:
        return False
    if _WORDS.fullmatch(bare) and bare not in _KNOWN:
        # A word is part of a formula where a sign follows, or where one ends with it.
        return beside[1] or (beside[0] and (_ends(words[at]) or not after))
    return bool(_WEAK.fullmatch(word))


def _ends(word: str) -> bool:
    """Tell whether a clause ends with a word."""
    return word.strip().endswith(tuple(".,;:?!)"))


def _is_initial(words: list[str], at: int) -> bool:
    """Tell whether a letter is that of a person's name: what follows begins with a capital."""
    before = words[at - 1].strip() if at else "."
    after = words[at + 1] if at + 1 < len(words) else ""
    is_one = _INITIAL.fullmatch(words[at].strip()) and _BEFORE_A_NAME.fullmatch(before)
    return bool(is_one) and after[:1].isupper()


def _trimmed(words: list[str], start: int, end: int) -> tuple[str, str, str, int] | None:
    """Return (before, formula, after, end) of the longest run that is a formula; else nothing."""
    while end > start:
        run = "".join(words[start:end])
        inner = run.rstrip()
        inner = inner.rstrip(".,;:?!") if not inner.endswith("…") else inner
        before = ""
        while inner.startswith("(") and inner.count("(") > inner.count(")"):
            before, inner = before + "(", inner[1:]
        while inner.endswith(")") and inner.count(")") > inner.count("("):
            inner = inner[:-1].rstrip(".,;:?!")
        if inner.startswith("(") and inner.endswith(")") and _bracketed(inner):
            before, inner = before + "(", inner[1:-1].rstrip(",")
        formula_like = _STRONG.search(inner) or _QUANTITY.fullmatch(inner)
        if inner and formula_like and _set_or_none(inner) is not None:
            after = run[len(before) + len(inner) :]
            return before, inner, after, end
        end -= 1
    return None


def _bracketed(text: str) -> bool:
    """Tell whether the first bracket closes with the last."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth and place < len(text) - 1:
            return False
    return True


def _set(text: str) -> Markup:
    found = _set_or_none(text)
    return found if found is not None else escape(text)


@cache
def _set_or_none(text: str) -> Markup | None:
    """Return a formula as MathML, a long one in parts that a line may end between."""
    try:
        whole = formula(text, stacked=False)
        if len(text) <= _LONGEST:
            return whole
        return Markup(" ").join(map(_part, _PARTS.split(text)))
    except NotAFormulaError:
        return None


def _part(text: str) -> Markup:
    """Return a part of a long formula; one that may not fit a phone scrolls by itself."""
    found = formula(text, stacked=False)
    return (
        found
        if len(text) <= _LONGEST
        else Markup('<span class="long scroll">{}</span>').format(found)
    )
