"""The message of a verdict: what, where, which cells, why, what next; and no more than that."""

from textwrap import dedent
from types import SimpleNamespace
from unittest.mock import Mock

import numpy as np
import pytest

from dojo.diagnosis import column_patterns
from dojo.diagnosis.classify import _unusable
from dojo.diagnosis.fault_localisation import suspects as suspected
from dojo.implementation.early_return import left_early
from dojo.terminal.message import title
from dojo.terminal.screen import WIDEST, Screen, fold
from dojo.terminal.spans import plain_text
from dojo.terminal.table import draw as spans
from dojo.verdict import GREEN, NO_ANSWER, RIGHT, Cell, Place, Table


def draw(sheet, screen):
    """Return the lines of a sheet's table without their styles."""
    return plain_text(spans(sheet.table(), screen)).splitlines()


WRONG_AT_ZERO = """
    import numpy as np
    def relu(z):
        return np.maximum(z, 0.0)
    def relu_prime(z):
        return (z >= 0) * 1.0
"""
STUBS = """
    def relu(z):
        raise NotImplementedError
    def relu_prime(z):
        raise NotImplementedError
"""
MESSAGE = """\
✗ Activations › ReLU passes what is positive › On both sides
  book.feature:5   Then relu gives

  │ z  │ a?  │ slope?      │
  │ -2 │ 0 ✓ │ 0 ✓         │
  │ 0  │ 0 ✓ │ 0 ✗ yours 1 │
  │ 3  │ 3 ✓ │ 1 ✓         │

  Your slope? matches `z ≥ 0` instead of `z > 0`.
  edit kata/activations.py:5 relu_prime
"""


def test_a_wrong_answer_reads_as_the_design_says(relu_book):
    relu_book.kata(activations=WRONG_AT_ZERO)
    code, said = relu_book.says()
    assert MESSAGE in said
    assert code == 1
    assert "Traceback" not in said
    assert "site-packages" not in said


def test_tracebacks_are_shown_where_they_are_asked_for(relu_book):
    relu_book.kata(activations="def relu(z):\n    return [][1]\n")
    for style in ("short", "long", "native"):
        _, said = relu_book.says(f"--tb={style}")
        assert "IndexError: list index out of range" in said
        assert "return [][1]" in said
        assert "conftest" not in said
    assert "in short" in relu_book.says("--tb=long")[1]
    assert "edit kata/activations.py" not in relu_book.says("--tb=no")[1]
    assert "✗ Activations › ReLU passes" in relu_book.says("--tb=line")[1]


def test_of_what_is_not_written_yet_the_next_is_shown_and_the_others_counted(relu_book):
    relu_book.kata(activations=STUBS)
    code, said = relu_book.says()
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "FAILURES" not in said
    assert "book.feature n." in said
    assert "1 passed, 1 not written yet" in said
    assert "1 of  2 behaviours,    1 answers   1 not written yet\n" in said
    after = said.partition(" next: Activations › ReLU passes what is positive › On both sides\n")[2]
    assert "  │ -2 │ 0  │ 0      │\n" in after
    assert "  edit kata/activations.py:3 relu\n" in after
    assert "NOT WRITTEN" in relu_book.says("-v")[1]


HALF = """
    import numpy as np

    def relu(z):
        return np.{relu}

    def relu_prime(z):
        raise NotImplementedError
"""


def test_what_is_written_is_checked_before_what_is_not(relu_book):
    """A learner sees relu become right before relu_prime exists."""
    relu_book.kata(activations=HALF.format(relu="maximum(z, 0.0)"))
    half = relu_book.behaviours()[0]
    assert half.verdict == "not written yet"
    assert "relu_prime is not written yet." in half["message"]
    assert "│ 3  │ 3 ✓ │ 1      │" in half["message"]
    relu_book.kata(activations=HALF.format(relu="abs(z)"))
    wrong = relu_book.behaviours()[0]
    assert wrong.verdict == "red"
    assert "│ -2 │ 0 ✗ yours 2 │ 0      │" in wrong["message"]
    assert "edit kata/activations.py:4 relu" in wrong["message"]


def test_a_narrow_terminal_breaks_no_word_and_no_table(relu_book, monkeypatch):
    monkeypatch.setattr("dojo.terminal.screen.columns", lambda: 30)
    relu_book.kata(activations=HALF.format(relu="abs(z)"))
    said = relu_book.says()[1]
    assert "✗ Activations › ReLU passes\n  what is positive › On both\n  sides\n" in said
    assert "  │ -2 │ 0 ✗        │ 0      │\n  │    │ yours 2    │        │\n" in said
    assert "  edit kata/activations.py:4\n  relu\n" in said
    assert fold("    a line of\n    three", "  ") == "    a line of\n    three"
    assert fold(f"  {'word ' * 9}end") == "\n".join(
        ["  word word word word word", "  word word word word end"]
    )


