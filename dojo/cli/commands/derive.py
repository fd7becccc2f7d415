"""The command `dojo derive`: the forward equations and the chain rule of a network, as steps."""

import argparse
import re
import sys
import textwrap

from dojo.cli.commands import networks
from dojo.cli.prompts import say
from dojo.terminal.screen import columns

_LEAST = 24  # columns for a reason beside its equation

EXAMPLE = """\
example:
  dojo derive 2-3-1 --hidden sigmoid --output sigmoid --cost mse
  dojo derive 64-32-10 --hidden relu --output softmax --cost cross_entropy --python > gradients.py
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the layout and the form."""
    parser.add_argument("layout", help="inputs-units-…-outputs, such as 2-3-1")
    networks.add_network(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--latex", action="store_true", help="print LaTeX")
    form.add_argument("--python", action="store_true", help="print a NumPy function")


def run(options: argparse.Namespace) -> int:
    """Print the derivation."""
    derivation = networks.derived(options.layout, options)
    if options.latex:
        print(derivation.latex())
    elif options.python:
        print(derivation.python(), end="")
    else:
        say("\n".join(_folded(line, columns()) for line in str(derivation).splitlines()))
    return 0


def _folded(line: str, width: int) -> str:
    """Fold the reason of a step beside its equation, or below it where there is little room."""
    found = re.fullmatch(r"( *\d+\. )(.*?)(\s{2,}# )(\S.*)", line)
    if not found or len(line) <= width or not sys.stdout.isatty():
        return line
    number, equation, gap, reason = found.groups()
    beside = len(number + equation + gap)
    if width - beside >= _LEAST:
        lines = textwrap.wrap(reason, width - beside)
        return f"\n{' ' * beside}".join([number + equation + gap + lines[0], *lines[1:]])
    below = " " * (len(number) + 2)
    lines = textwrap.wrap(reason, width, initial_indent=below, subsequent_indent=below)
    return "\n".join([number + equation, *lines])
