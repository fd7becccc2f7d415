"""Features collected by pytest itself: by file, by name, by keyword, by tag, in their order."""

import json

import pytest
from gherkin.parser import Parser

from dojo.course import feature_source

TWO_RULES = """
    @first @neuron
    Feature: Neuron
      Prose that nobody runs.

      Rule: Order matters
        @slow
        Example: Zebra
          Then the weighted sum is
            | x    | w    | b | z? |
            | 1, 2 | 3, 4 | 5 | 16 |

        Example: Aardvark, with (brackets): and a colon
          Then the weighted sum is
            | x    | w    | b | z? |
            | 2, 1 | 3, 4 | 5 | 15 |

      Rule: The last one
        Scenario Outline: Row by row
          Then the weighted sum is
            | x   | w   | b | z?  |
            | <x> | <w> | 0 | <z> |
          Examples:
            | x | w | z |
            | 2 | 3 | 6 |
            | 4 | 5 | 20 |
"""
NAMES = [
    "Zebra",
    "Aardvark, with (brackets): and a colon",
    "Row by row (2, 3, 6)",
    "Row by row (4, 5, 20)",
]


@pytest.fixture
def neuron_book(book):
    book.feature(TWO_RULES, "01_neuron.feature")
    return book


def names(result):
    return [
        line.split("::", 1)[1].split(" PASSED")[0] for line in result.outlines if "PASSED" in line
    ]


def test_a_file_is_collected_in_its_own_order(neuron_book):
    result = neuron_book.run("-v", "01_neuron.feature")
    result.assert_outcomes(passed=4)
    assert names(result) == NAMES


def test_a_folder_is_collected_in_the_files_order(neuron_book):
    book = neuron_book
    book.feature(TWO_RULES.replace("Feature: Neuron", "Feature: A"), "02_a.feature")
    result = book.run("-v")
    result.assert_outcomes(passed=8)
    files = [line.partition("::")[0] for line in result.outlines if "PASSED" in line]
    assert files == ["01_neuron.feature"] * 4 + ["02_a.feature"] * 4


def test_one_example_by_its_name(neuron_book):
    for name in NAMES[:3]:
        result = neuron_book.run("-v", f"01_neuron.feature::{name}")
        assert names(result) == [name]


def test_an_unknown_name_is_a_usage_error(neuron_book):
    assert neuron_book.run("01_neuron.feature::Yak").ret == pytest.ExitCode.USAGE_ERROR
    assert neuron_book.run("09_none.feature").ret == pytest.ExitCode.USAGE_ERROR


def test_by_keyword(neuron_book):
    assert names(neuron_book.run("-v", "-k", "row and 20")) == ["Row by row (4, 5, 20)"]
    assert names(neuron_book.run("-v", "-k", "matters")) == NAMES[:2]  # a word of the rule
    result = neuron_book.run("-k", "yak")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.mark.parametrize(("tag", "count"), [("slow", 1), ("first", 4), ("not slow", 3)])
def test_by_tag(neuron_book, tag, count):
    result = neuron_book.run("-m", tag, "--strict-markers")
    result.assert_outcomes(passed=count, deselected=4 - count)


def test_exit_codes_are_pytests(neuron_book):
    assert neuron_book.run().ret == pytest.ExitCode.OK
    neuron_book.kata(neuron="def weighted_sum(x, W, b):\n    return x @ W\n")
    assert neuron_book.run().ret == pytest.ExitCode.TESTS_FAILED


def test_last_failed_and_stop_at_the_first(neuron_book):
    wrong_for_five = "def weighted_sum(x, W, b):\n    return x @ W + 0 * b\n"
    neuron_book.kata(neuron=wrong_for_five)
    neuron_book.run().assert_outcomes(passed=2, failed=2)
    neuron_book.run("--lf").assert_outcomes(failed=2)
    neuron_book.run("-x").assert_outcomes(failed=1)
    neuron_book.kata()
    neuron_book.run("--lf").assert_outcomes(passed=2)


def test_collect_only_lists_files_and_examples(neuron_book):
    output = neuron_book.run("--collect-only", "-q").stdout.str()
    assert [f"01_neuron.feature::{name}" in output for name in NAMES] == [True] * 4


