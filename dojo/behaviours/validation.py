"""Validation of features: none may pass in silence, or be read otherwise than it is meant."""

import difflib
from collections.abc import Iterator

from pytest_bdd.gherkin_parser import Background, Feature, Rule, Scenario
from pytest_bdd.parser import Step

from dojo.behaviours.step_lookup import Definitions
from dojo.behaviours.step_runner import rendered
from dojo.course.feature_source import FeatureSource
from dojo.verdict import SpecError

# What stands before a colon is taken for a mistyped keyword if it is as near to one as this.
_NEAR = 0.75


def check(source: FeatureSource, definitions: Definitions) -> list[SpecError]:
    """Return what is wrong with a feature, in the order of its lines."""
    errors = [
        *_check_rules(source),
        *_check_names(source),
        *_check_prose(source),
        *_check_rows(source),
        *(error for _, scenario in source.scenarios for error in _check_example(source, scenario)),
        *_check_steps(source, definitions),
    ]
    return sorted(errors, key=lambda error: error.line or 0)


def _check_rules(source: FeatureSource) -> Iterator[SpecError]:
    for rule in source.rules:
        if not any(child.scenario for child in rule.children):
            message = "this rule has no example, so nothing checks it"
            yield SpecError(message, source.where, rule.location.line, "empty-rule")


def _check_names(source: FeatureSource) -> Iterator[SpecError]:
    seen: dict[str, int] = {}
    for _, scenario in source.scenarios:
        line, name = scenario.location.line, scenario.name
        if not name:
            yield SpecError("this example has no name", source.where, line, "name")
        elif name in seen:
            message = f"the name {name!r} is already in line {seen[name]}; rename one"
            yield SpecError(message, source.where, line, "twin-examples")
        seen.setdefault(name, line)
    for example in source.examples:
        if "::" in example.title or "[" in example.title:
            message = (
                f"{example.title!r} contains [ or ::, which have a meaning in the "
                "names of pytest's tests"
            )
            yield SpecError(message, source.where, example.line, "name")


def _check_prose(source: FeatureSource) -> Iterator[SpecError]:
    """A line with a mistyped keyword is prose to Gherkin, and so is every step below it."""
    steps = tuple(source.keywords("given", "when", "then", "and", "but"))
    headings = source.keywords("rule", "scenario", "scenarioOutline", "background", "examples")
    described: list[Feature | Rule] = [source.node, *source.rules]
    for parent in described:
        for text in parent.description.splitlines():
            if _is_step_or_row(text, steps) or _is_nearly(text, headings):
                what = (
                    f"{text.strip()!r} is prose, not a step; is a keyword mistyped in or above it?"
                )
                yield SpecError(what, source.where, _place(source, parent, text), "prose")
                break
    bare: list[Background | Scenario] = [*source.backgrounds]
    for each in [*bare, *(scenario for _, scenario in source.scenarios)]:
        if each.description.strip():
            text = each.description.strip().splitlines()[0]
            what = f"{text!r} is prose, not a step; move it under the Rule"
            yield SpecError(what, source.where, each.location.line, "prose")


def _is_step_or_row(text: str, steps: tuple[str, ...]) -> bool:
    # Whatever kind of space follows the keyword: Gherkin knows one of them alone.
    spaced = f"{' '.join(text.split())} "
    return spaced.startswith(("|", *steps))


def _is_nearly(text: str, headings: list[str]) -> bool:
    """Tell whether a line begins like a heading: one word is held against keywords of one word."""
    label, colon, _ = text.partition(":")
    alike = [word for word in headings if len(word.split()) == len(label.split())]
    return bool(colon and difflib.get_close_matches(label.strip(), alike, 1, _NEAR))


def _place(source: FeatureSource, parent: Feature | Rule, text: str) -> int:
    """Return the line in which a parent's prose says something."""
    start = parent.location.line
    below = range(start + 1, len(source.lines) + 1)
    return next((line for line in below if source.line(line) == text.strip()), start)


def _check_rows(source: FeatureSource) -> Iterator[SpecError]:
    for table in source.tables:
        for row in table:
            if message := source.open_row(row.location.line):
                yield SpecError(message, source.where, row.location.line, "syntax")
    for step in source.steps:
        if step.datatable and len(step.datatable.rows) < 2:
            message = "this table has a header but no rows"
            yield SpecError(message, source.where, step.location.line, "empty-table")


def _check_example(source: FeatureSource, scenario: Scenario) -> Iterator[SpecError]:
    line, template = scenario.location.line, source.templates[scenario.location.line]
    if scenario.keyword in source.keywords("scenarioOutline") and not scenario.examples:
        message = f"the outline {scenario.name!r} has no row of examples"
        yield SpecError(message, source.where, line, "empty-table")
    for examples in scenario.examples:
        header = (
            [cell.value for cell in examples.table_header.cells] if examples.table_header else []
        )
        if not examples.table_body:
            message = f"the outline {scenario.name!r} has no row of examples here"
            yield SpecError(message, source.where, examples.location.line, "empty-table")
        if len(set(header)) < len(header):
            message = "two columns of these examples have the same name"
            yield SpecError(message, source.where, examples.location.line, "twin-columns")
    if not scenario.description.strip() and not any(s.type == "then" for s in template.steps):
        message = f"the example {scenario.name!r} has no Then, so it asserts nothing"
        yield SpecError(message, source.where, line, "no-then")


def _check_steps(source: FeatureSource, definitions: Definitions) -> Iterator[SpecError]:
    """Each step must mean one thing, and be read as a whole; a background's is named once."""
    errors = {
        str(error): error
        for example in source.examples
        for step in rendered(example.template, example.values).steps
        for error in _check_step(step, definitions, source.where)
    }
    yield from errors.values()


def _check_step(step: Step, definitions: Definitions, where: str) -> Iterator[SpecError]:
    try:
        definition = definitions.of(step, where)
    except SpecError as error:
        yield error
        return
    if step.docstring is not None and "docstring" not in definitions.parameters(definition):
        message = f"the step {step.name!r} does not read the docstring below it"
        yield SpecError(message, where, step.line_number, "docstring")
