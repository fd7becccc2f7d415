"""Which behaviours a learner means: a chapter's number or name, or words of a behaviour's title."""

import difflib
import re

import pytest

from dojo.commands import UsageError
from dojo.hints import hints


def _asks_for(item: pytest.Item) -> set[str]:
    """Return the words of an example's steps and of its rule's hints."""
    rule = item.template.rule
    known = hints(item.path).get(rule.name, []) if rule else []
    text = " ".join([*known, *(step.name for step in item.template.steps)])
    return set(re.findall(r"\w+", text.casefold()))


def choose(items: list[pytest.Item], words: list[str]) -> list[pytest.Item]:
    """Return the items that the words name, all of them for no words; UsageError if none fits."""
    if not words:
        return items
    said = " ".join(words).casefold()
    tests = (
        lambda item: said in (str(item.chapter), item.path.stem, item.path.stem.partition("_")[2]),
        lambda item: item.nodeid.casefold() == said or item.get_closest_marker(said) is not None,
        lambda item: said in f"{item.nodeid} {item.title}".casefold(),
        # A function: its name stands in a step, or in the hints of the rule that it is for.
        lambda item: said in _asks_for(item),
    )
    for test in tests:
        chosen = [item for item in items if test(item)]
        if chosen:
            return chosen
    names = {word for item in items for word in [item.name, *item.title.split()]}
    near = difflib.get_close_matches(" ".join(words), sorted(names), 1, 0.6)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise UsageError(f"no behaviour is called {' '.join(words)!r}{hint}")
