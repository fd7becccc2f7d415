"""Behaviours checked for a command: collected, run to the end, with what could not be read."""

from dojo.runner.progress import Progress
from dojo.runner.session import Warm, collect
from dojo.runner.shared import shared
from dojo.terminal.progress_bar import ProgressBar
from dojo.workspace import workspace


def check(words: list[str]) -> tuple[Progress, list[str]]:
    """Run the behaviours that the words name, or all; return the verdicts and pytest's errors.

    UsageError if a word names nothing. An error is the report of a file that cannot be read.
    """
    progress = Progress([])

    def work(collected: Warm) -> None:
        progress.order(collected.choose(words))
        items = list(progress.items.values())
        with ProgressBar() as bar:
            for verdict in shared(collected, items):
                progress.take(verdict)
                bar.show(len(progress.verdicts), len(items), verdict.title.heading)

    return progress, collect(workspace.current(), work).errors
