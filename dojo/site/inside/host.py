"""The host of a page's checks: a workspace's behaviours, checked when the page asks for it.

Everything that goes in or out is text, so that no object of JavaScript outlives a check: the
page puts Python's memory back as it was before each of them.
"""

import contextlib
import json
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import derivations
from dojo.behaviours.reference import reference_of
from dojo.implementation import linalg_errors
from dojo.runner.open_session import OpenSession
from dojo.site.inside import threads


class Host:
    """One workspace in the page's own file system."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        """Collect its behaviours; `tell` hears a line of JSON as each starts and as it ends."""
        self._tell = tell
        linalg_errors.install()
        threads.install()
        self._session = OpenSession(folder, lambda line: tell(line.decode("ascii").strip()))

    def behaviours(self) -> str:
        """Return the node ids, what could not be collected, and the time limit, as JSON."""
        session = self._session
        told = {"nodes": [*session.items], "errors": session.errors, "limit": session.limit}
        return json.dumps(told)

    def check(self, nodes: str) -> None:
        """Check the behaviours of some node ids, `null` for all."""
        chosen: Sequence[str] | None = json.loads(nodes)
        self._session.check([*self._session.items] if chosen is None else chosen)

    def prepare(self) -> None:
        """Import all that a derivation or a diagnosis may need, before a limit of time runs."""
        import_module("sympy")
        for name in dir(derivations):
            getattr(derivations, name)
        import_module("derivations.claims.proof")
        courses = {item.owner.course: item.config for item in self._session.items.values()}
        for course, config in courses.items():
            reference = reference_of(config, course)
            for module in course.introduced:
                # An error in it is kept, and told by the behaviours that need it.
                with contextlib.suppress(Exception):
                    getattr(reference, module)

    def figures(self, feature: str) -> None:
        """Tell the figures of a chapter, named by its feature in the workspace."""
        # Here: figures take the calculus, which is loaded after the first verdict.
        from dojo.site.inside.figures import figures

        folder = self._session.folder
        with contextlib.chdir(folder):
            for figure in figures(folder / feature, folder / "kata"):
                self._tell(json.dumps({"figure": figure}))
