"""The step definitions of a course, loaded when the first of its features is met."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.implementation.course_modules import fault
from dojo.implementation.packages import FolderPackage
from dojo.implementation.threads import one_thread
from dojo.workspace.owner import Owner

MET = pytest.StashKey[dict[Owner, None]]()
_LOADED = pytest.StashKey[dict[Path, "Steps"]]()


class Steps:
    """The step definitions of a course and of those below it, and the known mistakes beside them.

    `modules` are those that pytest knows; their definitions are for this course's features alone.
    """

    def __init__(self, course: Course) -> None:
        """Take the course; nothing is loaded yet."""
        self._rooms = [FolderPackage(room, course.folders(room)) for room in ("mistakes", "steps")]
        self.modules: list[ModuleType] = []

    def place(self) -> None:
        """Let `import steps` and `import mistakes` find these from now on."""
        for room in self._rooms:
            if room.folders:
                room.place()

    def load(self, name: str) -> ModuleType:
        """Return a module of step definitions; UsageError if it cannot be imported."""
        self.place()
        try:
            self.modules.append(self._rooms[-1].load(name))
        except Exception as error:  # of whoever wrote the course
            file, line, said = fault(error, [f for room in self._rooms for f in room.folders])
            raise UsageError(
                f"{file}:{line}: the steps of the course do not load: {said}",
                "Correct that line",
            ) from None
        return self.modules[-1]


def meet(config: pytest.Config, owner: Owner) -> None:
    """Get ready for the features of an owner; CollectError if there is nothing to check."""
    if not owner.kata.is_dir() and owner.kata != owner.course.reference:
        raise pytest.Collector.CollectError(
            f"there is no folder {owner.kata}; name an implementation with --kata PATH"
        )
    load_steps(config, owner.course)
    config.stash.setdefault(MET, {})[owner] = None


def load_steps(config: pytest.Config, course: Course) -> Steps:
    """Return a course's steps; the first time, let pytest know its modules."""
    known = config.stash.setdefault(_LOADED, {})
    if course.root not in known:
        one_thread(config)
        # Here: it loads NumPy, and the plugin imports this module in every project.
        from dojo.behaviours.random_calls import steps as random_calls

        if not config.pluginmanager.is_registered(random_calls):
            config.pluginmanager.register(random_calls, "dojo-random-calls")
        steps = known[course.root] = Steps(course)
        for name in course.step_modules:
            config.pluginmanager.register(steps.load(name), str(course.steps / name))
    return known[course.root]


def steps_of_others(config: pytest.Config, course: Course) -> Iterator[ModuleType]:
    """Yield the modules of steps that pytest knows, and that were loaded for another course."""
    for root, steps in config.stash.get(_LOADED, {}).items():
        if root != course.root:
            yield from steps.modules
