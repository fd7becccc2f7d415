"""A limit on the time that a behaviour may take."""

import contextlib
import signal
import threading
from collections.abc import Iterator

from dojo.verdict import TookTooLong


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TookTooLong inside the block after `seconds`, if the system has alarms; 0 is never."""
    main = threading.current_thread() is threading.main_thread()
    if not (seconds and main and hasattr(signal, "setitimer")):
        yield
        return

    def ring(*_: object) -> None:
        raise TookTooLong(f"{seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    # It rings again and again: code that swallows one alarm meets the next.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def paused() -> Iterator[float]:
    """Stop the limit's clock inside the block; return the seconds that are left, 0 for no limit."""
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield 0.0
        return
    left, again = signal.setitimer(signal.ITIMER_REAL, 0)
    try:
        yield left
    finally:
        signal.setitimer(signal.ITIMER_REAL, left, again)
