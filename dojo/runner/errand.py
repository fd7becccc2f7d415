"""A computation with the learner's code beside the run: in a fork, which answers in JSON.

It may go on for long and be asked more than once: what it has computed it keeps.
"""

import contextlib
import json
import os
import select
from collections.abc import Callable, Iterator
from typing import Any

from dojo.diagnosis.error_messages import in_words
from dojo.runner.processes import Process, fork

Tell = Callable[[Any], None]
# It is handed the questions as they come, and what it tells its answers to.
Work = Callable[[Iterator[Any], Tell], None]
FAILED = "failed"


class Errand:
    """One fork that computes; `{"failed": why}` is its answer where the code raises an error."""

    def __init__(self, work: Work) -> None:
        """Start it."""
        heard, asked = os.pipe()
        self._asked = os.fdopen(asked, "wb", buffering=0)
        self._buffer = b""
        self._process: Process | None = fork(lambda write: self._work(work, heard, write))
        os.close(heard)

    def _work(self, work: Work, heard: int, write: int) -> None:
        self._asked.close()

        def tell(answer: Any) -> None:
            data = memoryview(json.dumps(answer).encode() + b"\n")
            while data:
                data = data[os.write(write, data) :]

        with open(heard, "rb") as lines:
            try:
                work(map(json.loads, lines), tell)
            except Exception as error:  # whatever the learner's code raises
                tell({FAILED: in_words(error)})

    @property
    def done(self) -> bool:
        """Tell whether it has ended."""
        return self._process is None

    def fileno(self) -> int:
        """Return what `select` waits for."""
        return self._process.read if self._process else -1

    def ask(self, question: Any) -> None:
        """Ask it something; nothing where it has ended."""
        with contextlib.suppress(OSError, ValueError):
            self._asked.write(json.dumps(question).encode() + b"\n")

    def receive(self) -> list[Any]:
        """Return the answers that have come by now."""
        if self._process is None or not select.select([self], [], [], 0)[0]:
            return []
        chunk = os.read(self._process.read, 1 << 20)
        if not chunk:
            self.stop()
        *lines, self._buffer = (self._buffer + chunk).split(b"\n")
        return [json.loads(line) for line in lines]

    def stop(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process:
            with contextlib.suppress(OSError):
                self._asked.close()
            process.end()
