"""The verdicts of a run in another process, which may fall silent or die: each comes, and once."""

import os
import select
import time
from collections.abc import Callable, Iterator

from dojo.behaviours.items import Behaviour
from dojo.diagnosis.classify import Diagnosis
from dojo.runner.processes import Process
from dojo.runner.protocol import read
from dojo.runner.signals import held
from dojo.time_limit import PATIENCE
from dojo.verdict import BROKEN, Reason, Verdict

GRACE = 2.0
STARTING = 60.0
MOST_SILENCES = 2


class Run:
    """A run of behaviours, one process after another: where one dies, the next goes on."""

    def __init__(
        self,
        start: Callable[[list[Behaviour]], Process],
        items: list[Behaviour],
        limit: float,
    ) -> None:
        """Take what starts a process, the items, and the seconds that each may take."""
        self._start, self._limit = start, limit
        self._left = {item.nodeid: item for item in items}
        self._silences = 0
        self._process: Process | None = None
        self._begin()

    @property
    def done(self) -> bool:
        """Tell whether there is nothing more to come."""
        return self._process is None

    def fileno(self) -> int:
        """Return what `select` waits for."""
        return self._process.read if self._process else -1

    def _begin(self) -> None:
        self._buffer, self._begun = b"", False
        self._running: str | None = None
        with held():
            self._process = self._start(list(self._left.values()))
        self._heard()

    def _heard(self) -> None:
        seconds = PATIENCE * self._limit + (GRACE if self._running else STARTING)
        self._deadline = time.monotonic() + seconds if self._limit else float("inf")

    def receive(self) -> list[Verdict]:
        """Return the verdicts that have come by now."""
        if self._process is None:
            return []
        ready, _, _ = select.select([self], [], [], 0)
        if not ready:
            return self._silent() if time.monotonic() > self._deadline else []
        chunk = os.read(self._process.read, 1 << 16)
        verdicts = self._read(chunk) if chunk else self._died()
        if not self._left:
            # Not when the pipe closes: what the learner's code left running may hold it open.
            self.stop()
        return verdicts

    def _read(self, chunk: bytes) -> list[Verdict]:
        *lines, self._buffer = (self._buffer + chunk).split(b"\n")
        verdicts = []
        for verdict in map(read, lines):
            if isinstance(verdict, str):
                self._running, self._begun = verdict, True
            elif self._left.pop(verdict.nodeid, None):
                self._running = None
                verdicts.append(verdict)
        self._heard()
        return verdicts

    def _silent(self) -> list[Verdict]:
        """End a process that gives no answer and cannot be interrupted."""
        self._silences += 1
        return self._go_on(SILENT.format(seconds=f"{self._limit:g}"))

    def _died(self) -> list[Verdict]:
        if self._begun:
            return self._go_on(DIED)
        self._silences = MOST_SILENCES
        return self._go_on(NEVER_BEGAN)

    def _go_on(self, why: str) -> list[Verdict]:
        """Blame the behaviour that was running, and go on with the next."""
        self.stop()
        verdicts = [_broken(self._left.pop(self._running or next(iter(self._left))), why)]
        if self._silences >= MOST_SILENCES:
            verdicts += [_broken(item, NOT_CHECKED) for item in self._left.values()]
            self._left = {}
        if self._left:
            self._begin()
        return verdicts

    def stop(self) -> None:
        """End the process and all that it started, now."""
        with held():
            process, self._process = self._process, None
            if process:
                process.end()

    def __iter__(self) -> Iterator[Verdict]:
        """Yield every verdict as it comes; leaving early ends the run."""
        try:
            while not self.done:
                select.select([self], [], [], 0.1)
                yield from self.receive()
        finally:
            self.stop()


SILENT = (
    "The code gave no answer within {seconds} s and could not be interrupted. "
    "Is there an endless loop that catches every error?"
)
DIED = "Your code ended the whole process, perhaps with os._exit or a crash."
NEVER_BEGAN = "This behaviour was not checked, because pytest did not start. Try: dojo doctor"
NOT_CHECKED = "This behaviour was not checked, because two earlier runs failed. Try: dojo doctor"


def _broken(item: Behaviour, why: str) -> Verdict:
    return item.conclude(Diagnosis(BROKEN, [Reason("ended", why)], []))
