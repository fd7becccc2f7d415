"""Cases from a spreadsheet as Cucumber Messages: pickles of their behaviour's feature."""

import pytest

from tests.fixtures.messages import WRONG, Written, in_workers

openpyxl = pytest.importorskip("openpyxl")

RULE = "book.feature › ReLU passes what is positive › On both sides"
ROWS = [["z", "a?", "slope?"], ["-1", "0", "0"], ["5/2", "5/2", "1"]]
BOOK = """
    Feature: Activations

      Rule: ReLU passes what is positive
        Example: On both sides
          Then relu gives
            | z  | a? | slope? |
            | -2 | 0  | 0      |
          Then relu gives, once more
            | z  | a? | slope? |
            | 3  | 3  | 1      |
"""
MORE = """
@then("relu gives, once more")
def _(sheet, kata):
    relu, relu_prime = kata.activations.relu, kata.activations.relu_prime
    sheet.answer("a?", np.array([relu(row["z"]) for row in sheet]))
    sheet.answer("slope?", np.array([relu_prime(row["z"]) for row in sheet]))
"""


def as_csv(path, rows):
    text = "\n".join(",".join(row) for row in rows)
    (path / "mine.csv").write_text(text + "\n", encoding="utf-8")
    return "mine.csv"


def as_workbook(path, rows):
    workbook = openpyxl.Workbook()
    workbook.active.title = "cases"
    for row in rows:
        workbook.active.append(row)
    workbook.save(path / "mine.xlsx")
    return "mine.xlsx"


@pytest.fixture(params=[as_csv, as_workbook])
def write(request, book):
    """Write rows as a file of cases, beside the feature that they refer to; return its name."""
    book.feature(BOOK)
    book.steps(MORE)
    return lambda rows: request.param(book.path, rows)


def tables(pickle):
    rows = [step["argument"]["dataTable"]["rows"] for step in pickle["steps"]]
    return [[[cell["value"] for cell in row["cells"]] for row in table] for table in rows]


def run(book, name):
    path = book.path / "run.ndjson"
    code, text = book.says(f"--cases={name}", f"--messages={path}")
    assert "INTERNALERROR" not in text
    return code, Written(path)


def test_a_case_is_a_pickle_of_its_feature_with_the_tables_that_it_ran_with(book, write):
    name = write([[f"{RULE} › relu gives"], *ROWS])
    code, file = run(book, name)
    assert code == 0
    (source,), (pickle,) = file.of("source"), file.of("pickle")
    assert source["uri"] == pickle["uri"] == file.of("gherkinDocument")[0]["uri"] == "book.feature"
    scenario = file.of("gherkinDocument")[0]["feature"]["children"][0]["rule"]["children"][0]
    assert pickle["astNodeIds"] == [scenario["scenario"]["id"]]
    assert tables(pickle) == [ROWS, [["z", "a?", "slope?"], ["3", "3", "1"]]]
    assert [status for *_, status in file.statuses()] == ["PASSED", "PASSED"]
    assert file.of("testRunFinished")[0]["success"] is True


def test_a_wrong_answer_of_a_case_names_its_place_in_the_file(book, write):
    # The table's reference stands in line 8, as the second step does in the feature.
    name = write([*[["# mine"]] * 7, [f"{RULE} › relu gives"], ["z", "slope?"], ["0", "0"]])
    book.kata(activations=WRONG)
    code, file = run(book, name)
    assert code == 1
    assert [status for *_, status in file.statuses()] == ["FAILED", "SKIPPED"]
    message = file.of("testStepFinished")[0]["testStepResult"]["message"]
    assert f"{name}:{'cases!A8' if name.endswith('xlsx') else '8'}   Then relu gives" in message


def test_two_workers_write_the_same_of_cases(book, write):
    name = write([[f"{RULE} › relu gives"], ROWS[0], ["0", "0", "0"]])
    book.kata(activations=WRONG)
    _, alone = run(book, name)
    two, code = in_workers(book, f"--cases={name}")
    assert code == 1
    assert two.statuses() == alone.statuses()
    assert [each["pickle"]["name"] for each in two.all if "pickle" in each] == ["On both sides"]
    first, second = (
        file.of("testStepFinished")[0]["testStepResult"]["message"] for file in (alone, two)
    )
    assert first == second


def test_cases_that_cannot_be_read_are_a_parse_error_at_their_row(book, write):
    name = write([["# mine"], [f"{RULE} › rellu gives"], *ROWS])
    code, file = run(book, name)
    assert code != 0
    (error,) = file.of("parseError")
    assert error["source"] == {"uri": name, "location": {"line": 2}}
    assert "did you mean 'relu gives'?" in error["message"]
    assert error["message"].startswith("cases!A2: ") == name.endswith("xlsx")
    assert file.of("source") == []
    assert file.of("testRunFinished")[0]["success"] is False


def test_cases_of_a_feature_that_cannot_be_read_are_its_parse_error(book, write):
    name = write([[f"{RULE} › relu gives"], *ROWS])
    book.feature(BOOK.replace("| -2 |", "-2 |"))
    _, file = run(book, name)
    assert file.of("parseError")[0]["source"] == {"uri": "book.feature", "location": {"line": 7}}
    assert file.of("source")[0]["uri"] == "book.feature"
