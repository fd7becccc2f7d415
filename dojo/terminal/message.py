"""A verdict in words: what, where, which cells, why, what next."""

import textwrap
from collections.abc import Iterable, Sequence

from _pytest._code.code import TerminalRepr
from _pytest._io import TerminalWriter

from dojo.terminal import links
from dojo.terminal.screen import WIDEST, Screen
from dojo.terminal.spans import (
    EDIT,
    FAINT,
    GREEN_TITLE,
    OPEN_TITLE,
    PLAIN,
    TITLE,
    Line,
    Span,
    plain_text,
    write,
)
from dojo.terminal.table import draw
from dojo.verdict import GREEN, NOT_WRITTEN, Place, Reason, Verdict

_MOST_PLACES = 3
_TITLES = {
    GREEN: ("✓", GREEN_TITLE),
    NOT_WRITTEN: ("·", OPEN_TITLE),
    "": ("?", FAINT),
}


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
    return title(str(verdict.title), verdict.kind, screen) + below_title(verdict, screen)


def title(text: str, kind: str, screen: Screen) -> list[Line]:
    """Return a title in the colour of its verdict; a kind that is none of them is not known yet."""
    mark, style = _TITLES.get(kind, ("✗", TITLE))
    width = min(WIDEST, screen.width)
    return [[Span(line, style)] for line in folded(screen.plain(f"{mark} {text}"), width, "  ")]


def below_title(verdict: Verdict, screen: Screen) -> list[Line]:
    """Return what stands below a verdict's title: place, table, reasons, and where to edit."""
    width = min(WIDEST, screen.width)
    said = f"   {verdict.step}" if verdict.step else ""
    found = styled(folded(f"  {verdict.place}{said}", width, "  "), screen)
    found.append([])
    for table in verdict.drawn:
        found += styled(folded(f"  Given {table.step}, as drawn:", width, "  "), screen)
        found += [[Span("  "), *line] for line in draw(table, screen)]
        found.append([])
    if verdict.table and verdict.table.header:
        found += [[Span("  "), *line] for line in draw(verdict.table, screen)]
        found.append([])
    narrow = screen._replace(width=width)
    return found + why(verdict, narrow) + edit(verdict.places, narrow)


def conclusion(verdict: Verdict, width: int = WIDEST) -> list[str]:
    """Return the reasons and the places to edit, as indented lines."""
    screen = Screen(width=width)
    return plain_text(why(verdict, screen) + edit(verdict.places, screen)).splitlines()


def why(verdict: Verdict, screen: Screen) -> list[Line]:
    """Return the reasons of a verdict, as indented lines."""
    said = (line for reason in verdict.reasons for line in _reason(reason, screen.width))
    return styled(said, screen)


def edit(places: Sequence[Place], screen: Screen) -> list[Line]:
    """Return the line that says where to edit; it leads to the first place, if there is one."""
    said = where_to_edit(places)
    found = styled(folded(f"  {said}", screen.width), screen, EDIT) if said else []
    if found and places[0].line:
        # Not the indent, which would be underlined.
        text, first = found[0][0].text.strip(), links.address(places[0].file, places[0].line)
        found[0] = [Span("  "), Span(text, EDIT, first)]
    return found


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
        line for said in reason.sentence.splitlines() for line in folded(f"  {said}", width)
    ]
    return [*sentences, *source]


def styled(lines: Iterable[str], screen: Screen, style: str = PLAIN) -> list[Line]:
    """Return lines in one style, in letters that the screen has."""
    return [[Span(screen.plain(line), style)] for line in lines]


def folded(line: str, width: int, indent: str = "") -> list[str]:
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
