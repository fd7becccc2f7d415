"""The lookup of step definitions: a sentence means exactly one, or the feature is unclear."""

import difflib
import inspect
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, cast

import pytest
from pytest_bdd.compat import get_fixture_names, getfixturedefs
from pytest_bdd.parser import Step
from pytest_bdd.steps import StepFunctionContext, StepNamePrefix, step_function_context_registry

from dojo.behaviours.course_steps import steps_of_others
from dojo.course.course import Course
from dojo.verdict import SpecError, shown


class Definitions:
    """The step definitions that a folder of features can see, each sentence looked up once."""

    def __init__(self, folder: pytest.Collector, foreign: Sequence[ModuleType] = ()) -> None:
        """Take those of the plugins, and of the conftest files above `folder`.

        What was loaded with a module that is `foreign`, is another course's.
        """
        others = {id(vars(module)) for module in foreign}
        self.contexts = [
            context for context in _visible(folder) if id(_code(context).__globals__) not in others
        ]
        self._found: dict[tuple[str, str], list[StepFunctionContext]] = {}
        self._parameters: dict[Callable[..., Any], dict[str, bool]] = {}

    def matching(self, step: Step) -> list[StepFunctionContext]:
        """Return the definitions that match `step`."""
        key = step.type, step.name
        if key not in self._found:
            self._found[key] = [
                context
                for context in self.contexts
                if context.type in (None, step.type) and context.parser.is_matching(step.name)
            ]
        return self._found[key]

    def of(self, step: Step, where: str) -> StepFunctionContext:
        """Return the one definition of `step`; SpecError unless there is exactly one that runs."""
        found = self.matching(step)
        if not found:
            said = f"{step.keyword.strip()} {step.name!r}"
            message = f"there is no step {said}{self._near(step)}"
            raise SpecError(message, where, step.line_number, "no-step")
        if len(found) > 1:
            names = " and ".join(f"{c.parser.name!r} ({_place(c)})" for c in found)
            message = f"{step.name!r} is ambiguous: {names} match"
            raise SpecError(message, where, step.line_number, "ambiguous")
        function = found[0].step_func
        for kind, test in (
            ("async", inspect.iscoroutinefunction),
            ("a generator", inspect.isgeneratorfunction),
            ("an async generator", inspect.isasyncgenfunction),
        ):
            if test(function):
                message = f"the step {step.name!r} is {kind}, so it would pass without running"
                raise SpecError(message, where, step.line_number, "never-runs")
        return found[0]

    def parameters(self, definition: StepFunctionContext) -> dict[str, bool]:
        """Return the names of a definition's parameters, and whether it must be given each."""
        function = definition.step_func
        if function not in self._parameters:
            parameters = inspect.signature(function).parameters.items()
            self._parameters[function] = {n: p.default is p.empty for n, p in parameters}
        return self._parameters[function]

    def _near(self, step: Step) -> str:
        names = [c.parser.name for c in self.contexts if c.type in (None, step.type)]
        near = difflib.get_close_matches(step.name, names, 1, 0.5)
        return f"; did you mean {near[0]!r}?" if near else ""


def definitions_for(folder: pytest.Collector, course: Course) -> Definitions:
    """Return the step definitions that a course's features in `folder` see, looked up once."""
    known, key = folder.session.stash.setdefault(_KNOWN, {}), (folder, course)
    if key not in known:
        known[key] = Definitions(folder, list(steps_of_others(folder.config, course)))
    return known[key]


_KNOWN = pytest.StashKey[dict[tuple[pytest.Collector, Course], Definitions]]()


def _code(context: StepFunctionContext) -> FunctionType:
    return cast("FunctionType", inspect.unwrap(context.step_func))


def _place(context: StepFunctionContext) -> str:
    code = _code(context).__code__
    return f"{shown(code.co_filename, Path.cwd())}:{code.co_firstlineno}"


def _visible(folder: pytest.Collector) -> Iterator[StepFunctionContext]:
    fixtures = folder.session._fixturemanager
    for name in get_fixture_names(fixtures):
        if name.startswith(StepNamePrefix.step_def.value):
            for definition in getfixturedefs(fixtures, name, folder) or ():
                yield step_function_context_registry[definition.func]
