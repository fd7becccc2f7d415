"""The order of introduction: which chapter introduces which module of the kata.

The tags above a `Feature:` line name the modules that its chapter introduces.
"""

import functools
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


@functools.cache
def introduced(features: Path) -> dict[str, int]:
    """Return {module: chapter} for a folder of features."""
    chapters: dict[str, int] = {}
    for path in sorted(features.glob("*.feature")):
        number = chapter_number(path)
        if number:
            chapters |= dict.fromkeys(tags(path), number)
    return chapters


def tags(path: Path) -> list[str]:
    """Return the tags above a feature's first line."""
    found: list[str] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.lstrip().startswith("Feature:"):
            break
        if match := _TAGS.match(line):
            found += [tag.strip() for tag in match[1].split("@") if tag.strip()]
    return found
