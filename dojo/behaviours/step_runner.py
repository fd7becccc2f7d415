"""One example, run: each step's definition is called with its table, the kata and what came before.

pytest-bdd parses the features and holds the step definitions; its hooks are called as it would.
"""

import json
from collections.abc import Mapping

import pytest
from pytest_bdd.parser import Scenario, ScenarioTemplate, Step
from pytest_bdd.steps import StepFunctionContext

from dojo.tables.sheet import Sheet
from dojo.verdict import SpecError


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


class ScenarioRun:
    """The run of one scenario; its state lives in the values that earlier steps returned."""

    def __init__(self, request: pytest.FixtureRequest, scenario: Scenario, kata: object) -> None:
        """Begin with nothing but the implementation under test."""
        self.request, self.scenario = request, scenario
        self.item, self.hook = request.node, request.config.hook
        self.state: dict[str, object] = {"kata": kata}
        self.told = {"request": request, "feature": scenario.feature, "scenario": scenario}
        self.answers = 0
        self.sheets: list[Sheet] = []

    def run(self) -> None:
        """Run the steps in order, up to the first that fails."""
        __tracebackhide__ = True
        self.hook.pytest_bdd_before_scenario(**self.told)
        try:
            for step in self.scenario.steps:
                self._step(step, self.item.definitions.of(step, self.item.shown))
        finally:
            self.hook.pytest_bdd_after_scenario(**self.told)
        if not self.answers:
            message = f"no cell of {self.scenario.name!r} is an answer: it asserts nothing"
            raise SpecError(message, self.item.shown, self.scenario.line_number, "no-answer")

    def _step(self, step: Step, definition: StepFunctionContext) -> None:
        __tracebackhide__ = True
        self.item.step, self.item.sheet = step, None
        told = self.told | {"step": step, "step_func": definition.step_func, "step_func_args": {}}
        self.hook.pytest_bdd_before_step(**told)
        sheet = None
        try:
            sheet = Sheet(step, self.item.shown, self.state["kata"].calls.take)
            sheet.before = self.state["kata"].calls.history
            self.sheets.append(sheet)
            arguments = told["step_func_args"] = self._arguments(step, definition, sheet)
            self.hook.pytest_bdd_before_step_call(**told)
            try:
                value = definition.step_func(**arguments)
            except NotImplementedError as error:
                # What came before it is judged: a wrong answer counts more than a missing one.
                sheet.raise_if_wrong(error)
                self.item.sheet = sheet
                raise
            sheet.finish()
        except Exception as error:
            self.hook.pytest_bdd_step_error(**told, exception=error)
            raise
        finally:
            if sheet:
                self._record(step, sheet)
        if definition.target_fixture:
            self.state[definition.target_fixture] = value
        self.hook.pytest_bdd_after_step(**told)

    def _arguments(self, step: Step, definition: StepFunctionContext, sheet: Sheet) -> dict:
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

    def _record(self, step: Step, sheet: Sheet) -> None:
        """Put every cell on the test report, for JUnit XML and the pages made from it."""
        if not sheet.header:
            return
        answers = sheet.comparisons.values()
        self.answers += len(answers)
        record = {"line": step.line_number, "step": step.name, **sheet.record()}
        wrong = sum(not comparison.right for comparison in answers)
        self.item.user_properties += [
            ("table", json.dumps(record, ensure_ascii=False)),
            ("answers", str(len(answers))),
            ("wrong answers", str(wrong)),
        ]