def test_a_green_title_breaks_no_word_either():
    found = title(f"1 Neuron › {'word ' * 9}end", GREEN, Screen(width=30))
    lines = plain_text(found).splitlines()
    assert " ".join(lines).count("word") == 9
    assert max(map(len, lines)) <= 30


def test_the_next_one_is_the_first_in_the_order_of_the_book(relu_book):
    relu_book.feature((relu_book.path / "book.feature").read_text(), "01_first.feature")
    relu_book.kata(activations=STUBS, neuron="def weighted_sum(x, W, b): raise NotImplementedError")
    said = relu_book.says("book.feature", "01_first.feature")[1]
    assert " next: 1 Activations › A second rule" in said


def test_colours_only_where_there_are_colours(relu_book, monkeypatch):
    relu_book.kata(activations=WRONG_AT_ZERO)
    monkeypatch.delenv("NO_COLOR", raising=False)
    said = relu_book.says("--color=yes")[1]
    assert "│ 0 \x1b[32m✓\x1b[0m │ 0 \x1b[31m✗ yours 1\x1b[0m │" in said
    assert "\x1b[31m\x1b[1m✗ Activations" in said
    assert "\x1b" not in relu_book.says("--color=no")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in relu_book.says()[1]


def test_a_terminal_without_the_marks_gets_letters(relu_book, monkeypatch):
    relu_book.kata(activations=WRONG_AT_ZERO)
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    said = relu_book.pytester.runpytest_subprocess().stdout.str()
    assert said.isascii()
    plain = MESSAGE
    for mark, letter in {"✗": "x", "✓": "+", "│": "|", "›": ">", "≥": ">="}.items():
        plain = plain.replace(mark, letter)
    assert plain in said
    assert " x    Activations " in said


def test_places_are_written_as_seen_from_where_pytest_was_called(relu_book, monkeypatch):
    relu_book.kata(activations=WRONG_AT_ZERO)
    below = relu_book.path / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    said = relu_book.says("../book.feature")[1]
    assert "  ../book.feature:5   Then relu gives" in said
    assert "  edit ../kata/activations.py:5 relu_prime" in said


def test_the_likeliest_function_comes_first(book):
    book.kata(
        activations="""
            import numpy as np
            identity = identity_prime = lambda z: z * 1.0
            def tanh(z): return np.tanh(z)
            def tanh_prime(z): return np.tanh(z)
            def sigmoid(z): return 1 / (1 + np.exp(-z))
            def sigmoid_prime(z): return 2 * sigmoid(z)
        """
    )
    book.example("""
        Then far out the activations give
          | activation | z | a?  | slope? |
          | identity   | 1 | 1   | 1      |
          | tanh       | 0 | 0   | 1      |
          | sigmoid    | 0 | 1/2 | 1/4    |
    """)
    (behaviour,) = book.behaviours()
    edits = [value for name, value in behaviour.properties if name == "edit"]
    assert edits == ["kata/activations.py:5 tanh_prime", "kata/activations.py:7 sigmoid_prime"]


def test_a_function_behind_right_answers_too_is_less_suspect():
    often, seldom = call(1), call(2)
    calls = {(0, "a?"): [often, seldom], (1, "a?"): [often]}
    assert suspects(calls, (0, "a?")) == [seldom.place, often.place]


def test_of_functions_equally_suspect_the_last_to_return_comes_first():
    first, last = call(1), call(2)
    assert suspects({(0, "a?"): [first, last]}, (0, "a?")) == [last.place, first.place]


def call(line, module="x"):
    return Mock(place=Place("kata/x.py", line), module=module)


def suspects(calls, *wrong, new=(), before=()):
    earlier = {
        (row, column): [k for (r, _), made in calls.items() if r == row for k in made]
        for row, column in calls
    }
    sheet = SimpleNamespace(calls=calls, earlier=lambda *at: earlier[at], before=before)
    return suspected(sheet, wrong, new)


def test_what_the_chapter_introduces_is_suspected_first():
    old, new = call(1, "cost"), call(2, "depth")
    assert suspects({(0, "a?"): [new, old]}, (0, "a?"), new={"depth"}) == [new.place]


