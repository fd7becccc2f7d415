"""Rows: the lines of a document without their markup, and lines that belong together joined."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from derivations.documents.tokens import (
    CLOSE,
    COMPARE,
    OPEN,
    OPERATOR,
    RELATION,
    SPACE,
    WORD,
    Token,
    tokens,
)

PROSE, LATEX, MATHS, CODE, HEADING = "prose", "latex", "maths", "code", "heading"
MOST_JOINED = 30  # lines of one formula


class Row(NamedTuple):
    """A line of a document without its markup.

    mode       PROSE (words and formulas mixed), LATEX (formulas within $ only), MATHS (a formula),
               CODE, or HEADING, which carries no formula and ends a chain
    bullet     the mark that began it, "1" for a number, "" for none
    label      the author's own number of the step
    remark     a remark that has been cut off
    block      rows of different blocks (paragraphs, displays) are never joined
    """

    text: str
    number: int
    mode: str = PROSE
    bullet: str = ""
    label: int | None = None
    remark: str = ""
    block: int = 0
    indent: int = 0


class Joined(NamedTuple):
    """Rows that make one line of mathematics; `starts` says where the text of each begins."""

    row: Row
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def number_at(self, at: int) -> int:
        """Return the source line of a place in the text."""
        return self.numbers[bisect_right(self.starts, at) - 1]


def joined(rows: Iterable[Row]) -> Iterator[Joined]:
    """Join rows that were broken at an operator, within brackets or within $."""
    group: list[Row] = []
    last = None
    for row in rows:
        shape = Shape.of(row)
        if (
            group
            and last is not None
            and len(group) < MOST_JOINED
            and _belongs(group[-1], last, row, shape)
        ):
            put_back = row._replace(text=f"{row.bullet} {row.text}") if row.bullet else row
            group.append(put_back)
            last = shape.after(last)
            continue
        if group:
            yield _join(group)
        group, last = [row], shape
    if group:
        yield _join(group)


class Shape(NamedTuple):
    """The few facts about a row that say whether it goes on."""

    starts_with: str = ""
    ends_with: str = ""
    first: str = ""
    depth: int = 0
    relation: bool = False
    words: bool = False
    dollars: bool = False
    empty: bool = True

    @classmethod
    def of(cls, row: Row) -> "Shape":
        """Return the shape of a row."""
        found = [one for one in tokens(row.text, row.mode) if one.kind != SPACE]
        solid = [one for one in found if one.text not in ("$", "\\(", "\\)")]
        if not solid:
            return cls()
        return cls(
            solid[0].kind,
            solid[-1].kind,
            solid[0].text,
            _depth(solid),
            _has_relation(solid),
            any(one.kind == WORD for one in solid),
            _open_dollars(found),
            False,
        )

    def after(self, before: "Shape") -> "Shape":
        """Return the shape of a row joined to the one before it."""
        return self._replace(
            starts_with=before.starts_with,
            depth=max(0, before.depth + self.depth),
            relation=before.relation or self.relation,
            words=before.words or self.words,
            dollars=before.dollars != self.dollars,
        )


def _depth(found: list[Token]) -> int:
    return sum((one.kind == OPEN) - (one.kind == CLOSE) for one in found)


def _has_relation(found: list[Token]) -> bool:
    depth = 0
    for one in found:
        depth = max(0, depth + (one.kind == OPEN) - (one.kind == CLOSE))
        if one.kind == RELATION and depth == 0:
            return True
    return False


def _open_dollars(found: list[Token]) -> bool:
    opened = False
    for one in found:
        opened = (
            (not opened) if one.text == "$" else one.text == "\\(" or (opened and one.text != "\\)")
        )
    return opened


def _belongs(before: Row, last: Shape, row: Row, shape: Shape) -> bool:
    """Tell whether a row goes on where the one before it ended."""
    if row.block != before.block or row.mode != before.mode or row.mode == HEADING:
        return False
    if last.empty or shape.empty or row.label is not None:
        return False
    if last.dollars:
        return True
    if row.mode == LATEX:
        return False
    if row.bullet:
        # A dash that begins a line without an equation, deeper than the line before: a minus sign.
        minus = row.bullet in ("-", "+", "−", "–", "*", "·") and not shape.relation
        return minus and last.relation and not shape.words and row.indent > before.indent
    if last.ends_with in (OPERATOR, RELATION) and last.relation:
        return True
    if last.depth > 0 and (not shape.relation or shape.depth < 0):
        return True
    if shape.starts_with == RELATION:
        return not last.relation and not last.words and last.depth == 0
    if shape.starts_with == OPERATOR and last.relation:
        return not shape.relation
    if row.mode == MATHS and last.relation:
        return not shape.relation and shape.starts_with not in (COMPARE, WORD)
    return False


def _join(group: list[Row]) -> Joined:
    text, starts = "", []
    for row in group:
        starts.append(len(text) + bool(text))
        text = f"{text} {row.text}" if text else row.text
    first = group[0]
    label = next((row.label for row in group if row.label is not None), None)
    remark = " ".join(filter(None, (row.remark for row in group)))
    return Joined(
        first._replace(text=text, label=label, remark=remark),
        tuple(starts),
        tuple(row.number for row in group),
    )


_WORD_LABEL = re.compile(
    r"(?:step|line|eq(?:uatio)?n?|part|stage)s?\.?\s*\(?(\d{1,3})\)?\b[ \t]*(?:[.):—–-]|\b)[ \t]*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(\d{1,3})(?:[ \t]*[.):](?=\s)|[ ]{2,}(?=\S))|[(\[](\d{1,3})[)\]][.:]?(?=\s)|([①-⑳]))[ \t]*"
)
_LETTER = re.compile(r"(?:\(?(?:[a-h]|i{1,3}|iv|v|vi{1,3})\)|[a-h]\.)[ \t]+")


def labelled(text: str) -> tuple[str, int | None]:
    """Cut the author's own number off the beginning of a line.

    >>> labelled("6. dJ/dy = 1"), labelled("Step 3: a = b"), labelled("1.5 = a")
    (('dJ/dy = 1', 6), ('a = b', 3), ('1.5 = a', None))
    """
    if found := _WORD_LABEL.match(text) or _LABEL.match(text):
        digits = next(filter(None, found.groups()))
        label = int(digits) if digits.isdecimal() else ord(digits) - ord("①") + 1
        return text[found.end() :], label
    if found := _LETTER.match(text):
        return text[found.end() :], None
    return text, None
