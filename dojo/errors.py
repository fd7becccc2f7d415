"""Errors that end a command with a sentence: what is wrong, where, and what to do next."""


class UsageError(Exception):
    """A command was used wrongly; the message says what is wrong, and what to do.

    >>> str(UsageError("kata.zip is damaged", "Zip the folder again"))
    'kata.zip is damaged. Zip the folder again'
    """

    def __init__(self, fact: str, fix: str = "") -> None:
        """Take the fact, and the fix where it is a sentence of its own."""
        super().__init__(f"{fact}. {fix}" if fix else fact)
        self.fact, self.fix = fact, fix
