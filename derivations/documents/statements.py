"""Statements of a row: its equations, split from each other and from the words around them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from derivations.documents.line import CLAIM, LET, NOTE, Line
from derivations.documents.rows import CODE, HEADING, MATHS, PROSE, Joined
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
from derivations.documents.vocabulary import CONDITIONAL, DEFINING, FUNCTIONS, INTRODUCING, THINGS

_DEFINED_BY = frozenset(
    [":=", "≔", "≡", "≜", "≝", "\\equiv", "\\coloneqq", "\\triangleq", "←", "⟵"]
)
_DEFINED_BY |= {"\\colonequals", "\\gets", "\\leftarrow"}
_EDGE = re.compile(
    r"^(?:[\s,.;:$&]|\\[,:; !]|\\\(|\\\))+|(?:[\s,.;:$&]|\\[,:; !]|\\\(|\\\)|\\\\)+$"
)
_LABEL = re.compile(r"\((\d{1,3})\)")
_TAG = re.compile(r"\((?:[A-Z]{1,4}\d*[a-z]?|\d+(?:\.\d+)*[a-z]?|\*+|†+)\)")
_BREAKS = (WORD, SEPARATOR, SOFT)
_LEADING = INTRODUCING | DEFINING | {""}
_INDICES = frozenset("ijklts")


# Lines, each with where it begins and ends in the text.
_Found = list[tuple[Line, int, int]]


class Segment(NamedTuple):
    """A run of mathematics between two breaks; `words` are those before it."""

    first: int  # tokens
    last: int  # one beyond
    words: tuple[str, ...]
    soft: bool  # nothing but a comma or a wide blank before it
    condition: str = ""


class Chain:
    """What goes on from line to line: a chain's left side, a step's number, a "let" before it."""

    def __init__(self) -> None:
        """Begin a document, or a section of it."""
        self.left = ""
        self.label: int | None = None
        self.defining = False

    def statements(self, joined: Joined) -> Iterator[Line]:
        """Yield the statements of a row, and remember what the next may go on from."""
        row = joined.row
        if row.mode == HEADING:
            self.__init__()  # type: ignore[misc]
            if not row.text:
                self.label = row.label
                return
        found = list(_Reader(joined, self).read())
        label = row.label if row.label is not None else self.label
        if found:
            last = found[-1]
            remark = " ".join(filter(None, (last.remark, row.remark)))
            found[-1] = last._replace(remark=remark)
        elif row.label is not None:
            self.label = row.label
        for line in found:
            yield line if line.label is not None else line._replace(label=label)


class _Reader:
    """The reading of one row."""

    def __init__(self, joined: Joined, chain: Chain) -> None:
        self.joined, self.chain = joined, chain
        self.mode = PROSE if joined.row.mode == HEADING else joined.row.mode
        self.text = joined.row.text
        self.tokens = tokens(self.text, self.mode)
        self.label: int | None = None
        self.depths = self._depths()

    def read(self) -> Iterator[Line]:
        self._mark_remarks()
        self._unwrap()
        segments = list(self._segments())
        lines: _Found = []
        defining = self.chain.defining and self.mode == MATHS
        waiting: Segment | None = None  # mathematics without a relation, before words
        for segment in segments:
            relation = self._relation(segment)
            if relation is None:
                waiting = segment if segment.last > segment.first else waiting
                continue
            if lines and not segment.words and not segment.soft:
                defining = False
            elif segment.words and not self._joins(segment.words):
                defining = bool(DEFINING & set(segment.words)) and "respect" not in segment.words
            line = self._line(segment, relation, waiting, lines, defining)
            if line is not None:
                lines.append(line)
            waiting = None
        self.chain.defining = self._defines_next(segments, lines)
        yield from self._with_remarks(lines)

    @staticmethod
    def _joins(words: tuple[str, ...]) -> bool:
        """Tell whether words only join an equation to the one before: its "let" covers both."""
        return all(word == "and" for word in words)

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
        if self.mode == CODE:
            return
        solid = [at for at, token in enumerate(self.tokens) if token.kind not in (SPACE, SEPARATOR)]
        ends = {solid[-1]} if solid else set()
        for opened, closed in list(self._groups()):
            before = self.tokens[opened - 1] if opened else None
            if before is not None and before.kind not in (SPACE, SOFT, SEPARATOR, WORD):
                continue
            operand = [one.kind for one in self.tokens[:opened] if one.kind != SPACE][-1:]
            if operand and operand[0] in (OPERATOR, RELATION):
                continue
            group = self.text[self.tokens[opened].at : self.tokens[closed].end]
            inside = group[1:-1].strip()
            wide = before is not None and (before.kind == SOFT or len(before.text) > 1)
            plain = {token.kind for token in self.tokens[opened + 1 : closed]}
            if closed in ends and wide and _TAG.fullmatch(group):
                if found := _LABEL.fullmatch(group):
                    self.label = int(found[1])
                self._make_word(opened, closed)
                if found:
                    self._blank(opened, closed)
            elif group[0] in "([" and (
                is_prose(inside)
                or self._is_aside(inside, closed in ends)
                or (plain <= {WORD, SPACE} and WORD in plain)
            ):
                self._make_word(opened, closed)

    @staticmethod
    def _is_aside(inside: str, at_end: bool) -> bool:
        low = inside.casefold()
        known = low in THINGS or low in FUNCTIONS
        return at_end and not known and re.fullmatch(r"[a-z-]{4,}", inside) is not None

    def _make_word(self, first: int, last: int) -> None:
        for at in range(first, last + 1):
            self.tokens[at] = self.tokens[at]._replace(kind=WORD)
            self.depths[at] = 0

    def _blank(self, first: int, last: int) -> None:
        for at in range(first, last + 1):
            self.tokens[at] = self.tokens[at]._replace(kind=SOFT)

    def _unwrap(self) -> None:
        """Open the brackets around a whole formula, as chats paste them: ( a = b )."""
        for _ in range(3):
            solid = [at for at, one in enumerate(self.tokens) if one.kind not in (SPACE, SEPARATOR)]
            if len(solid) < 3 or self._has_relation(0, len(self.tokens)):
                return
            if (solid[0], solid[-1]) not in list(self._groups()):
                return
            for at in (solid[0], solid[-1]):
                self.tokens[at] = self.tokens[at]._replace(kind=SEPARATOR)
            self.depths = self._depths()

    def _has_relation(self, first: int, last: int) -> bool:
        return any(
            self.tokens[at].kind in (RELATION, IN_PLACE, ASSIGN) and self.depths[at] == 0
            for at in range(first, last)
        )

    def _segments(self) -> Iterator[Segment]:
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
                related = related or (
                    self.depths[at] == 0 and token.kind in (RELATION, IN_PLACE, ASSIGN)
                )
                if related and first is not None and self._conditional(at):
                    at = max(at + 1, self._condition_end(at + 1))
                    continue
                at += 1
                continue
            if related and first is not None and (beyond := self._goes_on(at)):
                at = beyond
                continue
            if first is not None:
                yield Segment(first, at, tuple(words), soft, condition)
                words, first, related, condition, soft = [], None, False, "", True
            if (
                token.kind == WORD
                and self._conditional(at)
                and (end := self._condition_end(at + 1))
            ):
                condition = _clean(self.text[token.at : self.tokens[end - 1].end])
                condition = condition[:1].lower() + condition[1:]
                soft, at = False, end
                continue
            if token.kind == WORD:
                words.extend(re.findall(r"[\w.']+", bare(token.text)))
            soft = soft and token.kind == SOFT
            at += 1
        yield Segment(first if first is not None else at, at, tuple(words), soft, condition)

    def _conditional(self, at: int) -> bool:
        token = self.tokens[at]
        return token.kind in (WORD, NAME) and bare(token.text) in CONDITIONAL

    def _condition_end(self, at: int) -> int:
        """Return where a condition after "if" ends (z > 0, i = j), or 0 where there is none."""
        end = at
        while end < len(self.tokens) and not (
            self.depths[end] == 0 and self.tokens[end].kind in _BREAKS
        ):
            end += 1
        inside = [one for one in self.tokens[at:end] if one.kind != SPACE]
        if any(one.kind == COMPARE for one in inside):
            return end
        sides = [one for one in inside if one.kind != RELATION]
        if len(inside) == 3 and len(sides) == 2 and inside[1].kind == RELATION:
            name, value = sides
            short = len(name.text) == 1 and len(value.text) == 1
            ranged = value.kind == NUMBER and bare(self.tokens[at - 1].text) == "for"
            return end if short and not ranged else 0
        return 0

    def _goes_on(self, at: int) -> int:
        """Return where to read on if a break lies within a formula (1 if z > 0, else 0), or 0."""
        token = self.tokens[at]
        if token.kind == WORD and self._conditional(at):
            return self._condition_end(at + 1)
        if token.kind != SOFT:
            return 0
        after = at + 1
        while after < len(self.tokens) and self.tokens[after].kind in (SPACE, SOFT):
            after += 1
        if after == len(self.tokens):
            return 0
        if self._conditional(after):
            low = bare(self.tokens[after].text)
            if low in ("else", "otherwise", "elsewhere"):
                return after + 1
            return self._condition_end(after + 1)
        end, compares, chosen = after, False, False
        while end < len(self.tokens) and not (
            self.depths[end] == 0 and self.tokens[end].kind in (*_BREAKS, RELATION, IN_PLACE)
        ):
            compares = compares or (self.tokens[end].kind == COMPARE and self.depths[end] == 0)
            chosen = chosen or self._conditional(end)
            end += 1
        stops = end == len(self.tokens) or self.tokens[end].kind != RELATION
        if stops and (compares or chosen):
            return end
        if end < len(self.tokens) and self._conditional(end):  # 0 if z ≤ 0
            return self._condition_end(end + 1) if self.tokens[end].kind == WORD else end
        return 0

    def _relation(self, segment: Segment) -> int | None:
        """Return the first relation of a segment, or None."""
        for at in range(segment.first, segment.last):
            if self.depths[at] == 0 and self.tokens[at].kind in (RELATION, IN_PLACE, ASSIGN):
                return at
        return None

    def _line(
        self,
        segment: Segment,
        relation: int,
        waiting: Segment | None,
        lines: _Found,
        defining: bool,
    ) -> tuple[Line, int, int] | None:
        """Make the line of a segment that holds a relation; None for what is none."""
        symbol = self.tokens[relation]
        first, last = segment.first, self._cut(segment, relation)
        left = self._slice(first, relation)
        right = self._slice(relation + 1, last)
        text = self._slice(first, last)
        begins = self.tokens[first].at
        kind = LET if defining or symbol.text in _DEFINED_BY or symbol.kind == ASSIGN else CLAIM
        if symbol.kind == IN_PLACE:
            kind = NOTE
        if not left:
            if waiting is not None:
                left, begins = (
                    self._slice(waiting.first, waiting.last),
                    self.tokens[waiting.first].at,
                )
            elif lines or self._begins_row(segment):
                left, kind = self.chain.left, (kind if kind == LET else self._kind_before(lines))
            else:
                kind, begins = NOTE, lines[-1][2] if lines else 0
                text = _clean(self.text[begins : self.tokens[last - 1].end])
            if kind != NOTE:
                text = f"{left} {text}".strip()
        if not right:
            end = self._end_of_words(segment.last)
            if end > segment.last:
                kind, text = NOTE, _clean(self.text[begins : self.tokens[end - 1].end])
                last = end
        elif _names_a_thing(left, right) or self._is_range(left, right, last):
            if lines and len(left) == 1:
                return None
            kind = NOTE
        if segment.condition:
            text = f"{text} {segment.condition}"
        if kind != NOTE:
            self.chain.left = left
        end = self.tokens[last - 1].end if last else 0
        number = self.joined.number_at(begins)
        return Line(text, number, self.label, "", kind), begins, end

    def _cut(self, segment: Segment, relation: int) -> int:
        """Return where a statement ends: before ≈ or ≤, unless that belongs to a condition."""
        if self.mode == CODE:
            return segment.last
        conditional = False
        for at in range(relation + 1, segment.last):
            conditional = conditional or self._conditional(at) or self.tokens[at].kind == SOFT
            if self.tokens[at].kind == COMPARE and self.depths[at] == 0 and not conditional:
                return at
        return segment.last

    def _begins_row(self, segment: Segment) -> bool:
        """Tell whether nothing but "so" or "therefore" stands before a segment."""
        return set(segment.words) <= INTRODUCING

    @staticmethod
    def _kind_before(lines: _Found) -> str:
        return lines[-1][0].kind if lines and lines[-1][0].kind == LET else CLAIM

    def _end_of_words(self, at: int) -> int:
        """Return where the words after an equals sign end, if words follow."""
        solid = at
        while solid < len(self.tokens) and self.tokens[solid].kind == SPACE:
            solid += 1
        if solid == len(self.tokens) or self.tokens[solid].kind != WORD:
            return at
        while solid < len(self.tokens) and self.tokens[solid].kind not in (SEPARATOR, SOFT):
            solid += 1
        return solid

    def _is_range(self, left: str, right: str, last: int) -> bool:
        """Tell whether an equation counts something: i = 1, …, n."""
        if left not in _INDICES:
            return False
        return re.fullmatch(r"\d+|\w\s*[-−]\s*\d|\d+\s*(?:\.\.+|…|\\l?dots|:).*", right) is not None

    def _slice(self, first: int, last: int) -> str:
        if first >= last:
            return ""
        return _clean(self.text[self.tokens[first].at : self.tokens[last - 1].end])

    def _with_remarks(self, lines: _Found) -> Iterator[Line]:
        """Yield the lines, each with the words up to the next."""
        for at, (line, _, end) in enumerate(lines):
            until = lines[at + 1][1] if at + 1 < len(lines) else len(self.text)
            yield line._replace(remark=_remark(self.text[end:until]) if until > end else "")

    def _defines_next(self, segments: list[Segment], lines: _Found) -> bool:
        """Tell whether a row ends with the "let" of the display below it: "We define"."""
        if lines and self._relation(segments[-1]) is not None:
            return False
        words = [word for segment in segments[-1:] for word in segment.words]
        return bool(DEFINING & set(words)) and "respect" not in words and len(words) < 12


def _clean(text: str) -> str:
    text = re.sub(r"\$|\\\(|\\\)", "", text)
    return re.sub(r"\s+", " ", _EDGE.sub("", text)).strip()


def _remark(text: str) -> str:
    """Return what is said after a statement, without the words that introduce the next."""
    text = re.sub(r"\\(?:text(?:rm|it|bf)?|mbox|hbox)\s*\{([^{}]*)\}", r" \1 ", text)
    text = _clean(re.sub(r"\\q?quad(?![A-Za-z])|\\hfill", " ", text))
    words = text.split(" ")
    while words and re.sub(r"\W+", "", words[-1].casefold()) in _LEADING:
        words.pop()
    text = _EDGE.sub("", " ".join(words))
    return text if re.search(r"\w", text) else ""


def _names_a_thing(left: str, right: str) -> bool:
    """Tell whether an equation says in a word what a letter stands for: L = loss."""
    return right.casefold() in THINGS and len(left) <= 2
