"""A question to the learner, with a safe answer where nobody can be asked."""

import sys

from dojo.commands import UsageError


def agreed(question: str) -> bool:
    """Ask a question; only a clear yes is one. UsageError where there is no terminal to ask in."""
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask you in; add --yes if you are sure")
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
