"""Output that a learner's code prints: its end is kept, however much there is of it."""

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a name for type checkers alone
    from _typeshed import ReadableBuffer

MOST = 8000


class Tail(io.RawIOBase):
    r"""A file that keeps the end of what is written to it.

    >>> tail = Tail()
    >>> _ = tail.write(b"-" * 9000), tail.write(b"the end")
    >>> kept = tail.take()
    >>> len(kept), kept[-8:]
    (8000, b'-the end')
    >>> tail.take()
    b''
    """

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._kept = b""

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def fileno(self) -> int:
        """Return standard output's number: a program that the code starts writes there."""
        return 1

    def write(self, data: "ReadableBuffer") -> int:
        """Keep the end."""
        written = bytes(data)
        self._kept = (self._kept + written[-MOST:])[-MOST:]
        return len(written)

    def take(self) -> bytes:
        """Return what was kept, and start again."""
        kept, self._kept = self._kept, b""
        return kept


class Printed:
    """Standard output and error, taken over by a Tail."""

    def __init__(self) -> None:
        """Take them over, for as long as the process lives."""
        self._take_over()

    def _take_over(self) -> None:
        self._tail = Tail()
        self._text = io.TextIOWrapper(io.BufferedWriter(self._tail), "utf-8", "replace", "")
        sys.stdout = sys.stderr = self._text

    def take(self) -> str:
        """Return the end of what was printed since this was last asked."""
        if self._text.closed:  # by the learner's code; the next behaviour gets a new one
            kept = self._tail.take()
            self._take_over()
        else:
            self._text.flush()
            kept = self._tail.take()
        return kept.decode("utf-8", errors="ignore")
