"""Style of a chapter: rules and their hints, a few plain steps, no word of Python."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pytest_bdd.gherkin_parser import Rule, Scenario

from dojo.course.feature_source import FeatureSource
from dojo.course.hints import LEVELS
from dojo.lint.chapter import Chapter
from dojo.lint.codes import Finding

MOST_STEPS = 5
_SHORTEST_SPOILER = 15
_CODE = re.compile(
    r"\bnp\.|\bnumpy\b|\b(?:def|elif|lambda|kata|self|isinstance)\b|\bimport \w+$"
    r"|\w\(\)|=="
)
_DECIMAL_COMMA = re.compile(r"[-−+]?\d+,\d+")
_VERB = r"(?:is|are|was|were|has|have|gives?|costs?|becomes?|lies?|equals?|needs?|goes|stays?)"
_TWO = re.compile(
    rf"\b{_VERB}\b.*\b(?:and|but) (?:then )?"
    rf"(?:(?:it|they|this|that|there) |(?:the|its|their|each|every|all)(?: \w+){{1,2}} ){_VERB}\b"
    r"|\band then\b"
)


def check(chapter: Chapter, kata: Sequence[Path]) -> Iterator[Finding]:
    """Yield what is wrong with the wording of a chapter."""
    yield from _check_words(chapter)
    if chapter.source:
        yield from _check_rules(chapter.path, chapter.source)
        yield from _check_hints(chapter.path, chapter.source, kata)
        yield from _check_cells(chapter.path, chapter.source)
        for rule, scenario in chapter.source.scenarios:
            yield from _check_example(chapter.path, chapter.source, rule, scenario)


def _check_rules(path: Path, source: FeatureSource) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for line, name in ((rule.location.line, rule.name) for rule in source.rules):
        if name in seen:
            what = f"the Rule at line {seen[name]} has this name, too; put their examples together"
            yield Finding(path, line, "twin-rules", what)
        seen.setdefault(name, line)


def _check_hints(path: Path, source: FeatureSource, kata: Sequence[Path]) -> Iterator[Finding]:
    bodies = None
    for line, hints in source.hints.items():
        levels = [hint for hint in hints if hint]
        if len(levels) != LEVELS:
            what = (
                f"this Rule has {len(levels)} hints instead of {LEVELS}; write `# "
                "hint: …` for a first idea, for the formula, and for the decisive step in words"
            )
            yield Finding(path, line, "hints", what)
        bodies = bodies or one_line_bodies(kata)
        for body, function in bodies.items():
            if any(body in level for level in levels):
                what = f"a hint of this Rule contains the body of {function}; say it in words"
                yield Finding(path, line, "spoiler", what)


def one_line_bodies(kata: Sequence[Path]) -> dict[str, str]:
    """Return {body: function} for the functions of one line, short of what is hardly a secret."""
    bodies = {}
    for path in kata:
        try:
            tree = ast.parse(path.read_bytes())
        except SyntaxError:
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                if len(body) == 1 and isinstance(body[0], ast.Return):
                    bodies[ast.unparse(body[0]).removeprefix("return ")] = node.name
    return {body: name for body, name in bodies.items() if len(body) >= _SHORTEST_SPOILER}


def _check_words(chapter: Chapter) -> Iterator[Finding]:
    for number, line in enumerate(chapter.lines, start=1):
        match = None if line.lstrip().startswith("#") else _CODE.search(line)
        if match:
            what = f"{match[0]!r} is Python; use the words of the field"
            yield Finding(chapter.path, number, "code-words", what)


def _check_cells(path: Path, source: FeatureSource) -> Iterator[Finding]:
    for row in (row for table in source.tables for row in table[1:]):
        for cell in row.cells:
            if _DECIMAL_COMMA.fullmatch(cell.value):
                point = cell.value.replace(",", ".")
                spaced = cell.value.replace(",", ", ")
                what = (
                    f"{cell.value!r} means two numbers; write {point} for one, or {spaced} for two"
                )
                yield Finding(path, row.location.line, "decimal-comma", what)


def _check_example(
    path: Path, source: FeatureSource, rule: Rule | None, scenario: Scenario
) -> Iterator[Finding]:
    line, steps = scenario.location.line, source.templates[scenario.location.line].steps
    if rule is None:
        what = "this example is outside every Rule; write a Rule that states its fact"
        yield Finding(path, line, "no-rule", what)
    if len(steps) > MOST_STEPS:
        what = (
            f"it has {len(steps)} steps, but at most {MOST_STEPS} are allowed; keep "
            "only the steps of one idea"
        )
        yield Finding(path, line, "steps", what)
    if scenario.examples:
        what = "an outline runs once for each row; put the rows into the step's own table"
        yield Finding(path, line, "outline", what)
    unclear = {"*", *(keyword.strip() for keyword in source.keywords("but"))}
    for step in scenario.steps:
        if step.keyword in unclear:
            better = source.keyword("and")
            what = f"{step.keyword!r} does not name the kind of step; write {better}"
            yield Finding(path, step.location.line, "conjunction", what)
        elif _TWO.search(step.text):
            what = f"{step.text!r} says two things; make it two steps"
            yield Finding(path, step.location.line, "conjunction", what)
