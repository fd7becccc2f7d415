"""`dojo run`: judge some behaviours, or all, and show what is not green."""

import argparse
import json
import sys

from _pytest._io import TerminalWriter

from dojo.runner.progress import Progress
from dojo.runner.report import MOST_SHOWN, write
from dojo.runner.selection import choose
from dojo.runner.session import Warm, collect
from dojo.verdict import GREEN
from dojo.workspace import workspace

EXAMPLE = """\
example:
  dojo run                 every chapter
  dojo run 2               chapter 2
  dojo run 2 3             chapters 2 and 3
  dojo run activations     chapter 2 by name
  dojo run kink            what has this in its title
  dojo run relu_prime      what a function is for
  dojo run 2 --json        for programs

exit code: 0 all green, 1 something is not, 2 wrong use
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words that choose, and the form."""
    parser.add_argument("words", nargs="*", metavar="CHAPTER|NAME", help="default: all")
    parser.add_argument("--json", action="store_true", help="print the outcomes as JSON")
    parser.add_argument("--all", action="store_true", help="show every verdict in full")


def run(options: argparse.Namespace) -> int:
    """Judge, print, and return 0 if all is green."""
    progress = Progress([])

    def work(collected: Warm) -> None:
        nonlocal progress
        progress = Progress(choose(collected.items, options.words))
        items = list(progress.items.values())
        for outcome in collected.run(items) if items else ():
            progress.take(outcome)

    warm = collect(workspace.current(), work)
    outcomes = [progress.outcomes[nodeid] for nodeid in progress.items]
    if options.json:
        plain = [outcome.plain() for outcome in outcomes]
        print(json.dumps(plain, indent=1))
    else:
        write(progress, TerminalWriter(), sys.maxsize if options.all else MOST_SHOWN)
    for error in warm.errors:
        print(error, file=sys.stderr)
    green = bool(outcomes) and all(outcome.verdict == GREEN for outcome in outcomes)
    return 0 if green and not warm.errors else 1
