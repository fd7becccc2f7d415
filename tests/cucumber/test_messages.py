"""`pytest --messages FILE`: the protocol's own classes read it, and it says what the run says."""

import sys
from collections import Counter

import pytest

from tests.fixtures.messages import WRONG, Written, in_workers

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
    assert errors[0]["source"]["location"]["line"] == 3
    assert errors[0]["message"].startswith("'Thn relu gives' is prose")
    assert [source["uri"] for source in file.of("source")] == ["book.feature", "b.feature"]
    assert len(file.of("testCase")) == 2
    assert file.of("testRunFinished")[0]["success"] is False


def test_two_workers_write_the_same_run(relu_book, written):
    _, _, alone = written()
    two, code = in_workers(relu_book)
    assert code == 0
    assert sorted(two.statuses()) == sorted(alone.statuses())


def test_two_workers_write_a_fault_once(relu_book, written):
    relu_book.feature("Feature: Bad\n  Rule: One\n    Example: Two\n      Thn\n", "b.feature")
    _, _, alone = written()
    two, code = in_workers(relu_book)
    assert code == 1
    assert len(two.of("parseError")) == 1
    assert two.of("parseError") == alone.of("parseError")


def test_a_worker_that_dies_is_no_success(relu_book):
    relu_book.steps("import os\n@then('it dies')\ndef _():\n    os.kill(os.getpid(), 9)\n")
    relu_book.example("Then it dies\n  | a? |\n  | 1  |", "dies.feature")
    two, code = in_workers(relu_book)
    assert code == 1
    assert len(two.of("testCase")) == 2
    assert two.of("testRunFinished")[0]["success"] is False


def test_durations_are_those_of_the_steps(book, written):
    book.steps("import time\n@given('a pause')\ndef _():\n    time.sleep(0.05)\n" + STEPS)
    book.example("Given a pause\nGiven the number 1\nThen it is itself\n  | a? |\n  | 1  |")
    _, _, file = written()
    durations = [each["testStepResult"]["duration"] for each in file.of("testStepFinished")]
    assert durations[0]["nanos"] >= 50_000_000 or durations[0]["seconds"]
    assert max(durations[1:], key=lambda d: d["nanos"])["nanos"] < durations[0]["nanos"]


def test_a_step_that_is_stopped_took_its_time(relu_book, written):
    relu_book.kata(activations=WRONG.replace("return (z >= 0) * 1.0", "while True: pass"))
    _, _, file = written("-o", "time_limit=0.3")
    stopped = file.of("testStepFinished")[0]["testStepResult"]
    assert stopped["status"] == "FAILED"
    assert stopped["duration"]["seconds"] or stopped["duration"]["nanos"] >= 200_000_000


def test_a_random_table_that_is_answered_wrongly_is_its_own_steps(book, written):
    book.kata(activations=WRONG.replace("(z, 0.0)", "(z, 0.0) * np.isclose(z, 3)"))
    book.example("""
        Then relu gives
          | z | a? | slope? |
          | 3 | 3  | 1      |
        Then the weighted sum is
          | x    | w    | b | z? |
          | 1, 2 | 3, 4 | 5 | 16 |
    """)
    code, text, file = written("--draws=50", "--drawn-seed=1")
    assert code == 1, text
    assert [status for *_, status in file.statuses()] == ["FAILED", "PASSED"]


def test_a_feature_that_was_changed_meanwhile_leaves_no_file_and_says_so(book):
    book.steps(f"""
        from pathlib import Path
        @given("the number 1", target_fixture="n")
        def _():
            Path({str(book.path / "book.feature")!r}).write_text("Feature: Another\\n")
            return 1
        {STEPS.partition("@then")[1]}("it is itself")
        def _(sheet, n):
            sheet.answer("a?", np.array([n]))
    """)
    book.example("Given the number 1\nThen it is itself\n  | a? |\n  | 1  |")
    code, text = book.says("--messages=run.ndjson")
    assert code != 0
    assert "book.feature was changed while it was checked; run pytest again" in text
    assert "Traceback" not in text
    assert not (book.path / "run.ndjson").exists()


def test_a_regular_expression_is_a_definitions_pattern_as_it_stands(book, written):
    book.steps(STEPS.replace('parsers.parse("the number {n:g}")', 'parsers.re("the (?P<n>.+) 1")'))
    book.example("Given the number 1\nThen it is itself\n  | a? |\n  | 1  |")
    _, _, file = written()
    patterns = [each["pattern"]["source"] for each in file.of("stepDefinition")]
    assert patterns == ["^the (?P<n>.+) 1$", "^it\\ is\\ itself$"]


def test_without_the_library_the_option_says_what_to_install(relu_book, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("dojo.cucumber.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cucumber_messages", None)
    code, text = relu_book.says("--messages=run.ndjson")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "pip install 'deep-learning-dojo[messages]'" in text


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
    (report, *_) = relu_book.pytester.inline_run().getreports("pytest_runtest_logreport")[1:]
    assert report.when == "call"
    assert "dojo_behaviour" not in vars(report)
