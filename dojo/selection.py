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
        lambda item: said in item.nodeid.casefold() or item.get_closest_marker(said) is not None,
        lambda item: said in item.title.casefold(),
    )
    for test in tests:
        chosen = [item for item in items if test(item)]
        if chosen:
            return chosen
    names = {item.path.stem.partition("_")[2] for item in items} | {item.name for item in items}
    near = difflib.get_close_matches(" ".join(words), names, 1, 0.5)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise UsageError(f"no behaviour is called {' '.join(words)!r}{hint}")
