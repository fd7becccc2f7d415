"""Features that would pass in silence, or say what they do not mean: errors with a place."""

import shutil
import subprocess
import sys

import pytest

from tests.fixtures.course import COURSE

INI = "[pytest]\nfilterwarnings =\n    error\n    ignore:Module already imported\n"
SUM = """
      Then the weighted sum is
        | x | w | b | z? |
        | 1 | 2 | 3 | 5  |
"""
ONE = f"Feature: A book\n\n  Rule: It holds\n    Example: One\n{SUM}"


UNREADABLE = [
    ("", ": this file is empty"),
    ("\n  \n", ": this file is empty"),
    ("# only a comment\n", ": there is no Feature: in this file"),
    ("Feature: Nothing in it\n", ": there is no Example: in this feature"),
    ("Just prose.\n", ":1: this line is not allowed here: 'Just prose.'"),
    (b"Feature: A\n\xff\xfe\x00\x01\x02" * 99, ":2: this line is not UTF-8 text; save the file"),
    (b"\x00\x01\x02" * 99, ":1: this line is not allowed here"),
    (ONE.replace("| 5  |", "|"), ":8: this row and the table's first row have different"),
    (ONE.replace("| 5  |", "| 5"), ":8: this row"),
    (ONE.replace("Feature:", "Feture:"), ":1: this line is not allowed here"),
    (ONE.replace("      Then", "      Tehn"), ":"),
    (ONE + "\nFeature: Another\n", ":10: a file contains one feature, but this is a second one"),
    (ONE.replace("Example:", "Exmaple:"), ":"),
    (ONE.replace("Then the", "And the"), ":6: the first step must begin with Given, When"),
    (ONE + "    Example: One\n      Then xyzzy\n    Example: Three\n", ":9: the name 'One'"),
    (
        ONE + "    Example: One\n      Then xyzzy\n    Example: Three\n",
        ":10: there is no step Then",
    ),
    (ONE + "    Example: One\n      Then xyzzy\n    Example: Three\n", ":11: the example 'Three'"),
    (ONE + "    Example: One\n" + SUM, ":9: the name 'One' is already in line 4"),
    (ONE + "  Rule: Two\n    Scenario: One\n" + SUM, ":10: the name 'One' is already in line 4"),
    (ONE.replace("Example: One", "Example:"), ":4: this example has no name"),
    (ONE.replace("Example: One", "Example: a::b"), ":4: 'a::b' contains [ or ::"),
    (ONE.replace("Example: One", "Example: W[0]"), ":4: 'W[0]' contains [ or ::"),
    (ONE + "  Rule: Claimed\n    Nobody checks this.\n", ":9: this rule has no example"),
    (ONE.replace("Rule: It", "Rule: Empty\n  Rule: It"), ":3: this rule has no example"),
    (
        ONE.replace("Then the weighted sum is", "Given the network"),
        ":4: the example 'One' has no Then, so it asserts nothing",
    ),
    (ONE + "    Example: Two\n", ":9: the example 'Two' has no Then"),
    (
        ONE.replace("        | 1 | 2 | 3 | 5  |\n", ""),
        ":6: this table has a header but no rows",
    ),
    (
        ONE.replace("holds\n", "holds\n    Exmple: Zero\n"),
        ":4: 'Exmple: Zero' is prose",
    ),
    (ONE.replace("holds\n", "holds\n    When it is late.\n"), ":4: 'When it is late.' is prose"),
    (ONE.replace("book\n", "book\n  Then it sleeps.\n"), ":2: 'Then it sleeps.' is prose"),
    (ONE.replace("One\n", "One\n      Some prose.\n"), ":4: 'Some prose.' is prose"),
    (
        ONE.replace("the weighted", "the wieghted"),
        ":6: there is no step Then 'the wieghted sum is'; did you mean 'the weighted sum is'?",
    ),
    (ONE.replace("the weighted sum is", "xyzzy"), ":6: there is no step Then 'xyzzy'"),
    (
        ONE.replace("Example", "Scenario Outline") + "      Examples:\n        | q |\n",
        ":9: the outline 'One' has no row of examples here",
    ),
    (
        ONE.replace("Example", "Scenario Outline").replace("sum is", "sum <q>")
        + "      Examples:\n        | q  |\n        | is |\n        | at |\n",
        ":6: there is no step Then 'the weighted sum at'; did you mean 'the weighted sum is'?",
    ),
]

