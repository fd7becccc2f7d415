"""Files of cases as pytest collectors: each behaviour runs with the tables that it is given."""

import copy
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_bdd.gherkin_parser import Cell, DataTable, Location, Row
from pytest_bdd.parser import Scenario, ScenarioTemplate, Step

from dojo.behaviours import markers
from dojo.behaviours.course_steps import meet
from dojo.behaviours.items import Behaviour, BehaviourFile
from dojo.behaviours.step_lookup import definitions_for
from dojo.behaviours.step_runner import ScenarioRun, rendered
from dojo.course.feature_source import Example, FeatureSource, told_apart
from dojo.diagnosis.classify import Diagnosis
from dojo.errors import UsageError
from dojo.implementation.owners import owner_of
from dojo.spreadsheet.cases import read_csv
from dojo.spreadsheet.cases.tables import Address, Table, near
from dojo.tables.sheet import Wrong
from dojo.verdict import WRONG, Reason, SpecError, Verdict, shown
from dojo.workspace.owner import Owner, course_of

_OTHERS = {
    ".ods": "this is an OpenDocument sheet: save it as .xlsx, or one table as .csv",
    ".xls": "this is an old Excel file: save it as .xlsx, or one table as .csv",
    ".xlsb": "this is a binary Excel file: save it as .xlsx, or one table as .csv",
}


class CaseFolder(pytest.Directory):
    """The files of cases that were asked for, wherever they lie."""

    def collect(self) -> Iterator["CaseFile"]:
        """Yield each file, once."""
        names = self.config.getoption("cases")
        for path in sorted({Path(name).resolve() for name in names}):
            yield CaseFile.from_parent(self, path=path)


class CaseFile(BehaviourFile):
    """An .xlsx or .csv file of tables, each the cases of a behaviour of the book."""

    def collect(self) -> Iterator["Case"]:
        """Yield each behaviour that the file has a table of."""
        where = shown(self.path, self.config.invocation_params.dir)
        odd: list[SpecError] = []
        try:
            cases = self._cases(where, odd)
        except UsageError as error:
            raise self.CollectError(str(error)) from None
        except SpecError as error:
            odd.append(error)
        if odd:
            self.errors = odd
            raise self.CollectError("\n".join(str(error) for error in odd))
        for number, (feature, example) in enumerate(cases):
            case = Case.of(self, example)
            case.feature, case.shown = feature, where
            case.owner = self._owner(feature)
            case.definitions = definitions_for(self.parent or self.session, case.owner.course)
            case.user_properties.append(("case", str(number + 1)))
            yield case

    def _cases(self, where: str, odd: list[SpecError]) -> list[tuple[Path, Example]]:
        features: dict[str, FeatureSource] = {}
        replaced: dict[tuple[Path, int], dict[int, Table]] = {}
        found: dict[tuple[Path, int], Example] = {}
        for table in tables_of(self.path, where, odd):
            try:
                source = self._source(table, where, features)
                example = _example(source, table, where)
                scenario = rendered(example.template, example.values)
                others = replaced.setdefault((source.path, example.line), {})
                step = _step(scenario.steps, table, where, others)
                if step in others:
                    message = (
                        "this step already has a table at "
                        f"{others[step].address}; put the copy into its own file"
                    )
                    raise SpecError(message, where, table.address)
            except SpecError as error:
                odd.append(error)
                continue
            others[step] = table
            template = _plain(example.template, scenario)
            key = source.path, example.line
            found.setdefault(key, replace(example, template=template, values={}))
        for key, example in found.items():
            for at, table in replaced[key].items():
                example.template._steps[at].datatable = _laid(table)
                example.template._steps[at].line_number = table.address
                example.template.line_number = table.address
        if not found and not odd:
            raise SpecError("there is no table in this file", where)
        # Examples of two chapters may have one name.
        titles = told_apart(example.title for example in found.values())
        return [
            (path, replace(example, title=title))
            for ((path, _), example), title in zip(found.items(), titles, strict=True)
        ]

    def _source(self, table: Table, where: str, known: dict[str, FeatureSource]) -> FeatureSource:
        """Return the feature that a table refers to, read once."""
        if table.file not in known:
            path = self._feature(table, where)
            place = shown(path, self.config.invocation_params.dir)
            known[table.file] = FeatureSource(path, place)
            meet(self.config, self._owner(path))
            markers.register(self.config, known[table.file].examples, place)
        return known[table.file]

    def _feature(self, table: Table, where: str) -> Path:
        name = Path(table.file.replace("\\", "/"))
        here = owner_of(self.config, self.config.invocation_params.dir)
        course = here.course if here else course_of(Path.cwd())
        layers = [layer.root for layer in course.layers]
        folders = [self.config.invocation_params.dir, self.config.rootpath, *layers]
        for folder in folders:
            if (folder / name).is_file() and ".." not in name.parts:
                return folder / name
        known = [f"features/{path.name}" for path in course.chapters]
        message = f"there is no chapter {table.file!r}{near(table.file, known)}"
        raise SpecError(message, where, table.address)

    def _owner(self, feature: Path) -> Owner:
        """Return who is checked: the workspace of the feature, of this file, or where we are."""
        places = (feature, self.path, self.config.invocation_params.dir)
        found = [each for place in places if (each := owner_of(self.config, place))]
        if not found:
            raise UsageError(
                f"{feature} is outside every course and workspace; name an "
                "implementation with --kata PATH"
            )
        return next((each for each in found if each.is_workspace), found[0])


