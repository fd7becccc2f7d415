"""Statements of a row: its equations, with the kind and the remark of each."""

import re
from collections.abc import Iterator

from derivations.documents.line import CLAIM, LET, NOTE, Line
from derivations.documents.rows import CODE, HEADING, MATHS, PROSE, Joined, labelled
from derivations.documents.segments import Segment, Sentence, clean
from derivations.documents.tokens import ASSIGN, COMPARE, IN_PLACE, SOFT, SPACE, WORD
from derivations.documents.vocabulary import DEFINING, INTRODUCING, THINGS

_DEFINED_BY = {":=", "≔", "≡", "≜", "≝", "\\equiv", "\\coloneqq", "\\colonequals", "\\triangleq"}
_LEADING = INTRODUCING | DEFINING | {""}
_INDICES = frozenset("ijklts")
_MASKED = re.compile(r"\[.*[:<>=,].*\]")  # dhidden[hidden <= 0]
_COUNT = re.compile(r"\d+|\w\s*[-−]\s*\d|\d+\s*(?:\.\.+|…|\\l?dots|:).*")

# Lines, each with where it begins and ends in the text.
_Found = list[tuple[Line, int, int]]


class Chain:
    """What goes on from row to row: a chain's left side, a step's number, a "let" before it."""

    def __init__(self) -> None:
        """Begin a document."""
        self._begin()

    def _begin(self) -> None:
        self.left, self.defining = "", False
        self.label: int | None = None  # of the step below which a row stands
        self.block, self.indent = 0, -1  # where that step stands, if it is an item of a list
        self.step: int | None = None  # of the statement that a chain may go on from

    def statements(self, joined: Joined) -> Iterator[Line]:
        """Yield the statements of a row, and remember what the next may go on from."""
        row = joined.row
        if row.mode == HEADING:
            self._begin()
        elif row.mode == PROSE and row.block != self.block and row.indent <= self.indent:
            self.label = None  # the list has ended
        found = list(_Reading(joined, self).lines())
        if found:
            remark = " ".join(filter(None, (found[-1].remark, row.remark)))
            found[-1] = found[-1]._replace(remark=remark)
        elif row.label is not None:
            self.label = row.label  # it covers the statements below it
            self.block, self.indent = row.block, row.indent if row.bullet == "1" else -1
        label = self.label if row.label is None else row.label
        for line in found:
            line = line._replace(label=label) if line.label is None else line
            self.step = line.label
            yield line


class _Reading:
    """The reading of one row."""

    def __init__(self, joined: Joined, chain: Chain) -> None:
        row = joined.row
        self.joined, self.chain, self.mode = joined, chain, row.mode
        self.sentence = Sentence(row.text, PROSE if row.mode == HEADING else row.mode)

    def lines(self) -> Iterator[Line]:
        """Yield the row's statements, each with the words up to the next as its remark."""
        segments = list(self.sentence.segments())
        found: _Found = []
        defining = self.chain.defining and self.mode == MATHS
        waiting: Segment | None = None  # mathematics without a relation, before words
        for segment in segments:
            relation = self.sentence.relation(segment)
            if relation is None:
                waiting = segment if segment.last > segment.first else waiting
                continue
            if found and not segment.words and not segment.soft:
                defining = False
            elif set(segment.words) - {"and"}:
                defining = _defines(segment.words)
            found += self._line(segment, relation, waiting, found, defining)
            waiting = None
        # "We define" may end a row whose display stands below it.
        self.chain.defining = _defines(segments[-1].words) and (
            not found or self.sentence.relation(segments[-1]) is None
        )
        text = self.sentence.text
        for at, (line, _, end) in enumerate(found):
            until = found[at + 1][1] if at + 1 < len(found) else len(text)
            yield line._replace(remark=_remark(text[end:until]))

    def _line(
        self, segment: Segment, relation: int, waiting: Segment | None, found: _Found, let: bool
    ) -> _Found:
        """Make the line of a segment that holds a relation; none for a count (i = 1, …, n)."""
        sentence, symbol = self.sentence, self.sentence.tokens[relation]
        first, last = segment.first, self._cut(segment, relation)
        left, right = sentence.slice(first, relation), sentence.slice(relation + 1, last)
        text, begins = sentence.slice(first, last), sentence.tokens[first].at
        label = sentence.label
        kind = LET if let or symbol.text in _DEFINED_BY or symbol.kind == ASSIGN else CLAIM
        if symbol.kind == IN_PLACE or (self.mode == CODE and _MASKED.search(left)):
            kind = NOTE
        elif not left and waiting is not None:  # ∂J/∂W for the last layer = …
            left = sentence.slice(waiting.first, waiting.last)
            begins, text = sentence.tokens[waiting.first].at, f"{left} {text}"
        elif not left and (found or set(segment.words) <= INTRODUCING):
            left, label = self.chain.left, self.chain.step
            kind, text = found[-1][0].kind if found else kind, f"{left} {text}".strip()
        elif not left:  # the batch size = 32
            kind, begins = NOTE, found[-1][2] if found else 0
            text = clean(sentence.text[begins : sentence.tokens[last - 1].end])
        if not right:
            last = self._end_of_words(segment.last)
            if last > segment.last:
                kind, text = NOTE, clean(sentence.text[begins : sentence.tokens[last - 1].end])
        elif left in _INDICES and _COUNT.fullmatch(right):
            if found:
                return []
            kind = NOTE
        elif len(left) <= 2 and right.casefold() in THINGS:  # L = loss
            kind = NOTE
        if self.mode == PROSE and labelled(text)[1] is not None:  # (1) a = b; (2) c = d
            left, (text, label) = labelled(left)[0], labelled(text)
        if kind != NOTE:
            self.chain.left = left
        text = f"{text} {segment.condition}".strip()
        line = Line(text, self.joined.number_at(begins), label, "", kind)
        return [(line, begins, sentence.tokens[last - 1].end)]

    def _cut(self, segment: Segment, relation: int) -> int:
        """Return where a statement ends: before ≈ or ≤, unless that belongs to a condition."""
        sentence, conditional = self.sentence, self.mode == CODE
        for at in range(relation + 1, segment.last):
            token = sentence.tokens[at]
            conditional = conditional or token.kind == SOFT or sentence.conditional(at)
            if token.kind == COMPARE and sentence.depths[at] == 0 and not conditional:
                return at
        return segment.last

    def _end_of_words(self, at: int) -> int:
        """Return where the words after an equals sign end, if words follow."""
        found = self.sentence.tokens
        beyond = at
        while beyond < len(found) and found[beyond].kind in (WORD, SPACE):
            beyond += 1
        return beyond if any(token.kind == WORD for token in found[at:beyond]) else at


def _defines(words: tuple[str, ...]) -> bool:
    """Tell whether words introduce a definition; those that end a long sentence do not."""
    return not DEFINING.isdisjoint(words) and "respect" not in words and len(words) < 12


def _remark(text: str) -> str:
    """Return what is said after a statement, without the words that introduce the next."""
    text = re.sub(r"\\(?:text(?:rm|it|bf)?|mbox|hbox)\s*\{([^{}]*)\}", r" \1 ", text)
    words = clean(re.sub(r"\\q?quad(?![A-Za-z])|\\hfill", " ", text).lstrip(" .")).split(" ")
    while words and re.sub(r"\W+", "", words[-1].casefold()) in _LEADING:
        words.pop()
    text = clean(" ".join(words))
    return text if re.search(r"\w", text) else ""
