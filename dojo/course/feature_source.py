"""A feature file, read once: its lines, Gherkin's tree of them, and the examples that are run.

Gherkin's parser knows the keywords of some seventy languages; nothing here looks for English ones.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from gherkin.dialect import DIALECTS
from gherkin.errors import CompositeParserException, NoSuchLanguageException, ParserException
from gherkin.parser import Parser
from gherkin.parser_types import GherkinDocument as GherkinTree
from gherkin.token_matcher import TokenMatcher
from pytest_bdd.exceptions import StepError
from pytest_bdd.gherkin_parser import Background, GherkinDocument, Row, Rule, Scenario, Step
from pytest_bdd.gherkin_parser import Feature as FeatureNode
from pytest_bdd.parser import Feature, FeatureParser, ScenarioTemplate
from pytest_bdd.parser import Rule as TemplateRule

from dojo.course.hints import hints_among
from dojo.course.table_rows import written_cells
from dojo.verdict import SpecError

Kind = Literal[
    "feature", "rule", "background", "scenario", "scenarioOutline", "examples",
    "given", "when", "then", "and", "but",
]  # fmt: skip


@dataclass(frozen=True)
class Example:
    """An example to run, or one row of an outline; its title stands only once in a file."""

    title: str
    template: ScenarioTemplate
    values: Mapping[str, str]
    tags: frozenset[str]
    line: int
    hints: Sequence[str] = ()


class FeatureSource:
    """A feature file that Gherkin can read; SpecError says of another where it cannot, and why."""

    def __init__(self, path: Path, where: str) -> None:
        """Read the file; `where` is what messages call it."""
        self.path, self.where = path, where
        text = _text(path, where)
        # Gherkin ends lines here alone; `splitlines` knows more ends, and would count otherwise.
        self.lines = text.split("\n")
        tree, self._matcher = _parsed(text)
        if isinstance(tree, CompositeParserException):
            raise self._unreadable(tree.errors[0])
        if "feature" not in tree:
            message = f"there is no {self.keyword('feature')}: in this file"
            raise SpecError(message, where, code="empty")
        self.document = GherkinDocument.from_dict(tree)
        templates = _Templates(path, self.document)
        try:
            self.feature: Feature = templates.parse()
        except StepError as error:
            raise self._first_step(error) from None
        self.templates = templates.found
        if not self.templates:
            message = f"there is no {self.keyword('scenario')}: in this feature"
            raise SpecError(message, where, code="empty")

    def keywords(self, *kinds: Kind) -> list[str]:
        """Return the words that the file's language has for kinds of lines; * is none."""
        spec = self._matcher.dialect.spec
        return [word for kind in kinds for word in spec[kind] if word != "* "]

    def keyword(self, kind: Kind) -> str:
        """Return the first word that the file's language has for a kind of line."""
        return self.keywords(kind)[0].strip()

    @property
    def node(self) -> FeatureNode:
        """The feature itself, in the tree."""
        return self.document.feature

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules, in order."""
        return [child.rule for child in self.node.children if child.rule]

    @cached_property
    def scenarios(self) -> list[tuple[Rule | None, Scenario]]:
        """The examples and outlines, in order, each with its rule."""
        alone = [(None, child.scenario) for child in self.node.children if child.scenario]
        ruled = [(r, child.scenario) for r in self.rules for child in r.children if child.scenario]
        return [*alone, *ruled]

    @cached_property
    def backgrounds(self) -> list[Background]:
        """The backgrounds: the feature's, and its rules'."""
        parents: list[FeatureNode | Rule] = [self.node, *self.rules]
        return [child.background for p in parents for child in p.children if child.background]

    @cached_property
    def steps(self) -> list[Step]:
        """The steps as they are written, each once."""
        parents: list[Background | Scenario] = [*self.backgrounds]
        parents += [scenario for _, scenario in self.scenarios]
        return [step for parent in parents for step in parent.steps]

    @cached_property
    def tables(self) -> list[list[Row]]:
        """The rows of each table: of steps, and of outlines."""
        of_steps = [step.datatable.rows for step in self.steps if step.datatable]
        of_outlines = [
            [examples.table_header, *(examples.table_body or [])]
            for _, scenario in self.scenarios
            for examples in scenario.examples
            if examples.table_header
        ]
        return [*of_steps, *of_outlines]

    def line(self, number: int) -> str:
        """Return a line without the spaces around it; nothing beyond the end of the file."""
        return self.lines[number - 1].strip() if number <= len(self.lines) else ""

    @cached_property
    def examples(self) -> list[Example]:
        """The tests in order: each example, and each row of an outline."""
        hints = self.hints
        found = []
        for rule, scenario in self.scenarios:
            template = self.templates[scenario.location.line]
            ruled = template.rule.tags if template.rule else set()
            above = self.feature.tags | template.tags | ruled
            known = hints[rule.location.line] if rule else []
            for line, values, tags in _rows(scenario, template):
                title = _title(template.name, values)
                every = frozenset(above | tags)
                found.append(Example(title, template, values, every, line, known))
        titles = told_apart(example.title for example in found)
        return [replace(e, title=title) for e, title in zip(found, titles, strict=True)]

    @cached_property
    def hints(self) -> dict[int, list[str]]:
        """The hints of each rule, by the rule's line: its own comments reach to the next rule."""
        lines = [rule.location.line for rule in self.rules]
        found = {}
        for line, end in itertools.pairwise([*lines, len(self.lines) + 1]):
            comments = [c for c in self.document.comments if line < c.location.line < end]
            found[line] = hints_among(comments)
        return found

    def open_row(self, number: int) -> str | None:
        """Say what is wrong with a table's row that does not end in |; None for one that does."""
        left = written_cells(self.line(number))[-1]
        if not left:
            return None
        return f"this row does not end in |, so {left.strip()!r} after the last | is lost"

    def _unreadable(self, error: ParserException) -> SpecError:
        """Say what is wrong with a line that Gherkin cannot read."""
        number = error.location["line"]
        line = self.line(number)
        if "inconsistent cell count" in str(error):
            return self._ragged(number)
        if isinstance(error, NoSuchLanguageException):
            message = f"Gherkin does not know this language: {line!r}"
        elif "whitespace" in str(error):
            message = f"a tag is one word, without a space: {line!r}"
        elif number >= len(self.lines) and not line:
            message = (
                "the file is incomplete: is a docstring not closed, or is a tag the last line?"
            )
        elif line.startswith("|"):
            message = f"this row has no step above it: {line}"
        elif self._begins(line, "feature"):
            message = f"a file contains one feature, but this is a second one: {line!r}"
        elif self._begins(line, "background"):
            message = f"{line!r} is not allowed here: there is only one, above the first example"
        elif language := _language_of(line, self._matcher.dialect_name):
            write = f"write # language: {language} in the file's first line"
            message = f"this line is not allowed here: {line!r}. If this is {language}, {write}"
        else:
            missing = f"{self.keyword('feature')}: missing"
            message = (
                f"this line is not allowed here: {line!r}. Is a keyword mistyped, or {missing}?"
            )
        return SpecError(message, self.where, number, "syntax")

    def _begins(self, line: str, kind: Kind) -> bool:
        return line.startswith(tuple(f"{keyword}:" for keyword in self.keywords(kind)))

    def _ragged(self, number: int) -> SpecError:
        """Say why a row has not as many cells as the first: one up to here may lack its last |."""
        first = number
        while self.line(first - 1).startswith(("|", "#")):
            first -= 1
        for at in range(first, number + 1):
            if self.line(at).startswith("|") and (message := self.open_row(at)):
                return SpecError(message, self.where, at, "syntax")
        message = (
            "this row and the table's first row have different numbers of cells: "
            f"{self.line(number)}"
        )
        return SpecError(message, self.where, number, "syntax")

    def _first_step(self, error: StepError) -> SpecError:
        given, when, then = self.keyword("given"), self.keyword("when"), self.keyword("then")
        line = self.line(error.line)
        message = f"the first step must begin with {given}, {when} or {then}: {line!r}"
        return SpecError(message, self.where, error.line, "syntax")


