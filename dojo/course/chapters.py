"""A chapter's place in a course: its number, and the modules that it introduces.

The tags above a chapter's first line, `Feature:`, name the modules that it introduces.
"""

from pathlib import Path

from gherkin.errors import ParserError
from gherkin.token_matcher import TokenMatcher
from gherkin.token_scanner import TokenScanner

# The tag of what a learner may leave out.
OPTIONAL = "optional"


def chapter_number(path: Path) -> int | None:
    """Return the number that a feature's file name begins with.

    >>> chapter_number(Path("features/02_activations.feature"))
    2
    """
    digits = path.name.partition("_")[0]
    return int(digits) if digits.isdigit() else None


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
