"""A verdict in words: what, where, which cells, why, what next."""

import textwrap
from collections.abc import Sequence

from _pytest._code.code import TerminalRepr
from _pytest._io import TerminalWriter

from dojo.terminal.screen import WIDEST, Screen
from dojo.terminal.spans import OPEN_TITLE, PLAIN, TITLE, Line, Span, plain_text, write
from dojo.terminal.table import draw
from dojo.verdict import NOT_WRITTEN, Place, Reason, Verdict

_MOST_PLACES = 3


class Message(TerminalRepr):
    """A verdict as pytest shows what stands for a failure: drawn where it is shown."""

    def __init__(self, verdict: Verdict) -> None:
        """Take the verdict."""
        self.verdict = verdict

    def toterminal(self, writer: TerminalWriter) -> None:
        """Write the verdict as wide as the terminal is now."""
        write(lines(self.verdict, Screen.of(writer)), writer)

    def __str__(self) -> str:
        """Return the verdict as text."""
        return text(self.verdict)


def text(verdict: Verdict, screen: Screen | None = None) -> str:
    """Return a verdict as plain text, for a file or another program."""
    return plain_text(lines(verdict, screen or Screen()))


def lines(verdict: Verdict, screen: Screen) -> list[Line]:
    """Return a verdict's lines, no wider than a screen."""
    width = min(WIDEST, screen.width)
    style = OPEN_TITLE if verdict.kind == NOT_WRITTEN else TITLE
    mark = "·" if verdict.kind == NOT_WRITTEN else "✗"
    title = _fold(screen.plain(f"{mark} {verdict.title}"), width, "  ")
    return [[Span(line, style)] for line in title] + below_title(verdict, screen)


def below_title(verdict: Verdict, screen: Screen) -> list[Line]:
    """Return what stands below a verdict's title: place, table, reasons, and where to edit."""
    width = min(WIDEST, screen.width)
    said = f"   {verdict.step}" if verdict.step else ""
    found = _plain(_fold(f"  {verdict.place}{said}", width, "  "), screen)
    found.append([])
    for table in verdict.drawn:
        found += _plain(_fold(f"  Given {table.step}, as drawn:", width, "  "), screen)
        found += [[Span("  "), *line] for line in draw(table, screen)]
        found.append([])
    if verdict.table and verdict.table.header:
        found += [[Span("  "), *line] for line in draw(verdict.table, screen)]
        found.append([])
    return found + _plain(conclusion(verdict, width), screen)


def conclusion(verdict: Verdict, width: int = WIDEST) -> list[str]:
    """Return the reasons and the places to edit, as indented lines."""
    found = [line for reason in verdict.reasons for line in _reason(reason, width)]
    return (
        [*found, *_fold(f"  {where_to_edit(verdict.places)}", width)] if verdict.places else found
    )


def where_to_edit(places: Sequence[Place]) -> str:
    """Say where to edit, the first few places, a file's name once; nothing for no place.

    >>> where_to_edit([Place("kata/cost.py", 7, "mse"), Place("kata/cost.py", 20, "mse_prime")])
    'edit kata/cost.py:7 mse, :20 mse_prime'
    """
    listed, file = [], ""
    for place in places[:_MOST_PLACES]:
        listed.append(str(place).removeprefix(file))
        file = place.file
    more = ["…"] * (len(places) > _MOST_PLACES)
    verb = "edit" if places and places[0].line else "write"
    return f"{verb} {', '.join([*listed, *more])}" if places else ""


def _reason(reason: Reason, width: int) -> list[str]:
    """Return a sentence folded to the width, and the line of code that it is about."""
    source = [f"      {reason.source}"] if reason.source else []
    sentences = [
        line for said in reason.sentence.splitlines() for line in _fold(f"  {said}", width)
    ]
    return [*sentences, *source]


def _plain(lines: list[str], screen: Screen) -> list[Line]:
    return [[Span(screen.plain(line), PLAIN)] for line in lines]


def _fold(line: str, width: int, indent: str = "") -> list[str]:
    """Break a line between words; what follows is indented as it is, and by `indent` more."""
    if len(line) <= width:
        return [line]
    own = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=own + indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
