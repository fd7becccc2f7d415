"""The textbook in a notebook: define a function in a cell, and have its behaviours checked.

    from dojo.notebook import check

    def relu(z): ...

    check(relu)                                  # what calls relu
    check("ReLU passes what is positive")        # what has this in its title
    check(2)                                     # a chapter

A function without a definition is *not written yet*. `stub("activations")` shows its stub.
"""

import contextlib
import difflib
import gc
import io
import sys
from collections.abc import Generator, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from _pytest._io import TerminalWriter

from dojo.behaviours.items import Behaviour
from dojo.errors import UsageError
from dojo.implementation.implementations import checking
from dojo.notebook.html import lines, page
from dojo.notebook.namespace_kata import Grafted, defined, in_a_cell
from dojo.runner import isolation
from dojo.runner.progress import Progress
from dojo.runner.report import MOST_SHOWN, chapters, more, worth_showing, write
from dojo.runner.selection import choose
from dojo.verdict import Verdict, verdict_on
from dojo.workspace.contents import KATA, solution
from dojo.workspace.owner import course_of
from dojo.workspace.source_editing import text_of
from dojo.workspace.stubs import stub as cut

HOW_TO_SEE_MORE = "name them to check them"
NOTHING = "No behaviour in {} calls these functions. Try: dojo doctor"


def check(what: object = None, namespace: dict[str, Any] | None = None) -> "Checked":
    """Check the caller's functions: all behaviours, or those of a name, a chapter or a function.

    It returns what a notebook shows as tables, and a terminal as text.
    """
    frame = sys._getframe(1)
    names = {**frame.f_globals, **frame.f_locals} if namespace is None else namespace
    session = Session(names, what)
    session.run()
    return Checked(session)


def stub(name: str) -> "Code":
    """Return the stubs of a module of the kata, or of one function, ready to run in a cell.

    What a module imports from other modules of the kata is left out: it stands in other cells.
    """
    course = course_of(Path.cwd())
    for module in course.modules:
        if name == module or name in course.functions(module):
            source = cut(solution(course, f"{KATA}/{module}.py"))
            return Code(in_a_cell(source) if name == module else text_of(source, name))
    return Code(f"# There is no module {name!r}. The modules are: {', '.join(course.modules)}")


class Code(str):
    """Code that a notebook shows as it is written, not as Python writes a text."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the code itself."""
        return str(self)

    def _repr_html_(self) -> str:
        return lines(self)


class Session:
    """A pytest plugin that checks a namespace, and keeps the result."""

    def __init__(self, namespace: dict[str, Any], what: object) -> None:
        """Take the namespace, and what is to be checked."""
        self.course = course_of(Path.cwd())
        self.kata = Grafted(self.course, namespace)
        self.what, self.progress, self.said = what, Progress([]), ""
        self._used: set[str] = set()
        self._function = self._called(what, namespace) if callable(what) else ""

    def _called(self, what: object, namespace: dict[str, Any]) -> str:
        """Return the name that a function has in the notebook, or else its own.

        A lambda, a partial and a vectorised function have no name of their own.
        """
        names = [name for name, value in namespace.items() if value is what]
        known = [name for name in names if name in self._homes]
        return next(iter([*known, getattr(what, "__name__", ""), *names]), "") or "it"

    @cached_property
    def _homes(self) -> dict[str, str]:
        """The module of each function that the course knows."""
        return {
            name: module for module in self.course.modules for name in defined(self.course, module)
        }

    def run(self) -> None:
        """Run pytest in this process."""
        # What pytest itself says belongs to a terminal.
        errors = io.StringIO()
        with _apart(), contextlib.redirect_stderr(errors):
            isolation.run(self.course.root, [*map(str, self.course.chapters)], [self])
        self.said = self.said or errors.getvalue() * (not self.progress.items)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Take pytest's own reporter away."""
        config.pluginmanager.unregister(name="terminalreporter")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Put the namespace in the kata's place."""
        with checking(session.config, self.kata):
            return (yield)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep what is asked for."""
        chosen: list[Behaviour] = []
        try:
            chosen = self._chosen([item for item in items if isinstance(item, Behaviour)])
        except UsageError as error:
            text = str(error)
            self.said = text if text.endswith("?") else f"{text}."
        items[:] = chosen
        self.progress = Progress(chosen)

    def _chosen(self, items: list[Behaviour]) -> list[Behaviour]:
        if not self._function:
            return choose(items, [] if self.what is None else [str(self.what)])
        homes = self._homes
        if self._function not in homes:
            near = difflib.get_close_matches(self._function, homes, 1, 0.5)
            also = f"; did you mean {near[0]}?" if near else ""
            raise UsageError(f"the course has no function {self._function!r}{also}")
        chapter = self.course.introduced[homes[self._function]]
        return [item for item in items if item.chapter == chapter]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Note which functions a behaviour calls, before a diagnosis calls others."""
        try:
            return (yield)
        finally:
            self._used = self.kata.used

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a verdict; of a function's chapter, only what calls the function."""
        if report.when != "call" and report.passed:
            return
        if not self._function or self._function in self._used:
            verdict = verdict_on(report)
            if verdict:
                self.progress.take(verdict)

    def pytest_sessionfinish(self) -> None:
        """Forget what was not checked."""
        known = self.progress.verdicts
        self.progress.items = {n: i for n, i in self.progress.items.items() if n in known}