class _Templates(FeatureParser):
    """pytest-bdd's reading of a tree that is parsed already; it keeps what has one name, too."""

    def __init__(self, path: Path, document: GherkinDocument) -> None:
        super().__init__(str(path.parent), path.name)
        self._document = document
        self.found: dict[int, ScenarioTemplate] = {}

    def _parse_feature_file(self) -> GherkinDocument:
        return self._document

    def parse_scenario(
        self, scenario_data: Scenario, feature: Feature, rule: TemplateRule | None = None
    ) -> ScenarioTemplate:
        template = super().parse_scenario(scenario_data, feature, rule)
        self.found[template.line_number] = template
        return template


def told_apart(titles: Iterable[str]) -> list[str]:
    """Return the titles, each once: a number tells one from the same above it.

    >>> told_apart(["f (1)", "f (2)", "f (1)"])
    ['f (1)', 'f (2)', 'f (1) #2']
    """
    titles = list(titles)
    taken, seen, apart = set(titles), set(), []
    for title in titles:
        name = title
        if title in seen:
            numbered = (f"{title} #{number}" for number in itertools.count(2))
            name = next(name for name in numbered if name not in taken)
        seen.add(title)
        taken.add(name)
        apart.append(name)
    return apart


def _language_of(line: str, but: str) -> str:
    """Return a language, other than `but`, in which a line begins a feature; "" if there is none.

    Of several, it is the one that has the word in first place.

    >>> _language_of("Funktionalität: Kürzen", "en")
    'de'
    """
    word = line.partition(":")[0]
    found = [
        (spec["feature"].index(word), name)
        for name, spec in DIALECTS.items()
        if word in spec["feature"] and name != but
    ]
    return min(found)[1] if found and ":" in line else ""


@lru_cache(maxsize=100)
def _parsed(text: str) -> tuple[GherkinTree | CompositeParserException, TokenMatcher]:
    """Return Gherkin's tree of a text, or why there is none, and what knows the text's language.

    A process that reads a course again and again (a notebook, `dojo watch`) parses it once.
    """
    matcher = TokenMatcher()
    try:
        return Parser().parse(text, matcher), matcher
    except CompositeParserException as error:
        return error, matcher


def _text(path: Path, where: str) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        message = "this line is not UTF-8 text; save the file as UTF-8"
        raise SpecError(message, where, line, "encoding") from None
    if not text.strip():
        raise SpecError("this file is empty", where, code="empty")
    return text


def _rows(
    scenario: Scenario, template: ScenarioTemplate
) -> Iterator[tuple[int, dict[str, str], set[str]]]:
    """Yield the line, the values and the tags of each row; an example has one, without values."""
    if not scenario.examples:
        yield template.line_number, {}, set()
    for examples in scenario.examples:
        if examples.table_header:
            names = [cell.value for cell in examples.table_header.cells]
            tags = {tag.name.lstrip("@") for tag in examples.tags}
            for row in examples.table_body or ():
                cells = [cell.value for cell in row.cells]
                yield row.location.line, dict(zip(names, cells, strict=True)), tags


def _title(name: str, values: Mapping[str, str]) -> str:
    """Return an example's name; the row of an outline is told by its values."""
    cells = ", ".join(values.values()).replace("\n", r"\n")
    return f"{name} ({cells})" if values else name
