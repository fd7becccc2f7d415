"""An alarm for WebAssembly, which has no signals of its own: the page's clock rings it.

Pyodide asks an object now and then whether a signal has come. Ours answers SIGALRM once the time is
up (`dojo/site/web/alarm.js`); here stand the functions that the time limit sets it with.
"""

import signal
import time
from collections.abc import Callable


class Alarm:
    """The interval timer of one process: seconds until it rings, and between further rings.

    >>> heard = []
    >>> alarm = Alarm(lambda seconds, again: heard.append((seconds, again)), clock=lambda: 0.0)
    >>> alarm.set(0, 10.0, 1.0)
    (0.0, 0.0)
    >>> alarm.set(0, 0)
    (10.0, 1.0)
    >>> heard
    [(10.0, 1.0), (0.0, 0.0)]
    """

    def __init__(
        self, tell: Callable[[float, float], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take what tells the page's clock, and a clock to read here."""
        self._tell, self._clock = tell, clock
        self._end, self._again = 0.0, 0.0

    def get(self, which: int) -> tuple[float, float]:
        """Return the seconds that are left, 0 for no alarm, and those between further rings."""
        if not self._end:
            return 0.0, 0.0
        left = self._end - self._clock()
        if left <= 0 and self._again:
            left %= self._again
        return max(left, _AT_ONCE), self._again

    def set(self, which: int, seconds: float, interval: float = 0.0) -> tuple[float, float]:
        """Set the alarm, 0 for none, as `signal.setitimer` does; return what was set before."""
        before = self.get(which)
        self._end = self._clock() + seconds if seconds else 0.0
        self._again = interval if seconds else 0.0
        self._tell(float(seconds), self._again)
        return before


_AT_ONCE = 1e-6


def install(
    tell: Callable[[float, float], object], clock: Callable[[], float] = time.monotonic
) -> None:
    """Give this process the alarm that its system has not, and one clock for who looks at the time.

    A worker of a page has its thread for itself, and is not told how much of it it had.
    """
    alarm = Alarm(tell, clock)
    for name, value in {"setitimer": alarm.set, "getitimer": alarm.get, "ITIMER_REAL": 0}.items():
        setattr(signal, name, value)
    for name in ("monotonic", "thread_time"):
        setattr(time, name, clock)
