"""Lines of styled text, before a terminal colours them."""

from collections.abc import Iterable
from typing import NamedTuple

from _pytest._io import TerminalWriter

PLAIN, WRONG_ANSWER, TITLE, OPEN_TITLE = "plain", "wrong answer", "title", "title of what is open"

_MARKUP: dict[str, dict[str, bool]] = {
    PLAIN: {},
    WRONG_ANSWER: {"red": True},
    TITLE: {"red": True, "bold": True},
    OPEN_TITLE: {"bold": True},
}


class Span(NamedTuple):
    """A piece of text in one style."""

    text: str
    style: str = PLAIN


Line = list[Span]


def length(line: Line) -> int:
    """Return how many characters a line has.

    >>> length([Span("0 "), Span("✗", WRONG_ANSWER)])
    3
    """
    return sum(len(span.text) for span in line)


def plain_text(lines: Iterable[Line]) -> str:
    r"""Return lines without their styles.

    >>> plain_text([[Span("0 "), Span("✗", WRONG_ANSWER)], []])
    '0 ✗\n'
    """
    return "\n".join("".join(span.text for span in line) for line in lines)


def write(lines: Iterable[Line], writer: TerminalWriter) -> None:
    """Write lines to a terminal, coloured where it has colours."""
    for line in lines:
        for text, style in line:
            writer.write(text, **_MARKUP[style])
        writer.line()
