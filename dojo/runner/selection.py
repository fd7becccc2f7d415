"""Selection of behaviours: chapters by number or name, or words of a behaviour's title."""

import difflib
import re
from collections.abc import Callable

from dojo.behaviours.items import Behaviour
from dojo.behaviours.markers import marker
from dojo.errors import UsageError


def _asks_for(item: Behaviour) -> set[str]:
    """Return the words of an example's steps and of its rule's hints."""
    text = " ".join([*item.hints, *(step.name for step in item.template.steps)])
    return set(re.findall(r"\w+", text.casefold()))


def _titled(item: Behaviour) -> set[str]:
    """Return the words of a rule's and an example's name."""
    return set(re.findall(r"\w+", f"{item.title.rule} {item.title.example}".casefold()))


def _functions(items: list[Behaviour]) -> set[str]:
    """Return the names of a course's functions: `he` is one, and no part of "the"."""
    courses = {item.owner.course for item in items}
    return {name for one in courses for module in one.modules for name in one.functions(module)}


def choose(items: list[Behaviour], words: list[str]) -> list[Behaviour]:
    """Return the items that the words name, all of them for no words; UsageError if none fits.

    Words are one phrase, such as `by hand`, if that names something; else each is on its own, such
    as `2 3`.
    """
    if not words:
        return items
    if found := _named(items, " ".join(words)):
        return found
    each = {word: _named(items, word) for word in words}
    for word, found in each.items():
        if not found:
            # Of several, the one that names nothing.
            raise _unknown(items, word if any(each.values()) else " ".join(words))
    chosen = {item.nodeid for found in each.values() for item in found}
    return [item for item in items if item.nodeid in chosen]


def _named(items: list[Behaviour], words: str) -> list[Behaviour]:
    """Return the items that one name or phrase means."""
    said = words.casefold()
    tag, functions = marker(said), _functions(items)
    tests: tuple[Callable[[Behaviour], bool], ...] = (
        lambda item: said in (str(item.chapter), item.path.stem, item.path.stem.partition("_")[2]),
        lambda item: item.nodeid.casefold() == said or item.get_closest_marker(tag) is not None,
        # A function: its name stands in the title, a step, or the hints of the rule it is for.
        lambda item: words in functions and said in _titled(item) | _asks_for(item),
        lambda item: said in f"{item.nodeid} {item.title}".casefold(),
        lambda item: said in _asks_for(item),
    )
    # A number means a chapter, never whatever has that digit in its name.
    for test in tests[:1] if said.isdecimal() else tests:
        chosen = [item for item in items if test(item)]
        if chosen:
            return chosen
    return []


def _unknown(items: list[Behaviour], words: str) -> UsageError:
    if words.isdecimal():
        known = ", ".join(map(str, sorted({item.chapter for item in items if item.chapter})))
        return UsageError(f"there is no chapter {words}. The chapters are {known}")
    names = {word for item in items for word in [item.name, *str(item.title).split()]}
    near = difflib.get_close_matches(words, sorted(names), 1, 0.6)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return UsageError(f"there is no behaviour {words!r}{hint}")
