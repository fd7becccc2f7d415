"""What a feature must not do, because it would pass in silence or not be read as it was meant."""

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.parser import Feature, ScenarioTemplate

from dojo.behaviours.step_lookup import Definitions
from dojo.behaviours.step_runner import rendered
from dojo.verdict import SpecError

_HEADING = re.compile(
    r"^\s*(Feature|Rule|Background|Example|Scenario(?: Outline| Template)?):\s*(.*?)\s*$"
)
_STEP_OR_ROW = re.compile(r"^\s*(?:(?:Given|When|Then|And|But)\b|\|)")
_KEYWORDS = ["Rule", "Example", "Scenario", "Background", "Given", "When", "Then", "And", "But"]
_LABEL = re.compile(r"^\s*(\w+):")


def check(
    path: Path, feature: Feature, definitions: Definitions, where: str
) -> Iterator[SpecError]:
    """Yield what is wrong with a feature, in the order of its lines."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    yield from sorted(
        [
            *_check_headings(lines, where),
            *_check_prose(feature, lines, where),
            *(e for t in feature.scenarios.values() for e in _check_example(t, definitions, where)),
        ],
        key=lambda error: error.line or 0,
    )


def outlined(template: ScenarioTemplate) -> list[Mapping[str, str]]:
    """Return the values of each row of an outline; an example that is none has one empty row."""
    if not template.templated:
        return [{}]
    return [values for examples in template.examples for values in examples.as_contexts()]


def title(template: ScenarioTemplate, values: Mapping[str, str]) -> str:
    """Return an example's name; the row of an outline is told by its values."""
    return f"{template.name} ({', '.join(values.values())})" if values else template.name


def _check_headings(lines: list[str], where: str) -> Iterator[SpecError]:
    """Gherkin drops the first of two examples with one name, and a rule without an example."""
    seen: dict[str, int] = {}
    empty_rule = 0
    for number, line in enumerate([*lines, "Rule: the end"], start=1):
        match = _HEADING.match(line)
        kind, name = match.groups() if match else ("", "")
        if kind == "Rule":
            if empty_rule:
                message = "this rule has no example: nothing checks it"
                yield SpecError(message, where, empty_rule, "empty-rule")
            empty_rule = number
        elif kind.startswith(("Example", "Scenario")):
            empty_rule = 0
            if not name:
                yield SpecError("this example has no name", where, number, "name")
            elif name in seen:
                message = f"the name {name!r} stands at line {seen[name]} already; rename one"
                yield SpecError(message, where, number, "twin-examples")
            seen.setdefault(name, number)


def _check_prose(feature: Feature, lines: list[str], where: str) -> Iterator[SpecError]:
    """A line with a mistyped keyword is prose to Gherkin, and so is every step below it."""
    rules = {id(t.rule): t.rule for t in feature.scenarios.values() if t.rule}.values()
    for prose in [feature.description, *(rule.description for rule in rules)]:
        for text in prose.splitlines():
            label = _LABEL.match(text)
            near = label and difflib.get_close_matches(label[1], _KEYWORDS, 1, 0.75)
            if _STEP_OR_ROW.match(text) or near:
                number = 1 + next((i for i, line in enumerate(lines) if text in line), 0)
                message = (
                    f"{text.strip()!r} is read as prose: is a keyword mistyped in or above it?"
                )
                yield SpecError(message, where, number, "prose")
                break


def _check_example(
    template: ScenarioTemplate, definitions: Definitions, where: str
) -> Iterator[SpecError]:
    """An example must assert something, with steps that mean exactly one thing."""
    line = template.line_number
    if template.description.strip():
        first = template.description.strip().splitlines()[0]
        message = f"{first!r} is read as prose, not as a step; prose belongs under the Rule"
        yield SpecError(message, where, line, "prose")
    elif not any(step.type == "then" for step in template.steps):
        message = f"the example {template.name!r} has no Then: it asserts nothing"
        yield SpecError(message, where, line, "no-then")
    rows = outlined(template)
    for name in (title(template, values) for values in rows):
        if "::" in name or "[" in name:
            message = f"{name!r} holds [ or ::, with which pytest parts the names of tests"
            yield SpecError(message, where, line, "name")
    if not rows:
        message = f"the outline {template.name!r} has no row of examples"
        yield SpecError(message, where, line, "empty-table")
    for step in template.steps:
        if step.datatable is not None and len(step.datatable.rows) < 2:
            message = "this table has a header and no rows"
            yield SpecError(message, where, step.line_number, "empty-table")
    messages = {}
    for values in rows:
        for step in rendered(template, values).steps:
            try:
                definitions.of(step, where)
            except SpecError as error:
                messages[str(error)] = error
    yield from messages.values()


def in_plain_words(error: GherkinParseError) -> str:
    """Say what is wrong with a line that Gherkin cannot read."""
    line = error.line_content.strip()
    if "inconsistent cell count" in error.message:
        return f"this row has not as many cells as the table's first: {line}"
    if line.startswith("|"):
        return f"this row cannot be read: does it end in |? {line}"
    if "expected" not in error.message:
        return f"{error.message} {line}".strip()
    return f"this line cannot stand here: {line!r}. Is a keyword mistyped, or Feature: missing?"
