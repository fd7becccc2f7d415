"""Only a clear yes is one, and a line is printed in whatever encoding there is."""

import io

import pytest

from dojo.cli.prompts import agreed, say
from dojo.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("y", True), (" YES ", True), ("n", False), ("", False), ("yep", False), (None, False)],
)
def test_only_a_clear_yes_is_one(answer, typed, meant):
    answer(typed)
    assert agreed("Replace it?") is meant


def test_where_nobody_can_be_asked_the_answer_has_to_be_typed_before(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UsageError, match="add --yes if you are sure"):
        agreed("Replace it?")


def test_a_terminal_without_the_signs_gets_letters(monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr("sys.stdout", out)
    say("✓ ŷ")
    out.flush()
    assert out.buffer.getvalue().decode("ascii").strip()
