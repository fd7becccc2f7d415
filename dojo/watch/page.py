"""The terminal that a page is painted on: all of it at once, and no more than there is room for."""

import io
import sys
from collections.abc import Sequence
from itertools import chain

from _pytest._io import TerminalWriter

from dojo.terminal.message import folded, styled
from dojo.terminal.screen import Screen, columns, rows
from dojo.terminal.spans import Line, clipped, marked_up
from dojo.watch.layout import Layout

# A report of pytest's can be long; its beginning says what is wrong.
MOST_OF_NOTES = 6
# A line is emptied before it is written: afterwards, its last letter would go, too.
HOME, EMPTY_LINE, EMPTY_REST = "\x1b[H", "\x1b[K", "\x1b[J"


class Page:
    """Output on the terminal, in words and marks that it can show."""

    def __init__(self, notes: Sequence[str], keys: bool) -> None:
        """Take the messages on every page, and whether there are keys to press."""
        self._notes, self._keys = notes, keys

    @property
    def lasting(self) -> bool:
        """Tell whether what is written stays, as in a file: then nothing should be said twice.

        It does where there is no terminal, and where somebody wants none of its codes (NO_COLOR).
        """
        return not TerminalWriter(sys.stdout).hasmarkup

    @property
    def screen(self) -> Screen:
        """The screen as it is now."""
        return Screen(sys.stdout.encoding or "utf-8", columns())

    def show(self, layout: Layout, keys: str = "", scrolled: int | None = None) -> int | None:
        """Paint a page, and below it the keys that it answers; return how far it is scrolled."""
        screen = self.screen
        top = [*self._noted(screen), *layout.top]
        said = styled(folded(keys, screen.width), screen) if keys and self._keys else []
        bottom = [*layout.bottom, *([[], *said] if said else [])]
        whole = Layout(top, layout.middle, layout.reasons, bottom, layout.focus)
        if self.lasting:
            self._write("\n", whole.whole(), "\n", "\n")
            return None
        height = rows()
        lines = [clipped(line, screen.width) for line in whole.fitted(height, scrolled)]
        after = f"\r\n{EMPTY_REST}" if len(lines) < height else ""
        self._write(f"{HOME}{EMPTY_LINE}", lines, f"\r\n{EMPTY_LINE}", after)
        return whole.scrolled

    def message(self, text: str) -> None:
        """Show a text alone."""
        screen = self.screen
        lines = chain.from_iterable(folded(line, screen.width) for line in text.splitlines())
        self.show(Layout(top=styled(lines, screen)))

    def leave(self) -> None:
        """Put the cursor below the page."""
        if not self.lasting:
            sys.stdout.write("\n")

    def _noted(self, screen: Screen) -> list[Line]:
        lines = [line for note in self._notes for line in f"! {note}".splitlines()]
        found = [part for line in lines for part in folded(line, screen.width, "  ")]
        if not self.lasting and len(found) > MOST_OF_NOTES:
            found = [*found[: MOST_OF_NOTES - 1], "  …"]
        return [*styled(found, screen), *([[]] if found else [])]

    def _write(self, before: str, lines: Sequence[Line], between: str, after: str) -> None:
        writer = TerminalWriter(io.StringIO())
        writer.hasmarkup = TerminalWriter(sys.stdout).hasmarkup
        text = between.join(marked_up(line, writer) for line in lines)
        sys.stdout.write(f"{before}{text}{after}")
        sys.stdout.flush()
