"""A feature file as Cucumber Messages know it: its source, its syntax tree, its pickles."""

from collections.abc import Callable, Iterator
from pathlib import Path

from gherkin.ast_builder import AstBuilder
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler


class Document:
    """One feature file; `pickles` are its examples by their lines."""

    def __init__(self, path: Path, uri: str, new_id: Callable[[], str]) -> None:
        """Parse the file; every node gets an id from `new_id`."""
        text = path.read_text(encoding="utf-8-sig")
        ids = Ids(new_id)
        self.source = {"uri": uri, "data": text, "mediaType": "text/x.cucumber.gherkin+plain"}
        self.tree = {**Parser(AstBuilder(ids)).parse(text), "uri": uri}
        lines = dict(_lines(self.tree["feature"]))
        # The last node that a pickle comes from is its example, or the row of its outline.
        self.pickles = {
            lines[pickle["astNodeIds"][-1]]: pickle for pickle in Compiler(ids).compile(self.tree)
        }


class Ids:
    """An id generator as the parser wants it."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        """Take what makes a new id."""
        self.get_next_id = new_id


def _lines(node: dict) -> Iterator[tuple[str, int]]:
    """Yield the ids of the scenarios and of the outlines' rows, each with its line."""
    for child in node["children"]:
        if "rule" in child:
            yield from _lines(child["rule"])
        elif "scenario" in child:
            scenario = child["scenario"]
            yield scenario["id"], scenario["location"]["line"]
            for examples in scenario["examples"]:
                for row in examples["tableBody"]:
                    yield row["id"], row["location"]["line"]
