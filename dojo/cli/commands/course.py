"""The command `dojo course`: what a teacher does with a course."""

import argparse

from dojo.cli.commands import autograder

EXAMPLE = f"""\
example:
{autograder.EXAMPLE}
exit code: 0 made, 2 wrong use
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what may be done with a course."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    autograder.add_to(words)


def run(options: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = options.do(options)
    return code
