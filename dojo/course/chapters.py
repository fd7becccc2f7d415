"""What a feature file says of its place in a course: its number, and the modules it introduces.

The tags above a `Feature:` line name the modules that its chapter introduces.
"""

import re
from pathlib import Path

_TAGS = re.compile(r"^\s*(@.*?)\s*$")


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
    """Return the tags above a feature's first line."""
    found: list[str] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.lstrip().startswith("Feature:"):
            break
        if match := _TAGS.match(line):
            found += [tag.strip() for tag in match[1].split("@") if tag.strip()]
    return found
