"""The command `dojo hint`: a nudge, then the formula, then the decisive step."""

import argparse
import shlex

from dojo.behaviours.items import Behaviour
from dojo.cli.prompts import say, typed
from dojo.errors import UsageError
from dojo.runner.progress import Progress
from dojo.runner.session import Warm, collect
from dojo.terminal.progress_bar import ProgressBar
from dojo.terminal.screen import fold
from dojo.verdict import GREEN
from dojo.workspace import last_shown, workspace

EXAMPLE = """\
example:
  dojo hint                 a nudge for the behaviour that dojo showed last
  dojo hint --level 2       the formula, or the idea in NumPy
  dojo hint relu --level 3  the decisive step for a behaviour about relu
"""
LEVELS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words that choose, and the level."""
    about = "words of the behaviour's title (default: the behaviour shown last, or the next one)"
    parser.add_argument("words", nargs="*", type=typed, metavar="CHAPTER|NAME", help=about)
    levels = "1 a nudge (default), 2 the formula too, 3 the decisive step too"
    parser.add_argument("--level", type=int, default=1, choices=range(1, LEVELS + 1), help=levels)


def run(options: argparse.Namespace) -> int:
    """Print the hints up to the level that was asked for."""
    chosen: Behaviour | None = None

    def work(collected: Warm) -> None:
        nonlocal chosen
        items = collected.choose(options.words)
        progress = Progress(items)
        if not options.words:
            shown = [item for item in items if item.nodeid == last_shown.recall(collected.folder)]
            if shown and any(verdict.kind != GREEN for verdict in collected.run(shown)):
                chosen = shown[0]
                return
            with ProgressBar() as bar:
                for verdict in collected.run(list(progress.items.values())) if items else ():
                    progress.take(verdict)
                    bar.show(len(progress.verdicts), len(items), verdict.title.heading)
                    if verdict.kind != GREEN and not progress.is_optional(verdict.nodeid):
                        break
        chosen = progress.items.get(progress.next() or "")

    warm = collect(workspace.current(), work)
    if chosen is None and warm.errors:
        raise UsageError(f"a chapter cannot be read:\n{warm.errors[0]}")
    if chosen is None:
        say("Every behaviour is green, so you need no hint.")
        return 0
    known = chosen.hints
    if not known:
        raise UsageError(f"there is no hint for {chosen.title}")
    say(fold(str(chosen.title)))
    for number, hint in enumerate(known[: options.level], start=1):
        say(f"\n{fold(f'  {number}. {hint}', '   ')}")
    if options.level < len(known):
        again = shlex.join(["dojo", "hint", *options.words, "--level", str(options.level + 1)])
        say(f"\n  More: {again}")
    return 0
