"""Output of a command is no wider than the terminal, and breaks no word."""

import re
from itertools import pairwise

import pytest

from dojo.cli.commands import COMMANDS
from dojo.cli.main import main
from dojo.grader.results import FIRST_OPEN, Result, table

COLUMNS = 80
LONG = "∂J/∂Wxh = 2/n*(yhat - y) * sigma(z2) * (1-sigma(z2)) * Why * sigma(z1) * (1-sigma(z1)) * x"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def printed(terminal, *arguments):
    """Return the lines that a command leaves on a terminal."""
    command = terminal(*arguments, columns=COLUMNS)
    command.ended(60)
    text = ESCAPES.sub("", command.seen).replace("\r\n", "\n")
    assert "Traceback" not in text
    return [line.rpartition("\r")[2] for line in text.splitlines()]


def too_wide(lines):
    return [line for line in lines if len(line) > COLUMNS]


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["derive", "64-32-10", "--output", "softmax", "--cost", "cross_entropy"],
         "chain rule, softmax and cross entropy multiplied out: a sample's y sum to 1"),
        (["check-claim", LONG], "Right for one sample; for the batch, add this over its n samples."),
        (["check-derivation", "steps.txt"], "The steps between the lines were not checked."),
        (["list", "--all"], "A batch is many samples at once, one in each row"),
        (["solution", "neuron"], "is outside every workspace. Go to your workspace (cd FOLDER), or"),
        (["run", "1"], "A neuron weighs its inputs, adds them up, and adds its bias › By hand"),
        (["hint", "--level", "3"], "weighted_sum in kata/neuron.py is to do that."),
        (["lint"], "in 2 files"),
        (["doctor"], "Python"),
        (["run", "this is no behaviour of the book, and a long name that has to be folded too"],
         "there is no behaviour"),
    ],
)  # fmt: skip
def test_a_command_folds_between_words(terminal, workspace, arguments, phrase):
    steps = f"1. J = 1/n Σ(y - ŷ)^2\n2. ∂J/∂ŷ = -(2/n)(y - ŷ)\n3. {LONG}\n"
    (workspace / "steps.txt").write_text(steps, encoding="utf-8")
    lines = printed(terminal, *arguments)
    assert too_wide(lines) == []
    if arguments[0] != "derive":  # its reasons stand in a column
        assert phrase in " ".join(" ".join(lines).split())
    else:
        column = next(line.index("# ") for line in lines if "# " in line)
        reasons = " ".join(line[column + 2 :] for line in lines)
        assert phrase in " ".join(reasons.split())


def test_help_folds_at_a_terminal(terminal):
    assert too_wide(printed(terminal, "run", "--help")) == []


@pytest.mark.parametrize("word", COMMANDS)
def test_help_folds_as_well(word, capsys, monkeypatch):
    """What a terminal says of its width, a variable says here."""
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    with pytest.raises(SystemExit):
        main([word, "--help"])
    assert too_wide(capsys.readouterr().out.splitlines()) == []


def test_a_class_fits_a_narrow_terminal_too():
    behaviour = {"title": "2 Activations › " + "a long title " * 4, "verdict": "red"}
    results = [Result("a/long/name/of/a/submission", "", True, behaviours=[behaviour] * 3)]
    wide, narrow = table(results), table(results, COLUMNS)
    assert max(map(len, wide.splitlines())) > COLUMNS
    assert max(map(len, narrow.splitlines())) <= COLUMNS
    assert narrow.splitlines()[0].split()[-1] == "submission"
    assert narrow.splitlines()[1].strip() == FIRST_OPEN
    assert "    0   3    3" in narrow
    assert table(results, 300) == wide


@pytest.mark.parametrize("command", COMMANDS)
def test_a_paragraph_of_the_help_flows(command, capsys, monkeypatch):
    """Where the terminal is narrow it is broken anew: no half line is left over."""
    monkeypatch.setenv("COLUMNS", "60")
    with pytest.raises(SystemExit):
        main([command, "--help"])
    _, _, after = capsys.readouterr().out.partition("\nexample:")
    lines = after.splitlines()
    pairs = [(one, two) for one, two in pairwise(lines) if one and not one.startswith(" ")]
    torn = [(one, two) for one, two in pairs if two.startswith(" ") and not one.endswith(":")]
    assert torn == []
    # The first word of a line had no room on the line before.
    early = [(one, two) for one, two in pairs if len(one) + 1 + len(two.split(" ")[0]) <= 58]
    assert [pair for pair in early if pair[1] and not pair[1].startswith(" ")] == []
