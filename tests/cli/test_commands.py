"""The commands as a person types them: their help, its examples, and those on derivatives."""

import io
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module

import pytest

from dojo.cli.commands import COMMANDS
from dojo.cli.main import main


def say(capsys, *arguments):
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_derive_prints_numbered_steps(capsys):
    code, out, _ = say(capsys, "derive", "2-3-1", "--hidden", "tanh", "--cost", "mse")
    assert code == 0
    assert "δ2 = ∂J/∂ŷ ⊙ σ′(z2)" in out
    assert "a1 = tanh(z1)" in out


def test_derive_prints_latex(capsys):
    code, out, _ = say(capsys, "derive", "2-3-1", "--latex")
    assert code == 0
    assert r"\frac{\partial J}{\partial W_{2}}" in out


def test_derive_prints_python_that_computes_gradients(capsys):
    code, out, _ = say(capsys, "derive", "1-1", "--output", "identity", "--python")
    assert code == 0
    names = {}
    exec(out, names)  # our own output, not a person's
    np = names["np"]
    ((dW, db),) = names["gradients"](
        [(np.array([[3.0]]), np.array([0.0]))], *np.array([[[2.0]], [[4.0]]])
    )
    assert (dW.item(), db.item()) == (8.0, 4.0)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["2--3"], "is not a layout"),
        (["2"], "is not a layout"),
        (["0-1"], "1 to 64 layers"),
        (["-".join(["9"] * 99)], "1 to 64 layers"),
        (["2-3-1", "--hidden", "relo"], "relo"),
        (["2-3-1", "--hidden", "relu,relu"], "the number of hidden layers is 1"),
        (["2-1", "--hidden", "relu"], "the number of hidden layers is 0"),
        (["2-3-1", "--cost", "cross_entropi"], "cross_entropi"),
    ],
)
def test_derive_names_what_is_wrong(capsys, arguments, sentence):
    code, out, err = say(capsys, "derive", *arguments)
    assert code == 2
    assert sentence in err
    assert out == ""


@pytest.mark.parametrize(
    ("claim", "code", "sentence"),
    [
        ("∂J/∂ŷ = -(2/n)(y - ŷ)", 0, "✓ proved"),
        ("∂J/∂ŷ = y - ŷ", 1, "off by the factor -n/2"),
        ("∂J/∂ŷ = y - yhta", 2, "did you mean yhat"),
        ("∂J/∂ŷ = __import__('os')", 2, "cannot read"),
        ("∂J/∂ŷ = 9**9**9", 2, "cannot read"),
        ("∂J/∂ŷ = ", 2, "cannot read"),
        ("∂J/∂ŷ = 1/0", 2, "cannot read"),
    ],
)
def test_check_claim(capsys, claim, code, sentence):
    said, out, _ = say(capsys, "check-claim", claim)
    assert said == code
    assert sentence in out


def test_check_claim_says_what_it_did_not_check(capsys):
    _, out, _ = say(capsys, "check-claim", "∂J/∂Why = -(2/n)(y - ŷ)·σ'(z2)·a1")
    assert "the order of matrix products and transposes were not checked" in out


def test_check_claim_wants_an_equation(capsys):
    code, out, _ = say(capsys, "check-claim", "2/n")
    assert code == 2
    assert "There is no equals sign; write an equation" in out


def test_check_derivation_names_the_first_wrong_line(capsys, tmp_path):
    file = tmp_path / "steps.txt"
    file.write_text(
        "# my derivation\n\n6. ∂J/∂ŷ = y - ŷ\n9. ∂J/∂Why = (y - ŷ)·σ'(z2)·a1\n", encoding="utf-8"
    )
    code, out, _ = say(capsys, "check-derivation", str(file))
    assert code == 1
    assert "follows from line 6" in out
    assert "The first wrong line: 6." in out


def test_check_derivation_says_what_it_did_not_check(capsys, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO("∂z2/∂a1 = Why".encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    code, out, _ = say(capsys, "check-derivation", "-")
    assert code == 0
    assert "were not checked" in out


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"\xff\xfe\x00", b"x" * 200_000])
def test_check_derivation_refuses_what_it_cannot_read(capsys, tmp_path, content):
    file = tmp_path / "steps.txt"
    file.write_bytes(content)
    code, _, err = say(capsys, "check-derivation", str(file))
    assert code == 2
    assert str(file) in err


def test_check_derivation_refuses_a_folder(capsys, tmp_path):
    code, _, err = say(capsys, "check-derivation", str(tmp_path))
    assert code == 2
    assert "directory" in err