class Case(Behaviour):
    """A behaviour that runs with somebody's own tables."""

    feature: Path

    def conclude(
        self,
        found: Diagnosis,
        run: ScenarioRun | None = None,
        error: BaseException | None = None,
    ) -> Verdict:
        """Return the verdict, which names every wrong cell by its own address."""
        verdict = super().conclude(found, run, error)
        if not isinstance(error, Wrong):
            return verdict
        wrong = (cell.line for row in error.sheet.rows for cell in row if cell.verdict == WRONG)
        at = [f"line {one}" if str(one).isdigit() else str(one) for one in dict.fromkeys(wrong)]
        if not at:
            return verdict
        what = "The wrong cell is at" if len(at) == 1 else "The wrong cells are at"
        reason = Reason("cells", f"{what} {_listed(at)}.", facts={"cells": at})
        return replace(verdict, reasons=(reason, *verdict.reasons))

    @property
    def chapter(self) -> int | None:
        """The chapter's number, from the feature that the table refers to."""
        return self.owner.course.number(self.feature)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Place the item in its file of cases."""
        return self.path, int(self.template.line_number) - 1, self.name


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def tables_of(path: Path, where: str, odd: list[SpecError]) -> list[Table]:
    """Read the tables of a file by its kind; SpecError for a kind that is not read.

    Unreadable parts of a file go to `odd`, so that all are named at once.
    """
    kind = path.suffix.casefold()
    if kind in _OTHERS:
        raise SpecError(_OTHERS[kind], where)
    if kind in (".xlsx", ".xlsm"):
        try:
            from dojo.spreadsheet.cases import read_xlsx  # it needs openpyxl, an extra
        except ImportError:
            message = "reading a workbook needs: pip install 'deep-learning-dojo[sheet]'"
            raise SpecError(message, where) from None
        return read_xlsx.read(path, where, odd)
    if kind in (".csv", ".tsv", ".txt"):
        return read_csv.read(path, where, odd)
    raise SpecError("cases must be in an .xlsx or a .csv file", where)


def _example(source: FeatureSource, table: Table, where: str) -> Example:
    """Return the example, or the row of an outline, that a table refers to."""
    *rule, name = table.names[:-1]
    named = {
        example.title: example
        for example in source.examples
        if not rule or (example.template.rule and example.template.rule.name == rule[0])
    }
    if not named:
        rules = [rule.name for rule in source.rules]
        message = f"{table.file} has no rule {rule[0]!r}{near(rule[0], rules)}"
        raise SpecError(message, where, table.address)
    if name not in named:
        message = f"there is no example {name!r} in {table.file}{near(name, named)}"
        raise SpecError(message, where, table.address)
    return named[name]


def _step(steps: list[Step], table: Table, where: str, taken: Collection[int]) -> int:
    """Return the place of the step that a table refers to.

    Of several with these words, it is one that is not `taken` yet: first one with these columns.
    """
    wanted = table.names[-1]
    names = [step.name for step in steps]
    if wanted not in names:
        message = f"this example has no step {wanted!r}{near(wanted, names)}"
        raise SpecError(message, where, table.address)
    columns = [entry.text for entry in table.rows[0]]
    headers = {
        place: [cell.value for cell in step.datatable.rows[0].cells]
        for place, step in enumerate(steps)
        if step.name == wanted and step.datatable
    }
    if not headers:
        raise SpecError(f"the step {wanted!r} has no table", where, table.address)
    free = [place for place in headers if place not in taken] or [*headers]
    return next((place for place in free if headers[place] == columns), free[0])


def _plain(template: ScenarioTemplate, scenario: Scenario) -> ScenarioTemplate:
    """Return a copy of an example that holds its own steps, values filled in."""
    plain = copy.copy(template)
    plain.name, plain.templated, plain.examples = scenario.name, False, []
    plain.feature = copy.copy(template.feature)
    plain.feature.background = None
    if template.rule:
        plain.rule = copy.copy(template.rule)
        plain.rule.background = None
    plain._steps = [copy.copy(step) for step in scenario.steps]
    return plain


def _laid(table: Table) -> DataTable:
    rows = []
    for row in table.rows:
        places = [_location(entry.address) for entry in row]
        cells = [Cell(place, entry.text) for place, entry in zip(places, row, strict=True)]
        rows.append(Row("", places[0], cells))
    return DataTable(_location(table.address), rows)


def _location(address: Address) -> Location:
    return Location(column=1, line=address)
