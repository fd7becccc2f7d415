"""A feature file as Cucumber Messages know it: its source, its syntax tree, its pickles."""

from collections.abc import Callable, Iterator
from pathlib import Path

from gherkin.ast_builder import AstBuilder
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler


class Document:
    """One feature file; `pickles` are its examples by the titles that tests have."""

    def __init__(self, path: Path, uri: str, new_id: Callable[[], str]) -> None:
        """Parse the file; every node gets an id from `new_id`."""
        text = path.read_text(encoding="utf-8-sig")
        ids = Ids(new_id)
        self.source = {"uri": uri, "data": text, "mediaType": "text/x.cucumber.gherkin+plain"}
        self.tree = {**Parser(AstBuilder(ids)).parse(text), "uri": uri}
        values = dict(_rows(self.tree["feature"]))
        self.pickles = {}
        for pickle in Compiler(ids).compile(self.tree):
            scenario, *row = pickle["astNodeIds"]
            name, cells = values[scenario], values[row[0]] if row else None
            # The same title that `guards.title` gives the test.
            self.pickles[f"{name} ({', '.join(cells)})" if row else name] = pickle


class Ids:
    """An id generator as the parser wants it."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        """Take what makes a new id."""
        self.get_next_id = new_id


def _rows(node: dict) -> Iterator[tuple[str, object]]:
    """Yield each scenario's id with its name, and each outline's row's id with its cells."""
    for child in node["children"]:
        if "rule" in child:
            yield from _rows(child["rule"])
        elif "scenario" in child:
            scenario = child["scenario"]
            yield scenario["id"], scenario["name"]
            for examples in scenario["examples"]:
                for row in examples["tableBody"]:
                    yield row["id"], [cell["value"] for cell in row["cells"]]
