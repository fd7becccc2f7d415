"""The command `dojo derive`: the equations of a network, or of a part of one, as steps."""

import argparse
import re
import sys
import textwrap

from derivations.parts.part import Part
from derivations.parts.table import PARTS
from dojo.cli.commands import networks
from dojo.cli.prompts import say
from dojo.errors import UsageError
from dojo.terminal.screen import columns

_LEAST = 24  # columns for a reason beside its equation

EXAMPLE = """\
example:
  dojo derive 2-3-1 --hidden sigmoid --output sigmoid --cost mse
  dojo derive 64-32-10 --hidden relu --output softmax --cost cross_entropy --python > gradients.py
  dojo derive batch_norm
  dojo derive convolution --latex

parts, each in numbered steps, with the numbers of its chapter:
  l2            a penalty on the weights: its gradient and its step
  momentum      three steps, written out: how long a gradient counts
  adam          two running averages, and why both are corrected
  batch_norm    three paths back to x: by x̂, by the mean, by the variance
  layer_norm    the same along a row
  residual      a block that adds to its input; three blocks are 8 paths
  convolution   5 entries, a kernel of 3: back to the kernel and the input

dojo check-derivation reads these steps, and those of a network.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the layout and the form."""
    parser.add_argument(
        "layout",
        metavar="network",
        help="inputs-units-…-outputs, such as 2-3-1; or a part, such as batch_norm",
    )
    networks.add_network(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--latex", action="store_true", help="print LaTeX")
    form.add_argument("--python", action="store_true", help="print a NumPy function")


def run(options: argparse.Namespace) -> int:
    """Print the derivation."""
    derivation = _part(options) or networks.derived(options.layout, options)
    if options.latex:
        print(derivation.latex())
    elif options.python:
        print(derivation.python(), end="")
    else:
        say("\n".join(_folded(line, columns()) for line in str(derivation).splitlines()))
    return 0


def _part(options: argparse.Namespace) -> Part | None:
    """Return the part that is asked for; None where a network is."""
    asked = options.layout.lower().replace("-", "_")
    named = {name.replace("_", ""): part for name, part in PARTS.items()}
    part = named.get(asked.replace("_", ""))
    if part is None and asked[:1].isalpha():
        raise UsageError(
            f"{options.layout!r} is not known; write a layout such as 2-3-1, or one of "
            + ", ".join(PARTS)
        )
    if part is not None and (options.hidden or options.output or options.cost):
        raise UsageError(
            f"{options.layout} is not a network of dense layers; "
            "leave out --hidden, --output, --cost"
        )
    return part


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
