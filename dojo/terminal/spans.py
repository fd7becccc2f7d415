"""Lines of styled text, before a terminal colours them."""

from collections.abc import Iterable
from typing import NamedTuple

from _pytest._io import TerminalWriter
from _pytest._io.wcwidth import wcswidth

from dojo.terminal import links

PLAIN, RIGHT_ANSWER, WRONG_ANSWER = "plain", "right answer", "wrong answer"
# Titles: red of what is wrong, green of what is right, grey of what is not written yet.
TITLE, GREEN_TITLE, OPEN_TITLE = "title", "title of a green behaviour", "title of an open behaviour"
HEADING, FAINT, EDIT = "heading", "faint", "place to edit"

# No colour but red, green and cyan: they can be read on a dark and on a light ground.
_MARKUP: dict[str, dict[str, bool]] = {
    PLAIN: {},
    RIGHT_ANSWER: {"green": True},
    WRONG_ANSWER: {"red": True},
    TITLE: {"red": True, "bold": True},
    GREEN_TITLE: {"green": True, "bold": True},
    OPEN_TITLE: {"light": True},
    HEADING: {"bold": True},
    FAINT: {"light": True},
    EDIT: {"cyan": True, "bold": True},
}


class Span(NamedTuple):
    """A piece of text in one style, and the address that it leads to, if any."""

    text: str
    style: str = PLAIN
    address: str = ""


Line = list[Span]


def length(line: Line) -> int:
    """Return how many of a terminal's columns a line takes.

    >>> length([Span("0 "), Span("✗", WRONG_ANSWER)])
    3
    """
    return sum(columns(span.text) for span in line)


def columns(text: str) -> int:
    """Return how many of a terminal's columns a text takes: a Chinese letter takes two.

    >>> columns("a = 平均"), columns("\x07")
    (8, 1)
    """
    width = wcswidth(text)
    return len(text) if width < 0 else width


def padded(text: str, width: int) -> str:
    """Return a text with spaces behind it, up to so many columns.

    >>> padded("平均", 6)
    '平均  '
    """
    return text + " " * (width - columns(text))


def clipped(line: Line, width: int) -> Line:
    """Return a line no wider than a terminal: a longer one would go on in the next.

    >>> clipped([Span("1, 2, 3 "), Span("✗", WRONG_ANSWER)], 6)
    [Span(text='1, 2,…', style='plain', address='')]
    """
    if sum(wcswidth(span.text) for span in line) <= width:
        return line
    found, left = [], width - 1
    for span in line:
        text = span.text
        while wcswidth(text) > left:
            text = text[:-1]
        left -= wcswidth(text)
        found.append(span._replace(text=text))
        if text != span.text:
            break
    return [*found[:-1], found[-1]._replace(text=f"{found[-1].text}…")]


def plain_text(lines: Iterable[Line]) -> str:
    r"""Return lines without their styles.

    >>> plain_text([[Span("0 "), Span("✗", WRONG_ANSWER)], []])
    '0 ✗\n'
    """
    return "\n".join("".join(span.text for span in line) for line in lines)


def marked_up(line: Line, writer: TerminalWriter) -> str:
    """Return a line as a terminal is to get it: coloured and linked where it can do so."""
    linked = writer.hasmarkup and links.known()
    return "".join(
        links.to(span.address, text) if span.address and linked else text
        for span in line
        for text in [writer.markup(span.text, **_MARKUP[span.style])]
    )


def write(lines: Iterable[Line], writer: TerminalWriter) -> None:
    """Write lines to a terminal, coloured where it has colours."""
    for line in lines:
        writer.line(marked_up(line, writer))