def test_an_item_lies_where_the_example_stands(neuron_book):
    items, _ = neuron_book.pytester.inline_genitems("01_neuron.feature")
    lines = (neuron_book.path / "01_neuron.feature").read_text().splitlines()
    assert [items[0].location[0], lines[items[0].location[1]].strip()] == [
        "01_neuron.feature",
        "Example: Zebra",
    ]


def test_junit_xml_holds_every_cell(relu_book):
    relu_book.kata(
        activations="""
            import numpy as np
            def relu(z):
                return np.maximum(z, 0.0)
            def relu_prime(z):
                return (z >= 0) * 1.0
        """
    )
    relu, neuron = relu_book.behaviours()
    assert (relu.verdict, neuron.verdict) == ("red", "green")
    assert (relu["chapter"], relu["rule"]) == ("Activations", "ReLU passes what is positive")
    assert (relu["answers"], relu["wrong answers"], neuron["answers"]) == ("6", "1", "1")
    assert relu["diagnosis"] == "kink"
    assert relu["edit"].startswith("kata/activations.py:")
    assert "Your slope? matches `z ≥ 0` instead of `z > 0`." in relu["message"]
    table = json.loads(relu["table"])
    assert table["header"] == ["z", "a?", "slope?"]
    assert (table["line"], table["step"]) == (5, "relu gives")
    cells = [cell for row in table["rows"] for cell in row if cell["verdict"] != "given"]
    assert [cell["verdict"] for cell in cells] == ["right"] * 3 + ["wrong"] + ["right"] * 2
    assert cells[3] == {
        "column": "slope?",
        "text": "0",
        "line": 8,
        "verdict": "wrong",
        "actual": "1",
        "tolerance": "1e-09 relative",
    }


def test_the_summary_has_a_line_for_each_chapter(neuron_book):
    neuron_book.feature(TWO_RULES.replace("| 16 |", "| 17 |"), "02_more.feature")
    _, said = neuron_book.says()
    assert " ✓  1 Neuron" in said
    assert "  4 of  4 behaviours,    4 answers\n" in said
    assert " ✗  2 Neuron" in said
    assert "  3 of  4 behaviours,    4 answers   1 red, 1 wrong answer\n" in said


def test_in_another_process(neuron_book):
    pytest.importorskip("xdist")
    path = neuron_book.path / "run.xml"
    neuron_book.kata(neuron="def weighted_sum(x, W, b):\n    return x @ W + 0 * b\n")
    result = neuron_book.pytester.runpytest_subprocess("-n1", f"--junit-xml={path}")
    result.assert_outcomes(passed=2, failed=2)
    assert "1 Neuron" in result.stdout.str()
    assert "✗ 1 Neuron › Order matters › Zebra" in result.stdout.str()
    assert path.read_text(encoding="utf-8").count('name="table"') == 4


def test_a_feature_is_parsed_once_whatever_is_red(relu_book, monkeypatch):
    # Another test may have read the same text.
    feature_source._parsed.cache_clear()
    parsed, parse = [], Parser.parse
    monkeypatch.setattr(Parser, "parse", lambda *given: parsed.append(1) or parse(*given))
    wrong = "import numpy as np\nrelu = np.abs\n\ndef relu_prime(z):\n    return (z >= 0) * 1.0\n"
    relu_book.kata(activations=wrong)
    first, _ = relu_book.behaviours()
    assert first.verdict == "red"
    assert len(parsed) == 1


def test_folders_without_features_are_pytests_own(book):
    (book.path / "test_plain.py").write_text("def test_it():\n    pass\n")
    _, said = book.says()
    assert "1 passed" in said
    assert "the textbook" not in said


def test_steps_of_a_conftest_are_found_below_it_only(book):
    book.feature(TWO_RULES, "a/one.feature")
    book.feature("""
        Feature: Own steps
          Rule: They are found
            Example: One
              Given three
              Then it answers
                | a? |
                | 3  |
    """, "b/two.feature")  # fmt: skip
    (book.path / "b" / "conftest.py").write_text(
        "from pytest_bdd import given, then\nimport numpy as np\n"
        "@given('three', target_fixture='three')\ndef _():\n    return np.array([3.0])\n"
        "@then('it answers')\ndef _(sheet, three):\n    sheet.answer('a?', three)\n"
        "@then('the weighted sum is')\ndef _(sheet):\n    raise SystemExit\n"
    )
    book.run().assert_outcomes(passed=5)
