"""The command `dojo derive`: the forward equations and the chain rule of a network, as steps."""

import argparse

from dojo.cli.commands import networks

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
        print(derivation)
    return 0