def test_a_new_function_called_earlier_in_the_row_is_suspected_before_an_old_one():
    old, new = call(1, "cost"), call(2, "learning")
    calls = {(0, "a?"): [new], (0, "b?"): [old], (1, "a?"): [call(3, "learning")]}
    assert suspects(calls, (0, "b?"), new={"learning"}) == [new.place]
    assert suspects(calls, (0, "b?")) == [old.place]


@pytest.mark.parametrize("values", [(1,), (1, 2, 3)])
def test_too_few_or_too_many_values_are_told(values):
    with pytest.raises(ValueError, match="unpack") as caught:
        _, _ = values
    said = _unusable(caught.value, watched(values))
    assert said in ("fit returns 1 value instead of 2.", "fit returns 3 values instead of 2.")


@pytest.mark.parametrize("a", [np.ones((1, 3)), np.ones((4, 3))])
def test_a_list_that_holds_no_pairs_is_not_said_to_be_too_long(a):
    with pytest.raises(ValueError, match="unpack") as caught:
        _, _ = a
    said = _unusable(caught.value, watched([a, a, a, a], "Return [(z, a), ...]."))
    wanted = "fit returns a list of 4, but each of them must have 2 values."
    assert said == f"{wanted} Its docstring says: Return [(z, a), ...]."


def test_a_return_where_yield_belongs_is_told():
    with pytest.raises(ValueError, match="unpack") as caught:
        _, _ = np.ones(3)
    said = _unusable(caught.value, watched((np.ones(3), np.ones(3)), "Yield (X, Y) in turn."))
    assert said == "fit returns once instead of using `yield` for each value."


def watched(answer, doc=None):
    function = SimpleNamespace(__doc__=doc) if doc else None
    return SimpleNamespace(name="fit", answer=answer, function=function)


EARLY = {
    "for x in z:\n        return x": True,
    "for x in z:\n        if x > 0:\n            return x": False,
    "for x in z:\n        pass\n    return z": False,
    "for x in z:\n        if x < 0:\n            continue\n        return x": False,
}


@pytest.mark.parametrize("body", EARLY)
def test_a_return_inside_the_loop_is_told_where_each_round_comes_to_it(body, tmp_path):
    file, text = tmp_path / "own.py", f"def f(z):\n    {body}\n"
    file.write_text(text, encoding="utf-8")
    space = {}
    exec(compile(text, str(file), "exec"), space)
    early = "`return` in line 3 is inside the loop, so f ends in the first round."
    assert left_early(space["f"]) == (early if EARLY[body] else "")


def test_what_is_missing_from_what_a_function_gave_is_named(book):
    """A list of one pair, where the network has two layers."""
    book.steps("""
        @then("the parts are")
        def _(sheet, kata):
            parts = dict(zip("ab", kata.activations.relu(np.ones(1)), strict=False))
            for row in sheet:
                row.answer("value?", parts[row.text("part")])
    """)
    book.example("Then the parts are\n  | part | value? |\n  | a | 1 |\n  | b | 2 |\n")
    (behaviour,) = book.behaviours()
    assert "which has no entry b.\n" in behaviour["message"]
    assert behaviour["edit"] == "kata/activations.py:4 relu"


def wrong(lay_out, table, **answers):
    sheet = lay_out(table)
    for column, values in answers.items():
        sheet.answer(f"{column}?", np.array(values))
    return sheet


def test_long_cells_are_folded_and_notes_left_out_to_stay_readable(lay_out):
    long = ", ".join(map(str, range(20)))
    table = (
        f"| x | a? | b? | note |\n| {long} | {long} | 1 | why |\n| {long} | {long} | 1 | {long} |"
    )
    sheet = lay_out(table)
    right, off = np.arange(20.0), np.arange(20.0) + 1
    sheet.answer("a?", np.array([right, off]))
    sheet.answer("b?", np.array([1.0, 1.0]))
    lines = draw(sheet, Screen())
    assert max(map(len, lines)) <= WIDEST - 2
    assert len({len(line) for line in lines}) == 1
    assert "note" not in lines[0]
    # The row that is right takes one line, cut short; the wrong one is shown whole.
    assert "⋯" in lines[1]
    folded = " ".join(line.split("│")[2].strip() for line in lines[2:])
    assert folded.rstrip() == f"{long} ✗ yours {', '.join(map(str, range(1, 21)))}"


