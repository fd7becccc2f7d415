"""Feature files as Cucumber Messages know them: their source, syntax tree and pickles."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cucumber_messages as protocol
from gherkin.ast_builder import AstBuilder
from gherkin.errors import ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator

from dojo.cucumber.records import BehaviourRecord, StepRecord

_read = protocol.message_converter.from_dict


class ChangedError(Exception):
    """A feature is not any more what was checked."""


class Document:
    """One feature file, read after the run; whoever has changed it meanwhile is told so."""

    def __init__(self, path: Path, uri: str, ids: IdGenerator) -> None:
        """Parse the file; every node gets an id of its own."""
        self._uri, self._ids = uri, ids
        try:
            self.source = source(path, uri)
            tree = Parser(AstBuilder(ids)).parse(self.source.data)
        except (OSError, UnicodeError, ParserError):
            raise ChangedError(uri) from None
        compiled = Compiler(ids).compile({**tree, "uri": uri})
        self.tree: protocol.GherkinDocument = _read({**tree, "uri": uri}, protocol.GherkinDocument)
        lines = dict(_lines(self.tree.feature)) if self.tree.feature else {}
        # The last node that a pickle comes from is its example, or the row of its outline.
        self._pickles: dict[int, protocol.Pickle] = {
            lines[pickle["astNodeIds"][-1]]: _read(pickle, protocol.Pickle) for pickle in compiled
        }

    def pickle(self, behaviour: BehaviourRecord) -> protocol.Pickle:
        """Return a pickle for a behaviour alone, with the tables that it ran with.

        They are those of the feature, unless it is a case from a spreadsheet.
        """
        found = self._pickles.get(behaviour["line"])
        if not found or len(found.steps) != len(behaviour["steps"]):
            raise ChangedError(self._uri)
        pairs = zip(found.steps, behaviour["steps"], strict=True)
        steps = [self._step(*pair) for pair in pairs]
        return replace(found, id=self._ids.get_next_id(), steps=steps)

    def _step(self, step: protocol.PickleStep, record: StepRecord) -> protocol.PickleStep:
        argument = step.argument
        if record["table"]:
            rows = [
                protocol.PickleTableRow([protocol.PickleTableCell(text) for text in row])
                for row in record["table"]
            ]
            argument = protocol.PickleStepArgument(data_table=protocol.PickleTable(rows))
        return replace(step, id=self._ids.get_next_id(), argument=argument)


def source(path: Path, uri: str, errors: str = "strict") -> protocol.Source:
    """Return a feature's text as a message."""
    text = path.read_text(encoding="utf-8-sig", errors=errors)
    kind = protocol.SourceMediaType.text_x_cucumber_gherkin_plain
    return protocol.Source(uri=uri, data=text, media_type=kind)


def _lines(parent: protocol.Feature | protocol.Rule) -> Iterator[tuple[str, int]]:
    """Yield the ids of the scenarios and of the outlines' rows, each with its line."""
    for child in parent.children:
        if isinstance(child, protocol.FeatureChild) and child.rule:
            yield from _lines(child.rule)
        elif scenario := child.scenario:
            yield scenario.id, scenario.location.line
            for examples in scenario.examples:
                for row in examples.table_body:
                    yield row.id, row.location.line
