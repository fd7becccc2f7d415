"""A feature file as lint reads it: its lines, what Gherkin finds in them, where blocks end."""

import re
from collections.abc import Iterator
from pathlib import Path

from pytest_bdd.parser import Feature, ScenarioTemplate

from dojo.behaviours.reading import read
from dojo.lint.codes import Finding
from dojo.verdict import SpecError

# The deeper a line's kind, the sooner its block ends: at the next line that is no deeper.
_KINDS = (
    re.compile(r"@|Feature:"),
    re.compile(r"Rule:"),
    re.compile(r"(?:Example|Scenario(?: Outline| Template)?|Background):"),
    re.compile(r"(?:Given|When|Then|And|But|\*)\s"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Chapter:
    """One feature file. `feature` is None if it cannot be read; `findings` says why."""

    def __init__(self, path: Path) -> None:
        """Read the file."""
        self.path = path
        self.lines: list[str] = []
        self.findings: list[Finding] = []
        self.feature: Feature | None = None
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8")
        except OSError as error:
            self._found(0, "unreadable", f"it cannot be opened: {error.strerror}")
            return
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self._found(line, "encoding", "this is not UTF-8 text: save it as UTF-8")
            return
        if text.startswith("\ufeff"):
            what = "a byte-order mark hides the first line: save as UTF-8 without one"
            self._found(1, "encoding", what)
        self.lines = text.removeprefix("\ufeff").splitlines()
        self._look_at_characters()
        try:
            self.feature = read(path, str(path))
        except SpecError as error:
            self._found(error.line or 0, error.code, error.message)

    def _look_at_characters(self) -> None:
        for number, line in enumerate(self.lines, start=1):
            if _CONTROL.search(line):
                self._found(number, "encoding", "a control character stands here: delete it")
            elif "\t" in line:
                self._found(number, "tab", "a tab stands here: put spaces in its place")

    def _found(self, line: int, code: str, sentence: str) -> None:
        self.findings.append(Finding(self.path, line, code, sentence))

    @property
    def examples(self) -> list[ScenarioTemplate]:
        """The examples, in order."""
        return list(self.feature.scenarios.values()) if self.feature else []

    def rules(self) -> Iterator[tuple[int, str]]:
        """Yield the line and the name of each Rule."""
        for number, line in enumerate(self.lines, start=1):
            if line.strip().startswith("Rule:"):
                yield number, line.strip().removeprefix("Rule:").strip()

    def block(self, number: int) -> range:
        """Return the lines of the block that the line `number` opens; a row is a block of its own.

        A table's header opens the table, a step its table too, and a tag what stands below it.
        """
        kind = self._kind(number)
        if kind == 0:
            return range(len(self.lines) + 1)
        end = number + 1
        if kind == len(_KINDS):
            header = not self._is_row(number - 1)
            while header and self._is_row(end):
                end += 1
            return range(number, end)
        while end <= len(self.lines) and self._kind(end) > kind:
            end += 1
        return range(number, end)

    def _kind(self, number: int) -> int:
        line = self.lines[number - 1].strip()
        return next((i for i, kind in enumerate(_KINDS) if kind.match(line)), len(_KINDS))

    def _is_row(self, number: int) -> bool:
        """Tell whether the line is a table's row; between rows, remarks count for nothing."""
        while 0 < number <= len(self.lines) and self.lines[number - 1].lstrip().startswith("#"):
            number -= 1
        return 0 < number <= len(self.lines) and self.lines[number - 1].lstrip().startswith("|")
