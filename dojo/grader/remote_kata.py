"""An implementation in another process: each call of a step is a request over a connection."""

from pathlib import Path
from types import ModuleType

from dojo.course.course import Course
from dojo.grader.connection import Connection
from dojo.grader.marshal import RemoteFunction, records
from dojo.grader.patient import patience
from dojo.grader.remote_errors import SubmissionFiles
from dojo.grader.sandbox import Limits, Sandbox
from dojo.implementation.implementation import Implementation
from dojo.time_limit import count_also
from dojo.verdict import Broken


class RemoteKata(Implementation):
    """The kata of a submission, run by workers; not a line of it is loaded here."""

    patience = patience()

    def __init__(
        self,
        folder: Path,
        sources: dict[str, bytes],
        course: Course,
        sandbox: Sandbox,
        limits: Limits,
    ) -> None:
        """Take the folder, for messages alone, and the sources; `course` names the records."""
        super().__init__(folder, course.introduced, folder.parent, silent=course.silent)
        self.sources = sources
        files = SubmissionFiles(str(self.folder), sources)
        silent = [[module, name] for module in course.modules for name in course.silent(module)]
        self._connection = Connection(sandbox, sources, files, records(course), limits, silent)
        count_also(self._connection.clock.used)

    def begin(self, chapter: int | None, feature: str) -> None:
        """Start a behaviour, and its time."""
        super().begin(chapter, feature)
        self._connection.begin()

    def close(self) -> None:
        """Let go of the worker."""
        self._connection.drop()
        count_also(None)

    def _load(self, name: str) -> ModuleType:
        self._once("", lambda: RemoteModule(self._connection, ""))
        if f"{name}.py" not in self.sources and f"{name}/__init__.py" not in self.sources:
            raise Broken("missing", f"There is no {self.places.show(self.places.file(name))}.")
        return self._once(name, lambda: RemoteModule(self._connection, name))


class RemoteModule(ModuleType):
    """A module of the submission; each of its attributes is requested when it is needed."""

    def __init__(self, connection: Connection, name: str) -> None:
        """Have the worker import the module; "" is the package."""
        super().__init__(name)
        self._connection, self._name = connection, name
        connection.request({"load": name})

    def __getattr__(self, name: str) -> object:
        """Return a function to call, the course's own record, or a plain value."""
        if name.startswith("__"):
            raise AttributeError(name)
        reply = self._connection.request({"find": [self._name, name]})
        if reply.class_name:
            return self._connection.records.get(f"{self._name}.{name}")
        if isinstance(reply.value, RemoteFunction):
            # By name: a worker that takes this one's place knows no numbers.
            reply.value.target = self._name, name
        return reply.value
