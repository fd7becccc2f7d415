"""The screen: marks and letters that its encoding can show, lines no wider than is readable."""

import os
import shutil
import textwrap
from typing import NamedTuple

from _pytest._io import TerminalWriter

WIDEST = 100
NARROWEST = 20
LOWEST = 4

# For an encoding without them. Beside the marks, the course's letters keep a letter's width.
_PLAIN = {
    "✓": "+", "✗": "x", "│": "|", "─": "-", "›": ">", "⋯": "~", "·": "*", "−": "-", "×": "*",
    "…": "...", "′": "'", "±": "+-", "≤": "<=", "≥": ">=", "≠": "!=", "√": "sqrt", "∞": "inf",
    "ŷ": "y", "σ": "s", "δ": "d", "∂": "d", "α": "a", "ε": "e", "θ": "t", "Σ": "sum", "π": "pi",
    "²": "^2", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₀": "0", "→": "->", "⊙": "*", "—": "-",
    "░": ".", "▒": "o", "▓": "O", "█": "#", "▀": "^", "▄": "_", "★": "*", "↑": "^", "↓": "v",
    "←": "<", "ᵢ": "i", "ⱼ": "j", "’": "'", "“": '"', "”": '"',
}  # fmt: skip


class Screen(NamedTuple):
    """An encoding to write in, and how many columns there are."""

    encoding: str = "utf-8"
    width: int = WIDEST

    @classmethod
    def of(cls, writer: TerminalWriter) -> "Screen":
        """Return the screen that a writer writes to, as wide as it is now."""
        return cls(getattr(writer._file, "encoding", None) or "utf-8", columns())

    def plain(self, text: str) -> str:
        """Replace what cannot be shown by the nearest that can.

        >>> Screen("ascii").plain("✗ 2 Activations › ŷ ≥ 0")
        'x 2 Activations > y >= 0'
        """
        if text.isascii() or self._shows(text):
            return text
        return "".join(c if self._shows(c) else _plain(c) for c in text)

    def _shows(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True


def _plain(letter: str) -> str:
    """Return what stands for a letter: of a plot, a dot where any is set."""
    if "⠀" <= letter <= "⣿":
        return "." if letter > "⠀" else " "
    return _PLAIN.get(letter, "?")


def columns() -> int:
    """Return how wide the terminal is; a pipe and a file read the same on every machine."""
    if not os.isatty(1):
        return WIDEST
    return max(NARROWEST, shutil.get_terminal_size((WIDEST, 24)).columns)


def rows() -> int:
    """Return how many lines the terminal has."""
    return max(LOWEST, shutil.get_terminal_size((WIDEST, 24)).lines)


def fold(text: str, indent: str = "") -> str:
    """Break the lines that are wider than the terminal between words, and indent what follows."""
    width = min(WIDEST, columns())
    return "\n".join(
        line
        if len(line) <= width
        else textwrap.fill(
            line,
            width,
            subsequent_indent=line[: len(line) - len(line.lstrip())] + indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )
