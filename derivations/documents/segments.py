"""Segments of a line: its runs of mathematics, cut at words, separators and wide blanks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from derivations.documents.rows import CODE
from derivations.documents.tokens import (
    ASSIGN,
    CLOSE,
    COMPARE,
    IN_PLACE,
    NAME,
    NUMBER,
    OPEN,
    OPERATOR,
    RELATION,
    SEPARATOR,
    SOFT,
    SPACE,
    WORD,
    bare,
    is_prose,
    tokens,
)
from derivations.documents.vocabulary import CONDITIONAL, FUNCTIONS, THINGS

_LABEL = re.compile(r"\((\d{1,3})\)")
_SAID_LABEL = re.compile(r"\\text\s*\{\s*\((\d{1,3})\)\s*\}")
_REFERENCES = re.compile(r"\(\d{1,3}(?:, ?\d{1,3})+\)")
_TAG = re.compile(r"\((?:[A-Z]{1,4}\d*[a-z]?|\d+(?:\.\d+)*[a-z]?|\*+|†+)\)")
_BREAKS = (WORD, SEPARATOR, SOFT)
_RELATIONS = (RELATION, IN_PLACE, ASSIGN)
_FRAME = re.compile(r"\\(?:boxed|fbox|colorbox\{\w+\}|textcolor\{\w+\}|underline)\s*\{")
MOST_FRAMES = 20
LONGEST_CONDITION = 60  # tokens


class Segment(NamedTuple):
    """A run of mathematics between two breaks; `words` are those before it."""

    first: int  # tokens
    last: int  # one beyond
    words: tuple[str, ...]
    soft: bool  # nothing but a comma or a wide blank before it
    condition: str = ""


class Sentence:
    """A line as tokens, each with how deep in brackets it stands; `label` if one ends the line."""

    def __init__(self, text: str, mode: str) -> None:
        """Read a line, and set the remarks in its brackets apart."""
        self.text, self.mode = _without_frames(text), mode
        self.tokens = tokens(self.text, mode)
        self.depths = self._depths()
        self.label: int | None = None
        if mode != CODE:
            self._mark_remarks()
        self._unwrap()

    def segments(self) -> Iterator[Segment]:
        """Yield the runs of mathematics, each with the words before it."""
        words: list[str] = []
        first, at, soft, condition = None, 0, False, ""
        related = False
        while at < len(self.tokens):
            token = self.tokens[at]
            breaks = self.depths[at] == 0 and token.kind in _BREAKS
            if not breaks:
                if first is None and token.kind != SPACE:
                    first = at
                related = related or self._relates(at)
                beyond = self._condition_end(at + 1) if related and self.conditional(at) else 0
                at = max(at + 1, beyond)
                continue
            if related and first is not None and (beyond := self._goes_on(at)):
                at = beyond
                continue
            if first is not None:
                yield Segment(first, at, tuple(words), soft, condition)
                words, first, related, condition, soft = [], None, False, "", True
            if (
                token.kind == WORD
                and self.conditional(at)
                and (end := self._condition_end(at + 1, related=False))
            ):
                condition = self.slice(at, end)
                condition = condition[:1].lower() + condition[1:]
                soft, at = False, end
                continue
            if token.kind == WORD:
                words.extend(re.findall(r"[\w.']+", bare(token.text)))
            soft = soft and token.kind == SOFT
            at += 1
        yield Segment(first if first is not None else at, at, tuple(words), soft, condition)

    def relation(self, segment: Segment) -> int | None:
        """Return the first relation of a segment, or None."""
        return next((at for at in range(segment.first, segment.last) if self._relates(at)), None)

    def slice(self, first: int, last: int) -> str:
        """Return what was typed from one token up to another."""
        if first >= last:
            return ""
        return clean(self.text[self.tokens[first].at : self.tokens[last - 1].end])

    def _relates(self, at: int) -> bool:
        return self.depths[at] == 0 and self.tokens[at].kind in _RELATIONS

    def conditional(self, at: int) -> bool:
        """Tell whether a token is an "if", an "otherwise", or another word of a condition."""
        token = self.tokens[at]
        return token.kind in (WORD, NAME) and bare(token.text) in CONDITIONAL

    def _condition_end(self, at: int, related: bool = True) -> int:
        """Return where a condition after "if" ends (z > 0, i = j), or 0 where there is none.

        One that stands before its formula may hold words: "if all z2 ≤ 0, then ∂J/∂W2 = 0".
        """
        end, compared = at, False
        while end < min(len(self.tokens), at + LONGEST_CONDITION):
            kind, top = self.tokens[end].kind, self.depths[end] == 0
            if top and (kind in (SEPARATOR, SOFT) or (kind == WORD and (related or compared))):
                break
            compared = compared or kind == COMPARE
            end += 1
        inside = [one for one in self.tokens[at:end] if one.kind != SPACE]
        if compared:
            return end
        sides = [one for one in inside if one.kind != RELATION]
        if len(inside) == 3 and len(sides) == 2 and inside[1].kind == RELATION:
            name, value = sides
            short = len(name.text) == 1 and len(value.text) == 1
            ranged = value.kind == NUMBER and bare(self.tokens[at - 1].text) == "for"
            return end if short and not ranged else 0
        return 0

    def _goes_on(self, at: int) -> int:
        """Return where to read on if a break is within a formula (1 if z > 0, else 0), or 0."""
        token = self.tokens[at]
        if token.kind == WORD and self.conditional(at):
            return self._condition_end(at + 1)
        if token.kind != SOFT and token.text not in ("and", "only"):
            return 0
        after = at + 1
        while after < len(self.tokens) and self.tokens[after].kind in (SPACE, SOFT):
            after += 1
        if after == len(self.tokens) or self.tokens[after].kind == SEPARATOR:
            return 0
        if self.conditional(after):
            low = bare(self.tokens[after].text)
            if low in ("else", "otherwise", "elsewhere"):
                return after + 1
            return self._condition_end(after + 1)
        end, compares, chosen = after, False, False
        while end < len(self.tokens) and not (
            self.depths[end] == 0 and self.tokens[end].kind in (*_BREAKS, RELATION, IN_PLACE)
        ):
            compares = compares or (self.tokens[end].kind == COMPARE and self.depths[end] == 0)
            chosen = chosen or self.conditional(end)
            end += 1
        stops = end == len(self.tokens) or self.tokens[end].kind != RELATION
        if stops and (compares or chosen):
            return end
        if end < len(self.tokens) and self.conditional(end):  # 0 if z ≤ 0
            return self._condition_end(end + 1) if self.tokens[end].kind == WORD else end
        return 0

    def _depths(self) -> list[int]:
        depth, depths = 0, []
        for token in self.tokens:
            depth -= token.kind == CLOSE and depth > 0
            depths.append(depth)
            depth += token.kind == OPEN
        if depth:  # a bracket is never closed: equals signs are looked for all the same
            open_to = depth
            return [max(0, one - open_to) for one in depths]
        return depths

    def _groups(self) -> Iterator[tuple[int, int]]:
        """Yield (opening, closing) tokens of the outermost brackets."""
        opened = None
        for at, token in enumerate(self.tokens):
            if token.kind == OPEN and self.depths[at] == 0 and opened is None:
                opened = at
            elif token.kind == CLOSE and self.depths[at] == 0 and opened is not None:
                yield opened, at
                opened = None

    def _mark_remarks(self) -> None:
        """Make words of the brackets that hold a remark, such as (chain rule) or (4)."""
        solid = [at for at, one in enumerate(self.tokens) if one.kind not in (SPACE, SEPARATOR)]
        if solid and (said := _SAID_LABEL.fullmatch(self.tokens[solid[-1]].text)):
            self.label = int(said[1])
            self._set_apart(solid[-1], solid[-1], SOFT)
        for opened, closed in list(self._groups()):
            at_end = closed == solid[-1]
            group = self.text[self.tokens[opened].at : self.tokens[closed].end]
            blank = self.tokens[opened - 1] if opened else None
            wide = blank is not None and (
                blank.kind == SOFT or (blank.kind == SPACE and len(blank.text) > 1)
            )
            if at_end and wide and _TAG.fullmatch(group):
                found = _LABEL.fullmatch(group)
                self.label = int(found[1]) if found else None
                self._set_apart(opened, closed, SOFT if found else WORD)
            elif (at_end and blank is not None and _REFERENCES.fullmatch(group)) or self._is_remark(
                opened, closed, group, at_end
            ):
                self._set_apart(opened, closed, WORD)

    def _is_remark(self, opened: int, closed: int, group: str, at_end: bool) -> bool:
        if group[0] not in "([" or (
            opened and self.tokens[opened - 1].kind not in (SPACE, SOFT, SEPARATOR, WORD)
        ):
            return False
        before = opened - 1
        while before >= 0 and self.tokens[before].kind == SPACE:
            before -= 1
        if before >= 0 and self.tokens[before].kind in (OPERATOR, RELATION):
            return False
        inside = group[1:-1].strip()
        known = inside.casefold() in THINGS | FUNCTIONS
        aside = at_end and not known and re.fullmatch(r"[a-z-]{4,}[.!?]*", inside) is not None
        kinds = {token.kind for token in self.tokens[opened + 1 : closed]}
        return aside or is_prose(inside) or (WORD in kinds and kinds <= {WORD, SPACE})

    def _set_apart(self, first: int, last: int, kind: str) -> None:
        for at in range(first, last + 1):
            self.tokens[at] = self.tokens[at]._replace(kind=kind)
            self.depths[at] = 0

    def _unwrap(self) -> None:
        """Open the brackets around a whole formula, as chats paste them: ( a = b )."""
        solid = [at for at, one in enumerate(self.tokens) if one.kind not in (SPACE, SEPARATOR)]
        if len(solid) < 3 or any(map(self._relates, solid)):
            return
        if (solid[0], solid[-1]) in self._groups():
            for at in (solid[0], solid[-1]):
                self.tokens[at] = self.tokens[at]._replace(kind=SEPARATOR)
            self.depths = self._depths()


def _without_frames(text: str) -> str:
    """Return a line of the same length without the frames and colours around its formulas."""
    for _ in range(MOST_FRAMES):
        found = _FRAME.search(text)
        if found is None:
            break
        depth, end = 1, found.end()
        while end < len(text) and depth:
            depth += (text[end] == "{") - (text[end] == "}")
            end += 1
        inside = text[found.end() : end - 1] + "~" if not depth else text[found.end() : end]
        text = text[: found.start()] + "~" * len(found[0]) + inside + text[end:]
    return text


def clean(text: str) -> str:
    """Return a formula without dollars, without stops at its end, and with single blanks.

    >>> clean("$a$ = $b$ \\\\,.")
    'a = b'
    """
    text = re.sub(r"\$|\\\(|\\\)", "", text).replace("~", " ")
    text = re.sub(r"\s+", " ", text).lstrip(" ,;:&").rstrip(" ,.;:&\\")
    return f"{text}." if text.endswith("\\right") else text
