"""Feature files as pytest collectors: each example of a chapter is a test item of its own."""

import functools
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Self

import pytest
from _pytest._code.code import ExceptionRepr, TerminalRepr
from pytest_bdd.parser import ScenarioTemplate

from dojo.behaviours import debugger, markers, validation
from dojo.behaviours.random_tables.check import ask_again
from dojo.behaviours.random_tables.witnesses import Witnesses
from dojo.behaviours.step_lookup import Definitions, definitions_for
from dojo.behaviours.step_runner import ScenarioRun, rendered
from dojo.course.feature_source import Example, FeatureSource
from dojo.diagnosis import evasions
from dojo.diagnosis.classify import Diagnosis, beside, classify
from dojo.implementation.implementation import Implementation
from dojo.implementation.implementations import implementation_of
from dojo.implementation.process_guard import kept_alive
from dojo.tables.sheet import Sheet, Wrong
from dojo.terminal.message import Message, text
from dojo.time_limit import time_limit
from dojo.verdict import BROKEN, GREEN, SPEC, Place, Reason, SpecError, Title, Verdict, shown
from dojo.workspace.owner import Owner


class BehaviourFile(pytest.Module):
    """A file of behaviours; to fixtures of others it is a module, and an empty one.

    `errors` says why it could not be collected; `examples` are those of a feature that was.
    """

    errors: Sequence[SpecError] = ()
    examples: Sequence[Example] = ()

    def _getobj(self) -> ModuleType:
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        return module

    def collect(self) -> Iterator["Behaviour"]:
        """Yield the behaviours of the file."""
        raise NotImplementedError


class FeatureFile(BehaviourFile):
    """One `.feature` file, collected directly."""

    owner: Owner

    @classmethod
    def of(cls, parent: pytest.Collector, path: Path, owner: Owner) -> "FeatureFile":
        """Make the collector of a file that is in a course or a workspace."""
        file: FeatureFile = cls.from_parent(parent, path=path, nodeid=_address(parent, path))
        file.owner = owner
        return file

    def collect(self) -> Iterator["Behaviour"]:
        """Yield a Behaviour for each example, and for each row of an outline."""
        where = shown(self.path, self.config.invocation_params.dir)
        definitions = definitions_for(self.parent or self.session, self.owner.course)
        try:
            source = FeatureSource(self.path, where)
            errors = validation.check(source, definitions)
        except SpecError as error:
            errors = [error]
        if errors:
            self.errors = errors
            # One chapter that cannot be read does not keep the others from being run.
            self.config.option.continue_on_collection_errors = True
            raise self.CollectError("\n".join(str(error) for error in errors))
        self.examples = source.examples
        markers.register(self.config, self.examples, where)
        for example in self.examples:
            behaviour = Behaviour.of(self, example)
            behaviour.definitions, behaviour.shown = definitions, where
            behaviour.owner = self.owner
            yield behaviour


def _address(parent: pytest.Collector, path: Path) -> str | None:
    """Return what pytest is to call a file outside its root folder.

    Chapters of a course that is extended lie elsewhere, and pytest has but one name for all such.
    """
    root = parent.config.rootpath
    if path.is_relative_to(root):
        return None
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


