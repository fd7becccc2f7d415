"""An implementation that lives in another process: what steps call is asked over a connection."""

from pathlib import Path

from dojo.course.course import Course
from dojo.grader.connection import Link
from dojo.grader.marshal import Function, records
from dojo.grader.remote_errors import Files
from dojo.grader.sandbox import Limits, Zygote
from dojo.implementation.implementation import Implementation
from dojo.verdict import Broken


class Remote(Implementation):
    """A submission's sources, run by players; not a line of them is loaded here."""

    def __init__(
        self,
        folder: Path,
        sources: dict[str, bytes],
        course: Course,
        zygote: Zygote,
        limits: Limits,
    ) -> None:
        """Take the folder, for messages alone, and the sources; `course` names the records."""
        super().__init__(folder, course.introduced, folder.parent)
        self.sources = sources
        files = Files(str(self.folder), sources)
        self._link = Link(zygote, sources, files, records(course.reference), limits)

    def begin(self, chapter: int | None, feature: str) -> None:
        """Start a behaviour, and its time."""
        super().begin(chapter, feature)
        self._link.begin()

    def close(self) -> None:
        """Let go of the player."""
        self._link.drop()

    def _load(self, name: str) -> "RemoteModule":
        self._once("", lambda: self._link.request({"load": ""}))
        if f"{name}.py" not in self.sources and f"{name}/__init__.py" not in self.sources:
            raise Broken("missing", f"There is no {self.places.show(self.places.file(name))}.")
        return self._once(name, lambda: RemoteModule(self._link, name))


class RemoteModule:
    """A module of the submission, by its attributes; each is asked for when it is needed."""

    def __init__(self, link: Link, name: str) -> None:
        """Have the player import the module."""
        self._link, self._name = link, name
        link.request({"load": name})

    def __getattr__(self, name: str) -> object:
        """Return a function to call, the course's own record, or a plain value."""
        if name.startswith("__"):
            raise AttributeError(name)
        answer = self._link.request({"find": [self._name, name]})
        if "class" in answer:
            return self._link.records.get(f"{self._name}.{name}")
        value = answer.get("answer")
        if isinstance(value, Function):
            # By name: a player that takes this one's place knows no numbers.
            value.target = [self._name, name]
        return value