def test_what_is_not_known_is_told_by_the_command_it_was_given_to(capsys):
    for wrong in (["hint", "-l"], ["update", "extra"]):
        with pytest.raises(SystemExit, match="2"):
            main(wrong)
        err = capsys.readouterr().err
        assert err.startswith(f"usage: dojo {wrong[0]} ")
        assert f"unrecognized arguments: {wrong[1]}" in err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_help_has_an_example(capsys, command):
    with pytest.raises(SystemExit, match="0"):
        main([*command.split(), "--help"])
    out = capsys.readouterr().out
    assert f"dojo {command}".strip() in out.partition("\nexample")[2]


def examples(command):
    """Return what the examples of a command's help type after `dojo`; remarks are cut off."""
    text = import_module(f"dojo.cli.commands.{COMMANDS[command][0]}").EXAMPLE
    typed = re.findall(r"^  dojo (.*?)(?:  .*| [<>] .*)?$", text, re.MULTILINE)
    return [shlex.split(line) for line in typed]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_can_be_typed(monkeypatch, command):
    asked = []
    module = f"dojo.cli.commands.{COMMANDS[command][0]}"
    monkeypatch.setattr(f"{module}.run", lambda options: asked.append(options) or 0)
    typed = [arguments for arguments in examples(command) if arguments]
    assert [main(arguments) for arguments in typed] == [0] * len(typed)
    assert {options.command for options in asked} == {command}


# Those that take long (the book, the workbook, a class, a whole lint) run in tests of their own.
QUICK = [
    *("start", "run", "hint", "list", "solution", "reset", "update", "doctor"),
    *("derive", "check-claim"),
]


@pytest.mark.parametrize("command", QUICK)
def test_quick_examples_run(dojo, root, tmp_path, monkeypatch, command):
    if command == "start":
        shutil.rmtree(root)
    # The chapters that the examples are about.
    for path in root.glob("features/*.feature"):
        if path.name[:2] not in ("01", "02", "03"):
            path.unlink()
    for arguments in examples(command):
        monkeypatch.chdir(tmp_path if "my-dojo" in arguments else root)
        said = dojo(*arguments)
        assert said.code in (0, 1), said.err
        assert said.out


def test_the_example_of_a_derivation_holds(dojo, tmp_path, monkeypatch):
    text = import_module("dojo.cli.commands.check_derivation").EXAMPLE
    lines = re.findall(r"^  (\d\. .*)$", text, re.MULTILINE)
    assert len(lines) == 3
    (tmp_path / "steps.txt").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert dojo(*examples("check-derivation")[0]).code == 0


def test_the_package_runs_as_the_command():
    run = subprocess.run(
        [sys.executable, "-m", "dojo", "derive", "1-1"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "z1 = X·W1 + b1" in run.stdout
    usage = subprocess.run(
        [sys.executable, "-m", "dojo", "--help"], capture_output=True, text=True, check=True
    )
    assert usage.stdout.startswith("usage: dojo ")


def test_a_claim_about_another_network_numbers_its_layers(capsys):
    network = ["--hidden", "tanh", "--output", "identity", "--cost", "mse"]
    code, out, _ = say(capsys, "check-claim", *network, "∂J/∂W2 = (2/n)(ŷ - y)·a1")
    assert code == 0
    assert out.splitlines()[:2] == [
        "∂J/∂W2 = 2/n·(ŷ - y)·a1   (one sample, a1 = tanh(z1), ŷ = identity(z2))",
        "✓ proved",
    ]


@pytest.mark.parametrize("command", ["check-claim", "check-derivation"])
def test_a_network_that_is_not_known_is_named(capsys, tmp_path, command):
    claim = "∂J/∂W2 = (2/n)(ŷ - y)·a1"
    file = tmp_path / "steps.txt"
    file.write_text(claim, encoding="utf-8")
    about = claim if command == "check-claim" else str(file)
    code, out, err = say(capsys, command, "--hidden", "relo", about)
    assert (code, out) == (2, "")
    assert "relo" in err


@pytest.mark.parametrize(
    ("lines", "said"), [(1, "The line is right."), (2, "All 2 lines are right.")]
)
def test_a_derivation_that_holds_is_said_to(capsys, tmp_path, lines, said):
    file = tmp_path / "steps.txt"
    file.write_text("∂J/∂ŷ = -(2/n)(y - ŷ)\n" * lines, encoding="utf-8")
    code, out, _ = say(capsys, "check-derivation", str(file))
    assert code == 0
    assert f"\n{said}" in out