DOCSTRING = '        """\n        Example: One\n        | 16 | 17\n        """\n'
OUTLINE = ONE.replace("Example", "Scenario Outline").replace("| 1 | 2 |", "| <x> | 2 |")
UNREADABLE += [
    (ONE + DOCSTRING, ":6: the step 'the weighted sum is' does not read the docstring"),
    (ONE.replace("5  |", "5"), ":8: this row does not end in |"),
    (ONE.replace("z? |", "z? | q").replace("5  |", "5 | 6"), ":7: this row does not end in |"),
    (
        ONE.replace("z? |", "z? | q").replace("5  |", "5 | 6"),
        ":7: this row does not end in |, so 'q' after the last | is lost",
    ),
    (ONE.replace("z? |", "z?").replace("5  |", "5  | 6 |"), ":7: this row does not end in |"),
    (ONE.replace("5  |", r"5  | 6 \|"), r":8: this row does not end in |"),
    (ONE.replace("5  |", "5  | # five"), ":8: this row does not end in |"),
    (OUTLINE, ":4: the outline 'One' has no row of examples"),
    (
        OUTLINE + "      Examples:\n        | x |\n        | 1\n",
        ":11: this row does not end in |",
    ),
    (
        OUTLINE + "      Examples:\n        | x |\n        | 1 |\n      Examples: none\n",
        ":12: the outline 'One' has no row of examples here",
    ),
    (
        OUTLINE + "      Examples:\n        | x | x |\n        | 1 | 2 |\n",
        ":9: two columns of these examples have the same name",
    ),
    (ONE.replace("  Rule", "  Background:\n    Gven it\n\n  Rule"), ":3: 'Gven it' is prose"),
    (
        ONE.replace("  Rule", "  Background:\n    Given xyzzy\n\n  Rule")
        + "    Example: 2\n"
        + SUM,
        ":4: there is no step Given 'xyzzy'",
    ),
    (ONE + "  Background:\n    Given a network\n", ":9: 'Background:' is not allowed here"),
    (ONE.replace("holds\n", "holds\n    Given\u00a0a network\n"), ":4: 'Given\\xa0a network' is"),
    (ONE.replace("      Then", '      """\n      Then'), ":"),
    (ONE + "  @a b\n  Rule: Two\n", ":9: a tag is one word, without a space"),
    ("# language: klingon\n" + ONE, ":1: Gherkin does not know this language"),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Run all these features at once, beside a good one; return what is said of each."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "pytest.ini").write_text(INI)
    shutil.copytree(COURSE.reference, folder / "kata")
    (folder / "good.feature").write_text(ONE, encoding="utf-8")
    for number, (text, _) in enumerate(UNREADABLE):
        path = folder / f"{number:02}.bad.feature"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        capture_output=True, text=True, cwd=folder, check=False,
    )  # fmt: skip
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert f"1 passed, {len(UNREADABLE)} errors" in run.stdout
    assert "Traceback" not in run.stdout
    return run.stdout


@pytest.mark.parametrize("number", range(len(UNREADABLE)))
def test_what_cannot_be_read_or_would_pass_in_silence_is_an_error(said, number):
    _, message = UNREADABLE[number]
    file = f"{number:02}.bad.feature"
    block = said.split(f" ERROR collecting {file} ")[1].split("\n__")[0]
    assert f"{file}{message}" in block
    assert f" ✗    {file}" in said


def test_a_good_chapter_is_run_beside_a_bad_one(book):
    book.feature(ONE, "good.feature")
    book.feature(ONE.replace("Example: One", "Example:"), "bad.feature")
    code, said = book.says()
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "1 passed, 1 error" in said


def test_a_byte_order_mark_is_no_error(book):
    (book.path / "bom.feature").write_bytes(ONE.encode("utf-8-sig"))
    book.run().assert_outcomes(passed=1)


def test_prose_below_a_mistyped_keyword_is_not_taken_for_prose_elsewhere(book):
    book.feature(
        ONE.replace("holds\n", "holds\n    Note: whenever it rains, given time, it rains.\n")
    )
    book.run().assert_outcomes(passed=1)


OWN_STEPS = {
    "twice": """
        @then("it answers")
        def _(sheet):
            sheet.answer("a?", np.array([1.0]))
        @then(parsers.parse("it {verb}"))
        def _(sheet, verb):
            sheet.answer("a?", np.array([1.0]))
    """,
    "async": """
        @then("it answers")
        async def _(sheet):
            sheet.answer("a?", np.array([2.0]))
    """,
    "generator": """
        @then("it answers")
        def _(sheet):
            sheet.answer("a?", np.array([2.0]))
            yield
    """,
}
ANSWER = "Then it answers\n  | a? |\n  | 1  |\n"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "twice",
            "5: 'it answers' is ambiguous: 'it answers' (conftest.py:4) and "
            "'it {verb}' (conftest.py:7) match",
        ),
        ("async", "5: the step 'it answers' is async, so it would pass without running"),
        ("generator", "5: the step 'it answers' is a generator, so it would pass without running"),
    ],
)
def test_steps_that_do_not_run_or_not_the_right_one(book, source, message):
    book.example(ANSWER)
    book.steps(OWN_STEPS[source])
    code, said = book.says()
    assert code == pytest.ExitCode.TESTS_FAILED
    assert f"book.feature:{message}" in said


