"""A finished run as Cucumber Messages: sources, documents, pickles, and what came of each step.

The protocol: https://github.com/cucumber/messages. Every envelope goes through the data classes of
`cucumber-messages`, so that one which they do not know cannot be written.
"""

import json
import os
import platform
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from cucumber_messages import Envelope, message_converter

from dojo.cucumber.documents import Document
from dojo.cucumber.results import finished, results, timestamp

_PLACE = re.compile(r"^.*?:(\d+): (.*)$")
_FIELD = re.compile(r"\{[^{}]*\}")


def lines(run: object, config: pytest.Config) -> Iterator[str]:
    """Yield the run as lines of JSON, one envelope each."""
    for envelope in Run(run, config).envelopes():
        checked = message_converter.from_dict(envelope, Envelope)
        yield json.dumps(message_converter.to_dict(checked), ensure_ascii=False) + "\n"


class Run:
    """What was kept of a run, turned into envelopes in the protocol's order."""

    def __init__(self, run: object, config: pytest.Config) -> None:
        """Take what the plugin kept."""
        self.run, self.root, self.start = run, config.rootpath, run.started
        self.documents: dict[str, Document] = {}
        self.definitions: dict[str, str] = {}
        self.count = 0

    def new_id(self) -> str:
        """Return an id that no envelope has yet."""
        self.count += 1
        return str(self.count)

    def envelopes(self) -> Iterator[dict]:
        """Yield the envelopes."""
        yield {"meta": _meta()}
        reports = list(self.run.reports.values())
        for report in reports:
            where = report.behaviour
            if where["uri"] not in self.documents:
                self.documents[where["uri"]] = Document(
                    Path(where["file"]), where["uri"], self.new_id
                )
        for document in self.documents.values():
            yield {"source": document.source}
            yield {"gherkinDocument": document.tree}
        for report in self.run.unread:
            yield from self._unread(report)
        cases = [(report, self._pickle(report)) for report in reports]
        cases = [(report, pickle) for report, pickle in cases if pickle]
        for _, pickle in cases:
            yield {"pickle": pickle}
        for report, _ in cases:
            yield from self._step_definitions(report)
        started = self.new_id()
        yield {"testRunStarted": {"timestamp": timestamp(self.start), "id": started}}
        for report, pickle in cases:
            yield from self._case(report, pickle, started)
        end = max([self.start, *(report.stop for report in reports)])
        right = not self.run.unread and all(report.passed for report in reports)
        yield {
            "testRunFinished": {
                "success": right,
                "timestamp": timestamp(end),
                "testRunStartedId": started,
            }
        }

    def _pickle(self, report: pytest.TestReport) -> dict | None:
        where = report.behaviour
        return self.documents[where["uri"]].pickles.get(where["line"])

    def _unread(self, report: pytest.CollectReport) -> Iterator[dict]:
        """Yield each message about a feature that could not be collected, at its line."""
        file = self.root / report.nodeid
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            media = "text/x.cucumber.gherkin+plain"
            yield {"source": {"uri": report.nodeid, "data": text, "mediaType": media}}
        for line in report.longreprtext.splitlines():
            match = _PLACE.match(line)
            location = {"location": {"line": int(match[1])}} if match else {}
            source = {"uri": report.nodeid, **location}
            yield {"parseError": {"source": source, "message": match[2] if match else line}}

    def _step_definitions(self, report: pytest.TestReport) -> Iterator[dict]:
        for step in report.behaviour["steps"]:
            for definition in step["definitions"]:
                key = _key(definition)
                if key not in self.definitions:
                    self.definitions[key] = self.new_id()
                    yield {"stepDefinition": self._definition(definition)}

    def _definition(self, definition: dict) -> dict:
        parts = map(re.escape, _FIELD.split(definition["pattern"]))
        return {
            "id": self.definitions[_key(definition)],
            "pattern": {"source": f"^{'(.+)'.join(parts)}$", "type": "REGULAR_EXPRESSION"},
            "sourceReference": {
                "uri": os.path.relpath(definition["file"], self.root),
                "location": {"line": definition["line"]},
            },
        }

    def _case(self, report: pytest.TestReport, pickle: dict, run: str) -> Iterator[dict]:
        """Yield a behaviour's test case, and what came of its steps."""
        case, attempt = self.new_id(), self.new_id()
        steps = []
        for own, step in zip(pickle["steps"], report.behaviour["steps"], strict=True):
            ids = [self.definitions[_key(definition)] for definition in step["definitions"]]
            steps.append(
                {
                    "id": self.new_id(),
                    "pickleStepId": own["id"],
                    "stepDefinitionIds": ids,
                    "stepMatchArgumentsLists": [{"stepMatchArguments": []} for _ in ids],
                }
            )
        yield {
            "testCase": {
                "id": case,
                "pickleId": pickle["id"],
                "testSteps": steps,
                "testRunStartedId": run,
            }
        }
        yield {
            "testCaseStarted": {
                "id": attempt,
                "attempt": 0,
                "testCaseId": case,
                "timestamp": timestamp(report.start),
            }
        }
        for step, (began, result) in zip(steps, results(report), strict=True):
            at = {"testCaseStartedId": attempt, "testStepId": step["id"]}
            yield {"testStepStarted": at | {"timestamp": timestamp(began)}}
            yield {"testStepFinished": at | finished(began, result)}
        yield {
            "testCaseFinished": {
                "testCaseStartedId": attempt,
                "timestamp": timestamp(report.stop),
                "willBeRetried": False,
            }
        }


def _key(definition: dict) -> str:
    return f"{definition['file']}:{definition['line']}"


def _meta() -> dict:
    return {
        "protocolVersion": version("cucumber-messages"),
        "implementation": {"name": "deep-learning-dojo", "version": version("deep-learning-dojo")},
        "runtime": {
            "name": platform.python_implementation(),
            "version": platform.python_version(),
        },
        "os": {"name": platform.system(), "version": platform.release()},
        "cpu": {"name": platform.machine()},
    }
