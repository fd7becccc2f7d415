"""`pytest --messages FILE`: the protocol's own classes read it, and it says what the run says."""

import json
from collections import Counter

import pytest

messages = pytest.importorskip("cucumber_messages")

WRONG = """
    import numpy as np

    def relu(z):
        return np.maximum(z, 0.0)

    def relu_prime(z):
        return (z >= 0) * 1.0
"""
UNWRITTEN = WRONG.replace("return (z >= 0) * 1.0", "raise NotImplementedError")
BROKEN = WRONG.replace("return (z >= 0) * 1.0", "return None")
OUTLINE = """
    Feature: A book

      Rule: It holds
        Scenario Outline: Each
          Given the number <n>
          Then it is itself
            | a?  |
            | <n> |

          Examples:
            | n |
            | 1 |
            | 2 |
"""
STEPS = """
@given(parsers.parse("the number {n:g}"), target_fixture="n")
def _(n):
    return n

@then("it is itself")
def _(sheet, n):
    sheet.answer("a?", np.array([n]))
"""


class Written:
    """The envelopes of a file, each read by the protocol's data classes and written back."""

    def __init__(self, path):
        self.all = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        convert = messages.message_converter
        for envelope in self.all:
            assert convert.to_dict(convert.from_dict(envelope, messages.Envelope)) == envelope
            assert len(envelope) == 1

    def of(self, kind):
        return [envelope[kind] for envelope in self.all if kind in envelope]

    def statuses(self):
        """Return the status of each step, by the pickle's name and the step's text."""
        pickles = {pickle["id"]: pickle for pickle in self.of("pickle")}
        names = {}
        for case in self.of("testCase"):
            pickle = pickles[case["pickleId"]]
            texts = {step["id"]: step["text"] for step in pickle["steps"]}
            for step in case["testSteps"]:
                names[step["id"]] = pickle["name"], texts[step["pickleStepId"]]
        return [
            (*names[step["testStepId"]], step["testStepResult"]["status"])
            for step in self.of("testStepFinished")
        ]


@pytest.fixture
def written(book):
    def run(*arguments):
        path = book.path / "run.ndjson"
        code, text = book.says(f"--messages={path}", *arguments)
        return code, text, Written(path)

    return run


def test_a_green_run_passes_and_every_reference_leads_somewhere(relu_book, written):
    code, text, file = written()
    assert code == 0
    assert "run.ndjson" in text
    assert Counter(kind for envelope in file.all for kind in envelope) == {
        "meta": 1,
        "source": 1,
        "gherkinDocument": 1,
        "pickle": 2,
        "stepDefinition": 2,
        "testRunStarted": 1,
        "testCase": 2,
        "testCaseStarted": 2,
        "testStepStarted": 2,
        "testStepFinished": 2,
        "testCaseFinished": 2,
        "testRunFinished": 1,
    }
    assert [status for *_, status in file.statuses()] == ["PASSED", "PASSED"]
    definitions = {each["id"]: each for each in file.of("stepDefinition")}
    for case in file.of("testCase"):
        for step in case["testSteps"]:
            (found,) = step["stepDefinitionIds"]
            assert definitions[found]["sourceReference"]["location"]["line"] > 1
    (source,) = file.of("source")
    assert source["data"] == (relu_book.path / "book.feature").read_text(encoding="utf-8")
    assert source["uri"] == file.of("pickle")[0]["uri"] == "book.feature"
    assert file.of("testRunFinished")[0]["success"] is True


@pytest.mark.parametrize(
    ("activations", "status", "verdict"),
    [
        (WRONG, "FAILED", "red"),
        (UNWRITTEN, "PENDING", "not written yet"),
        (BROKEN, "FAILED", "broken"),
    ],
)
def test_a_verdict_has_its_status_and_its_message(relu_book, written, activations, status, verdict):
    relu_book.kata(activations=activations)
    _, _, file = written()
    assert [found for *_, found in file.statuses()] == [status, "PASSED"]
    result = file.of("testStepFinished")[0]["testStepResult"]
    assert result["exception"]["type"] == verdict
    assert " Activations › ReLU passes" in result["message"].splitlines()[0]
    assert file.of("testRunFinished")[0]["success"] is False


