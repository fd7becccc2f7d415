"""A Dask cluster that grades: each of its workers keeps a service, which submissions are sent to.

Results come back to the one who asked, and into the same journal as those of this machine.
"""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Self

from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader.fingerprints import fingerprint
from dojo.grader.inside.serialization import plain
from dojo.grader.preparation import Settings
from dojo.grader.results import Asked, Packed, Result
from dojo.grader.service import Greeting, Job, Service, Sheet, job_of, unconfined
from dojo.grader.submissions import Submission, Unreadable

try:
    from distributed import Client, Future, as_completed
except ImportError:
    raise UsageError(
        "a cluster needs one more package; type: pip install 'deep-learning-dojo[cluster]'"
    ) from None

SCHEME = "dask://"
PATIENCE = 20.0
# Of each worker's thread, so that it need not wait, and the sources of a class need not be held.
AHEAD = 3
_OF_THIS_THREAD = threading.local()


class Cluster:
    """The workers of a Dask cluster that may grade."""

    def __init__(
        self, settings: Settings, course: Course, seed: int, say: Callable[[str], object]
    ) -> None:
        """Connect, and ask each worker whether it confines submissions; UsageError if none does."""
        address = settings.on
        if not address.startswith(SCHEME) or ":" not in address.removeprefix(SCHEME):
            raise UsageError(f"--on {address}: write local, or {SCHEME}HOST:PORT")
        self._job = job_of(settings, course, seed)
        try:
            where = f"tcp://{address.removeprefix(SCHEME)}"
            self._client = Client(where, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(f"no Dask scheduler answers at {address}: {error}") from None
        try:
            self._greet(settings.grading(course), say)
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        """Return the cluster."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster; what it still computes for us is cancelled."""
        self._client.close()

    def _greet(self, grading: str, say: Callable[[str], object]) -> None:
        threads = self._client.nthreads()
        greetings = {
            worker: self._client.submit(greeting, self._job, workers=[worker], pure=False)
            for worker in threads
        }
        self.asked: list[Asked] = []
        self._workers: list[str] = []
        for worker, future in greetings.items():
            why = self._refusal(future, grading)
            say(f"{worker} is not used: {why}" if why else f"{worker} grades with its sandbox")
            if not why:
                self._workers.append(worker)
                self.asked = future.result()["asked"]
        if not self._workers:
            raise UsageError("no worker of the cluster can grade; the reasons are above")
        self._ahead = AHEAD * sum(threads[worker] for worker in self._workers)

    def _refusal(self, future: "Future", grading: str) -> str:
        """Say why a worker must not grade; "" if it may."""
        try:
            found: Greeting = future.result()
        except Exception as error:  # whatever a worker has: another version, no dojo at all
            return plain(f"{type(error).__name__}: {error}", 300)
        if "why" in found:
            return found["why"]
        if measure := unconfined(found["missing"]):
            return f"NOT in force: {measure}"
        return (
            ""
            if found["grading"] == grading
            else ("it has another course or another version of dojo")
        )

    def grade(
        self, submissions: Sequence[Submission], is_known: Callable[[str, str], bool]
    ) -> Iterator[Result]:
        """Yield a Result for each submission that is not known, as it comes."""
        waiting = self._sheets(submissions, is_known)
        running = as_completed(loop=self._client.loop)
        names: dict[str, tuple[str, str]] = {}
        while True:
            while len(names) < self._ahead and (sheet := next(waiting, None)):
                if isinstance(sheet, Result):
                    yield sheet
                else:
                    running.add(self._sent(*sheet, names))
            if not names:
                return
            future = next(running)
            yield self._result(future, *names.pop(future.key))

    def _sheets(
        self, submissions: Sequence[Submission], is_known: Callable[[str, str], bool]
    ) -> Iterator[Result | tuple[Sheet, str]]:
        for submission in submissions:
            try:
                sources = submission.sources()
            except Unreadable as error:
                yield Result(submission.name, "", False, plain(str(error)))
                continue
            digest = fingerprint(sources.texts)
            if not is_known(submission.name, digest):
                texts = {name: text.decode("latin-1") for name, text in sources.texts.items()}
                kata = str(submission.kata(sources.inside))
                yield {"name": submission.name, "kata": kata, "texts": texts}, digest

    def _sent(self, sheet: Sheet, digest: str, names: dict[str, tuple[str, str]]) -> "Future":
        future = self._client.submit(graded, self._job, sheet, workers=self._workers, pure=False)
        names[future.key] = sheet["name"], digest
        return future

    def _result(self, future: "Future", name: str, digest: str) -> Result:
        if future.status == "cancelled":
            raise UsageError(
                "the cluster has ended. The results so far are kept; run the command again"
            )
        error = future.exception()
        if error:
            why = f"the worker ended without a verdict ({type(error).__name__})"
            return Result(name, digest, False, f"{why}; run the command again")
        packed: Packed = future.result()
        return Result.unpacked(packed, self.asked)


def greeting(job: Job) -> Greeting:
    """Return what this worker's service says first; runs on a worker."""
    return _service(job).greeting


def graded(job: Job, sheet: Sheet) -> Packed:
    """Return a submission's result; runs on a worker, which refuses where it is not confined."""
    service = _service(job)
    if refused := service.greeting.get("why") or unconfined(service.greeting["missing"]):
        raise RuntimeError(f"this worker cannot grade: {refused}")
    try:
        return service.grade(sheet)
    except EOFError:
        _OF_THIS_THREAD.services = {}
        return _service(job).grade(sheet)


def _service(job: Job) -> Service:
    """Return the service of this thread for a job; those of other jobs end."""
    key = json.dumps(job)
    services: dict[str, Service] = getattr(_OF_THIS_THREAD, "services", {})
    for other in [*services]:
        if other != key:
            services.pop(other).close()
    if key not in services:
        services[key] = Service(job)
        _OF_THIS_THREAD.services = services
    return services[key]
