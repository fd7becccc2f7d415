"""The command `dojo watch`: the behaviour that is next, checked again at every save."""

import argparse

from dojo.watch.watch import watch
from dojo.workspace import workspace

EXAMPLE = """\
example:
  dojo            the same as dojo watch
  dojo watch

Save a file in kata/ and the verdict follows. Keys: h hint, n next, l list, a all, q quit.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(options: argparse.Namespace) -> int:
    """Watch until the learner leaves."""
    watch(workspace.current())
    return 0
