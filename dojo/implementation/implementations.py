"""Implementations in a run of pytest: one for each kata, or one in the place of them all."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dojo.implementation.implementation import Implementation
from dojo.workspace.owner import Owner

_KNOWN = pytest.StashKey[dict[tuple[Path, Path], Implementation]]()
_INSTEAD = pytest.StashKey[Implementation | None]()


def implementation_of(config: pytest.Config, owner: Owner) -> Implementation:
    """Return what the behaviours of an owner check: its kata, loaded once in a run."""
    if instead := config.stash.get(_INSTEAD, None):
        return instead
    known, key = config.stash.setdefault(_KNOWN, {}), (owner.kata, owner.course.root)
    if key not in known:
        start = config.invocation_params.dir
        known[key] = Implementation.of(owner.course, owner.kata, start)
    return known[key]


def forget(config: pytest.Config) -> None:
    """Let go of what was loaded: the next behaviour loads its kata from the disk again."""
    config.stash[_KNOWN] = {}


@contextlib.contextmanager
def checking(config: pytest.Config, implementation: Implementation) -> Iterator[None]:
    """Let every behaviour of a run check `implementation` meanwhile, whoever owns it."""
    before = config.stash.get(_INSTEAD, None)
    config.stash[_INSTEAD] = implementation
    try:
        yield
    finally:
        config.stash[_INSTEAD] = before
