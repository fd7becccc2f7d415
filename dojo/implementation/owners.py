"""Owners in a run of pytest: to whom each file belongs, and what its imports find meanwhile."""

import contextlib
import os
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from dojo.errors import UsageError
from dojo.implementation.packages import Package, in_place, outside
from dojo.implementation.threads import one_thread
from dojo.verdict import shown
from dojo.workspace.owner import Owner, course_of, owner

NAMES = ("kata", "steps", "mistakes")

_OWNERS = pytest.StashKey[dict[Path, Owner | None]]()
LEFT_ALONE = pytest.StashKey[dict[Path, None]]()
_BEFORE = pytest.StashKey[list[Package]]()


def owner_of(config: pytest.Config, path: Path) -> Owner | None:
    """Return who owns a file; with --kata PATH, that is what its features check.

    Features that nobody owns are left alone, unless --kata says that they are ours.
    """
    # Conftest files are loaded before the options are where getoption looks for them.
    found, chosen = _found(config, path), config.known_args_namespace.kata
    if not chosen:
        return found
    kata = (config.invocation_params.dir / chosen).resolve()
    return replace(found or Owner(path.parent, course_of(path), kata), kata=kata)


def _found(config: pytest.Config, path: Path) -> Owner | None:
    folder = path if path.is_dir() else path.parent
    known = config.stash.setdefault(_OWNERS, {})
    if folder not in known:
        known[folder] = owner(folder)
    return known[folder]


def leave_alone(config: pytest.Config, path: Path) -> None:
    """Note a feature that nobody owns, if it was asked for by its name."""
    names = (config.invocation_params.dir / word.partition("::")[0] for word in config.args)
    if any(os.path.abspath(name) == str(path) for name in names):
        config.stash.setdefault(LEFT_ALONE, {})[path] = None


def left_alone(path: Path, config: pytest.Config) -> str:
    """Say why a requested feature gave no test, and what to type."""
    file = shown(path, config.invocation_params.dir)
    return (
        f"{file} is outside every workspace and course, so dojo does not know which kata to "
        f"check. Name one: pytest {shlex.quote(file)} --kata PATH"
    )


def begin(config: pytest.Config) -> None:
    """Note what imports find before a run."""
    config.stash.setdefault(_BEFORE, [in_place(name) for name in NAMES])


def end(config: pytest.Config) -> None:
    """Let imports find again what they found before the run."""
    for package in config.stash.get(_BEFORE, []):
        package.place()


def place_for_python(config: pytest.Config, path: Path) -> None:
    """Let a file of tests import what lies around it: in a workspace, the kata that is checked.

    Anywhere else nothing of ours is in its way. That goes for a course as well: its reference is
    nobody's to be imported.
    """
    kata, *others = map(outside, NAMES)
    for package in others:
        package.place()
    with contextlib.suppress(UsageError):  # it is said where a feature is concerned
        found, checked = _found(config, path), owner_of(config, path)
        if checked and found and found.is_workspace:
            one_thread(config)
            # Here: it loads NumPy, and the plugin imports this module in every project.
            from dojo.implementation.implementations import implementation_of

            kata = implementation_of(config, checked).package
    kata.place()
