"""A feature file that was edited: its behaviours are collected again in place of the old ones."""

from pathlib import Path

import pytest

from dojo.behaviours.items import Behaviour


def reread(items: list[Behaviour], path: Path) -> bool:
    """Put a file's behaviours in the place of the old ones; tell whether it could be read."""
    old = [item for item in items if item.path == path]
    try:
        new = [*old[0].file.collect()] if old else []
    except (pytest.Collector.CollectError, OSError):
        return False
    if new:
        at = items.index(old[0])
        items[at : at + len(old)] = new
    return bool(new)
