"""The grader's end of a socket that waits for as long as a submission has time.

What counts is the processor's time of the worker: on a busy machine, right code waits for its turn.
"""

import contextlib
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from dojo.time_limit import PATIENCE

# How long it waits before it looks at the clocks again, and what it need not wait for.
ROUND, BUFFERED = 0.2, 1 << 16
_CREDENTIALS = struct.Struct("3i")
# Of a worker's process, the kernel tells the processor's time to whoever knows its number.
HAS_CLOCKS = hasattr(socket, "SO_PASSCRED") and hasattr(time, "clock_gettime")


class PatientSocket(socket.socket):
    """A socket that looks at the clocks now and then; TimeoutError when no time is `left`.

    To look at them costs more than a short message does.
    """

    left: Callable[[], float]
    _look = 0.0

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Return what comes, at most so many bytes."""
        while True:
            self.check()
            with contextlib.suppress(TimeoutError):
                return super().recv(size, flags)

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send all of it; what the system's buffer has no room for is waited for."""
        is_long = len(data) > BUFFERED
        if is_long:
            self.settimeout(max(self.left(), ROUND))
        super().sendall(data, flags)
        if is_long:
            self.settimeout(ROUND)

    def check(self) -> None:
        """Raise TimeoutError if the time is over, and it has not just been looked at."""
        now = time.monotonic()
        if now > self._look:
            self._look = now + ROUND / 4
            if self.left() <= 0:
                raise TimeoutError

    def process(self) -> int:
        """Return the number of the process that sends the next message; 0 if it cannot be told."""
        if not HAS_CLOCKS:
            return 0
        self.recv(1, socket.MSG_PEEK)
        room = socket.CMSG_SPACE(_CREDENTIALS.size)
        _, known, _, _ = self.recvmsg(1, room, socket.MSG_PEEK)
        found = [_CREDENTIALS.unpack(data)[0] for _, kind, data in known if kind == _KIND]
        return found[0] if found else 0


_KIND = getattr(socket, "SCM_CREDENTIALS", None)


class WorkerClock:
    """The processor's time of a submission's workers, of those that have ended too."""

    def __init__(self) -> None:
        """Start with no worker."""
        self._before = self._now = 0.0
        self._clock: int | None = None

    def begin(self, process: int) -> None:
        """Count a new worker."""
        self.end()
        # As clock_getcpuclockid(3) makes the number of a process's clock.
        self._clock = (~process << 3) | 2 if process else None

    def used(self) -> float:
        """Return the seconds so far."""
        if self._clock is not None:
            with contextlib.suppress(OSError):  # it has just ended
                self._now = max(self._now, time.clock_gettime(self._clock))
        return self._before + self._now

    def end(self) -> None:
        """Keep what the worker has used."""
        self._before, self._now, self._clock = self.used(), 0.0, None


def patience() -> float:
    """Return how many times a limit may be waited for, by the clock."""
    return PATIENCE if HAS_CLOCKS else 1.0
