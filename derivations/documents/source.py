"""The text of a document: its bytes decoded, its line ends one kind, nothing invisible left."""

import codecs
import re

MOST_CHARACTERS = 1_000_000
_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Control characters, soft hyphens, zero-width blanks, marks of direction, lone halves of a pair.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"
)
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class DocumentError(ValueError):
    """A document that cannot be read; the message says why in one sentence."""


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8, or UTF-16 with its mark, or else Windows' western letters.

    >>> decoded("∂J/∂ŷ = y".encode()), decoded(b"z\\xb2 = 1")
    ('∂J/∂ŷ = y', 'z² = 1')
    """
    if data.startswith(_MARKS):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def normalised(text: str) -> str:
    r"""Return a text whose lines end with \n alone, without characters that nobody sees.

    >>> normalised("\ufeffa = b\r\nc\x00 = d\re = f")
    'a = b\nc = d\ne = f'
    """
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text[:MOST_CHARACTERS]))
    return text.replace("\f", " ").replace("\v", " ").replace("\u00a0", " ")
