"""Single keys from the terminal, without waiting for Enter; nothing where there is no terminal."""

import contextlib
import os
import sys
from collections.abc import Iterator


class Keyboard:
    """The keys that were pressed; `fileno` is what `select` waits for."""

    def __init__(self, descriptor: int | None) -> None:
        """Take the terminal's file descriptor, None if there is no terminal."""
        self.descriptor = descriptor

    def pressed(self) -> str:
        """Return the keys that wait to be read."""
        if self.descriptor is None:
            return ""
        return os.read(self.descriptor, 64).decode("utf-8", errors="ignore")


@contextlib.contextmanager
def keyboard() -> Iterator[Keyboard]:
    """Read single keys inside the block; afterwards the terminal is as it was."""
    try:
        import termios
        import tty

        descriptor = os.dup(sys.stdin.fileno())
        before = termios.tcgetattr(descriptor)
    except (ImportError, OSError, ValueError):  # termios.error is an OSError
        yield Keyboard(None)
        return
    try:
        tty.setcbreak(descriptor)
        yield Keyboard(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        os.close(descriptor)