@pytest.mark.parametrize("width", [30, 40, 60, 100, 200])
def test_no_line_is_wider_than_the_screen_and_no_number_is_broken_or_lost(lay_out, width):
    names = ["first", "second", "third", "fourth", "fifth"]
    table = f"| {' | '.join(f'{name}?' for name in names)} | note |\n"
    table += f"| {' | '.join(['0.123456'] * 5)} | it is explained at some length |\n"
    sheet = wrong(lay_out, table, **{n: np.array([i + 0.65432]) for i, n in enumerate(names)})
    lines = draw(sheet, Screen(width=width))
    # The message indents it by two.
    assert max(map(len, lines)) <= width - 2
    words = " ".join(" ".join(lines).replace("│", " ").split())
    assert words.count("0.123456") == 5
    for i in range(5):
        assert words.count(f"{i}.65432") == 1
    assert ("explained" in words) == (width == 200)
    if width == 40:
        assert lines[0] == "│ first?  │ 0.123456 ✗ yours 0.65432 │"


def test_a_right_cell_that_is_cut_keeps_its_mark(lay_out):
    long = ", ".join(map(str, range(30)))
    sheet = lay_out(f"| a? |\n| {long} |\n| {long} |")
    sheet.answer("a?", np.array([np.arange(30.0), np.arange(30.0) + 1]))
    for screen, mark in ((Screen(width=40), "⋯ ✓ │"), (Screen("ascii", 40), "~ + |")):
        assert draw(sheet, screen)[1].endswith(mark)


def test_records_below_each_other_are_parted_by_a_line(lay_out):
    table = "| a? | b? | c? | d? |\n" + "| 0.123456 | 0.123456 | 0.123456 | 0.123456 |\n" * 2
    lines = draw(wrong(lay_out, table, a=[1.5, 1.5]), Screen(width=40))
    (line,) = (line for line in lines if set(line) <= set("│ ─"))
    assert {len(other) for other in lines} == {len(line)}


def test_a_note_is_shortened_before_a_cell_is_folded(lay_out):
    sheet = wrong(lay_out, f"| a? | note |\n| 1 | {'because ' * 6}|\n| 2 | two |", a=[1.0, 3.0])
    assert draw(sheet, Screen(width=45)) == [
        "│ a?          │ note                      │",
        "│ 1 ✓         │ because because because ⋯ │",
        "│ 2 ✗ yours 3 │ two                       │",
    ]
    assert "note" not in draw(sheet, Screen(width=30))[0]


def test_what_is_not_written_is_shown_whole(lay_out):
    sheet = lay_out("| x | a? |\n| 1, 2, 3, 4, 5, 6, 7, 8 | 9 |\n| 1 | 2 |")
    assert draw(sheet, Screen(width=26)) == [
        "│ x               │ a? │",
        "│ 1, 2, 3, 4, 5,  │ 9  │",
        "│ 6, 7, 8         │    │",
        "│ 1               │ 2  │",
    ]


def test_a_note_stays_where_there_is_room(lay_out):
    sheet = wrong(lay_out, "| a? | note |\n| 1 | one |\n| 2 | two |", a=[1.0, 3.0])
    assert draw(sheet, Screen()) == [
        "│ a?          │ note │",
        "│ 1 ✓         │ one  │",
        "│ 2 ✗ yours 3 │ two  │",
    ]


def test_of_a_long_table_the_rows_around_wrong_ones_are_shown(lay_out):
    values = np.arange(200.0)
    table = "| a? |\n" + "\n".join(f"| {n} |" for n in range(200))
    values[100] = -1
    lines = draw(wrong(lay_out, table, a=values), Screen())
    assert [line.split()[1] for line in lines[1:-1]] == ["99", "100", "101"]
    assert lines[-1] == "⋯ and 197 more rows"
    lines = draw(wrong(lay_out, table, a=values + 1), Screen())
    assert len(lines) == 18
    assert lines[-1] == "⋯ and 184 more rows, 184 of them with wrong answers"


@pytest.mark.parametrize(("rows", "lines"), [(16, 17), (17, 18), (18, 18)])
def test_a_single_row_is_not_left_out_for_a_line_that_says_so(lay_out, rows, lines):
    table = "| a? |\n" + "\n".join(f"| {n} |" for n in range(rows))
    drawn = draw(wrong(lay_out, table, a=np.arange(rows) + 1.0), Screen())
    assert len(drawn) == lines
    assert ("more rows" in drawn[-1]) == (rows == 18)


