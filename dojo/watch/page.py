"""The page that a learner looks at: where they are, the verdict, what it breaks, and the keys."""

import sys
from textwrap import indent

from _pytest._io import TerminalWriter

from dojo.course.prose import blocks
from dojo.runner.overview import show as show_list
from dojo.runner.progress import Progress
from dojo.terminal.message import Message
from dojo.terminal.screen import Screen, fold
from dojo.verdict import GREEN

MOST_NAMED = 4
KEYS = "[h] hint  [n] next  [l] list  [a] all  [q] quit"


class Page:
    """What is written on the terminal, in words and marks that it can show."""

    def __init__(self, notes: list[str], keys: bool) -> None:
        """Take what is to be said on every page, and whether there are keys to press."""
        self._notes, self._keys = notes, keys
        self._writer = TerminalWriter()
        self._screen = Screen(sys.stdout.encoding or "utf-8")

    @property
    def lasting(self) -> bool:
        """Tell whether what is written stays, as in a file: then nothing should be said twice."""
        return not self._writer.hasmarkup

    def behaviour(
        self, progress: Progress, nodeid: str, lost: list[str], hints_shown: int, took: str = ""
    ) -> None:
        """Show a behaviour and its verdict; name what is no longer green."""
        verdict, item = progress.verdicts.get(nodeid), progress.items[nodeid]
        self._begin()
        self.say(f"dojo · {progress.where(nodeid)}{f'   {took}' if took else ''}\n")
        if verdict is None:
            self.say("checking …")
        elif verdict.kind == GREEN:
            title = fold(self._screen.plain(f"✓ {item.title}"), "  ")
            self._writer.line(title, green=True, bold=True)
            done = progress.next() is None
            self.say("  Every behaviour is green." if done else "  Green. Press n to go on.")
        else:
            for block in blocks(item.template.rule.description if item.template.rule else ""):
                self.say(f"{indent(block.text, '  ') if block.kept else block.text}\n")
            Message(verdict).toterminal(self._writer)
        if verdict is not None and verdict.printed.strip():
            self.say(f"\n  printed: {verdict.printed.strip()}")
        for number, hint in enumerate(item.hints[:hints_shown], start=1):
            self.say(f"\n  hint {number}: {hint}")
        self._end(progress, lost)

    def course(self, progress: Progress) -> None:
        """Show the chapters."""
        self._begin()
        show_list(progress)
        self._end(progress, [])

    def message(self, text: str) -> None:
        """Show a text alone."""
        self._begin()
        self.say(text)
        self._writer.flush()

    def lost(self, progress: Progress, lost: list[str]) -> None:
        """Name what is no longer green, unless that is nothing."""
        if lost:
            names = [progress.items[nodeid].name for nodeid in lost[:MOST_NAMED]]
            more = f", and {len(lost) - MOST_NAMED} more" if len(lost) > MOST_NAMED else ""
            self.say(f"\nno longer green: {', '.join(names)}{more}")

    def _begin(self) -> None:
        """Start a new page where there is a terminal; elsewhere leave an empty line."""
        self._writer.write("\n" if self.lasting else "\x1b[2J\x1b[H")
        for note in self._notes:
            self.say(f"! {note}\n")

    def _end(self, progress: Progress, lost: list[str]) -> None:
        self.lost(progress, lost)
        if self._keys:
            self.say(f"\n{KEYS}")

    def say(self, text: str) -> None:
        """Write a line that the terminal can show."""
        self._writer.line(fold(self._screen.plain(text)))
        self._writer.flush()
