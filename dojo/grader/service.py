"""A service that grades: a warm process that takes submissions as lines, and answers with results.

A cluster's worker starts one, and keeps it:

    python -m dojo.grader.service JOB

Its first line says what confines submissions, what they are asked, and which grading it is. Then
each line on its input is a submission, and each line on its output the result.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO, NotRequired, TypedDict

from dojo.course.course import Course
from dojo.errors import UsageError
from dojo.grader.grader import asked_of
from dojo.grader.inside.confinement import MEASURES
from dojo.grader.preparation import Settings, prepared, run_warm
from dojo.grader.results import Asked, Packed
from dojo.grader.sandbox import Limits
from dojo.grader.submissions import Sent
from dojo.runner.session import Warm


class Job(TypedDict):
    """Settings of a run's gradings, as data; `exam` is a name and the file's bytes."""

    course: str
    limits: list[float]
    draws: int
    seed: int
    asked_seed: int | None
    only: list[str]
    exam: list[str]


class Sheet(TypedDict):
    """A submission as it travels: its name, the folder for messages, and the modules' texts."""

    name: str
    kata: str
    texts: dict[str, str]


class Greeting(TypedDict):
    """First message of a service; `why` is an error that keeps it from grading at all."""

    why: NotRequired[str]
    missing: dict[str, str]
    grading: str
    asked: list[Asked]


def job_of(settings: Settings, course: Course, seed: int) -> Job:
    """Return settings as data."""
    cases = settings.cases
    return {
        "course": str(course.root),
        "limits": [*settings.limits],
        "draws": settings.draws,
        "seed": seed,
        "asked_seed": settings.drawn_seed,
        "only": [*settings.only],
        "exam": [cases.name, cases.read_bytes().decode("latin-1")] if cases else [],
    }


class Service:
    """A service as whoever started it sees it."""

    def __init__(self, job: Job) -> None:
        """Start it; `greeting` is what it says first."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dojo.grader.service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.greeting: Greeting = self._ask(job)

    def grade(self, sheet: Sheet) -> Packed:
        """Return a submission's result; EOFError if the service has ended."""
        packed: Packed = self._ask(sheet)
        return packed

    def _ask(self, data: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(data).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise EOFError("the grading service has ended") from None
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError("the grading service has ended")
        return json.loads(line)

    def close(self) -> None:
        """End it: it ends when nobody writes to it any more."""
        assert self._process.stdin
        assert self._process.stdout
        for pipe in (self._process.stdin, self._process.stdout):
            pipe.close()
        self._process.wait()


def main() -> None:
    """Serve until the input ends."""
    # Whatever else is printed in this process must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), "rb")
    job: Job = json.loads(requests.readline())
    with tempfile.TemporaryDirectory() as folder:
        try:
            _serve(job, Path(folder), requests, answers)
        except UsageError as error:
            _answer(answers, {"why": str(error), "missing": {}, "grading": "", "asked": []})


def _serve(job: Job, folder: Path, requests: BinaryIO, answers: BinaryIO) -> None:
    root = Path(job["course"])
    course = Course.at(root) if (root / "course.toml").is_file() else Course.default()
    settings = _settings(job, folder)

    def work(warm: Warm) -> None:
        grader = prepared(warm, course, settings, job["seed"], lambda line: None)
        try:
            asked = asked_of(grader.items)
            grading = settings.grading(course)
            _answer(answers, {"missing": grader.missing, "grading": grading, "asked": asked})
            grader.get_ready()
            for line in requests:
                sheet: Sheet = json.loads(line)
                texts = {name: text.encode("latin-1") for name, text in sheet["texts"].items()}
                (result,) = grader.grade([Sent.of(sheet["name"], Path(sheet["kata"]), texts)])
                _answer(answers, result.packed())
        finally:
            grader.close()

    run_warm(course, settings, work)


def _settings(job: Job, folder: Path) -> Settings:
    cases = None
    if job["exam"]:
        name, text = job["exam"]
        cases = folder / Path(name).name
        cases.write_bytes(text.encode("latin-1"))
    seconds, behaviour, memory = job["limits"]
    limits = Limits(seconds, behaviour, int(memory))
    return Settings(limits, job["draws"], job["asked_seed"], tuple(job["only"]), cases)


def _answer(answers: BinaryIO, data: Any) -> None:
    answers.write(json.dumps(data).encode("ascii") + b"\n")
    answers.flush()


def unconfined(missing: dict[str, str]) -> str:
    """Say which measure is not in force that a worker has to have; "" if all are.

    Another user than the one who grades is worth something only where one of the others is not.
    """
    for name, words in MEASURES.items():
        if name != "user" and missing.get(name):
            return f"{words}: {missing[name]}"
    return ""


if __name__ == "__main__":
    main()
