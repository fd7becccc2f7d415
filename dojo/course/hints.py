"""Hints: the `# hint: …` comments that stand under each Rule of a feature, in order.

There are three: what to think about, the formula or the NumPy idea, and the decisive step in words.
"""

import re
from collections.abc import Iterable

from pytest_bdd.gherkin_parser import Comment

LEVELS = 3
_HINT = re.compile(r"#\s*hint:\s*(.*)")
# A remark to `dojo lint` ends a hint; any other goes on with it.
_LINT = re.compile(r"#\s*lint:")


def hints_among(comments: Iterable[Comment]) -> list[str]:
    """Return the hints among a rule's comments; a comment in the line below a hint goes on with it.

    >>> from pytest_bdd.gherkin_parser import Location
    >>> said = [(2, "# hint: think"), (3, "# hint: of the"), (4, "#   formula"), (6, "# no hint")]
    >>> hints_among(Comment(Location(1, line), text) for line, text in said)
    ['think', 'of the formula']
    """
    found: list[str] = []
    below = 0  # the line in which a comment goes on with the hint above it
    for comment in comments:
        text, line = comment.text.strip(), comment.location.line
        if hint := _HINT.match(text):
            found.append(hint[1])
        elif line == below and not _LINT.match(text):
            found[-1] += f" {text.lstrip('# ')}"
        else:
            continue
        below = line + 1
    return found