def test_what_an_answer_says_cannot_break_the_table(lay_out):
    sheet = lay_out("| a?  |\n| red |")
    next(iter(sheet)).answer("a?", "two\nlines │ and a bar")
    assert len(draw(sheet, Screen())) == 2


def test_a_screen_shows_what_its_encoding_can():
    text = "✗ ŷ ≥ 0 │ 0.5… ⋯ 漢"
    assert Screen("utf-8").plain(text) == text
    assert Screen("ascii").plain(text) == "x y >= 0 | 0.5... ~ ?"
    assert Screen("cp1252").plain("ŷ · 0.5…") == "y · 0.5…"
    assert Screen("no-such-encoding").plain("ŷ") == "y"


@pytest.mark.parametrize(
    ("table", "answers", "codes", "sentence"),
    [
        ("| z | a? |\n| 1 | 2 |\n| 2 | -3 |", [-2, 3], ["sign"], "a? has the opposite sign."),
        (
            "| z | a? |\n| 1 | 2 |\n| 2 | -3 |",
            [4, -6],
            ["factor"],
            "Your a? is twice the expected value.",
        ),
        (
            "| z | a? |\n| 1 | 2 |\n| 2 | -3 |",
            [1, -1.5],
            ["factor"],
            "Your a? is half the expected value.",
        ),
        (
            "| z | a? |\n| 1 | 2 |\n| 2 | -3 |",
            [-0.5, 0.75],
            ["factor"],
            "Your a? is a quarter of the expected value, with the opposite sign.",
        ),
        (
            "| z | a? |\n| 1 | 2 |\n| 2 | -3 |",
            [6, -9],
            ["factor"],
            "Your a? is 3 times the expected value.",
        ),
        (
            "| z | a? |\n| 1 | 0.1966… |\n| 2 | 0.25 |",
            [0.39322, 0.5],
            ["factor"],
            "is twice the expected",
        ),
        ("| z | a? |\n| 5 | 1 |\n| 6 | 2 |\n| 9 | 3 |", [5, 6, 9], ["copied"], "the column z."),
        ("| z | a? |\n| 5 | 1 |\n| 6 | 2 |\n| 9 | 3 |", [1, 2, 4], ["only-at"], "only at z = 9."),
        ("| z | a? |\n| -1 | 1 |\n| -2 | 2 |\n| 0 | 0 |", [7, 2.1, 0], ["only-where"], "negative"),
        ("| z | a? |\n| 1 | 1 |\n| 2 | 2 |\n| -3 | 3 |", [7, 9, 3], ["only-where"], "is positive."),
        ("| z | a? |\n| 1 | 1 |\n| 2 | 2 |", [7, 9], [], ""),
        ("| z | a? |\n| 5 | 1 |\n| 6 | 2 |", [5, 6], [], ""),
        ("| z | a? |\n| 1 | 1 |\n| 2 | 2 |", [1, 2], [], ""),
        ("| z | a? |\n| 1 | 0 |\n| 2 | 0 |", [7, 9], [], ""),
        ("| z | a? |\n| 1 | 1 |\n| 2 | 2 |", [1e308, -1e308], [], ""),
        (
            "| z | a? |\n| 1 | 1, 2; 3, 4 |\n| 2 | 0, 1; 2, 0 |",
            [[[1, 3], [2, 4]], [[0, 2], [1, 0]]],
            ["transposed"],
            "a? is transposed.",
        ),
        ("| z | a? |\n| 1 | 1, 2, 3; 4, 5, 6 |", [[[9, 8, 7], [1, 1, 1]]], [], ""),
        ("| z | a? |\n| 1 | < 1 |\n| 2 | < 1 |", [7, 9], [], ""),
    ],
)
def test_a_diagnosis_fits_every_wrong_cell_or_is_not_made(lay_out, table, answers, codes, sentence):
    reasons = column_patterns.diagnose(wrong(lay_out, table, a=np.array(answers, dtype=float)))
    assert [reason.code for reason in reasons] == codes
    assert sentence in "".join(reason.sentence for reason in reasons)


def test_one_sentence_for_what_columns_have_in_common(lay_out):
    sheet = wrong(lay_out, "| a? | b? |\n| 1 | 2 |\n| 2 | 3 |", a=[-1.0, -2.0], b=[-2.0, -3.0])
    (reason,) = column_patterns.diagnose(sheet)
    assert reason.sentence == "Your a? and b? have the opposite sign."


