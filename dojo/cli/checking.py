"""Behaviours checked for a command: collected, run to the end, with what could not be read."""

from dojo.runner.progress import Progress
from dojo.runner.session import Warm, collect
from dojo.workspace import workspace


def check(words: list[str]) -> tuple[Progress, list[str]]:
    """Run the behaviours that the words name, or all; return the verdicts and pytest's errors.

    UsageError if a word names nothing. An error is the report of a file that cannot be read.
    """
    progress = Progress([])

    def work(collected: Warm) -> None:
        progress.order(collected.choose(words))
        items = list(progress.items.values())
        for verdict in collected.run(items) if items else ():
            progress.take(verdict)

    return progress, collect(workspace.current(), work).errors
