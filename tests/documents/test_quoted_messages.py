"""Messages that a document quotes in a table: the tool says them in these words."""

import ast
import functools
import re

import pytest

from tests.fixtures.course import COURSE

# The columns of tables that hold messages.
SAID = ("what you read", "what is said")
DOCS = COURSE.root / "docs"


def quoted(text):
    """Return the messages in a document's tables, each without the backticks around it."""
    found, column = [], None
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            column = None
        elif column is None:
            column = next((i for i, cell in enumerate(cells) if cell in SAID), -1)
        elif column >= 0:
            found += re.findall(r"`([^`]+)`", cells[column])
    return found


@functools.cache
def said():
    """Return all that stands in the strings of the tool, a line a string."""
    texts = []
    for path in sorted((COURSE.root / "dojo").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append(node.value)
    return "\n".join(texts)


def parts(message):
    """Return what is the same in each message of a kind: `…` stands for the rest."""
    rest = re.sub(r"^(not graded|[\w/]+\.\w+:\d+): ", "", message)
    return [part for piece in re.split(r"…|\. |; ", rest) if (part := piece.strip(" .,:;'"))]


@pytest.mark.parametrize("name", ["grading.md", "courses.md"])
def test_a_quoted_message_is_one_of_the_tool(name):
    messages = quoted((DOCS / name).read_text(encoding="utf-8"))
    assert len(messages) > 7
    unknown = [(m, p) for m in messages for p in parts(m) if p not in said()]
    assert unknown == []


def test_what_differs_from_message_to_message_is_left_out():
    text = (
        "| what | what is said |\n|---|---|\n| a | `a.toml:5: the key … is unknown. Did … it?` |\n"
    )
    (message,) = quoted(text)
    assert parts(message) == ["the key", "is unknown", "Did", "it?"]