def test_a_sentence_may_be_both_a_given_and_a_then(book):
    book.example("Given it\nThen it\n  | a? |\n  | 1  |\n")
    book.steps("""
        @given("it", target_fixture="one")
        def _():
            return np.ones(1)
        @then("it")
        def _(sheet, one):
            sheet.answer("a?", one)
    """)
    book.run().assert_outcomes(passed=1)


def test_the_same_sentence_twice_in_one_module_is_ambiguous(book):
    book.example(ANSWER)
    book.steps(OWN_STEPS["async"] + OWN_STEPS["async"])
    said = book.says()[1]
    twice = "'it answers' (conftest.py:4) and 'it answers' (conftest.py:8)"
    assert f"is ambiguous: {twice} match" in said


def spec_error(book, steps, feature=ANSWER, name="book.feature"):
    """Run an example whose own steps are at fault; return what pytest says."""
    book.example(feature, name)
    book.steps(steps)
    code, said = book.says()
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "The mistake is in the feature or in its steps" in said
    assert "SPEC ERROR book.feature::One" in said
    return said


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("pass", "book.feature:7: this step never answers the column 'a?'"),
        ("sheet.answer('b?', np.ones(1))", "6: the table has no column 'b?'; it has a?"),
        ("sheet['z']", "book.feature:6: the table has no column 'z'; it has a?"),
        ("1 / 0", "ZeroDivisionError: the divisor is 0"),
        ("raise SystemExit", "SystemExit"),
        ("import kata_that_is_not", "ModuleNotFoundError"),
    ],
)
def test_a_step_at_fault_is_not_blamed_on_the_implementation(book, body, message):
    said = spec_error(book, f"@then('it answers')\ndef _(sheet, kata):\n    {body}\n")
    assert message in said


def test_a_mistake_in_a_step_after_a_call_is_still_the_steps_if_a_name_is_wrong(book):
    body = "kata.activations.relu(np.ones(1))\n    oops\n"
    said = spec_error(book, f"@then('it answers')\ndef _(sheet, kata):\n    {body}")
    assert "NameError: name 'oops' is not defined" in said


def test_an_example_without_an_answer_asserts_nothing(book):
    steps = "@then('it sleeps')\ndef _(sheet):\n    sheet.text('bed')\n"
    said = spec_error(book, steps, "Then it sleeps\n  | bed  |\n  | soft |\n")
    assert "book.feature:4: no cell of 'One' is an answer, so it asserts nothing" in said


def test_a_step_that_needs_what_no_step_gives(book):
    steps = "@then('it answers')\ndef _(sheet, network):\n    pass\n"
    said = spec_error(book, steps)
    assert "book.feature:5: the step 'it answers' needs 'network', which no step before" in said


def test_an_unread_column_and_a_cell_that_cannot_be_read(book):
    steps = "@then('it answers')\ndef _(sheet):\n    sheet.answer('a?', np.ones(1))\n"
    said = spec_error(book, steps, "Then it answers\n  | a? | extra |\n  | 1  | 2     |\n")
    assert "book.feature:6: this step never reads the column 'extra'" in said
    said = spec_error(book, steps, "Then it answers\n  | a?  |\n  | 1x  |\n")
    assert "book.feature:7: column 'a?', '1x': '1x' is not a number" in said


def test_a_module_that_a_later_chapter_introduces(book):
    book.feature(ONE.replace("the weighted sum is", "relu gives"), "01_early.feature")
    code, said = book.says()
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "01_early.feature: uses kata/activations.py, which chapter 2 introduces" in said


def test_what_is_introduced_by_then_may_be_used(book):
    book.feature(ONE, "02_later.feature")
    book.run().assert_outcomes(passed=1)


def test_the_feature_is_told_from_the_steps_state(book):
    """What a Given gives is seen by the steps after it, in this example and in no other."""
    book.steps("""
@given(parsers.parse("the number {n:d}"), target_fixture="number")
def _(n):
    return np.array([n])
@then("it is")
def _(sheet, number):
    sheet.answer("n?", number)
""")
    then = "      Then it is\n        | n? |\n        | {} |\n"
    given = "    Example: {}\n      Given the number {}\n"
    one, two = (given.format(n, n) + then.format(n) for n in (1, 2))
    book.feature(f"Feature: F\n  Rule: R\n{one}{two}    Example: 3\n{then.format(2)}")
    book.run().assert_outcomes(passed=2, failed=1)
