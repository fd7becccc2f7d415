r"""Displayed formulas, in $$ … $$, \[ … \] or an environment such as align*, cut into rows."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from derivations.documents.rows import MATHS, Row

_ENVIRONMENT = (
    r"(?:equation|align|alignat|xalignat|flalign|gather|multline|eqnarray|displaymath|math|aligned|"
    r"alignedat|gathered|split|dmath|dgroup|IEEEeqnarray|subequations)\*?"
)
_DELIMITER = re.compile(
    rf"\\begin\s*\{{({_ENVIRONMENT})\}}|\\end\s*\{{({_ENVIRONMENT})\}}"
    r"|(?<!\\)\$\$|\\\\\[(?=[ \t]*\n)|\\\\\](?=[ \t]*$)|\\\\(?:[ \t]*\[[\d.]+[a-z]+\])?|\\\[|\\\]"
    r"|^[ \t]*[\[\]][ \t]*$",
    re.M,
)
_CLOSER = {"$$": "$$", "\\[": "\\]", "\\\\[": "\\\\]", "[": "]"}
_BLANK = re.compile(r"\n[ \t]*\n")


class Piece(NamedTuple):
    """A part of a text: a displayed formula, or what stands between two."""

    text: str
    number: int  # the line of its first character
    display: bool


def pieces(text: str, number: int = 1) -> Iterator[Piece]:
    r"""Cut a text into displayed formulas and the rest.

    >>> [(piece.text, piece.display) for piece in pieces("so $$a = b$$ holds")]
    [('so ', False), ('a = b', True), (' holds', False)]
    """
    found = [(match, _opening(match)) for match in _DELIMITER.finditer(text)]
    closing: dict[str, list[int]] = {}
    for at, (match, _) in enumerate(found):
        closing.setdefault(_closing(match), []).append(at)
    blanks = [match.start() for match in _BLANK.finditer(text)]
    lines = _Lines(text, number)
    at, start = 0, 0
    while at < len(found):
        match, closer = found[at]
        at += 1
        if not closer or match.start() < start:
            continue
        places = closing.get(closer, [])
        nearest = bisect_left(places, at)
        blank = bisect_left(blanks, match.end())
        if nearest < len(places):
            end, at = found[places[nearest]][0], places[nearest] + 1
            inside, beyond = end.start(), end.end()
        elif closer == "$$" or closer == "]":
            yield Piece(text[start : match.start()], lines.at(start), False)
            start = match.end()  # a delimiter that nothing closes
            continue
        else:
            inside = beyond = blanks[blank] if blank < len(blanks) else len(text)
        yield Piece(text[start : match.start()], lines.at(start), False)
        yield Piece(text[match.end() : inside], lines.at(match.end()), True)
        start = beyond
    yield Piece(text[start:], lines.at(start), False)


def _opening(match: re.Match[str]) -> str:
    """Return what closes the display that a delimiter opens, "" for none."""
    if match[1]:
        return f"end {match[1]}"
    return _CLOSER.get(match[0].strip(), "")


def _closing(match: re.Match[str]) -> str:
    return f"end {match[2]}" if match[2] else match[0].strip()


class _Lines:
    """The number of the line on which a character stands; asked for in order."""

    def __init__(self, text: str, number: int) -> None:
        self.text, self.number, self.counted = text, number, 0

    def at(self, place: int) -> int:
        self.number += self.text.count("\n", self.counted, place)
        self.counted = max(place, self.counted)
        return self.number


_KEPT = r"cases|dcases|rcases|matrix|[pbBvV]matrix|smallmatrix|array|substack"
_ROWS = re.compile(
    rf"\\begin\s*\{{(?P<kept>{_KEPT})\*?\}}|\\end\s*\{{(?P<ended>{_KEPT})\*?\}}"
    r"|(?P<dropped>\\(?:begin|end)\s*\{[A-Za-z]+\*?\}(?:\[[a-z]\])?(?:\{\d+\})?)"
    r"|(?P<row>\\\\\*?(?:[ \t]*\[[^\]\n]{0,20}\])?|\\cr(?![A-Za-z])|\\newline(?![A-Za-z]))"
    r"|(?P<said>\\(?:short)?intertext\s*\{(?P<saying>[^{}]*)\})"
    r"|(?P<tag>\\tag\*?\s*\{(?P<tagged>[^{}]*)\}|\\eqno\s*\(?(?P<numbered>\d+)\)?"
    r"|\\text\s*\{\((?P<told>\d{1,3})\)\})"
    r"|(?P<silent>\\(?:label|vspace|hline|ref|eqref)\s*(?:\{[^{}]*\})?|\\(?:nonumber|notag)(?![A-Za-z]))"
    r"|(?P<escaped>\\[&%$#{}])|(?P<comment>%[^\n]*)|(?P<align>&)|(?P<newline>\n)|(?P<brace>[{}])"
)
_ARRAY = re.compile(r"\\(begin\s*\{array\}(?:\[[a-z]\])?(?:\{[^{}]*\})?|end\s*\{array\})")


def display_rows(piece: Piece, block: int, lines_end_rows: bool) -> Iterator[Row]:
    r"""Yield the rows of a displayed formula: \\ ends one, and & vanishes.

    Within \begin{cases} and a matrix both stay. A display without \\ that stands in Markdown may
    hold an equation on each of its lines (`lines_end_rows`).

    >>> [row.text for row in display_rows(Piece(r"a &= b \\ &= c \tag{2}", 1, True), 0, False)]
    ['a = b', '= c']
    """
    text = piece.text
    if not any("=" in part.rpartition(r"\end{array}")[2] for part in text.split(r"\begin{array}")):
        text = _ARRAY.sub("", text)  # an array that does the work of align
    lines_end_rows = lines_end_rows and not re.search(r"\\\\|\\cr\b|\\newline\b", text)
    braces = text.count("{") == text.count("}")
    row = _RowText(piece.number, block)
    depth = nested = at = 0
    for match in _ROWS.finditer(text):
        row.add(text[at : match.start()])
        at = match.end()
        inner = depth > 0 or (braces and nested > 0)
        if match["kept"] or match["ended"]:
            depth = max(0, depth + (1 if match["kept"] else -1))
            row.add(match[0])
        elif match["brace"]:
            nested = max(0, nested + (1 if match[0] == "{" else -1))
            row.add(match[0])
        elif match["tag"]:
            row.tag((match["tagged"] or match["numbered"] or match["told"] or "").strip())
        elif match["said"]:
            yield from row.end()
            row.add(rf"\text{{{match['saying']}}}")
            yield from row.end()
        elif match["row"]:
            if inner:
                row.add(match[0])
            else:
                yield from row.end()
        elif match["newline"]:
            row.newline()
            if lines_end_rows and not inner:
                yield from row.end()
        elif match["align"]:
            row.add(match[0] if depth > 0 else " ")
        elif match["escaped"]:
            row.add(match[0])
    row.add(text[at:])
    yield from row.end()


class _RowText:
    """A row as it is put together."""

    def __init__(self, number: int, block: int) -> None:
        self.line, self.block = number, block
        self._empty()

    def _empty(self) -> None:
        self.parts: list[str] = []
        self.number: int | None = None
        self.label: int | None = None
        self.remark = ""

    def add(self, text: str) -> None:
        if text and self.number is None and not text.isspace():
            self.number = self.line
        self.parts.append(text)

    def newline(self) -> None:
        self.line += 1
        self.parts.append(" ")

    def tag(self, tag: str) -> None:
        tag = tag.strip("()")
        if tag.isdecimal() and len(tag) <= 3:
            self.label = int(tag)
        else:
            self.remark = tag.strip("$")

    def end(self) -> Iterator[Row]:
        text = re.sub(r"[ \t]+(?=[ \t])", "", "".join(self.parts)).strip()
        if text and self.number is not None:
            yield Row(
                text, self.number, MATHS, label=self.label, remark=self.remark, block=self.block
            )
        self._empty()
