"""The command `dojo list`: the course in order, what is done, and what the rest waits for."""

import argparse
import json
import sys

from dojo.cli.checking import check
from dojo.runner.overview import show, waits_for
from dojo.runner.progress import Progress

EXAMPLE = """\
example:
  dojo list            the chapters, and the rules of the one you are in
  dojo list --all      every rule of every chapter
  dojo list --json     for programs

exit code: 0 listed, 1 a feature cannot be read, 2 wrong use
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the forms."""
    parser.add_argument("--all", action="store_true", help="show the rules of every chapter")
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def run(options: argparse.Namespace) -> int:
    """Check everything and print the course."""
    progress, errors = check([])
    if options.json:
        print(json.dumps(_plain(progress), indent=1))
    else:
        show(progress, options.all)
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


def _plain(progress: Progress) -> list[dict[str, str | None]]:
    return [
        {
            "behaviour": nodeid,
            "title": str(item.title),
            "verdict": progress.verdicts[nodeid].kind if nodeid in progress.verdicts else None,
            "waits for": waits_for(progress, nodeid),
        }
        for nodeid, item in progress.items.items()
    ]
