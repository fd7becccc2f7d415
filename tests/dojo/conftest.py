"""A little book: features and an implementation of a test's own, run by pytest in this process."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent
from types import SimpleNamespace

# Imported here, so that they are not imported again by each run in this process: numpy forbids it.
import hypothesis.strategies  # noqa: F401
import numpy as np  # noqa: F401
import pytest

from dojo.sheet import Sheet

INI = """
[pytest]
filterwarnings =
    error
    ignore:Module already imported so cannot be rewritten
"""

RIGHT = {
    "neuron": """
        import numpy as np

        def weighted_sum(x, W, b):
            return x @ W + b
    """,
    "activations": """
        import numpy as np

        def relu(z):
            return np.maximum(z, 0.0)

        def relu_prime(z):
            return (z > 0) * 1.0
    """,
}

RELU = """
    Feature: Activations

      Rule: ReLU passes what is positive
        Example: On both sides
          Then relu gives
            | z  | a? | slope? |
            | -2 | 0  | 0      |
            | 0  | 0  | 0      |
            | 3  | 3  | 1      |

      Rule: A second rule, so that the rest is seen to run
        Example: The weighted sum
          Then the weighted sum is
            | x    | w    | b | z? |
            | 1, 2 | 3, 4 | 5 | 16 |
"""


@dataclass
class Behaviour:
    """What a JUnit file says about one behaviour."""

    name: str
    verdict: str
    properties: list[tuple[str, str]]

    def __getitem__(self, name):
        return dict(self.properties)[name]


class Book:
    """A folder with features, a kata beside them, and pytest's runs of them."""

    def __init__(self, pytester):
        self.pytester, self.path = pytester, pytester.path
        pytester.makeini(INI)
        self.kata()

    def kata(self, **modules):
        """Write the modules of an implementation; those not given are right."""
        folder = self.path / "kata"
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
        for name, source in (RIGHT | modules).items():
            (folder / f"{name}.py").write_text(dedent(source), encoding="utf-8")
        return folder

    def feature(self, text, name="book.feature"):
        """Write a feature."""
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def example(self, text, name="book.feature"):
        """Write a feature of one example with the given steps."""
        steps = indent(dedent(text).strip("\n"), "      ")
        head = "Feature: A book\n\n  Rule: It holds\n    Example: One\n"
        return self.feature(head + steps + "\n", name)

    def steps(self, source):
        """Write step definitions of the book's own."""
        head = "from pytest_bdd import given, parsers, then, when\nimport numpy as np\n"
        (self.path / "conftest.py").write_text(head + dedent(source), encoding="utf-8")

    def run(self, *arguments):
        """Run pytest in this process; return its result."""
        return self.pytester.runpytest_inprocess(*map(str, arguments))

    def says(self, *arguments):
        """Run pytest; return its exit code and what it printed."""
        result = self.run(*arguments)
        return int(result.ret), result.stdout.str() + result.stderr.str()

    def behaviours(self, *arguments):
        """Run pytest; return each behaviour as the JUnit file has it."""
        path = self.path / "run.xml"
        self.run(f"--junit-xml={path}", *arguments)
        return read_junit(path)


def read_junit(path: Path) -> list[Behaviour]:
    """Return what a JUnit file says about each behaviour."""
    return [
        Behaviour(
            case.get("name"),
            properties.get("verdict", "green"),
            [(p.get("name"), p.get("value")) for p in case.iter("property")],
        )
        for case in ET.parse(path).iter("testcase")
        for properties in [{p.get("name"): p.get("value") for p in case.iter("property")}]
    ]


@pytest.fixture
def book(pytester):
    return Book(pytester)


@pytest.fixture
def relu_book(book):
    book.feature(RELU)
    return book


def sheet_of(table: str, take_calls=list) -> Sheet:
    """Lay out a table as it stands in a feature, its header in line 8."""
    rows = [line.strip().strip("|").split("|") for line in dedent(table).strip().splitlines()]
    laid = [
        SimpleNamespace(
            location=SimpleNamespace(line=line),
            cells=[
                SimpleNamespace(value=value.strip(), location=SimpleNamespace(line=line))
                for value in row
            ],
        )
        for line, row in enumerate(rows, start=8)
    ]
    step = SimpleNamespace(line_number=7, datatable=SimpleNamespace(rows=laid) if table else None)
    return Sheet(step, "book.feature", take_calls)


@pytest.fixture
def lay_out():
    return sheet_of


@pytest.fixture(scope="session")
def junit():
    return read_junit
