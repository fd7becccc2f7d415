"""What a feature and its steps must not do, because it would pass in silence."""

import difflib
import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pytest_bdd.parser import Feature, ScenarioTemplate, Step
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from dojo.verdict import SpecError

_EXAMPLE = re.compile(r"^\s*(?:Example|Scenario(?: Outline| Template)?):\s*(.*?)\s*$")
_STEP_OR_ROW = re.compile(r"^\s*(?:(?:Given|When|Then|And|But)\b|\|)")
_KEYWORDS = ["Rule", "Example", "Scenario", "Background", "Given", "When", "Then", "And", "But"]
_LABEL = re.compile(r"^\s*(\w+):")


def check_feature(path: Path, shown: str) -> None:
    """Raise SpecError where Gherkin would drop or skip something without a word."""
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if match := _EXAMPLE.match(line):
            name = match[1]
            if not name:
                raise SpecError("this example has no name", shown, number)
            if name in seen:
                message = f"the name {name!r} stands at line {seen[name]} already; rename one"
                raise SpecError(message, shown, number)
            seen[name] = number


def check_steps(feature: Feature, shown: str) -> None:
    """Raise SpecError for an example that asserts nothing, or whose steps are not one to one."""
    _check_prose(feature.description, shown, feature.line_number)
    for template in feature.scenarios.values():
        _check_example(template, shown)
        for step in template.steps:
            # An outline's steps are known only once its cells are filled in.
            if not template.templated:
                check_step(step, shown)


def _check_example(template: ScenarioTemplate, shown: str) -> None:
    line = template.line_number
    if template.rule is not None:
        _check_prose(template.rule.description, shown, line)
    if template.description.strip():
        first = template.description.strip().splitlines()[0]
        message = f"{first!r} is read as prose, not as a step; prose belongs under the Rule"
        raise SpecError(message, shown, line)
    if not any(step.type == "then" for step in template.steps):
        raise SpecError(f"the example {template.name!r} has no Then: it asserts nothing", shown, line)
    for step in template.steps:
        if step.datatable is not None and len(step.datatable.rows) < 2:
            raise SpecError("this table has a header and no rows", shown, step.line_number)


def _check_prose(prose: str, shown: str, line: int) -> None:
    for text in prose.splitlines():
        label = _LABEL.match(text)
        near = label and difflib.get_close_matches(label[1], _KEYWORDS, 1, 0.75)
        if _STEP_OR_ROW.match(text) or near:
            message = f"{text.strip()!r} is read as prose: is a keyword mistyped above it?"
            raise SpecError(message, shown, line)


def check_step(step: Step, shown: str) -> None:
    """Raise SpecError unless exactly one definition, and no coroutine, matches the step."""
    found = list(matching(step, step_function_context_registry.values()))
    if not found:
        message = f"no step says {step.keyword.strip()} {step.name!r}{_did_you_mean(step)}"
        raise SpecError(message, shown, step.line_number)
    if len(found) > 1:
        names = " and ".join(repr(context.parser.name) for context in found)
        message = f"{step.name!r} is ambiguous: {names} match it"
        raise SpecError(message, shown, step.line_number)
    if inspect.iscoroutinefunction(found[0].step_func):
        message = f"the step {step.name!r} is async: it would pass without running"
        raise SpecError(message, shown, step.line_number)


def matching(step: Step, contexts: Iterable[StepFunctionContext]) -> Iterator[StepFunctionContext]:
    """Yield the step definitions that match `step`."""
    for context in contexts:
        if context.type in (None, step.type) and context.parser.is_matching(step.name):
            yield context


def _did_you_mean(step: Step) -> str:
    names = [
        context.parser.name
        for context in step_function_context_registry.values()
        if context.type in (None, step.type)
    ]
    near = difflib.get_close_matches(step.name, names, 1, 0.5)
    return f"; did you mean {near[0]!r}?" if near else ""
