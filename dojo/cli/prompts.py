"""Prompts and lines of the commands: what any terminal can show, and a safe yes or no."""

import sys

from dojo.errors import UsageError
from dojo.terminal.screen import Screen


def say(text: str = "") -> None:
    """Print a line in whatever encoding the output has."""
    print(Screen(sys.stdout.encoding or "utf-8").plain(text))


def agreed(question: str) -> bool:
    """Ask a question; only a clear yes is one. UsageError where there is no terminal to ask in."""
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask you in; add --yes if you are sure")
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
