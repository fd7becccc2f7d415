"""Recordings of chapters: what pytest, in a process of its own, saw of each example."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

FORWARD, BACKWARD = "forward", "backward"


@dataclass
class Answer:
    """One answer cell: what it says, what came, and which functions led to it."""

    column: str
    text: str
    line: int
    right: bool
    shown: str
    value: list[float] | None
    functions: list[tuple[str, str]]
    given: dict[str, str]


@dataclass
class Seen:
    """Record of one example; each of `mistakes` is (line, code, message) of a SpecError."""

    nodeid: str
    file: str
    line: int
    rule: str = ""
    verdict: str = "green"
    reason: str = ""
    mistakes: list[tuple[int, str, str]] = field(default_factory=list)
    headers: list[int] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


class Observation:
    """A run that has begun in another process; `seen` waits for its end."""

    def __init__(self, files: list[Path], kata: Path, order: str = FORWARD) -> None:
        """Begin."""
        self._folder = tempfile.TemporaryDirectory(prefix="dojo-lint-")
        self._output = Path(self._folder.name) / "seen.json"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dojo.lint.record_main", self._output, kata, order, *files],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )

    def seen(self) -> list[Seen]:
        """Wait, and return what was seen; RuntimeError with pytest's words if it saw nothing."""
        said, _ = self._process.communicate()
        try:
            found = json.loads(self._output.read_bytes())
        except (OSError, ValueError):
            raise RuntimeError(said.strip()) from None
        finally:
            self._folder.cleanup()
        for seen in found:
            seen["answers"] = [Answer(**answer) for answer in seen["answers"]]
        return [Seen(**seen) for seen in found]

    def stop(self) -> None:
        """End it, if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._folder.cleanup()
