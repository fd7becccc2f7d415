"""Gherkin as it is: other languages, outlines, tags, endings and line ends."""

import itertools
import json

import pytest
from gherkin.dialect import DIALECTS

KINDS = ("feature", "rule", "scenario", "then")
STEPS = """
    from pytest_bdd import given

    @given("the numbers", target_fixture="numbers")
    def _(docstring):
        return [float(word) for word in docstring.split() if word.isdigit()]

    @then("their sum is")
    def _(sheet, numbers, kata):
        for row in sheet:
            row.answer("s?", np.array(sum(numbers)))

    @then("it is itself")
    def _(sheet):
        for row in sheet:
            row.answer("z?", row["x"])
"""
TABLE = """\
      Dann relu gives
        | z  | a? | slope? |
        | -2 | 0  | 0      |
"""
GERMAN = f"""\
# language: de
@neuron
Funktionalität: Aktivierungen
  Ein Text. Ein Beispiel: dieser Satz.

  Regel: ReLU lässt durch
    # hint: Denke an das Vorzeichen.
    # hint: max(z, 0)
    # hint: Das Maximum.

    @schnell
    Beispiel: Von Hand
{TABLE}
"""


def item_names(book, *arguments):
    items, _ = book.pytester.inline_genitems(*arguments)
    return [item.nodeid.partition("::")[2] for item in items]


def test_another_language_runs(book):
    book.feature(GERMAN, "02_aktivierungen.feature")
    book.run("-m", "schnell", "--strict-markers").assert_outcomes(passed=1)
    book.kata(activations="def relu(z):\n    return z\ndef relu_prime(z):\n    return z * 0\n")
    code, said = book.says()
    assert code == 1
    assert "Dann relu gives" in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GERMAN + f"    Beispiel: Von Hand\n{TABLE}", "the name 'Von Hand' is already in line 12"),
        (GERMAN + "  Regel: Leer\n    Nichts.\n", ":17: this rule has no example"),
        (GERMAN.replace("# hint: Das", "Beispeil: Das"), ":9: 'Beispeil: Das Maximum.' is prose"),
        (GERMAN.replace("# hint: Das", "Dann das"), ":9: 'Dann das Maximum.' is prose"),
        (GERMAN.replace("Dann", "Angenommen"), "there is no step Angenommen 'relu gives'"),
        (
            GERMAN.replace("      Dann", "      Und"),
            "the first step must begin with Angenommen, Wenn",
        ),
        (GERMAN.replace("Funktionalität", "Funktoinalität"), "or Funktionalität: missing?"),
        (
            GERMAN.replace("# language: de\n", ""),
            "If this is de, write # language: de in the file's",
        ),
        (GERMAN.replace("age: de", "age: fr"), "If this is de, write # language: de in the file's"),
        (GERMAN.partition("    @schnell")[0], "there is no Beispiel: in this feature"),
        (
            GERMAN + "\nFunktionalität: B\n",
            ": a file contains one feature, but this is a second one",
        ),
        (
            GERMAN.replace("Beispiel: V", "Szenariogrundriss: V"),
            "the outline 'Von Hand' has no row",
        ),
    ],
)
def test_another_language_is_guarded_as_english_is(book, text, message):
    book.feature(text)
    code, said = book.says()
    assert code != 0
    assert message in said


ROWS = "        | x | z? |\n        | 1 | 1 |\n"


def in_every_way(language):
    """Return a chapter that says `Example` and `Then` in each way that a language knows."""
    words = {kind: [w for w in DIALECTS[language][kind] if w != "* "] for kind in KINDS}
    text = f"# language: {language}\n{words['feature'][0]}: {language}\n"
    ways = itertools.product(words["rule"], words["scenario"], words["then"])
    for number, (rule, scenario, then) in enumerate(ways):
        text += f"  {rule}: R{number}\n    {scenario}: E{number}\n      {then}it is itself\n{ROWS}"
    return text, number + 1, words


