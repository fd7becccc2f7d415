"""The order of introduction: which chapter introduces which module of the kata.

The tags above a chapter's first line, `Feature:`, name the modules that it introduces.
"""

import functools
from pathlib import Path

from gherkin.errors import ParserError
from gherkin.token_matcher import TokenMatcher
from gherkin.token_scanner import TokenScanner

from dojo.course.feature_names import features_in


def chapter_number(path: Path) -> int | None:
    """Return the number that a feature's file name begins with.

    >>> chapter_number(Path("features/02_activations.feature"))
    2
    """
    digits = path.name.partition("_")[0]
    return int(digits) if digits.isdigit() else None


@functools.cache
def introduced(features: Path) -> dict[str, int]:
    """Return {module: chapter} for a folder of features."""
    chapters: dict[str, int] = {}
    for path in features_in(features):
        number = chapter_number(path)
        if number:
            chapters |= dict.fromkeys(tags(path), number)
    return chapters


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
