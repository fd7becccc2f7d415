"""One example, run: each step's definition is called with its table, the kata and what came before.

pytest-bdd parses the features and holds the step definitions; its hooks are called as it would.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest
from pytest_bdd.parser import Scenario, ScenarioTemplate, Step
from pytest_bdd.steps import StepFunctionContext

from dojo.behaviours.rows_alone import ask_alone
from dojo.behaviours.step_lookup import Definitions
from dojo.course.feature_source import Example
from dojo.implementation.implementation import Implementation
from dojo.implementation.instrument import InstrumentedFunction
from dojo.tables.sheet import Sheet, Wrong
from dojo.verdict import Reason, SpecError, Table
from dojo.workspace.owner import Owner


def rendered(template: ScenarioTemplate, values: Mapping[str, str]) -> Scenario:
    """Fill an outline's values in; an example that has none is taken as it stands."""
    if values:
        return template.render(values)
    return Scenario(
        feature=template.feature,
        keyword=template.keyword,
        name=template.name,
        line_number=template.line_number,
        steps=template.steps,
        description=template.description,
        tags=template.tags,
        rule=template.rule,
    )


class RunnableBehaviour(Protocol):
    """The test item whose steps are run: what a run needs of it."""

    name: str
    path: Path
    config: pytest.Config
    funcargs: dict[str, Any]
    definitions: Definitions
    shown: str
    owner: Owner

    @property
    def nodeid(self) -> str:
        """The name that is unique in a run."""

    @property
    def chapter(self) -> int | None:
        """The chapter's number."""

    @property
    def examples(self) -> Sequence[Example]:
        """The examples of the feature that the behaviour stands in."""

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        """Return the mark of a tag, where the behaviour has it."""


class ScenarioRun:
    """The run of one scenario; its state lives in the values that earlier steps returned."""

    def __init__(self, item: RunnableBehaviour, scenario: Scenario, kata: Implementation) -> None:
        """Begin with nothing but the implementation under test."""
        self.item, self.scenario, self.kata = item, scenario, kata
        self.request, self.hook = item.funcargs["request"], item.config.hook
        self.state: dict[str, Any] = {"kata": kata}
        self.told = {"request": self.request, "feature": scenario.feature, "scenario": scenario}
        self.sheets: list[Sheet] = []
        self.step: Step | None = None
        self.sheet: Sheet | None = None  # of the step that failed, where some answers were there
        self.failed: StepFunctionContext | None = None  # the definition that raised an error
        self.tables: list[Table] = []
        self.notes: list[Reason] = []
        self.drawn: Sequence[Table] = ()  # before the step that failed, on a random table

    def run(self) -> None:
        """Run the steps in order, up to the first that fails."""
        __tracebackhide__ = True
        self.hook.pytest_bdd_before_scenario(**self.told)
        try:
            for step in self.scenario.steps:
                self._step(step, self.item.definitions.of(step, self.item.shown))
        finally:
            self.hook.pytest_bdd_after_scenario(**self.told)
        if not any(table.answers for table in self.tables):
            message = f"no cell of {self.scenario.name!r} is an answer, so it asserts nothing"
            raise SpecError(message, self.item.shown, self.scenario.line_number, "no-answer")

    def _step(self, step: Step, definition: StepFunctionContext) -> None:
        __tracebackhide__ = True
        self.step, self.sheet = step, None
        told = self.told | {"step": step, "step_func": definition.step_func, "step_func_args": {}}
        self.hook.pytest_bdd_before_step(**told)
        sheet = None
        try:
            sheet = Sheet(step, self.item.shown, self.kata.calls.take)
            sheet.before = self._unchecked()
            self.sheets.append(sheet)
            arguments = told["step_func_args"] = self._arguments(step, definition, sheet)
            self.hook.pytest_bdd_before_step_call(**told)
            try:
                value = definition.step_func(**arguments)
            except NotImplementedError as error:
                # What came before it is checked: a wrong answer counts more than a missing one.
                sheet.raise_if_wrong(error)
                self.sheet = sheet
                raise
            sheet.finish()
        except Exception as error:
            self.hook.pytest_bdd_step_error(**told, exception=error)
            if sheet and not isinstance(error, (Wrong, NotImplementedError, SpecError)):
                self.sheet, self.failed = sheet, definition
            raise
        finally:
            if sheet:
                self.tables += [sheet.table()] if sheet.header else []
        if definition.target_fixture:
            self.state[definition.target_fixture] = value
        self.hook.pytest_bdd_after_step(**told)

    def ask_rows_alone(self) -> None:
        """Ask the rows of the step that failed one by one; only when the verdict is found."""
        step, definition, sheet = self.step, self.failed, self.sheet
        if step and definition and sheet and self.tables:
            ask_alone(
                sheet,
                lambda one: definition.step_func(**self._arguments(step, definition, one)),
            )
            self.tables[-1] = sheet.table()

    def _unchecked(self) -> list[InstrumentedFunction]:
        """Return the functions called so far that are behind none of the right answers so far."""
        answers = (calls for sheet in self.sheets for calls in sheet.calls.values())
        right = {call for calls in answers for call in calls}
        return [call for call in self.kata.calls.history if call not in right]

    def _arguments(
        self, step: Step, definition: StepFunctionContext, sheet: Sheet
    ) -> dict[str, Any]:
        """Return what the definition's parameters ask for, by name."""
        said = definition.parser.parse_arguments(step.name) or {}
        for name, convert in definition.converters.items():
            if name in said:
                said[name] = convert(said[name])
        table = step.datatable.raw() if step.datatable else None
        own = {"sheet": sheet, "datatable": table, "docstring": step.docstring}
        known = self.state | own | said
        return {
            name: known[name] if name in known else self._fixture(name, step)
            for name, needed in self.item.definitions.parameters(definition).items()
            if name in known or needed
        }

    def _fixture(self, name: str, step: Step) -> object:
        try:
            return self.request.getfixturevalue(name)
        except pytest.FixtureLookupError:
            message = f"the step {step.name!r} needs {name!r}, which no step before it gives"
            raise SpecError(message, self.item.shown, step.line_number, "leans") from None