def test_every_language_that_gherkin_knows_is_read(book):
    book.steps(STEPS)
    everything = 0
    for language in DIALECTS:
        text, count, _ = in_every_way(language)
        book.feature(text, f"{language}.feature")
        everything += count
    book.run("-q").assert_outcomes(passed=everything)


def test_every_language_that_gherkin_knows_is_guarded(book):
    book.steps(STEPS)
    for language in DIALECTS:
        text, _, words = in_every_way(language)
        scenario, then, rule = (words[kind][0] for kind in ("scenario", "then", "rule"))
        text += f"    {scenario}: E0\n      {then}it is itself\n{ROWS}  {rule}: Nothing\n"
        book.feature(text, f"{language}.feature")
    _, said = book.says()
    for language in DIALECTS:
        block = said.split(f" ERROR collecting {language}.feature ")[1].split("\n__")[0]
        assert ": the name 'E0' is already in line 4" in block, language
        assert ": this rule has no example" in block, language


HOSTILE = """
    Feature: F
      Rule: R
        Scenario Outline: O
          Then it is itself
            | x   | z?  |
            | <a> | <b> |
          Examples:
            | b | a |
            | 2 | 1 |
          @swapped
          Examples: swapped
            # a remark between the rows
            | a | b |

            | 2 | 1 |
            # and another
            | 1 | 1 |
            | 1 | 1 |
        Scenario Outline: P
          Then it is itself
            | x   | z?  |
            | <a> | <b> |
          Examples:
            | a    | b    |
            | 2    | 2, 2 |
            | 2, 2 | 2    |
            | 3\\n  | 3    |
        Example: O (2, 1)
          Then it is itself
            | x | z? |
            | 1 | 1  |
        Example: O (2, 1) #2
          Then it is itself
            | x | z? |
            | 1 | 1  |
"""
TITLES = [
    "O (2, 1)",
    "O (2, 1) #3",
    "O (1, 1)",
    "O (1, 1) #2",
    "P (2, 2, 2)",
    "P (2, 2, 2) #2",
    r"P (3\n, 3)",
    "O (2, 1) #4",
    "O (2, 1) #2",
]


def test_rows_of_one_title_are_told_apart_in_the_order_of_the_file(book):
    book.steps(STEPS)
    book.feature(HOSTILE)
    assert item_names(book) == TITLES
    for name in TITLES[:2]:
        assert item_names(book, f"book.feature::{name}") == [name]


def test_each_row_has_a_verdict_of_its_own_everywhere(book):
    book.steps(STEPS)
    book.feature(HOSTILE)
    found = {each.name: each.verdict for each in book.behaviours("--messages=run.ndjson")}
    bad = {"O (2, 1)", "O (2, 1) #3", "P (2, 2, 2)", "P (2, 2, 2) #2"}
    assert {name for name, verdict in found.items() if verdict != "green"} == bad
    lines = [json.loads(line) for line in (book.path / "run.ndjson").read_text().splitlines()]
    statuses = [
        line["testStepFinished"]["testStepResult"]["status"]
        for line in lines
        if "testStepFinished" in line
    ]
    assert statuses.count("FAILED") == len(bad)
    assert statuses.count("PASSED") == len(TITLES) - len(bad)
    assert lines[-1]["testRunFinished"]["success"] is False
    picked = {line["pickle"]["id"] for line in lines if "pickle" in line}
    assert len(picked) == len(TITLES)


def test_tags_above_examples_select(book):
    book.steps(STEPS)
    book.feature(HOSTILE)
    result = book.run("-m", "swapped", "--strict-markers", "-v")
    result.assert_outcomes(passed=2, failed=1, deselected=len(TITLES) - 3)
    for name in TITLES[1:4]:
        result.stdout.fnmatch_lines(f"book.feature::{name} *")


