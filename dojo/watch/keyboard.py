"""Single keys from the terminal, without waiting for Enter; nothing where there is no terminal."""

import contextlib
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any, Protocol

LEAVE, REDRAW = "q", "\x0c"
_END_OF_FILE = "\x04"


class HasDescriptor(Protocol):
    """What `select` can wait for."""

    def fileno(self) -> int:
        """Return the file descriptor."""


class Keyboard:
    """The keys that were pressed.

    REDRAW, which is Ctrl-L, also comes by itself when the page has to be drawn anew: the window has
    another size, or the learner is back from Ctrl-Z.
    """

    def __init__(self, descriptor: int | None) -> None:
        """Take the terminal's file descriptor, None if there is no terminal."""
        self.descriptor = descriptor
        self._redraw = False

    def redraw(self) -> None:
        """Have the next `wait` return REDRAW."""
        self._redraw = True

    def pressed(self) -> str:
        """Return the keys that wait to be read; LEAVE where the terminal was closed."""
        if self.descriptor is None:
            return ""
        try:
            read = os.read(self.descriptor, 64)
        except OSError:
            return LEAVE
        return read.decode("utf-8", errors="ignore").replace(_END_OF_FILE, LEAVE) if read else LEAVE

    def wait(self, seconds: float, others: Sequence[HasDescriptor] = ()) -> str:
        """Wait for a key or for one of the others, but no longer than that; return the keys."""
        waited_for: list[HasDescriptor | int] = [*others]
        if self.descriptor is not None:
            waited_for.append(self.descriptor)
        ready = select.select(waited_for, [], [], seconds)[0]
        keys = self.pressed().lower() if self.descriptor in ready else ""
        if self._redraw:
            self._redraw = False
            keys += REDRAW
        return keys


@contextlib.contextmanager
def keyboard() -> Iterator[Keyboard]:
    """Read single keys inside the block; afterwards, and during Ctrl-Z, the terminal is as before.

    Where there is no terminal, no key ever comes.
    """
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
    keys = Keyboard(descriptor)
    before = termios.tcgetattr(descriptor)

    def take() -> None:
        tty.setcbreak(descriptor)
        keys.redraw()

    def give_back() -> None:
        with contextlib.suppress(termios.error):  # it was closed
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    def stop() -> None:
        give_back()
        # Only the system's own answer to this signal stops the process; here it is stopped.
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)
        # And here it goes on.
        signal.signal(signal.SIGTSTP, handlers[signal.SIGTSTP])
        take()

    handlers = {
        signal.SIGTSTP: _answering(stop),
        signal.SIGCONT: _answering(take),
        signal.SIGWINCH: _answering(keys.redraw),
    }
    try:
        tty.setcbreak(descriptor)
        with _answered(handlers):
            yield keys
    finally:
        give_back()
        os.close(descriptor)


Handler = Callable[[int, FrameType | None], Any]


def _answering(act: Callable[[], None]) -> Handler:
    """Return a handler that acts in this process, and not in the forks that inherit it."""
    owner = os.getpid()

    def handle(number: int, frame: FrameType | None) -> None:
        if os.getpid() == owner:
            act()

    return handle


@contextlib.contextmanager
def _answered(handlers: dict[signal.Signals, Handler]) -> Iterator[None]:
    """Answer signals inside the block, except those that whoever started us wants ignored."""
    heeded = [number for number in handlers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handlers[number]) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
