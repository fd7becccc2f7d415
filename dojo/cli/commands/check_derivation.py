"""The command `dojo check-derivation`: each line of a derivation checked, the first wrong named."""

import argparse
import sys
from pathlib import Path

import derivations
from dojo.cli.commands import networks
from dojo.cli.commands.check_claim import MARKS, given
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.terminal.screen import columns

EXAMPLE = """\
example: a file with one equation a line, numbered or not; # begins a remark

  1. J = 1/n Σ(y - ŷ)^2
  2. ∂J/∂ŷ = -(2/n)(y - ŷ)
  3. ∂J/∂Why = ∂J/∂ŷ · σ'(z2) · a1

  dojo check-derivation steps.txt
  dojo check-derivation - < steps.txt

exit code: 0 every line is right, 1 a line is wrong, 2 a line cannot be read
"""
MOST_BYTES = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the file, and the network it is about."""
    parser.add_argument("file", help="a text file, or - for standard input")
    networks.add_network(parser)


def run(options: argparse.Namespace) -> int:
    """Print each line with its verdict, then the first that is wrong."""
    lines = [line.strip() for line in _read(options.file).splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if not lines:
        raise UsageError(f"{options.file} holds no line to check")
    try:
        verdicts = derivations.check_derivation(lines, given(options))
    except (ValueError, TypeError) as error:
        raise UsageError(str(error)) from None
    # Beside the longest status there is room for so much.
    width = min(max(len(line) for line in lines), columns() - 21, 70)
    for line, verdict in zip(lines, verdicts, strict=True):
        say(f"{MARKS.get(verdict.status, '→')} {line.ljust(width)}  {verdict.status}")
        if verdict.status != "proved":
            say(f"    {verdict.message}")
    return _close(lines, [verdict.status for verdict in verdicts])


def _close(lines: list[str], statuses: list[str]) -> int:
    wrong = [line for line, status in zip(lines, statuses, strict=True) if status == "wrong"]
    unread = "cannot read" in statuses
    if wrong:
        say(f"\nThe first wrong line: {wrong[0]}")
    elif not unread:
        held = f"All {len(lines)} lines hold." if len(lines) > 1 else "The line holds."
        say(f"\n{held} What leads from one to the next was not checked.")
    return 2 if unread else 1 if wrong else 0


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _head(Path(file))
        text = data.decode("utf-8")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text") from None
    if len(data) > MOST_BYTES:
        raise UsageError(f"{file} is longer than {MOST_BYTES:,} bytes")
    return text


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
