"""Feature files as pytest modules: each example of a chapter is a test item of its own."""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from pytest_bdd import scenario
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.feature import get_feature
from pytest_bdd.parser import Feature, ScenarioTemplate

from dojo import explain, guards
from dojo.order import chapter_number
from dojo.verdict import SpecError, TookTooLong


class FeatureFile(pytest.Module):
    """One `.feature` file, collected directly."""

    feature: Feature

    def _getobj(self) -> ModuleType:
        # Called by pytest to import a module's file; a feature's module is made instead.
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        shown = explain.relative(self.path, self.config.rootpath)
        try:
            self.feature = get_feature(str(self.path.parent), self.path.name)
            guards.check_feature(self.path, shown)
            guards.check_steps(self.feature, shown)
        except GherkinParseError as error:
            line = f"{shown}:{error.line}"
            raise self.CollectError(f"{line}: {error.message}\n  {error.line_content}") from None
        except UnicodeDecodeError:
            raise self.CollectError(f"{shown}: this file is not UTF-8 text") from None
        except SpecError as error:
            raise self.CollectError(str(error)) from None
        for tag in sorted(_tags(self.feature)):
            self.config.addinivalue_line("markers", f"{tag}: a tag of {shown}")
        for index, name in enumerate(self.feature.scenarios):
            test = scenario(self.path.name, name, features_base_dir=str(self.path.parent))(_nothing)
            setattr(module, f"test_{index}", test)
        return module

    def collect(self) -> Iterator["Behaviour"]:
        """Yield a Behaviour for each example (and each row of an outline)."""
        if not self.obj.__dict__.keys() & {"test_0"}:
            raise self.CollectError(f"{self.path.name}: no example in this feature")
        templates = list(self.feature.scenarios.values())
        for item in super().collect():
            template = templates[int(item.originalname.removeprefix("test_"))]
            behaviour = Behaviour.from_parent(
                self,
                name=item.name.replace(item.originalname, template.name, 1),
                callspec=getattr(item, "callspec", None),
                callobj=item.obj,
                fixtureinfo=item._fixtureinfo,
                originalname=template.name,
            )
            behaviour.template = template
            behaviour.user_properties += [
                ("chapter", self.feature.name),
                ("rule", template.rule.name if template.rule else ""),
            ]
            yield behaviour


class Behaviour(pytest.Function):
    """One example of a chapter, run as a test."""

    template: ScenarioTemplate

    @property
    def chapter(self) -> int | None:
        """The chapter's number, from the file's name."""
        return chapter_number(self.path)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Place the item in the feature file, for IDEs and reports."""
        return self.path, self.template.line_number - 1, self.name

    def runtest(self) -> None:
        """Run the steps, for no longer than the time limit."""
        seconds = float(self.config.getini("time_limit"))
        with time_limit(seconds):
            super().runtest()

    def repr_failure(self, excinfo: pytest.ExceptionInfo, style: object = None) -> object:
        """Give the verdict in words; a traceback only where one is asked for (--tb=long)."""
        kind, text = explain.verdict(self, excinfo)
        self.user_properties.append(("verdict", kind))
        self.user_properties.append(("message", text))
        if self.config.option.tbstyle not in ("auto", "no", "line"):
            return super().repr_failure(excinfo)
        return text


class time_limit:  # noqa: N801  used as a statement
    """Raise TookTooLong inside the block after `seconds`, where the system has alarms."""

    def __init__(self, seconds: float) -> None:
        """Zero means no limit."""
        main = threading.current_thread() is threading.main_thread()
        self.seconds = seconds if main and hasattr(signal, "setitimer") else 0

    def __enter__(self) -> None:
        """Set the alarm."""
        if self.seconds:
            self.before = signal.signal(signal.SIGALRM, self._ring)
            # It rings again and again: code that swallows one alarm meets the next.
            signal.setitimer(signal.ITIMER_REAL, self.seconds, 1)

    def __exit__(self, *_: object) -> None:
        """Take the alarm back."""
        if self.seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.before)

    def _ring(self, *_: object) -> None:
        raise TookTooLong(f"{self.seconds:g} s")


def _tags(feature: Feature) -> set[str]:
    templates = feature.scenarios.values()
    rules = {tag for template in templates if template.rule for tag in template.rule.tags}
    return feature.tags | rules | {tag for template in templates for tag in template.tags}


def _nothing() -> None:
    """Stand for a scenario's body: its steps are all there is."""
