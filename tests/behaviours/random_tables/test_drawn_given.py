"""Given numbers of a random table are shown where it finds a mistake that no printed one shows."""

import pytest

from dojo.terminal.message import text
from dojo.verdict import Verdict
from tools.wrong_katas.variants import Checker, altered

# Only inputs of a size that no table prints tell it.
LARGE = "5.1 < abs(X).max() < 5.9"
DOUBLED = altered(
    "doubled where an input is of that size",
    "backpropagation",
    [{"old": "    return gradients\n",
      "new": f"    return [((1 + ({LARGE})) * W, b) for W, b in gradients]\n"}],
)  # fmt: skip


@pytest.fixture(scope="module")
def verdict():
    with Checker(draws=20) as check:
        return check.first_red(DOUBLED).verdict


def test_the_tables_of_the_steps_before_are_shown_as_they_were_drawn(verdict):
    assert verdict.drawn
    assert {table.step for table in verdict.drawn} >= {"the samples"}
    shown = text(verdict)
    for table in verdict.drawn:
        assert f"Given {table.step}, as drawn:" in shown
        for cell in (cell for row in table.rows for cell in row):
            assert cell.text in shown
    assert Verdict.read(verdict.plain()) == verdict


def test_of_a_printed_table_nothing_is_drawn(verdict):
    assert [cell.verdict for table in verdict.tables for cell in table.answers if cell.actual]
    assert "as drawn" not in text(Verdict.read({**verdict.plain(), "drawn": ()}))
