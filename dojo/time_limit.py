"""A limit on the time that a behaviour may take, beside alarms that others have set.

What counts is the processor's time: on a busy machine, right code waits for its turn.
"""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dojo.verdict import TookTooLong

# Who only waits, and computes nothing, is ended after so many times the limit.
PATIENCE = 3
# How many times as long the same work takes in WebAssembly.
SLOWER = 3 if sys.platform == "emscripten" else 1


class Stopped(NamedTuple):
    """A clock that was stopped: what it starts with again, and the processor's time until then."""

    left: float = 0.0
    again: float = 0.0
    used: float = 0.0


class _Clock:
    """The processor's time that was used while the clock stood still, and when a limit ends.

    `elsewhere` returns what another process has used for the same work.
    """

    paused = 0.0
    end: float | None = None
    elsewhere: Callable[[], float] | None = None

    @classmethod
    def used(cls) -> float:
        """Return the processor's time that the work has taken so far."""
        return time.thread_time() + (cls.elsewhere() if cls.elsewhere else 0.0)

    @classmethod
    def now(cls) -> float:
        """Return the processor's time except for the pauses."""
        return cls.used() - cls.paused


def count_also(elsewhere: Callable[[], float] | None) -> None:
    """Count the processor's time of another process, too: of one that does the work for this one.

    `elsewhere` returns its seconds so far; None ends it.
    """
    _Clock.elsewhere = elsewhere and staticmethod(elsewhere)


class Deadline:
    """The end of some seconds that are counted as `time_limit` counts them.

    >>> Deadline(10.0).left() > 9
    True
    """

    def __init__(self, seconds: float, patience: float = PATIENCE) -> None:
        """Begin now: seconds of the processor's time, and `patience` times as many by the clock."""
        self._processor = _Clock.used() + seconds
        self._clock = time.monotonic() + patience * seconds

    def left(self) -> float:
        """Return the seconds that are left; it is below 0 when they are over."""
        return min(self._processor - _Clock.used(), self._clock - time.monotonic())


@contextlib.contextmanager
def time_limit(seconds: float, patience: float = PATIENCE) -> Iterator[None]:
    """Raise TookTooLong inside the block after `seconds`, if the system has alarms; 0 is never.

    They are seconds of the processor's time, but no more than `patience` times as many by the
    clock. An alarm that was set before (by pytest-timeout, say) is not lost: if it is due earlier,
    it rings alone; if not, it goes on when the block has ended.
    """
    if not (seconds and _has_alarms()):
        yield
        return
    theirs, again = signal.getitimer(signal.ITIMER_REAL)
    if 0 < theirs <= seconds:
        yield
        return
    most = min(patience * seconds, theirs or float("inf"))
    end, waited = _Clock.now() + seconds, seconds

    def ring(*_: object) -> None:
        nonlocal waited
        left = end - _Clock.now()
        if left > 0 and waited < most:
            more = min(max(left, _SHORTEST * seconds), most - waited)
            waited += more
            signal.setitimer(signal.ITIMER_REAL, max(more, _AT_ONCE), 1)
            return
        raise TookTooLong(f"{seconds:g} s")

    began = time.monotonic()
    before = signal.signal(signal.SIGALRM, ring)
    outer, _Clock.end = _Clock.end, end
    # It rings again and again: code that swallows one alarm meets the next.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _Clock.end = outer
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)
        if theirs:
            left = theirs - (time.monotonic() - began)
            signal.setitimer(signal.ITIMER_REAL, max(left, _AT_ONCE), again)


@contextlib.contextmanager
def paused() -> Iterator[float]:
    """Stop the limit's clock inside the block; return the seconds that are left, 0 for no limit."""
    stopped = stop_clock()
    left = stopped.left
    if left and _Clock.end is not None:
        # The alarm may ring sooner, only to see how much of the time was waited for.
        left = max(_Clock.end - _Clock.now(), _AT_ONCE)
    try:
        yield left
    finally:
        start_clock(stopped)


def stop_clock() -> Stopped:
    """Stop the limit's clock; return what `start_clock` starts it with again."""
    if not _has_alarms():
        return Stopped()
    return Stopped(*signal.setitimer(signal.ITIMER_REAL, 0), _Clock.used())


def start_clock(stopped: Stopped) -> None:
    """Let the limit's clock go on from where it was stopped."""
    if _has_alarms():
        _Clock.paused += _Clock.used() - stopped.used
        signal.setitimer(signal.ITIMER_REAL, stopped.left, stopped.again)


_AT_ONCE = 1e-6
_SHORTEST = 0.05  # of the limit, from one ring to the next


def _has_alarms() -> bool:
    """Tell whether the system has alarms, which ring in the main thread alone."""
    main = threading.current_thread() is threading.main_thread()
    return main and hasattr(signal, "setitimer")
