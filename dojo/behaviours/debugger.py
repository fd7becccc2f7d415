"""A debugger's prompt beside the time limit: who sits at it has all the time there is."""

import pytest

from dojo.time_limit import Stopped, start_clock, stop_clock

_LEFT = pytest.StashKey[Stopped]()


def begin(config: pytest.Config) -> None:
    """Begin a behaviour: nobody sits at a prompt."""
    if _LEFT in config.stash:
        del config.stash[_LEFT]


def enter(config: pytest.Config) -> None:
    """Stop the clock as a prompt appears; at a second one it has been stopped already."""
    left = stop_clock()
    if not at_prompt(config):
        config.stash[_LEFT] = left


def leave(config: pytest.Config) -> None:
    """Let the clock go on from where it stood."""
    start_clock(config.stash.get(_LEFT, Stopped()))
    begin(config)


def at_prompt(config: pytest.Config) -> bool:
    """Tell whether a person sits at a prompt: what ends the run then is meant to."""
    return _LEFT in config.stash
