"""Texts of a class, made fit for what reads them: a spreadsheet, XML."""

MADE_BY = "dojo grade"


def cell(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula.

    >>> cell("=1+1"), cell("Ada")
    ("'=1+1", 'Ada')
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def xml(text: str) -> str:
    """Take out what XML has no letter for."""
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
