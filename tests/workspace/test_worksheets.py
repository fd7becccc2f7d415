"""Worksheets: gaps are not written yet, wrong answers are told why, and no gap ever passes."""

import pytest

from dojo.course.feature_names import features_in
from dojo.workspace.blank_worksheets import blank, is_blank
from tests.fixtures.commands import checked, checked_warm
from tests.fixtures.course import COURSE

SHEETS = [path.name for path in features_in(COURSE.worksheets)]
CHAIN = "06_chain_on_paper.feature"
LINKS = "A chain on paper", "Every link from the input to the cost"
SIGNAL = "A chain on paper", "The error signal and the output layer"
LINES = "A chain on paper", "Backwards through the chain"


def fill(root, **answers):
    """Write answers into the gaps of worksheet 6, and check it: {quantity: answer}."""
    path = root / "worksheets" / CHAIN
    lines = path.read_text(encoding="utf-8").splitlines()
    for asked, answer in answers.items():
        (at,) = [n for n, line in enumerate(lines) if asked in line and "…" in line]
        lines[at] = lines[at].replace("…", answer)
    path.write_text("\n".join(lines), encoding="utf-8")
    return checked_warm(root, "worksheets")


@pytest.mark.parametrize("name", SHEETS)
def test_a_blank_worksheet_holds_no_answer(name):
    solved = (COURSE.worksheets / name).read_text(encoding="utf-8")
    blanked = blank(solved)
    rows = zip(solved.splitlines(), blanked.splitlines(), strict=True)
    changed = [(before, after) for before, after in rows if before != after]
    assert len(changed) >= 5
    asked = [line for line in solved.splitlines() if "| right " in line and "given" not in line]
    assert len(changed) == len(asked)
    for before, after in changed:
        assert len(before) == len(after)
        assert "…" in after
    assert blank(blanked) == blanked


def test_what_gherkin_takes_for_a_table_is_blanked_and_nothing_else():
    solved = [
        "    | derivative | claim | note |",
        "    # a remark",
        r"    | a \| b     | c \\|| note: | here |".replace("|| note: | here", "| none"),
        "",
        "    | d          | given | given |",
        "    | e          | f \\| g | |",
        '    """',
        "    | derivative | claim |",
        "    | h          | i     |",
        '    """',
    ]
    rows = blank("\n".join(solved)).split("\n")
    changed = {line for line, row in enumerate(rows) if row != solved[line]}
    assert changed == {2, 5}
    assert [row.count("…") for row in rows] == [0, 0, 1, 0, 0, 1, 0, 0, 0, 0]
    assert rows[2].startswith(r"    | a \| b     | …")
    assert rows[5].endswith("| |")


@pytest.mark.parametrize("cell", ["", "…", "...", " … ", "(ŷ - y)/…", "1. ∂J/∂z2 =", "2. J = …"])
def test_a_gap_is_a_gap(cell):
    assert is_blank(cell)


def test_no_gap_passes(root):
    fresh = checked(root, "worksheets")
    assert len(fresh) == 13
    assert "green" not in {found.verdict for found in fresh.values()}


def test_gaps_are_not_written_yet_and_what_is_right_is_seen(root):
    found = fill(root, **{"∂z1/∂b1": "1", "1. ∂J/∂z2": "(ŷ - y)/n"})
    assert {behaviour.verdict for behaviour in found.values()} == {"not written yet"}
    assert "right ✓" in found[LINKS].message
    assert "Still to be filled in, where … stands: ∂z1/∂x, ∂a1/∂z1" in found[LINKS].message
    assert f"edit worksheets/{CHAIN}:" in found[LINKS].message


def test_gaps_that_ask_for_the_same_of_several_costs_are_told_apart(root):
    message = checked_warm(root, "worksheets")["Slopes on paper", "Three costs"].message
    names = "∂J/∂ŷ of mse, ∂J/∂ŷ of cross_entropy, ∂J/∂ŷ of binary_cross_entropy"
    assert names in " ".join(message.split())


@pytest.mark.parametrize("half", ["", "...", "(ŷ - y)/…"])
def test_half_an_answer_is_not_written_yet(root, half):
    found = fill(
        root, **{"∂J/∂z2     |": half, "∂J/∂W2     |": "(ŷ-y)/n*a1", "∂J/∂b2     |": "(ŷ-y)/n"}
    )
    assert found[SIGNAL].verdict == "not written yet"


def test_every_wrong_answer_is_told_with_its_reason(root):
    found = fill(
        root,
        **{
            "∂z1/∂b1": "x",
            "∂a1/∂z1": "1 + a1^2",
            "∂z2/∂a1": "W2",
            "∂J/∂ŷ ": "(y - ŷ)/(n·ŷ·(1 - ŷ))",
        },
    )[LINKS]
    assert found.verdict == "red"
    assert "right ✗ yours wrong" in found.message
    assert "∂J/∂ŷ: The sign is wrong." in " ".join(found.message.split())
    for asked in ("∂z1/∂b1: ", "∂a1/∂z1: "):
        assert asked in found.message
    assert "∂z2/∂a1: " not in found.message


def test_a_wrong_line_is_the_one_to_edit(root):
    found = fill(root, **{"∂a1/∂z1": "1 + a1^2"})[LINKS]
    lines = (root / "worksheets" / CHAIN).read_text(encoding="utf-8").splitlines()
    (at,) = [number for number, line in enumerate(lines, 1) if "1 + a1^2" in line]
    assert f"  edit worksheets/{CHAIN}:{at} ∂a1/∂z1" in found.message.splitlines()


def test_a_mistake_is_charged_once(root):
    found = fill(
        root,
        **{
            "1. ∂J/∂z2": "(y - ŷ)/n",
            "2. ∂J/∂W2": "(y - ŷ)/n·a1",
            "3. ∂J/∂a1": "(ŷ - y)/n·W2",
            "4. ∂J/∂z1": "(ŷ - y)/n·W2·(1 - a1^2)",
            "5. ∂J/∂W1": "(ŷ - y)/n·W2·(1 - a1^2)·x",
            "6. ∂J/∂b1": "(ŷ - y)/n·W2·(1 - a1^2)",
        },
    )[LINES]
    assert found.verdict == "red"
    assert "follows from line 1" in found.message


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("∂J/∂ŷ · ∂ŷ/∂z2", "A ∂ is left in it"),
        ("dJ/dŷ · dŷ/dz2", "A ∂ is left in it"),
        ("∂J/∂z2", "defines ∂J/∂z2 by itself"),
        ("δ2", "itself"),
        ("(yhta - y)/n", "did you mean"),
        ("__import__('os')", ""),
        ("9**9**9**9", ""),
        ("not filled in", ""),
        ("?", ""),
    ],
)
def test_what_is_no_answer_never_passes(root, answer, sentence):
    found = fill(
        root, **{"∂J/∂z2     |": answer, "∂J/∂W2     |": "(ŷ-y)/n*a1", "∂J/∂b2     |": "(ŷ-y)/n"}
    )
    assert found[SIGNAL].verdict in ("red", "broken")
    assert sentence in " ".join(found[SIGNAL].message.split())


def test_right_answers_in_ones_own_spelling_pass(root):
    found = fill(
        root,
        **{
            "∂J/∂z2     |": "-(y - yhat)/n",
            "∂J/∂W2     |": "a1*(yhat - y)/n",
            "∂J/∂b2     |": "ŷ/n - y/n",
        },
    )
    assert found[SIGNAL].verdict == "green"
