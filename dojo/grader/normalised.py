"""Normalised code: each function as a short text that renaming and rearranging leave as it is.

Comments, docstrings and layout are gone, and so are the names that an author has chosen. What is
left of a token is one letter.
"""

import io
import keyword
import tokenize
import zlib
from collections.abc import Iterator

MOST_BYTES, MOST_LETTERS = 1 << 18, 4000
_LETTERS = "".join(map(chr, range(0x21, 0x7F))).translate({ord(c): None for c in 'N"\\'})
_LAYOUT = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}


def functions_of(texts: dict[str, bytes]) -> dict[str, str]:
    """Return the functions of a kata's modules, normalised, by their names.

    In whichever module they stand: a notebook has but one. A submission that is much longer than
    a course costs no time: its first modules are read.

    >>> one = b"def f(a, b):\\n    return a + b  # the sum"
    >>> two = b"def f(left, right):\\n    return (left\\n        + right)"
    >>> functions_of({"m.py": one})["f"] == functions_of({"m.py": one})["f"]
    True
    >>> len(functions_of({"m.py": two})["f"]) - len(functions_of({"m.py": one})["f"])
    2
    """
    found, left = {}, MOST_BYTES
    for text in texts.values():
        if len(text) <= left:
            left -= len(text)
            for function, letters in _functions(text.decode("utf-8", "replace")):
                found[function] = letters[:MOST_LETTERS]
    return found


def _functions(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the letters of each function that stands at the left."""
    name, letters, before, within = "", "", "", False
    for token in _tokens(text):
        if token.type in _LAYOUT:
            # A new line begins: not so within brackets, where the layout is another kind.
            if token.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.NEWLINE):
                before = ""
            continue
        if token.start[1] == 0 and not before:
            if name:
                yield name, letters
            name, letters, within = "", "", token.string == "def"
        elif within and not name:
            name = token.string
        elif within and (before or token.type != tokenize.STRING):  # no docstring
            letters += _letter(token, before)
        before = token.string
    if name:
        yield name, letters


def _letter(token: tokenize.TokenInfo, before: str) -> str:
    own = token.type == tokenize.NAME and not keyword.iskeyword(token.string) and before != "."
    if own:
        return "N"
    return _LETTERS[zlib.crc32(token.string.encode("utf-8", "replace")) % len(_LETTERS)]


def _tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    """Yield the tokens of a text, as far as it can be read."""
    try:
        yield from tokenize.generate_tokens(io.StringIO(text).readline)
    except (tokenize.TokenError, SyntaxError, RecursionError):
        return
