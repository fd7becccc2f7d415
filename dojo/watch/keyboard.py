"""Single keys from the terminal, without waiting for Enter; nothing where there is no terminal."""

import contextlib
import os
import select
import sys
from collections.abc import Iterator, Sequence

LEAVE = "q"
_END_OF_FILE = "\x04"


class Keyboard:
    """The keys that were pressed."""

    def __init__(self, descriptor: int | None) -> None:
        """Take the terminal's file descriptor, None if there is no terminal."""
        self.descriptor = descriptor

    def pressed(self) -> str:
        """Return the keys that wait to be read; LEAVE where the terminal was closed."""
        if self.descriptor is None:
            return ""
        try:
            read = os.read(self.descriptor, 64)
        except OSError:
            return LEAVE
        return read.decode("utf-8", errors="ignore").replace(_END_OF_FILE, LEAVE) if read else LEAVE

    def wait(self, seconds: float, others: Sequence = ()) -> str:
        """Wait for a key or for one of the others, but no longer than that; return the keys."""
        own = [] if self.descriptor is None else [self.descriptor]
        ready = select.select([*others, *own], [], [], seconds)[0]
        return self.pressed().lower() if self.descriptor in ready else ""


@contextlib.contextmanager
def keyboard() -> Iterator[Keyboard]:
    """Read single keys inside the block; afterwards the terminal is as it was."""
    if not sys.stdin or not sys.stdin.isatty():
        yield Keyboard(None)
        return
    try:
        import termios
        import tty
    except ImportError:  # not on Windows
        yield Keyboard(None)
        return
    descriptor = os.dup(sys.stdin.fileno())
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield Keyboard(descriptor)
    finally:
        with contextlib.suppress(termios.error):  # it was closed
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        os.close(descriptor)
