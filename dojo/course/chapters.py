"""A chapter's place in a course: its number, and the modules that it introduces.

A chapter in parts has a letter behind its number: `10a_one.feature`, `10b_other.feature`.

The tags above a chapter's first line, `Feature:`, name the modules that it introduces.
"""

import re
from pathlib import Path

from gherkin.errors import ParserError
from gherkin.token_matcher import TokenMatcher
from gherkin.token_scanner import TokenScanner

# The tag of what a learner may leave out.
OPTIONAL = "optional"
_NUMBER = re.compile(r"(\d+)([a-z]?)_")


def chapter_number(path: Path) -> int | None:
    """Return the number that a feature's file name begins with.

    >>> chapter_number(Path("features/02_activations.feature"))
    2
    >>> chapter_number(Path("features/10b_dying_relu.feature"))
    10
    """
    found = _NUMBER.match(path.name)
    return int(found[1]) if found else None


def part(path: Path) -> str:
    """Return the letter of a part of a chapter, "" of a whole one.

    >>> part(Path("10b_dying_relu.feature")), part(Path("02_activations.feature"))
    ('b', '')
    """
    found = _NUMBER.match(path.name)
    return found[2] if found else ""


def concept(path: Path) -> str:
    """Return what a feature's file is named after its number: what its chapter is about.

    >>> concept(Path("features/02_activations.feature")), concept(Path("activations.feature"))
    ('activations', 'activations')
    """
    return path.stem if chapter_number(path) is None else path.stem.partition("_")[2]


def tags(path: Path) -> list[str]:
    """Return the tags above a feature's first line; the rest of the file is not read."""
    scanner = TokenScanner(path.read_text(encoding="utf-8-sig", errors="replace"))
    matcher, found = TokenMatcher(), list[str]()
    try:
        while not (token := scanner.read()).eof() and not matcher.match_FeatureLine(token):
            matcher.match_Language(token)
            if matcher.match_TagLine(token):
                found += [tag["text"].removeprefix("@") for tag in token.line.tags]
    except ParserError:  # what is wrong with them is said where the file is collected
        return []
    return found