def test_a_message_that_cannot_be_made_is_no_internal_error(relu_book, monkeypatch):
    relu_book.kata(activations=WRONG_AT_ZERO)
    monkeypatch.setattr("dojo.diagnosis.classify.diagnose", lambda *_: 1 / 0)
    code, said = relu_book.says()
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "INTERNALERROR" not in said
    assert "1 failed, 1 passed" in said


def test_an_example_is_known_by_chapter_rule_and_name(book):
    book.feature(
        dedent("""
        Feature: Neuron
          Example: Without a rule
            Then the weighted sum is
              | x | w | b | z? |
              | 1 | 2 | 3 | 6  |
        """),
        "01_neuron.feature",
    )
    assert "✗ 1 Neuron › Without a rule\n  01_neuron.feature:3   Then the" in book.says()[1]


def test_a_diagnosis_without_end_is_given_up(relu_book, monkeypatch):
    """A diagnosis calls the implementation once more, which may then never answer."""

    def endless(*_):
        while True:
            pass

    monkeypatch.setattr("dojo.diagnosis.classify.diagnose", endless)
    monkeypatch.setattr("dojo.diagnosis.classify._PATIENCE", 0.05)
    relu_book.kata(activations=WRONG_AT_ZERO)
    said = relu_book.says()[1]
    assert "0 ✗ yours 1" in said
    assert "edit kata/activations.py:5 relu_prime" in said


def test_one_number_in_every_row_is_told(relu_book):
    relu_book.kata(
        activations="""
        import numpy as np
        def relu(z):
            return np.full_like(z, 7.0)
        def relu_prime(z):
            return (z > 0) * 1.0
    """
    )
    assert "Your a? is 7 in every row." in relu_book.says()[1]


@pytest.mark.parametrize(
    ("expected", "answers", "shown"),
    [
        ("1, 2", [1.0, 3.0], "1, 2 ✗ yours 1, 3 ✗"),
        ("1, 2; 3, 4", [[1.0, 2.0], [9.0, 4.0]], "1, 2; 3, 4 ✗ yours 1, 2; 9 ✗, 4"),
        ("1/3, 2", [1 / 3, 3.0], "1/3, 2 ✗ yours 0.333333, 3 ✗"),
        ("0.33…, 2", [0.339, 3.0], "0.33…, 2 ✗ yours 0.339, 3 ✗"),
        ("< 1", [0.5, 3.0], "< 1 ✗ yours 0.5, 3 ✗"),
        ("1, 2", [5.0, 6.0], "1, 2 ✗ yours 5, 6"),
        ("1, 2", [5.0], "1, 2 ✗ yours 5"),
    ],
)
def test_a_row_of_several_entries_is_judged_entry_by_entry(lay_out, expected, answers, shown):
    sheet = lay_out(f"| a? |\n| {expected} |")
    next(iter(sheet)).answer("a?", np.array(answers))
    assert f"│ {shown} │" in draw(sheet, Screen())


def test_one_row_that_raises_leaves_the_others_their_verdicts(relu_book):
    relu_book.kata(
        activations="""
    import math
    import numpy as np
    def relu(z):
        if np.any(np.asarray(z) == 0): math.exp(1000)
        return np.maximum(z, 0.0)
    def relu_prime(z):
        return (z > 0) * 1.0
"""
    )
    said = relu_book.says()[1]
    assert "relu raised OverflowError" in said
    assert "│ -2 │ 0 ✓           │ 0 ✓           │" in said
    assert "│ 0  │ 0 ✗ no answer │ 0 ✗ no answer │" in said
    assert "│ 3  │ 3 ✓           │ 1 ✓           │" in said


def test_wide_letters_take_two_columns(lay_out):
    sheet = lay_out("| x | (メモ) |\n| 1 | 三人で9 |\n| 2 | no |")
    assert draw(sheet, Screen(width=80)) == [
        "│ x │ (メモ)  │",
        "│ 1 │ 三人で9 │",
        "│ 2 │ no      │",
    ]


def test_of_rows_that_are_left_out_it_is_said_how_many_have_no_answer():
    def row(number):
        unanswered = number % 2
        said = {"actual": NO_ANSWER} if unanswered else {"verdict": RIGHT, "actual": "1"}
        return Cell("x", str(number), number), Cell("a?", "1", number, **said)

    table = Table(1, "then", ("x", "a?"), tuple(map(row, range(8))))
    lines = ["".join(span.text for span in line) for line in spans(table, Screen("utf-8", 80), 3)]
    assert [line for line in lines if "✗ no answer" in line] == lines[1:4]
    assert lines[-1] == "⋯ and 5 more rows, 1 of them without an answer"
