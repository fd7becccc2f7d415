"""`dojo run`: judge some behaviours, or all, and show what is not green."""

import argparse
import json
import sys
from dataclasses import asdict

from _pytest._io import TerminalWriter

from dojo.explain import Message
from dojo.here import workspace
from dojo.progress import Progress
from dojo.screen import Screen
from dojo.selection import choose
from dojo.verdict import GREEN, NOT_WRITTEN
from dojo.warm import Warm, collect

EXAMPLE = """\
example:
  dojo run                 every chapter
  dojo run 2               chapter 2
  dojo run activations     the same by name
  dojo run kink            what has this in its title
  dojo run 2 --json        for programs

exit code: 0 all green, 1 something is not, 2 wrong use
"""
MOST_SHOWN = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words that choose, and the form."""
    parser.add_argument("words", nargs="*", metavar="CHAPTER|NAME", help="what to judge")
    parser.add_argument("--json", action="store_true", help="print the outcomes as JSON")
    parser.add_argument("--all", action="store_true", help="show every verdict in full")


def run(options: argparse.Namespace) -> int:
    """Judge, print, and return 0 if all is green."""
    outcomes, progress, warm = [], None, None

    def work(collected: Warm) -> None:
        nonlocal progress
        chosen = choose(collected.items, options.words) if collected.items else []
        progress = Progress(chosen)
        for outcome in collected.run(chosen) if chosen else ():
            outcomes.append(outcome)
            progress.take(outcome)

    warm = collect(workspace(), work)
    if options.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False, indent=1))
    else:
        _print(outcomes, progress, sys.maxsize if options.all else MOST_SHOWN)
    for error in warm.errors:
        print(error, file=sys.stderr)
    green = bool(outcomes) and all(outcome.verdict == GREEN for outcome in outcomes)
    return 0 if green and not warm.errors else 1


def _print(outcomes: list, progress: Progress, most: int) -> None:
    writer, screen = TerminalWriter(), Screen(sys.stdout.encoding or "utf-8")
    shown = [outcome for outcome in outcomes if outcome.verdict not in (GREEN, NOT_WRITTEN)]
    shown = shown or [outcome for outcome in outcomes if outcome.verdict == NOT_WRITTEN][:1]
    for outcome in shown[:most]:
        Message(screen.plain(outcome.message)).toterminal(writer)
        writer.line()
    if len(shown) > most:
        writer.line(f"and {len(shown) - most} more like this: dojo run --all shows them\n")
    for chapter, nodeids in progress.chapters().items():
        done, of = progress.count(nodeids)
        marks = "".join(progress.mark(nodeid) for nodeid in nodeids)
        writer.line(screen.plain(f"{chapter:<26} {done:>3} of {of:>2}  {marks}"))
