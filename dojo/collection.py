"""Feature files as pytest collectors: each example of a chapter is a test item of its own."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.parser import Feature, FeatureParser, ScenarioTemplate, Step

from dojo import guards
from dojo.definitions import Definitions
from dojo.explain import explain
from dojo.judging import judge
from dojo.order import chapter_number
from dojo.running import example
from dojo.sheet import Sheet
from dojo.timing import time_limit
from dojo.verdict import BROKEN, Reason, SpecError, shown


class FeatureFile(pytest.File):
    """One `.feature` file, collected directly; `errors` says why it could not be."""

    errors: list[SpecError]

    def collect(self) -> Iterator["Behaviour"]:
        """Yield a Behaviour for each example, and for each row of an outline."""
        where = shown(self.path, self.config.invocation_params.dir)
        definitions = definitions_for(self.parent)
        try:
            feature = read(self.path, where)
            errors = list(guards.check(self.path, feature, definitions, where))
        except SpecError as error:
            errors = [error]
        if errors:
            self.errors = errors
            # One chapter that cannot be read does not keep the others from being run.
            self.config.option.continue_on_collection_errors = True
            raise self.CollectError("\n".join(str(error) for error in errors))
        register_tags(self.config, feature, where)
        for template in feature.scenarios.values():
            for values in guards.outlined(template):
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

    @classmethod
    def of(
        cls, parent: FeatureFile, template: ScenarioTemplate, values: Mapping[str, str]
    ) -> "Behaviour":
        """Make the test of an example, or of one row of an outline."""
        name = guards.title(template, values)
        behaviour = cls.from_parent(parent, name=name, callobj=example(template, values))
        behaviour.template, behaviour.values = template, values
        for tag in sorted(template.tags | template.feature.tags | _rule_tags(template)):
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

    def runtest(self) -> None:
        """Run the steps, for no longer than the time limit."""
        with time_limit(float(self.config.getini("time_limit"))):
            super().runtest()

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


def read(path: Path, where: str) -> Feature:
    """Parse a feature file; SpecError says in which line it cannot be read, and why."""
    try:
        if not path.read_text(encoding="utf-8-sig").strip():
            raise SpecError("this file is empty", where, code="empty")
        feature = FeatureParser(str(path.parent), path.name, "utf-8-sig").parse()
    except GherkinParseError as error:
        raise SpecError(guards.in_plain_words(error), where, error.line, "syntax") from None
    except UnicodeDecodeError:
        raise SpecError("this file is not UTF-8 text", where, code="encoding") from None
    except (KeyError, TypeError):  # what pytest-bdd makes of a file with comments alone
        raise SpecError("there is no Feature: in this file", where, code="empty") from None
    if not feature.scenarios:
        raise SpecError("there is no Example: in this feature", where, code="empty")
    return feature


def register_tags(config: pytest.Config, feature: Feature, where: str) -> None:
    """Let the tags of a feature be used as pytest's markers."""
    for tag in sorted(_tags(feature)):
        config.addinivalue_line("markers", f"{tag}: a tag of {where}")


def definitions_for(folder: pytest.Collector) -> Definitions:
    """Return the step definitions that the features in `folder` see, looked up once a folder."""
    known = folder.session.stash.setdefault(_KNOWN, {})
    if folder not in known:
        known[folder] = Definitions(folder)
    return known[folder]


_KNOWN = pytest.StashKey[dict[pytest.Collector, Definitions]]()


def _tags(feature: Feature) -> set[str]:
    templates = feature.scenarios.values()
    return feature.tags.union(*(template.tags | _rule_tags(template) for template in templates))


def _rule_tags(template: ScenarioTemplate) -> set[str]:
    return template.rule.tags if template.rule else set()
