"""A feature file as lint reads it: its lines, what Gherkin finds in them, where blocks end."""

import re
from functools import cached_property
from pathlib import Path

from pytest_bdd.gherkin_parser import Background, Feature, Rule, Scenario

from dojo.course.feature_source import FeatureSource
from dojo.lint.codes import Finding
from dojo.verdict import SpecError

# The deeper a line's kind, the sooner its block ends: at the next line that is no deeper.
_FEATURE, _RULE, _EXAMPLE, _STEP, _OTHER = range(5)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Chapter:
    """One feature file. `source` is None if it cannot be read; `findings` says why."""

    def __init__(self, path: Path) -> None:
        """Read the file."""
        self.path = path
        self.lines: list[str] = []
        self.findings: list[Finding] = []
        self.source: FeatureSource | None = None
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
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.lines = text.removesuffix("\n").split("\n")
        self._look_at_characters()
        try:
            self.source = FeatureSource(path, str(path))
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

    def block(self, number: int) -> range:
        """Return the lines of the block that the line `number` opens; a row is a block of its own.

        A table's header opens the table, a step its table too, and a tag what stands below it.
        """
        number, first = self._tagged.get(number, number), number
        kind = self._kinds.get(number, _OTHER)
        if kind == _FEATURE:
            return range(len(self.lines) + 1)
        end = number + 1
        if kind == _OTHER:
            return range(first, self._last_rows.get(number, number) + 1)
        while end <= len(self.lines) and self._kinds.get(self._tagged.get(end, end), _OTHER) > kind:
            end += 1
        return range(first, end)

    @cached_property
    def _kinds(self) -> dict[int, int]:
        """The kind of each line that opens a block with blocks in it."""
        if not self.source:
            return {}
        examples: list[Scenario | Background] = [scenario for _, scenario in self.source.scenarios]
        return {
            **{step.location.line: _STEP for step in self.source.steps},
            **{each.location.line: _EXAMPLE for each in [*examples, *self.source.backgrounds]},
            **{rule.location.line: _RULE for rule in self.source.rules},
            self.source.node.location.line: _FEATURE,
        }

    @cached_property
    def _tagged(self) -> dict[int, int]:
        """The lines of tags, each with the line that they stand above."""
        if not self.source:
            return {}
        scenarios = [scenario for _, scenario in self.source.scenarios]
        tagged: list[Feature | Rule | Scenario] = [self.source.node, *self.source.rules, *scenarios]
        return {tag.location.line: node.location.line for node in tagged for tag in node.tags}

    @cached_property
    def _last_rows(self) -> dict[int, int]:
        """The lines of the tables' headers, each with the line of the table's last row."""
        tables = self.source.tables if self.source else []
        return {table[0].location.line: table[-1].location.line for table in tables}
