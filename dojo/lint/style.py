"""Style of a chapter: rules and their hints, a few plain steps, no word of Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from pytest_bdd.parser import ScenarioTemplate

from dojo.course.hints import LEVELS, read
from dojo.lint.chapter import Chapter
from dojo.lint.codes import Finding

MOST_STEPS = 5
_SHORTEST_SPOILER = 15
_CODE = re.compile(
    r"\bnp\.|\bnumpy\b|\b(?:def|elif|lambda|kata|self|isinstance)\b|\bimport \w+$"
    r"|\w\(\)|=="
)
_VERB = r"(?:is|are|was|were|has|have|gives?|costs?|becomes?|lies?|equals?|needs?|goes|stays?)"
_TWO = re.compile(
    rf"\b{_VERB}\b.*\b(?:and|but) (?:then )?"
    rf"(?:(?:it|they|this|that|there) |(?:the|its|their|each|every|all)(?: \w+){{1,2}} ){_VERB}\b"
    r"|\band then\b"
)


def check(chapter: Chapter, kata: Path) -> Iterator[Finding]:
    """Yield what is wrong with the wording of a chapter."""
    yield from _check_rules(chapter)
    yield from _check_hints(chapter, kata)
    yield from _check_words(chapter)
    for example in chapter.examples:
        yield from _check_example(chapter, example)


def _check_rules(chapter: Chapter) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for line, name in chapter.rules():
        if name in seen:
            what = f"the Rule at line {seen[name]} has this name too: put their examples together"
            yield Finding(chapter.path, line, "twin-rules", what)
        seen.setdefault(name, line)


def _check_hints(chapter: Chapter, kata: Path) -> Iterator[Finding]:
    hints, bodies = read("\n".join(chapter.lines)), None
    for line, name in chapter.rules():
        levels = [hint for hint in hints.get(name, []) if hint]
        if len(levels) != LEVELS:
            what = (
                f"this Rule has {len(levels)} hints, not {LEVELS}: write `# hint: …` for what to "
                "think about, for the formula, and for the decisive step in words"
            )
            yield Finding(chapter.path, line, "hints", what)
        bodies = bodies or one_line_bodies(kata)
        for body, function in bodies.items():
            if any(body in level for level in levels):
                what = f"a hint of this Rule holds the body of {function}: say it in words"
                yield Finding(chapter.path, line, "spoiler", what)


def one_line_bodies(kata: Path) -> dict[str, str]:
    """Return {body: function} for the functions of one line, short of what is hardly a secret."""
    bodies = {}
    for path in sorted(kata.glob("*.py")):
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
            what = f"{match[0]!r} is Python: say what is true, in the words of the field"
            yield Finding(chapter.path, number, "code-words", what)


def _check_example(chapter: Chapter, example: ScenarioTemplate) -> Iterator[Finding]:
    line, steps = example.line_number, example.steps
    if example.rule is None:
        what = "this example stands under no Rule: state the fact that it shows, as a Rule"
        yield Finding(chapter.path, line, "no-rule", what)
    if len(steps) > MOST_STEPS:
        what = f"{len(steps)} steps, and {MOST_STEPS} are the most: what is it about? Say only that"
        yield Finding(chapter.path, line, "steps", what)
    if example.templated:
        what = "an outline runs once for each row: put the rows in the step's own table instead"
        yield Finding(chapter.path, line, "outline", what)
    for step in steps:
        if step.keyword.strip() in ("*", "But"):
            what = f"{step.keyword.strip()!r} does not say what kind of step this is: write And"
            yield Finding(chapter.path, step.line_number, "conjunction", what)
        elif _TWO.search(step.name):
            what = f"{step.name!r} says two things: make it two steps"
            yield Finding(chapter.path, step.line_number, "conjunction", what)
