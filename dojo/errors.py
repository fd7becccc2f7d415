"""Errors that end a command with a sentence: what is wrong, where, and what to do next."""


class UsageError(Exception):
    """A command was used wrongly; the message says what to do."""
