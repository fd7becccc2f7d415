"""Signals that end a program: Ctrl-C, a request to end and a closed terminal act the same way."""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator

STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
TIDYING = 1.0


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt inside the block at any of the signals.

    A second one that follows at once (a closed terminal sends several) does not disturb the tidying
    up that the first has begun.
    """
    left = float("-inf")

    def leave(*_: object) -> None:
        nonlocal left
        now = time.monotonic()
        if now - left > TIDYING:
            left = now
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # nohup has a closed terminal ignored, and that stays so.
    heeded = [stop for stop in STOPS if signal.getsignal(stop) is not signal.SIG_IGN]
    before = {stop: signal.signal(stop, leave) for stop in heeded}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Let no signal in before the block has ended: what it starts is known, or was not started."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def never_mind() -> None:
    """Make a process that was just forked die of a signal at once; Ctrl-C is not meant for it."""
    for stop in STOPS:
        signal.signal(stop, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
