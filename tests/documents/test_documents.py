"""Documents: every command runs, and every output is what its command prints today."""

import pytest

from tests.fixtures.course import COURSE
from tools import documents


@pytest.mark.parametrize("path", documents.DOCUMENTS, ids=lambda path: path.name)
def test_a_document_shows_what_its_commands_print(path):
    new, problems = documents.check(path)
    assert problems == []
    assert path.read_text(encoding="utf-8") == new, f"python -m tools.documents {path.name}"


@pytest.fixture
def on(tmp_path):
    return documents.stage(tmp_path)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("```console\n$ echo 1; echo 2\n1\n3\n```\n", "```console\n$ echo 1; echo 2\n1\n2\n```\n"),
        (
            "```console\n$ echo 1\n$ echo 2\n1\n```\n",
            "```console\n$ echo 1\n1\n$ echo 2\n2\n```\n",
        ),
        ("<!-- prints: echo 1 -->\n```\n2\n```\n", "<!-- prints: echo 1 -->\n```\n1\n```\n"),
        (
            "<!-- first: echo 7 > x -->\n<!-- prints: cat x -->\n```\n```\n",
            "<!-- first: echo 7 > x -->\n<!-- prints: cat x -->\n```\n7\n```\n",
        ),
        (
            "Save this as `a.py`:\n```python\nprint(5)\n```\n```console\n$ python a.py\n```\n",
            "Save this as `a.py`:\n```python\nprint(5)\n```\n```console\n$ python a.py\n5\n```\n",
        ),
    ],
)
def test_a_wrong_output_is_replaced(on, text, new):
    assert documents.rewritten(text, on) == new


@pytest.mark.parametrize(
    "text",
    [
        "```console\n$ echo 1 passed in 2.5s\n1 passed in 0.1s\n```\n",
        "```console\n$ echo 8 ms\n25 ms\n```\n",
        "```\na block of no command\n```\n",
        "Save this as `a.py`:\n```python\nimport torch\n```\n```console\n$ python a.py\nold\n```\n",
    ],
)
def test_what_is_as_good_stays(on, text, monkeypatch):
    monkeypatch.setattr(documents, "find_spec", lambda name: None)
    assert documents.rewritten(text, on) == text


@pytest.mark.parametrize(
    "command",
    [
        "dojo lost",
        "dojo list --no-such",
        "pytest features/99_no.feature",
        "no-such-program",
        "cd x",
    ],
)
def test_a_command_that_does_not_run_is_a_problem(on, command):
    documents.rewritten(f"```sh\n{command}  # a remark\n```\n", on)
    (problem,) = on.problems
    assert command in problem


def test_commands_of_a_document_share_a_folder(on):
    documents.rewritten("```sh\nmkdir x && cd x\ntouch y\n```\n", on)
    assert on.problems == []
    assert (on.folder / "x" / "y").exists()


def test_the_reference_is_only_copied(on):
    documents.rewritten("<!-- first: rm -r kata -->\n```sh\nls features\n```\n", on)
    assert not (on.folder / "kata").exists()
    assert COURSE.reference.exists()
