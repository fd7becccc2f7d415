"""The command `dojo check-derivation`: each line of a derivation checked, the first wrong named."""

import argparse
import sys
from pathlib import Path

import derivations
from derivations.documents.line import NOTE, UNREADABLE
from derivations.documents.source import MOST_CHARACTERS, decoded
from dojo.cli.commands import networks
from dojo.cli.commands.check_claim import MARKS, exit_code, given
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.terminal.screen import fold

EXAMPLE = """\
example: a file with equations and any words between them; # begins a comment

  1. J = 1/n Σ(y - ŷ)^2
  2. ∂J/∂ŷ = -(2/n)(y - ŷ)
  3. so ∂J/∂Why = ∂J/∂ŷ · σ'(z2) · a1   (chain rule)

  dojo check-derivation steps.txt
  dojo check-derivation - < steps.txt

Text, Markdown (.md, a chat's answer), LaTeX (.tex) and the Markdown cells of a notebook (.ipynb)
are supported. A line that begins with = continues the equation above it.

A definition (L = ½(a − y)², p = σ(z), e = y − ŷ, let …) is not checked. It is used to check the
lines after it. The notation: dojo check-claim --help

exit code: 0 every line is right, 1 a line is wrong, 2 a line cannot be read
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the file, and the network it is about."""
    parser.add_argument("file", help="a .txt, .md, .tex or .ipynb file, or - for standard input")
    networks.add_network(parser)
    networks.add_layout(parser)


def run(options: argparse.Namespace) -> int:
    """Print each line with its verdict, then the first that is wrong."""
    lines = [line for line in _lines(options.file) if line.kind != NOTE]
    verdicts = networks.checked(
        derivations.check_derivation, lines, given(options), options.layout or ""
    )
    # The last verdict may be that the lines after it are too many.
    judged = list(zip(lines, verdicts, strict=False))
    for line, verdict in judged:
        mark = MARKS.get(verdict.status, "→")
        say(fold(f"{mark} {verdict.status}, {line.place}: {_shown(line)}", "    "))
        if verdict.reading and verdict.status != "cannot read":
            say(
                fold(
                    f"    read as {verdict.quantity} = {verdict.claim}   ({verdict.reading})",
                    "      ",
                )
            )
        if verdict.status != "proved":
            say(fold(f"    {verdict.message}"))
    return _close(judged)


def _shown(line: derivations.Line) -> str:
    return line.text if line.label is None else f"{line.label}. {line.text}"


def _close(judged: list[tuple[derivations.Line, derivations.ClaimReport]]) -> int:
    wrong = [line for line, verdict in judged if exit_code(verdict) == 1]
    unread = any(verdict.status == "cannot read" for _, verdict in judged)
    if wrong:
        say(fold(f"\nThe first wrong line: {_shown(wrong[0])} ({wrong[0].place})"))
    elif not unread:
        held = f"All {len(judged)} lines are right." if len(judged) > 1 else "The line is right."
        say(f"\n{held} The steps between the lines were not checked.")
    return 2 if unread else 1 if wrong else 0


def _lines(file: str) -> list[derivations.Line]:
    """Return what a file states; UsageError where that is nothing."""
    lines = derivations.lines_of(_read(file), "" if file == "-" else file)
    if lines and all(line.kind == UNREADABLE for line in lines):
        raise UsageError(f"{file}: {lines[0].remark}")
    if all(line.kind == NOTE for line in lines):
        raise UsageError(
            f"{file} contains no line to check; write equations such as ∂J/∂ŷ = -(2/n)(y - ŷ)"
        )
    return lines


def _read(file: str) -> str:
    # A character takes up to four bytes.
    most = 4 * MOST_CHARACTERS
    try:
        if file == "-":
            data = sys.stdin.buffer.read(most)
        else:
            with Path(file).open("rb") as source:
                data = source.read(most)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}") from None
    return decoded(data)