class Checked:
    """Report of a check, for a notebook and for a terminal."""

    def __init__(self, session: Session) -> None:
        """Take a session that is over."""
        self.said, self.progress = session.said, session.progress
        self.features = session.course.features

    @property
    def green(self) -> bool:
        """Tell whether everything that was checked is green."""
        done, of = self.progress.count()
        return 0 < done == of

    def __repr__(self) -> str:
        """Return what `dojo run` prints."""
        if self.said or not self.progress.items:
            return self.said or NOTHING.format(self.features)
        text = io.StringIO()
        writer = TerminalWriter(text)
        writer.hasmarkup = False  # Jupyter asks for colours everywhere, even in a string
        write(self.progress, writer, MOST_SHOWN, HOW_TO_SEE_MORE)
        return text.getvalue().rstrip("\n")

    def _repr_html_(self) -> str:
        if self.said or not self.progress.items:
            return lines(repr(self))
        shown = [(one, _others(same)) for one, *same in _by_error(worth_showing(self.progress))]
        rest = more([one for one, _ in shown], MOST_SHOWN, HOW_TO_SEE_MORE)
        todo = self.progress.next()
        title = str(self.progress.items[todo].title) if todo else ""
        return page(chapters(self.progress), shown[:MOST_SHOWN], title, rest)


def _by_error(verdicts: Iterable[Verdict]) -> list[list[Verdict]]:
    """Return the verdicts in lists: those together that say one thing of one place."""
    found: dict[object, list[Verdict]] = {}
    for verdict in verdicts:
        # What follows, such as who called, and with what, is of one behaviour.
        first = next((reason for reason in verdict.reasons if reason.code), None)
        if first is None:
            found[verdict.nodeid] = [verdict]
            continue
        place = () if first.source else verdict.places[:1]
        found.setdefault((first.sentence, first.source, place), []).append(verdict)
    return list(found.values())


def _others(same: list[Verdict]) -> str:
    """Say how many other behaviours end in the same way."""
    if not same:
        return ""
    return (
        f"The same problem in {len(same)} more: "
        f"{'; '.join(verdict.title.example for verdict in same)}"
    )


@contextlib.contextmanager
def _apart() -> Iterator[None]:
    """Leave the notebook's modules, finders and garbage collector as they were."""
    rooms = ("kata", "steps")
    before, finders = dict(sys.modules), list(sys.meta_path)
    for name in [name for name in sys.modules if name.partition(".")[0] in rooms]:
        del sys.modules[name]
    try:
        yield
    finally:
        sys.meta_path[:] = finders
        for name in [name for name in sys.modules if name.partition(".")[0] in rooms]:
            del sys.modules[name]
        for name, module in before.items():
            if name.partition(".")[0] in rooms:
                sys.modules[name] = module
        gc.unfreeze()
