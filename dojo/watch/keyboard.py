"""Single keys from the terminal, without waiting for Enter; nothing where there is no terminal."""

import contextlib
import os
import re
import select
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any, Protocol

LEAVE, REDRAW = "q", "\x0c"
# Keys that have no letter of their own are one character all the same, so that keys are text.
UP, DOWN, LEFT, RIGHT, PAGE_UP, PAGE_DOWN, ENTER, ESCAPE = (
    "↑",
    "↓",
    "←",
    "→",
    "⇞",
    "⇟",
    "\n",
    "\x1b",
)
MOUSE = "🖰"
_END_OF_FILE = "\x04"
_SEQUENCES = {
    **{f"\x1b[{letter}": key for letter, key in zip("ABCD", (UP, DOWN, RIGHT, LEFT), strict=True)},
    **{f"\x1bO{letter}": key for letter, key in zip("ABCD", (UP, DOWN, RIGHT, LEFT), strict=True)},
    "\x1b[5~": PAGE_UP,
    "\x1b[6~": PAGE_DOWN,
}
# What a terminal sends for a key beside the letters: ESC [ … or ESC O …
_SEQUENCE = re.compile(r"\x1b(?:\[<(?P<mouse>\d+;\d+;\d+[Mm])|\[[0-9;?]*[ -/]*[@-~]|O.)")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;<?]*|O)?$")


class HasDescriptor(Protocol):
    """Sources that `select` can wait for."""

    def fileno(self) -> int:
        """Return the file descriptor."""


class Keyboard:
    """The keys that were pressed, each as one character.

    REDRAW, which is Ctrl-L, also comes by itself when the page must be drawn again: the window has
    another size, or the learner is back from Ctrl-Z. For each MOUSE among the keys, `mouse` has the
    button, the column and the row, counted from 1, and whether the button is held down.
    """

    def __init__(self, descriptor: int | None) -> None:
        """Take the terminal's file descriptor, None if there is no terminal."""
        self.descriptor = descriptor
        self.mouse: list[tuple[int, int, int, bool]] = []
        self.given_back: Callable[[], contextlib.AbstractContextManager[None]] = (
            contextlib.nullcontext
        )
        self._redraw = self._points = False

    def point(self, on: bool) -> None:
        """Have the terminal tell of its mouse, or no longer."""
        if self.descriptor is not None and on != self._points:
            self._points = on
            sys.stdout.write(f"\x1b[?1002{'h' if on else 'l'}\x1b[?1006{'h' if on else 'l'}")
            sys.stdout.flush()

    def redraw(self) -> None:
        """Have the next `wait` return REDRAW."""
        self._redraw = True

    def pressed(self) -> str:
        """Return the keys that wait to be read; LEAVE where the terminal was closed."""
        if self.descriptor is None:
            return ""
        try:
            read = os.read(self.descriptor, 1024)
            # One key can come in two pieces; the second is never far behind.
            while _UNFINISHED.search(read) and select.select([self.descriptor], [], [], 0.02)[0]:
                read += os.read(self.descriptor, 1024) or b" "
        except OSError:
            return LEAVE
        return self._keys(read.decode("utf-8", errors="ignore")) if read else LEAVE

    def _keys(self, text: str) -> str:
        return _SEQUENCE.sub(self._key, text).lower().replace(_END_OF_FILE, LEAVE)

    def _key(self, found: re.Match[str]) -> str:
        """Return the key that a sequence stands for; nothing for one that dojo does not use."""
        if said := found["mouse"]:
            button, column, row = map(int, said[:-1].split(";"))
            self.mouse.append((button, column, row, said[-1] == "M"))
            return MOUSE
        return _SEQUENCES.get(found[0], "")

    def wait(self, seconds: float, others: Sequence[HasDescriptor] = ()) -> str:
        """Wait for a key or for one of the others, but no longer than that; return the keys."""
        waited_for: list[HasDescriptor | int] = [*others]
        if self.descriptor is not None:
            waited_for.append(self.descriptor)
        ready = select.select(waited_for, [], [], seconds)[0]
        keys = self.pressed() if self.descriptor in ready else ""
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
        with contextlib.suppress(termios.error):  # it was closed
            tty.setcbreak(descriptor)
        keys.redraw()

    def give_back() -> None:
        with contextlib.suppress(termios.error, OSError):  # it was closed
            keys.point(False)
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    @contextlib.contextmanager
    def given_back() -> Iterator[None]:
        give_back()
        try:
            yield
        finally:
            take()

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
    keys.given_back = given_back
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
