"""Feature files as pytest collectors: each example of a chapter is a test item of its own."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from pytest_bdd.parser import ScenarioTemplate, Step

from dojo.behaviours import debugger, validation
from dojo.behaviours.random_tables.check import ask_again
from dojo.behaviours.reading import definitions_for, read, register_tags, rule_tags
from dojo.behaviours.step_lookup import Definitions
from dojo.behaviours.step_runner import ScenarioRun, rendered
from dojo.course.chapters import chapter_number
from dojo.diagnosis import evasions
from dojo.diagnosis.classify import judge
from dojo.implementation.process_guard import kept_alive
from dojo.tables.sheet import Sheet
from dojo.terminal.message import explain
from dojo.time_limit import time_limit
from dojo.verdict import BROKEN, Reason, SpecError, shown


class BehaviourFile(pytest.Module):
    """A file of behaviours; to fixtures of others it is a module, and an empty one."""

    def _getobj(self) -> ModuleType:
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        return module


class FeatureFile(BehaviourFile):
    """One `.feature` file, collected directly; `errors` says why it could not be."""

    errors: list[SpecError]

    def collect(self) -> Iterator["Behaviour"]:
        """Yield a Behaviour for each example, and for each row of an outline."""
        where = shown(self.path, self.config.invocation_params.dir)
        definitions = definitions_for(self.parent)
        try:
            feature = read(self.path, where)
            errors = list(validation.check(self.path, feature, definitions, where))
        except SpecError as error:
            errors = [error]
        if errors:
            self.errors = errors
            # One chapter that cannot be read does not keep the others from being run.
            self.config.option.continue_on_collection_errors = True
            raise self.CollectError("\n".join(str(error) for error in errors))
        register_tags(self.config, feature, where)
        for template in feature.scenarios.values():
            for values in validation.outlined(template):
                behaviour = Behaviour.of(self, template, values)
                behaviour.definitions, behaviour.shown = definitions, where
                yield behaviour


class Behaviour(pytest.Function):
    """One example of a chapter, run as a test."""

    template: ScenarioTemplate
    values: Mapping[str, str]
    definitions: Definitions
    shown: str
    step: Step | None = None
    sheet: Sheet | None = None
    drawn: Reason | None = None
    _given: list[tuple[str, object]] | None = None

    @classmethod
    def of(
        cls, parent: FeatureFile, template: ScenarioTemplate, values: Mapping[str, str]
    ) -> "Behaviour":
        """Make the test of an example, or of one row of an outline."""
        name = validation.title(template, values)
        behaviour = cls.from_parent(parent, name=name, callobj=example(template, values))
        behaviour.template, behaviour.values = template, values
        for tag in sorted(template.tags | template.feature.tags | rule_tags(template)):
            behaviour.add_marker(tag)
        # For -k: what a behaviour is about stands in its rule more often than in its name.
        behaviour.extra_keyword_matches.update([template.rule.name] if template.rule else [])
        behaviour.user_properties += [
            ("chapter", template.feature.name),
            ("rule", template.rule.name if template.rule else ""),
        ]
        return behaviour

    @property
    def chapter(self) -> int | None:
        """The chapter's number, from the file's name."""
        return chapter_number(self.path)

    @property
    def title(self) -> str:
        """The chapter, the rule and the example, as a reader looks for them."""
        chapter = f"{self.chapter or ''} {self.template.feature.name}".strip()
        rule = [self.template.rule.name] if self.template.rule else []
        return " › ".join([chapter, *rule, self.name])

    def reportinfo(self) -> tuple[Path, int, str]:
        """Place the item in the feature file, for IDEs and reports."""
        return self.path, self.template.line_number - 1, self.name

    def setup(self) -> None:
        """Begin anew: a plugin may run a behaviour more than once."""
        self.step = self.sheet = self.drawn = None
        self._given = self._given or [*self.user_properties]
        self.user_properties[:] = self._given
        debugger.begin(self.config)
        super().setup()

    def runtest(self) -> None:
        """Run the steps, for no longer than the time limit, whatever is raised in them."""
        kata = self.funcargs["kata"]
        limit = float(self.config.getini("time_limit"))
        try:
            with time_limit(limit), kept_alive(kata.places.holds):
                # Not by a hook of pytest's: a behaviour that no plugin runs would be green.
                self.obj(**{name: self.funcargs[name] for name in self._fixtureinfo.argnames})
        except BaseException as error:
            verdict = evasions.broken(error, kata)
            if verdict and not debugger.at_prompt(self.config):
                raise verdict from error
            raise

    def repr_failure(self, excinfo: pytest.ExceptionInfo, style: object = None) -> object:
        """Give the verdict in words; beside a traceback where one is asked for (--tb=long)."""
        try:
            judgement = judge(excinfo, self.session.kata)
            if self.drawn:
                judgement.reasons.append(self.drawn)
            message = explain(self, excinfo.value, judgement)
        except Exception:  # what cannot be explained must not end the run
            self.user_properties.append(("verdict", BROKEN))
            return super().repr_failure(excinfo)
        self.user_properties += [
            ("verdict", judgement.kind),
            ("title", self.title),
            ("message", str(message)),
            *(("diagnosis", reason.code) for reason in judgement.reasons),
            *(("edit", str(place)) for place in judgement.places),
        ]
        if self.config.option.tbstyle in ("auto", "no", "line"):
            return message
        traceback = super().repr_failure(excinfo)
        if hasattr(traceback, "addsection"):
            traceback.addsection("in short", str(message))
        return traceback


def example(template: ScenarioTemplate, values: Mapping[str, str]) -> Callable:
    """Return a test function that runs an example (with one row's values, if it is an outline)."""

    def run(request: pytest.FixtureRequest, kata: object) -> None:
        __tracebackhide__ = True
        done = ScenarioRun(request, rendered(template, values), kata)
        done.run()
        ask_again(done)

    return run
