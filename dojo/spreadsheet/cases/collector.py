"""A file of cases as a pytest collector: each behaviour runs with the tables that it is given."""

import copy
from collections.abc import Iterator
from pathlib import Path

from pytest_bdd.gherkin_parser import Cell, DataTable, Location, Row
from pytest_bdd.parser import Feature, ScenarioTemplate, Step

from dojo.behaviours import validation
from dojo.behaviours.items import Behaviour, BehaviourFile
from dojo.behaviours.reading import definitions_for, read, register_tags
from dojo.behaviours.step_runner import rendered
from dojo.course.chapters import chapter_number
from dojo.spreadsheet.cases.tables import Address, Table, near
from dojo.verdict import SpecError, shown

_OTHERS = {
    ".ods": "this is an OpenDocument sheet: save it as .xlsx, or one table as .csv",
    ".xls": "this is an old Excel file: save it as .xlsx, or one table as .csv",
    ".xlsb": "this is a binary Excel file: save it as .xlsx, or one table as .csv",
}


class CaseFile(BehaviourFile):
    """An .xlsx or .csv file of tables, each the cases of a behaviour of the book."""

    def collect(self) -> Iterator["Case"]:
        """Yield each behaviour that the file has a table of."""
        where = shown(self.path, self.config.invocation_params.dir)
        try:
            cases = self._cases(where)
        except SpecError as error:
            raise self.CollectError(str(error)) from None
        for number, (feature, template) in enumerate(cases):
            case = Case.of(self, template, {})
            case.feature, case.shown = feature, where
            case.definitions = definitions_for(self.parent)
            case.user_properties.append(("case", str(number + 1)))
            yield case

    def _cases(self, where: str) -> list[tuple[Path, ScenarioTemplate]]:
        features: dict[str, tuple[Path, Feature]] = {}
        replaced: dict[tuple[int, str], dict[int, Table]] = {}
        found: dict[tuple[int, str], tuple[Path, ScenarioTemplate]] = {}
        for table in tables_of(self.path, where):
            if table.file not in features:
                path = self._feature(table, where)
                place = shown(path, self.config.invocation_params.dir)
                features[table.file] = path, read(path, place)
                register_tags(self.config, features[table.file][1], place)
            path, feature = features[table.file]
            template, values = _example(feature, table, where)
            scenario = rendered(template, values)
            key = id(template), validation.title(template, values)
            step = _step(scenario.steps, table, where)
            if step in replaced.setdefault(key, {}):
                first = replaced[key][step].address
                message = (
                    f"this step has a table at {first} already; a copy needs a file of its own"
                )
                raise SpecError(message, where, table.address)
            replaced[key][step] = table
            found.setdefault(key, (path, _plain(template, scenario)))
        for key, (_, template) in found.items():
            for at, table in replaced[key].items():
                template._steps[at].datatable = _laid(table)
                template._steps[at].line_number = table.address
                template.line_number = table.address
        if not found:
            raise SpecError("there is no table in this file", where)
        return list(found.values())

    def _feature(self, table: Table, where: str) -> Path:
        from dojo.course import locations

        name = Path(table.file.replace("\\", "/"))
        folders = [self.config.invocation_params.dir, self.config.rootpath, locations.ROOT]
        for folder in folders:
            if (folder / name).is_file() and ".." not in name.parts:
                return folder / name
        known = [f"features/{path.name}" for path in locations.FEATURES.glob("*.feature")]
        message = f"there is no chapter {table.file!r}{near(table.file, known)}"
        raise SpecError(message, where, table.address)


class Case(Behaviour):
    """A behaviour that runs with somebody's own tables."""

    feature: Path

    @property
    def chapter(self) -> int | None:
        """The chapter's number, from the feature that the table refers to."""
        return chapter_number(self.feature)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Place the item in its file of cases."""
        return self.path, int(self.template.line_number) - 1, self.name


def tables_of(path: Path, where: str) -> list[Table]:
    """Read the tables of a file by its kind; SpecError for a kind that is not read."""
    kind = path.suffix.casefold()
    if kind in _OTHERS:
        raise SpecError(_OTHERS[kind], where)
    if kind in (".xlsx", ".xlsm"):
        from dojo.spreadsheet.cases import read_xlsx

        try:
            return read_xlsx.read(path, where)
        except ImportError:
            message = "reading a workbook needs: pip install 'deep-learning-dojo[sheet]'"
            raise SpecError(message, where) from None
    if kind in (".csv", ".tsv", ".txt"):
        from dojo.spreadsheet.cases import read_csv

        return read_csv.read(path, where)
    raise SpecError("cases are read from an .xlsx or a .csv file", where)


def _example(feature: Feature, table: Table, where: str) -> tuple[ScenarioTemplate, dict]:
    """Return the example that a table refers to, with its values if it is an outline's row."""
    *rule, name = table.names[:-1]
    named = {
        validation.title(template, values): (template, values)
        for template in feature.scenarios.values()
        for values in validation.outlined(template)
        if not rule or (template.rule and template.rule.name == rule[0])
    }
    if not named:
        rules = {t.rule.name for t in feature.scenarios.values() if t.rule}
        message = f"{table.file} has no rule {rule[0]!r}{near(rule[0], rules)}"
        raise SpecError(message, where, table.address)
    if name not in named:
        message = f"there is no example {name!r} in {table.file}{near(name, named)}"
        raise SpecError(message, where, table.address)
    return named[name]


def _step(steps: list[Step], table: Table, where: str) -> int:
    """Return the place of the step that a table refers to."""
    wanted = table.names[-1]
    names = [step.name for step in steps]
    if wanted not in names:
        message = f"no step of this example says {wanted!r}{near(wanted, names)}"
        raise SpecError(message, where, table.address)
    if steps[names.index(wanted)].datatable is None:
        raise SpecError(f"the step {wanted!r} has no table", where, table.address)
    return names.index(wanted)


def _plain(template: ScenarioTemplate, scenario: object) -> ScenarioTemplate:
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
