"""The transcript of a run: envelopes with sources, documents, pickles and the steps' results.

The protocol: https://github.com/cucumber/messages. The envelopes are the data classes of
`cucumber-messages`, so that nothing can be written that they do not know.
"""

import json
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import cucumber_messages as protocol
from cucumber_messages import Envelope
from gherkin.stream.id_generator import IdGenerator

from dojo.course.feature_names import is_feature
from dojo.cucumber.documents import Document, source
from dojo.cucumber.records import DefinitionRecord, FaultRecord, StepRecord
from dojo.cucumber.results import CheckedBehaviour, results, timestamp
from dojo.verdict import shown


def lines(envelopes: Iterable[Envelope]) -> Iterator[str]:
    """Yield each envelope as a line of JSON."""
    for envelope in envelopes:
        plain = protocol.message_converter.to_dict(envelope)
        yield json.dumps(plain, ensure_ascii=False) + "\n"


class Transcript:
    """A run's envelopes, in the protocol's order; files are named as seen from a root folder."""

    def __init__(self, root: Path) -> None:
        """Take the folder."""
        self._root, self._ids = root, IdGenerator()
        self._documents: dict[str, Document] = {}
        self._definitions: dict[tuple[str, int], str] = {}

    def envelopes(
        self,
        started: float,
        checked: Sequence[CheckedBehaviour],
        faults: Sequence[FaultRecord],
        right: bool,
    ) -> Iterator[Envelope]:
        """Yield the envelopes of a run: its beginning, what was checked, and what could not be."""
        yield Envelope(meta=_meta())
        for one in checked:
            path = one.behaviour["feature"]
            if path not in self._documents:
                document = Document(Path(path), self._uri(path), self._ids)
                self._documents[path] = document
                yield Envelope(source=document.source)
                yield Envelope(gherkin_document=document.tree)
        yield from self._parse_errors(faults)
        cases = [(one, self._pickle(one)) for one in checked]
        for _, pickle in cases:
            yield Envelope(pickle=pickle)
        for one in checked:
            yield from self._step_definitions(one)
        run = self._ids.get_next_id()
        beginning = protocol.TestRunStarted(timestamp=timestamp(started), id=run)
        yield Envelope(test_run_started=beginning)
        for one, pickle in cases:
            yield from self._case(one, pickle, run)
        stopped = timestamp(max([started, *(one.stop for one in checked)]))
        end = protocol.TestRunFinished(right, timestamp=stopped, test_run_started_id=run)
        yield Envelope(test_run_finished=end)

    def _uri(self, path: str) -> str:
        return Path(shown(path, self._root)).as_posix()

    def _pickle(self, checked: CheckedBehaviour) -> protocol.Pickle:
        return self._documents[checked.behaviour["feature"]].pickle(checked.behaviour)

    def _parse_errors(self, faults: Sequence[FaultRecord]) -> Iterator[Envelope]:
        """Yield what kept a file from being collected, below its source if it is a feature."""
        written = set(self._documents)
        for fault in faults:
            file, uri = fault["file"], self._uri(fault["file"])
            if file not in written and is_feature(file) and Path(file).is_file():
                yield Envelope(source=source(Path(file), uri, errors="replace"))
                written.add(file)
            location = protocol.Location(fault["line"]) if fault["line"] else None
            place = protocol.SourceReference(uri=uri, location=location)
            yield Envelope(parse_error=protocol.ParseError(fault["message"], place))

    def _step_definitions(self, checked: CheckedBehaviour) -> Iterator[Envelope]:
        for step in checked.behaviour["steps"]:
            for definition in step["definitions"]:
                if _key(definition) not in self._definitions:
                    yield Envelope(step_definition=self._definition(definition))

    def _definition(self, definition: DefinitionRecord) -> protocol.StepDefinition:
        own = self._definitions[_key(definition)] = self._ids.get_next_id()
        kind = protocol.StepDefinitionPatternType.regular_expression
        line = protocol.Location(definition["line"])
        return protocol.StepDefinition(
            id=own,
            pattern=protocol.StepDefinitionPattern(definition["regex"], kind),
            source_reference=protocol.SourceReference(
                uri=self._uri(definition["file"]), location=line
            ),
        )

    def _case(
        self, checked: CheckedBehaviour, pickle: protocol.Pickle, run: str
    ) -> Iterator[Envelope]:
        """Yield a behaviour's test case, and the results of its steps."""
        case, attempt = self._ids.get_next_id(), self._ids.get_next_id()
        pairs = zip(pickle.steps, checked.behaviour["steps"], strict=True)
        steps = [self._step(*pair) for pair in pairs]
        yield Envelope(test_case=protocol.TestCase(case, pickle.id, steps, run))
        started = protocol.TestCaseStarted(0, attempt, case, timestamp(checked.start))
        yield Envelope(test_case_started=started)
        for step, came in zip(steps, results(checked), strict=True):
            began, ended = timestamp(came.began), timestamp(came.ended)
            yield Envelope(test_step_started=protocol.TestStepStarted(attempt, step.id, began))
            finished = protocol.TestStepFinished(attempt, step.id, came.result, ended)
            yield Envelope(test_step_finished=finished)
        end = protocol.TestCaseFinished(attempt, timestamp(checked.stop), will_be_retried=False)
        yield Envelope(test_case_finished=end)

    def _step(self, step: protocol.PickleStep, record: StepRecord) -> protocol.TestStep:
        ids = [self._definitions[_key(definition)] for definition in record["definitions"]]
        return protocol.TestStep(
            id=self._ids.get_next_id(),
            pickle_step_id=step.id,
            step_definition_ids=ids,
            step_match_arguments_lists=[protocol.StepMatchArgumentsList([]) for _ in ids],
        )


def _key(definition: DefinitionRecord) -> tuple[str, int]:
    return definition["file"], definition["line"]


def _meta() -> protocol.Meta:
    return protocol.Meta(
        protocol_version=version("cucumber-messages"),
        implementation=protocol.Product("deep-learning-dojo", version("deep-learning-dojo")),
        runtime=protocol.Product(platform.python_implementation(), platform.python_version()),
        os=protocol.Product(platform.system(), platform.release()),
        cpu=protocol.Product(platform.machine()),
    )