TAGS = [
    "issue:123",
    "a.b",
    "a-b",
    "été",
    "e\u0301t",
    "_x",
    "--",
    "not",
    "None",
    "f(1)",
    "日本",
    "1",
]


@pytest.mark.parametrize(
    ("expression", "count"),
    [("issue_123", 1), ("a_b", 2), ("été", 1), ("ét", 1), ("x", 1), ("tag", 1), ("not_", 1),
     ("None", 1), ("f_1_", 1), ("日本", 1), ("slow and not a_b", 10)],
)  # fmt: skip
def test_every_tag_is_a_marker_under_a_name_that_pytest_takes(book, expression, count):
    book.steps(STEPS)
    examples = [
        f"    @{tag} @slow\n    Example: {number}\n"
        "      Then it is itself\n        | x | z? |\n        | 1 | 1  |\n"
        for number, tag in enumerate(TAGS)
    ]
    book.feature("Feature: F\n  Rule: R\n" + "".join(examples))
    result = book.run("-m", expression, "--strict-markers", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=count, deselected=len(TAGS) - count)


def test_a_docstring_is_its_own_whatever_stands_in_it(book):
    book.steps(STEPS)
    book.feature('''
        Feature: F
          Rule: R
            Example: One
              Given the numbers
                """
                Example: One
                Rule: R
                | 16 | 17
                # hint: 3
                """
              Then their sum is
                | s? |
                | 36 |
    ''')
    book.run().assert_outcomes(passed=1)


PLAIN = """\
@first
Feature: F

  Background:
    Given the numbers
      ```
      1 2
      ```

  @second
  Rule: R
    Background:
      Given the numbers
        ```
        4 5
        ```

    @third
    Example: A \\| in a cell
      Then their sum is
        | s? | note |
        # nine
        | 9  | a \\| b \\\\|
"""


@pytest.mark.parametrize("name", ["01_neuron.FEATURE", "02_b.Feature", "c.feature"])
@pytest.mark.parametrize(
    "change",
    [
        str.encode,
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("    ", "\t").encode(),
        lambda text: text.replace("# nine", "# n\x0cine\u2028 |").encode(),
        lambda text: text.removesuffix("\n").encode(),
    ],
    ids=["plain", "BOM", "CRLF", "tabs", "strange line ends", "no last line end"],
)
def test_ways_to_save_a_file(book, name, change):
    book.steps(STEPS)
    (book.path / name).write_bytes(change(PLAIN))
    book.run("-m", "first and second and third").assert_outcomes(passed=1)
    (book.path / name).write_bytes(change(PLAIN.replace("| 9 ", "| 8 ")))
    code, said = book.says()
    assert code == 1
    assert "8 ✗ yours 9" in said
    assert "the textbook" in said


def test_a_decimal_comma_is_said_to_be_one(book):
    book.steps("""
        @then("it is")
        def _(sheet):
            for row in sheet:
                row.answer("a?", np.array(0.5))
        @then("the number is")
        def _(sheet):
            for row in sheet:
                row.answer("a?", row.number("z"))
        @then("the column is")
        def _(sheet):
            sheet.answer("a?", sheet["z"])
    """)
    for step, table in [
        ("it is", "| a? |\n  | 0,5 |"),
        ("it is", "| a? |\n  | 0,5 ± 0,1 |"),
        ("it is", "| a? |\n  | < 0,5 |"),
        ("the number is", "| z | a? |\n  | 0,5 | 0.5 |"),
        ("the column is", "| z | a? |\n  | 1 | 1 |\n  | 0,5 | 0.5 |"),
    ]:
        book.example(f"Then {step}\n  {table}")
        code, said = book.says()
        assert code == 1
        assert "0,5" in said, table
        assert " means several numbers; for one number write " in " ".join(said.split()), (
            table,
            said,
        )
    book.example("Then the column is\n  | z | a? |\n  | 1,2 | 1,2 |\n  | 3,4 | 3,4 |")
    book.run().assert_outcomes(passed=1)