class Behaviour(pytest.Function):
    """One example of a chapter, run as a test."""

    template: ScenarioTemplate
    values: Mapping[str, str]
    line: int
    hints: Sequence[str]
    definitions: Definitions
    shown: str
    owner: Owner
    run: ScenarioRun | None = None
    verdict: Verdict | None = None
    _given: list[tuple[str, object]] | None = None

    @classmethod
    def of(cls, parent: pytest.File, example: Example) -> Self:
        """Make the test of an example, or of one row of an outline."""
        behaviour = cls.from_parent(parent, name=example.title, callobj=_asks_for)
        template, values = example.template, example.values
        behaviour.template, behaviour.values = template, values
        behaviour.line, behaviour.hints = example.line, example.hints
        for tag in sorted(example.tags):
            behaviour.add_marker(markers.marker(tag))
        # For -k: what a behaviour is about stands in its rule more often than in its name.
        behaviour.extra_keyword_matches.update([behaviour.rule] if behaviour.rule else [])
        return behaviour

    @functools.cached_property
    def chapter(self) -> int | None:
        """The chapter's number in its course."""
        return self.owner.course.number(self.path)

    @property
    def file(self) -> "BehaviourFile":
        """The file that the behaviour stands in."""
        assert isinstance(self.parent, BehaviourFile)
        return self.parent

    @property
    def examples(self) -> Sequence[Example]:
        """The examples of the feature that the behaviour stands in, read when it was collected."""
        return self.file.examples

    @property
    def implementation(self) -> Implementation:
        """The implementation under test."""
        return implementation_of(self.config, self.owner)

    @property
    def rule(self) -> str:
        """The name of the rule that the example stands under."""
        return self.template.rule.name if self.template.rule else ""

    @functools.cached_property
    def title(self) -> Title:
        """The chapter, the rule and the example."""
        return Title(self.chapter, self.template.feature.name, self.rule, self.name)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Place the item in the feature file, for IDEs and reports."""
        return self.path, self.template.line_number - 1, self.name

    def setup(self) -> None:
        """Start again: a plugin may run a behaviour more than once."""
        self.run = self.verdict = None
        self._given = self._given or [*self.user_properties]
        self.user_properties[:] = self._given
        debugger.begin(self.config)
        super().setup()

    def runtest(self) -> None:
        """Run the steps, and again with random tables, for no longer than the time limit."""
        __tracebackhide__ = True
        kata = self.funcargs["kata"]
        assert isinstance(kata, Implementation)
        self.run = ScenarioRun(self, rendered(self.template, self.values), kata)
        limit = float(self.config.getini("time_limit"))
        try:
            # Not by a hook of pytest's: a behaviour that no plugin runs would be green.
            with time_limit(limit, kata.patience), kept_alive(kata.places.holds):
                self.run.run()
                ask_again(self.run)
        except BaseException as error:
            evasion = evasions.broken(error, kata)
            if evasion and not debugger.at_prompt(self.config):
                raise evasion from error
            raise

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: str | None = None
    ) -> str | TerminalRepr:
        """Give the verdict; beside a traceback where one is asked for (--tb=long)."""
        try:
            found = classify(excinfo, self.implementation, Witnesses(self.run) if self.run else ())
        except Exception:  # an error that cannot be classified must not end the run
            self.verdict = self.conclude(Diagnosis(BROKEN, [], []), self.run)
            return super().repr_failure(excinfo)
        self.verdict = self.conclude(found, self.run, excinfo.value)
        if self.config.option.tbstyle in ("auto", "no", "line"):
            return Message(self.verdict)
        traceback = super().repr_failure(excinfo)
        if isinstance(traceback, ExceptionRepr):
            traceback.addsection("in short", text(self.verdict))
        return traceback

    def conclude(
        self,
        found: Diagnosis,
        run: ScenarioRun | None = None,
        error: BaseException | None = None,
    ) -> Verdict:
        """Return the verdict: what was found, and what of the behaviour was run."""
        step, tables = (run.step, run.tables) if run else (None, [])
        table, more = None, list[Reason]()
        if isinstance(error, Wrong):
            table = error.sheet.table()
        elif run and step and found.kind not in (GREEN, SPEC):
            run.ask_rows_alone()
            more = beside(run.sheet, Witnesses(run)) if run.sheet else []
            # The answers that were there before something was missing stand in it as right.
            table = (run.sheet or Sheet(step, self.shown)).table()
        return Verdict(
            kind=found.kind,
            nodeid=self.nodeid,
            title=self.title,
            place=Place.at(self.shown, (step or self.template).line_number),
            step=f"{step.keyword.strip()} {step.name}" if step else "",
            table=table,
            tables=tuple(tables),
            reasons=(*found.reasons, *more, *(run.notes if run else ())),
            places=tuple(found.places),
            drawn=tuple(run.drawn) if run else (),
        )


def _asks_for(request: pytest.FixtureRequest, kata: Implementation) -> None:
    """Name the fixtures that a behaviour needs; it runs its steps itself."""
