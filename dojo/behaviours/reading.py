"""Feature files read: parsed, their tags made markers, the step definitions that they see."""

from pathlib import Path

import pytest
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.parser import Feature, FeatureParser, ScenarioTemplate

from dojo.behaviours import validation
from dojo.behaviours.course_steps import steps_of_others
from dojo.behaviours.step_lookup import Definitions
from dojo.course.course import Course
from dojo.verdict import SpecError


def read(path: Path, where: str) -> Feature:
    """Parse a feature file; SpecError says in which line it cannot be read, and why."""
    try:
        if not path.read_text(encoding="utf-8-sig").strip():
            raise SpecError("this file is empty", where, code="empty")
        feature = FeatureParser(str(path.parent), path.name, "utf-8-sig").parse()
    except GherkinParseError as error:
        raise SpecError(validation.in_plain_words(error), where, error.line, "syntax") from None
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


def definitions_for(folder: pytest.Collector, course: Course) -> Definitions:
    """Return the step definitions that a course's features in `folder` see, looked up once."""
    known, key = folder.session.stash.setdefault(_KNOWN, {}), (folder, course)
    if key not in known:
        known[key] = Definitions(folder, list(steps_of_others(folder.config, course)))
    return known[key]


_KNOWN = pytest.StashKey[dict[tuple[pytest.Collector, Course], Definitions]]()


def _tags(feature: Feature) -> set[str]:
    templates = feature.scenarios.values()
    return feature.tags.union(*(template.tags | rule_tags(template) for template in templates))


def rule_tags(template: ScenarioTemplate) -> set[str]:
    """Return the tags of the rule that an example stands under."""
    return template.rule.tags if template.rule else set()
