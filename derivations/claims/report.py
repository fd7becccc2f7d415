"""The report on a claim: its verdict, how it was read, and what to say of it."""

from typing import NamedTuple

PROVED, NUMERICALLY, WRONG = "proved", "equal numerically", "wrong"
OTHERWISE = "right by another convention"
DEFINED = "definition"
CANNOT_READ = "cannot read"


class ClaimReport(NamedTuple):
    """Verdict on a claim.

    status     "proved", "equal numerically", "right by another convention", "wrong", "definition"
               or "cannot read"; a line of a derivation may also be "follows from line 6"
    message    one or a few plain sentences
    code       "" or the stable code of a diagnosis, such as "constant-factor"
    factor     where claim = factor · truth with a constant factor: that factor, such as "-n/2"
    quantity, claim    as they were read, in one spelling
    reading    how the claim was meant: for which layer, for one sample or a batch, in which layout
    """

    status: str
    message: str
    code: str = ""
    factor: str = ""
    quantity: str = ""
    claim: str = ""
    reading: str = ""

    @property
    def right(self) -> bool:
        """True for a claim that is proved or equal wherever it was tried."""
        return self.status in (PROVED, NUMERICALLY, DEFINED)

    @property
    def off_by(self) -> str:
        """The factor, or the code of the diagnosis where no constant fits, or ""."""
        return self.factor or self.code


def unreadable(error: Exception) -> ClaimReport:
    """Make the verdict on what could not be read, for the error that says why."""
    text = (
        "the formula has too many brackets inside each other"
        if isinstance(error, RecursionError)
        else str(error)
    )
    first = text.split(" ", 1)[0]
    # A word begins with a capital letter; σ, y and dJ stay as they are.
    if first.isascii() and first.islower() and first.isalpha() and (len(first) > 1 or first == "a"):
        text = text[:1].upper() + text[1:]
    text += "" if text.endswith((".", "?")) else "."
    return ClaimReport(CANNOT_READ, text, "cannot-read")
