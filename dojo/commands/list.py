"""`dojo list`: the course in order, what is done, and what the rest waits for."""

import argparse
import json
import sys

from _pytest._io import TerminalWriter

from dojo.here import workspace
from dojo.progress import Progress
from dojo.screen import Screen, fold
from dojo.verdict import NOT_WRITTEN
from dojo.warm import Warm, collect

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
    """Judge everything and print the course."""
    progress = Progress([])

    def work(collected: Warm) -> None:
        nonlocal progress
        progress = Progress(collected.items)
        items = list(progress.items.values())
        for outcome in collected.run(items) if items else ():
            progress.take(outcome)

    warm = collect(workspace(), work)
    if options.json:
        print(json.dumps(_plain(progress), indent=1))
    else:
        show(progress, options.all)
    for error in warm.errors:
        print(error, file=sys.stderr)
    return 1 if warm.errors else 0


def _plain(progress: Progress) -> list[dict]:
    return [
        {
            "behaviour": nodeid,
            "title": item.title,
            "verdict": progress.outcomes[nodeid].verdict if nodeid in progress.outcomes else None,
            "waits for": waits_for(progress, nodeid),
        }
        for nodeid, item in progress.items.items()
    ]


def waits_for(progress: Progress, nodeid: str) -> str:
    """Name the function that a behaviour waits for: `relu (kata/activations.py:67)`."""
    outcome = progress.outcomes.get(nodeid)
    if outcome is None or outcome.verdict != NOT_WRITTEN or not outcome.edit:
        return ""
    place, _, function = outcome.edit[0].partition(" ")
    return f"{function} ({place})" if function else place


def show(progress: Progress, every: bool = False) -> None:
    """Print the chapters; of the one that is next (or of every one) the rules too."""
    writer = TerminalWriter()
    screen, here = Screen(getattr(writer._file, "encoding", None) or "utf-8"), progress.next()
    for chapter, nodeids in progress.chapters().items():
        done, of = progress.count(nodeids)
        mark = "✓" if done == of else "✗" if any(progress.mark(n) == "✗" for n in nodeids) else "·"
        writer.line(screen.plain(f"{mark} {chapter:<28} {done:>3} of {of}"), bold=here in nodeids)
        if every or here in nodeids:
            _show_rules(progress, nodeids, here, writer, screen)


def _show_rules(
    progress: Progress, nodeids: list[str], here: str, writer: TerminalWriter, screen: Screen
) -> None:
    above = None
    for nodeid in nodeids:
        _, *rules, example = progress.items[nodeid].title.split(" › ")
        rule = " › ".join(rules)
        if rule and rule != above:
            writer.line(fold(screen.plain(f"    {rule}"), "  "))
        above, wait = rule, waits_for(progress, nodeid)
        tail = f"   waits for {wait}" if wait else ""
        arrow = "→" if nodeid == here else " "
        line = f"    {arrow} {progress.mark(nodeid)} {example}{tail}"
        writer.line(fold(screen.plain(line), "    "))
