"""Tags as pytest's markers: `-m` selects by them, under names that pytest can take."""

import re
import unicodedata
from collections.abc import Iterable

import pytest

from dojo.course.feature_source import Example

# What `-m` reads as an operator.
_OPERATORS = ("and", "or", "not")


def marker(tag: str) -> str:
    """Return a tag's marker: `_` for all that is not a letter or digit, and no `_` in front.

    >>> marker("slow"), marker("issue:123"), marker("a.b"), marker("été"), marker("not")
    ('slow', 'issue_123', 'a_b', 'été', 'not_')
    """
    name = re.sub(r"\W", "_", unicodedata.normalize("NFKC", tag)).lstrip("_") or "tag"
    return f"{name}_" if name in _OPERATORS else name


def register(config: pytest.Config, examples: Iterable[Example], where: str) -> None:
    """Let pytest know the tags of a feature, so that `--strict-markers` takes them."""
    for tag in sorted({tag for example in examples for tag in example.tags}):
        config.addinivalue_line("markers", f"{marker(tag)}: the tag @{tag} of {where}")
