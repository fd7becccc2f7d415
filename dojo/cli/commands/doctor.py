"""The command `dojo doctor`: what is there, what is not, and what mends it."""

import argparse

from dojo.cli.options import add_workspace
from dojo.cli.prompts import say
from dojo.workspace.doctor import checkup

EXAMPLE = """\
example:
  dojo doctor
  dojo doctor --workspace my-dojo

exit code: 0 no problem found, 1 a problem found
"""
MARKS = {True: "✓", False: "✗", None: "·"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the workspace."""
    add_workspace(parser)


def run(options: argparse.Namespace) -> int:
    """Print a line for each finding; return 1 if one of them is a fault."""
    well = True
    for finding in checkup(options.workspace):
        well = well and finding.well is not False
        say(f"{MARKS[finding.well]} {finding.what}")
        if finding.mend:
            say(f"    {finding.mend}")
    return 0 if well else 1
