"""A limit on the time that a behaviour may take, beside alarms that others have set."""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator

from dojo.verdict import TookTooLong


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TookTooLong inside the block after `seconds`, if the system has alarms; 0 is never.

    An alarm that was set before (by pytest-timeout, say) is not lost: if it is due earlier, it
    rings alone; if not, it goes on when the block has ended.
    """
    if not (seconds and _has_alarms()):
        yield
        return
    theirs, again = signal.getitimer(signal.ITIMER_REAL)
    if 0 < theirs <= seconds:
        yield
        return

    def ring(*_: object) -> None:
        raise TookTooLong(f"{seconds:g} s")

    began = time.monotonic()
    before = signal.signal(signal.SIGALRM, ring)
    # It rings again and again: code that swallows one alarm meets the next.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)
        if theirs:
            left = theirs - (time.monotonic() - began)
            signal.setitimer(signal.ITIMER_REAL, max(left, _AT_ONCE), again)


@contextlib.contextmanager
def paused() -> Iterator[float]:
    """Stop the limit's clock inside the block; return the seconds that are left, 0 for no limit."""
    left, again = stop_clock()
    try:
        yield left
    finally:
        start_clock((left, again))


def stop_clock() -> tuple[float, float]:
    """Stop the limit's clock; return what `start_clock` starts it with again."""
    return signal.setitimer(signal.ITIMER_REAL, 0) if _has_alarms() else (0.0, 0.0)


def start_clock(left: tuple[float, float]) -> None:
    """Let the limit's clock go on from where it was stopped."""
    if _has_alarms():
        signal.setitimer(signal.ITIMER_REAL, *left)


_AT_ONCE = 1e-6


def _has_alarms() -> bool:
    """Tell whether the system has alarms, which ring in the main thread alone."""
    main = threading.current_thread() is threading.main_thread()
    return main and hasattr(signal, "setitimer")
