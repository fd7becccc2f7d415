"""Functions that a chapter uses in one rule and introduces in a later one.

A rule introduces a function where one of its hints says `relu in kata/activations.py`.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dojo.course.feature_source import FeatureSource
from dojo.lint.codes import Finding
from dojo.lint.recording import Seen
from dojo.verdict import GREEN


def check(source: FeatureSource, file: Path, seen: Sequence[Seen]) -> Iterator[Finding]:
    """Yield the examples that need what only a later rule of the chapter introduces."""
    texts = {rule.name: " ".join(source.hints[rule.location.line]) for rule in source.rules}
    order = list(texts)
    told = set()
    for example in sorted(seen, key=lambda one: one.line):
        if example.verdict != GREEN or example.rule not in texts:
            continue
        here = order.index(example.rule)
        for module, name in dict.fromkeys(tuple(c) for a in example.answers for c in a.functions):
            home = _home(name, module, list(texts.values()))
            if home is not None and home > here and name not in told:
                told.add(name)
                rule = source.rules[home]
                what = (
                    f"it needs {name}, which the later rule in line "
                    f"{rule.location.line} introduces; move one of them"
                )
                yield Finding(file, example.line, "early", what)


def _home(name: str, module: str, texts: Sequence[str]) -> int | None:
    """Return which rule introduces a function; None if none says so."""
    said = re.compile(rf"\b{re.escape(name)} in \w+/{re.escape(module)}\.py")
    return next((i for i, text in enumerate(texts) if said.search(text)), None)
