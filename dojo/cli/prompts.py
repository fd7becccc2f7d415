"""Prompts and lines of the commands: what any terminal can show, and a safe yes or no."""

import os
import sys
from typing import TextIO

from dojo.errors import UsageError
from dojo.terminal.screen import Screen, fold


def say(text: str = "", stream: TextIO | None = None) -> None:
    """Print lines in whatever encoding the output has, no wider than a terminal."""
    stream = stream or sys.stdout
    text = Screen(stream.encoding or "utf-8").plain(text)
    print(fold(text, "  ") if stream.isatty() else text, file=stream)


def typed(word: str) -> str:
    """Return a word of the command line as UTF-8, also where the system's encoding is another."""
    try:
        word.encode("utf-8")
    except UnicodeEncodeError:  # Python kept the bytes that it could not read
        return os.fsencode(word).decode("utf-8", "replace")
    return word


def agreed(question: str) -> bool:
    """Ask a question; only a clear yes is one. UsageError where there is no terminal to ask in."""
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("there is no terminal for a question; add --yes if you are sure")
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
