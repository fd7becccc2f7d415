"""Which behaviours a learner means: a chapter's number or name, or words of a behaviour's title."""

import difflib

import pytest

from dojo.commands import UsageError


def choose(items: list[pytest.Item], words: list[str]) -> list[pytest.Item]:
    """Return the items that the words name, all of them for no words; UsageError if none fits."""
    if not words:
        return items
    said = " ".join(words).casefold()
    tests = (
        lambda item: said in (str(item.chapter), item.path.stem, item.path.stem.partition("_")[2]),
        lambda item: item.nodeid.casefold() == said or item.get_closest_marker(said) is not None,
        lambda item: said in f"{item.nodeid} {item.title}".casefold(),
    )
    for test in tests:
        chosen = [item for item in items if test(item)]
        if chosen:
            return chosen
    names = {word for item in items for word in [item.name, *item.title.split()]}
    near = difflib.get_close_matches(" ".join(words), sorted(names), 1, 0.6)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise UsageError(f"no behaviour is called {' '.join(words)!r}{hint}")