def test_steps_after_the_one_that_failed_are_skipped(book, written):
    book.steps("@given('a stop')\ndef _():\n    raise RuntimeError\n" + STEPS)
    book.example("Given the number 1\nGiven a stop\nThen it is itself\n  | a? |\n  | 1  |")
    _, _, file = written()
    assert [found for *_, found in file.statuses()] == ["PASSED", "FAILED", "SKIPPED"]


def test_each_row_of_an_outline_is_a_pickle_of_its_own(book, written):
    book.steps(STEPS)
    book.feature(OUTLINE)
    code, _, file = written()
    assert code == 0
    assert [text for _, text, _ in file.statuses()][::2] == ["the number 1", "the number 2"]


def test_what_was_not_chosen_is_not_in_the_run_and_the_document_is_whole(relu_book, written):
    _, _, file = written("-k", "weighted")
    assert [pickle["name"] for pickle in file.of("pickle")] == ["The weighted sum"]
    assert len(file.of("gherkinDocument")[0]["feature"]["children"]) == 2


def test_a_feature_that_cannot_be_read_is_a_parse_error_at_its_line(relu_book, written):
    relu_book.feature(
        "Feature: Bad\n  Rule: One\n    Example: Two\n      Thn relu gives\n", "b.feature"
    )
    code, _, file = written()
    assert code == 1
    errors = file.of("parseError")
    assert errors
    assert errors[0]["source"]["uri"] == "b.feature"
    assert errors[0]["source"]["location"]["line"] > 1
    assert len(file.of("testCase")) == 2
    assert file.of("testRunFinished")[0]["success"] is False


def test_two_workers_write_the_same_run(relu_book, written):
    _, _, alone = written()
    result = relu_book.pytester.runpytest_subprocess(
        "-n2", f"--messages={relu_book.path}/two.ndjson"
    )
    assert result.ret == 0
    two = Written(relu_book.path / "two.ndjson")
    assert sorted(two.statuses()) == sorted(alone.statuses())


def test_durations_are_those_of_the_steps(book, written):
    book.steps("import time\n@given('a pause')\ndef _():\n    time.sleep(0.05)\n" + STEPS)
    book.example("Given a pause\nGiven the number 1\nThen it is itself\n  | a? |\n  | 1  |")
    _, _, file = written()
    durations = [each["testStepResult"]["duration"] for each in file.of("testStepFinished")]
    assert durations[0]["nanos"] >= 50_000_000 or durations[0]["seconds"]
    assert max(durations[1:], key=lambda d: d["nanos"])["nanos"] < durations[0]["nanos"]


@pytest.mark.parametrize(
    ("target", "said"), [(".", "this is a folder"), ("no/such/run.ndjson", "there is no folder")]
)
def test_a_target_that_cannot_be_is_a_usage_error_before_anything_runs(relu_book, target, said):
    code, text = relu_book.says(f"--messages={target}")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert said in text
    assert "Traceback" not in text


def test_a_target_that_fills_up_leaves_the_old_file_and_says_so(relu_book, monkeypatch):
    path = relu_book.path / "run.ndjson"
    path.write_text("old", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dojo.atomic_files.os.replace", full)
    code, text = relu_book.says(f"--messages={path}")
    assert code != 0
    assert "could not be written: No space left on device" in text
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in relu_book.path.glob("*.part")] == []


def test_without_the_option_nothing_of_it_is_in_a_report(relu_book):
    assert "behaviour" not in vars(
        relu_book.pytester.inline_run().getreports("pytest_runtest_logreport")[0]
    )
