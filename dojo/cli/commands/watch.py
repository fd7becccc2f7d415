"""The command `dojo watch`: the behaviour that is next, checked again at every save."""

import argparse
from importlib import import_module

from dojo.watch import first_screen
from dojo.workspace import workspace

EXAMPLE = """\
example:
  dojo            the same as dojo watch
  dojo watch

Save a file in kata/, and dojo shows the verdict. Keys: h hint, n next, p back, e edit (in the
editor that EDITOR names), l list of behaviours, a check all again, q quit; arrows and space scroll.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(options: argparse.Namespace) -> int:
    """Watch until the learner leaves."""
    folder = workspace.current()
    first_screen.show(folder)
    # Half a second's worth of modules: the learner has something to read meanwhile.
    import_module("dojo.watch.watch").watch(folder)
    return 0
