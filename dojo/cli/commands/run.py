"""The command `dojo run`: some behaviours checked, or all, and what is not green."""

import argparse
import json
import sys

from _pytest._io import TerminalWriter

from dojo.cli.checking import check
from dojo.cli.prompts import typed
from dojo.runner.report import MOST_SHOWN, as_json, worth_showing, write
from dojo.verdict import GREEN
from dojo.workspace import last_shown, workspace

EXAMPLE = """\
example:
  dojo run                 every chapter
  dojo run 2               chapter 2
  dojo run 2 3             chapters 2 and 3
  dojo run activations     chapter 2 by name
  dojo run kink            behaviours with this word in their titles
  dojo run relu_prime      behaviours of this function
  dojo run 2 --json        for programs

exit code: 0 all green, 1 not all green, 2 wrong use
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words that choose, and the form."""
    parser.add_argument("words", nargs="*", type=typed, metavar="CHAPTER|NAME", help="default: all")
    parser.add_argument("--json", action="store_true", help="print the verdicts as JSON")
    parser.add_argument("--all", action="store_true", help="show every verdict in full")


def run(options: argparse.Namespace) -> int:
    """Check, print, and return 0 if all is green."""
    progress, errors = check(options.words)
    verdicts = [progress.verdicts[nodeid] for nodeid in progress.items]
    if options.json:
        print(json.dumps([as_json(verdict) for verdict in verdicts], indent=1))
    else:
        first = next(iter(worth_showing(progress)), None)
        last_shown.remember(workspace.current(), first.nodeid if first else "")
        write(progress, TerminalWriter(), sys.maxsize if options.all else MOST_SHOWN)
    for error in errors:
        print(error, file=sys.stderr)
    green = bool(verdicts) and all(verdict.kind == GREEN for verdict in verdicts)
    return 0 if green and not errors else 1
