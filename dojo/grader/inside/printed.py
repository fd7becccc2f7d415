"""Prints of a submission: the start is kept and sent to the grader, the rest is dropped."""

import io
import sys
from typing import Any

MOST = 4000


class Printed(io.BufferedIOBase):
    r"""A file that keeps the start of what is written to it.

    >>> printed = Printed()
    >>> printed.write(b"-" * 5000), len(printed.take()), printed.take()
    (5000, 4000, '')
    """

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._kept = b""

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def fileno(self) -> int:
        """Return standard output's number, which leads nowhere."""
        return 1

    def write(self, data: "memoryview | bytes") -> int:  # type: ignore[override]
        """Keep the start."""
        if len(self._kept) < MOST:
            self._kept += bytes(data[: MOST - len(self._kept)])
        return len(data)

    def take(self) -> str:
        """Return what was kept, and start again."""
        kept, self._kept = self._kept, b""
        return kept.decode("utf-8", "replace")

    def take_over(self) -> None:
        """Become standard output and error."""
        file: Any = self
        self._text: Any = io.TextIOWrapper(file, "utf-8", "replace", "", write_through=True)
        for name in ("stdout", "stderr", "__stdout__", "__stderr__"):
            setattr(sys, name, self._text)

    def flushed(self) -> str:
        """Return what was printed since this was last asked; a closed output is opened again."""
        try:
            self._text.flush()
        except ValueError:  # the submission has closed it
            self.take_over()
        return self.take()
