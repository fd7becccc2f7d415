"""A page's layout: what stands at the top and at the bottom stays; what is between is fitted.

A terminal has few lines. Long tables are cut to the rows that matter, and where that is not enough
the middle can be scrolled.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dojo.terminal.spans import FAINT, WRONG_ANSWER, Line, Span
from dojo.terminal.table import MOST_ROWS

# Tables are cut to so many rows, one after the other, until the page fits.
_FEWER = (MOST_ROWS, 12, 8, 6, 4, 3, 2)
_LEAST_ROOM = 6
# Whoever scrolls wants to see every row.
ALL_ROWS = 10_000

Middle = Callable[[int], list[Line]]


def _nothing(most: int) -> list[Line]:
    return []


@dataclass
class Layout:
    """The lines of a page in three parts; `middle` is given the most rows that a table may have.

    Its line `focus` is in view; without one, the rows with wrong answers are.

    `reasons` stand at the bottom, too, unless that leaves no room for what they are about.
    """

    top: list[Line] = field(default_factory=list)
    middle: Middle = _nothing
    reasons: list[Line] = field(default_factory=list)
    bottom: list[Line] = field(default_factory=list)
    focus: int | None = None
    # How far it was scrolled when it was last fitted: no further than to its end.
    scrolled: int | None = None

    def whole(self) -> list[Line]:
        """Return all of it, for a file."""
        return [*self.top, *self.middle(MOST_ROWS), *self.reasons, *self.bottom]

    def fitted(self, height: int, scrolled: int | None = None) -> list[Line]:
        """Return as many lines as the terminal has, from line `scrolled` of the middle."""
        top, middle, below = self.top, self.middle, [*self.reasons, *self.bottom]
        room = height - len(top) - len(below)
        if scrolled is not None:
            scrolled = min(scrolled, max(0, len(middle(ALL_ROWS)) - room))
        self.scrolled = scrolled
        if room < _LEAST_ROOM and len(middle(2)) > room:
            below, room = self.bottom, height - len(top) - len(self.bottom)

            def middle(most: int) -> list[Line]:
                return [*self.middle(most), *self.reasons]

        lines = _fitted(middle, room, scrolled, self.focus)
        # On a terminal of very few lines the bottom stays: it says what to do.
        return [*top, *lines, *below][-height:]


def _fitted(middle: Middle, room: int, scrolled: int | None, focus: int | None) -> list[Line]:
    if scrolled is not None:
        lines = middle(ALL_ROWS)
        return lines if len(lines) <= room else _window(lines, scrolled, room)
    if focus is not None:
        return _window(middle(ALL_ROWS), focus - room // 2, room, "")
    for most in _FEWER:
        lines = middle(most)
        if len(lines) <= room:
            return lines
        if len(lines := _tight(lines)) <= room:
            return lines
    wrong = [i for i, line in enumerate(lines) if any(s.style == WRONG_ANSWER for s in line)]
    # The last wrong row in view, but none of the first ones lost for it.
    start = min(max(wrong) + 2 - room, min(wrong) - 2) + 1 if wrong else 0
    return _window(lines, start, room)


def _tight(lines: Sequence[Line]) -> list[Line]:
    """Leave out the empty lines."""
    return [line for line in lines if line]


def _window(lines: Sequence[Line], start: int, room: int, how: str = ": press space") -> list[Line]:
    """Return the lines that are in view, and how many are not, and how to come to them."""
    if len(lines) <= room:
        return list(lines)
    start = max(0, min(start, len(lines) - room))
    shown = list(lines[start : start + max(room, 0)])
    above, below = start, len(lines) - start - len(shown)
    if above and shown:
        shown[0] = _said(f"↑ {above + 1} more lines above")
    if below and len(shown) > 1:
        shown[-1] = _said(f"↓ {below + 1} more lines below{how}")
    return shown


def _said(text: str) -> Line:
    return [Span(f"  {text}", FAINT)]
