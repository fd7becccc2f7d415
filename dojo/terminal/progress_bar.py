"""A progress bar on the terminal, for what takes longer than a second; in a pipe there is none."""

import os
import sys
import time
from types import TracebackType
from typing import Self

from dojo.terminal.screen import Screen

PATIENCE = 1.0  # seconds before anything is shown
_CELLS, _USUAL = 30, 80


class ProgressBar:
    """A line that says how far it is, in the place of what it said before; gone at the end."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """Look whether anybody watches."""
        self._watched = bool(sys.stderr and sys.stderr.isatty())
        self._from, self._drawn = time.monotonic() + patience, False

    def __enter__(self) -> Self:
        """Return the bar."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Wipe the line."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, done: int, of: int, text: str = "") -> None:
        """Show that so many of them are done, and what is done now."""
        self.tell(f"{bar(done, of)} {done} of {of}  {text}")

    def tell(self, text: str) -> None:
        """Show a line of text, cut to the terminal's width."""
        if not self._watched or time.monotonic() < self._from:
            return
        plain = Screen(sys.stderr.encoding or "utf-8").plain(text)
        sys.stderr.write(f"\r\x1b[K{plain[: _columns() - 1]}")
        sys.stderr.flush()
        self._drawn = True


def _columns() -> int:
    """Return how wide the terminal is that is written to: the output may go elsewhere."""
    try:
        # A terminal that has no size yet says 0.
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL
    except (OSError, ValueError):
        return _USUAL


def bar(done: int, of: int) -> str:
    """Return a bar that is filled as far as it is done.

    >>> bar(1, 3)
    '██████████░░░░░░░░░░░░░░░░░░░░'
    """
    filled = _CELLS * done // max(of, 1)
    return "█" * filled + "░" * (_CELLS - filled)
