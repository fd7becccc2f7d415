"""The step definitions of a course, loaded when the first of its features is met."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dojo.course.course import Course
from dojo.implementation.packages import FolderPackage
from dojo.implementation.threads import one_thread
from dojo.workspace.owner import Owner

MET = pytest.StashKey[dict[Owner, None]]()
_LOADED = pytest.StashKey[dict[Path, FolderPackage]]()


def meet(config: pytest.Config, owner: Owner) -> None:
    """Get ready for the features of an owner; CollectError if there is nothing to check."""
    if not owner.kata.is_dir():
        raise pytest.Collector.CollectError(
            f"there is no folder {owner.kata}: --kata PATH says which implementation to check"
        )
    load_steps(config, owner.course)
    config.stash.setdefault(MET, {})[owner] = None


def load_steps(config: pytest.Config, course: Course) -> FolderPackage:
    """Return the package of a course's steps; the first time, let pytest know its modules."""
    known = config.stash.setdefault(_LOADED, {})
    if course.root not in known:
        one_thread(config)
        # Here: it loads NumPy, and the plugin imports this module in every project.
        from dojo.behaviours.random_calls import steps as random_calls

        if not config.pluginmanager.is_registered(random_calls):
            config.pluginmanager.register(random_calls, "dojo-random-calls")
        steps = known[course.root] = FolderPackage("steps", course.steps)
        for name in course.step_modules:
            config.pluginmanager.register(steps.load(name), str(course.steps / name))
    return known[course.root]


def steps_of_others(config: pytest.Config, course: Course) -> Iterator[Path]:
    """Yield the folders of steps that pytest knows, and that belong to another course."""
    for root, steps in config.stash.get(_LOADED, {}).items():
        if root != course.root:
            yield steps.folder
