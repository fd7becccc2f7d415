"""Pages about a class: a student's feedback, and the summary."""

import re

import pytest

from dojo.errors import UsageError
from dojo.grader.feedback import write_feedback
from dojo.grader.normalised import functions_of
from dojo.grader.submissions import written_by
from dojo.grader.summary import summary
from tests.fixtures.course import COURSE

from .conftest import REFERENCE
from .made import result
from .test_grades import report, roster


def page(tmp_path, one, **options):
    assert write_feedback(report([one], **options), tmp_path / "pages") == 1
    (path,) = (tmp_path / "pages").iterdir()
    return path.name, path.read_text(encoding="utf-8")


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("</style>")[2]).split())


def test_a_page_says_points_and_shows_the_tables(tmp_path):
    name, html = page(tmp_path, result("class/ada", "grggg"))
    text = text_of(html)
    assert name == "ada.html"
    assert "3 of 4 points" in text
    assert "0 ✗ yours 1" in text
    assert "slope? is computed at the output." in text
    assert "kata/activations.py:41 relu_prime" in text


def test_what_is_not_written_is_listed_not_drawn(tmp_path):
    _, html = page(tmp_path, result("class/ada", "nnnng"))
    text = text_of(html)
    assert text.count("not written yet: Then relu gives") == 2  # the first of each chapter
    assert "1 more is not written yet" in text


def test_nothing_that_a_student_writes_is_markup(tmp_path):
    evil = "<script>alert(1)</script>"
    one = result(f"class/{evil}", "grggg", actual=evil, said=evil, printed=evil)
    name, html = page(tmp_path, one)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 3
    assert re.fullmatch(r"[\w.-]+\.html", name)
    assert "default-src 'none'" in html


def test_a_page_is_called_by_the_id(tmp_path):
    found = roster(tmp_path, "id,name\ns1,Ada Lovelace\n")
    name, html = page(tmp_path, result("class/Ada Lovelace", "ggggg"), roster=found)
    assert name == "s1.html"
    assert "Ada Lovelace" in html


def test_two_of_one_id_have_a_page_each(tmp_path):
    found = report([result("one/ada", "ggggg"), result("two/ADA", "ggggg")])
    assert write_feedback(found, tmp_path) == 2
    assert {path.name for path in tmp_path.iterdir()} == {"ada.html", "ADA-2.html"}


def test_a_page_of_somebody_else_is_left(tmp_path):
    (tmp_path / "ada.html").write_text("my own page")
    with pytest.raises(UsageError, match="dojo grade did not write it"):
        write_feedback(report([result("ada", "ggggg")]), tmp_path)
    assert (tmp_path / "ada.html").read_text() == "my own page"


def test_what_was_not_graded_has_a_page_that_says_why(tmp_path):
    _, html = page(tmp_path, result("class/ada", ""))
    assert "There are no points yet." in html
    assert "it is empty" in html


def test_the_summary_names_mistakes_and_who_is_stuck():
    results = [
        result("class/ada", "grggg"),
        result("class/ben", "grrgg"),
        result("class/cleo", "ggggg"),
        result("class/dora", ""),
    ]
    text = text_of(summary(report(results), COURSE))
    assert "3 graded, 1 all green, 1 not graded" in text
    assert "2 slope? is computed at the output. 1 Neuron slope-at-output ada, ben" in text
    assert "2 0 1 Neuron › Shapes" in text
    assert "1 Neuron › Shapes 2 ada, ben" in text
    assert "dora: it is empty" in text


def test_the_summary_hides_names():
    results = [result("class/ada", "grggg"), result("class/ben", "grrgg")]
    text = text_of(summary(report(results, hide_names=True), COURSE))
    assert "student 1, student 2" in text
    assert "ada" not in text


def test_who_is_missing_stands_in_the_summary(tmp_path):
    found = roster(tmp_path, "id,name\nada,Ada\nben,Ben Ohm\n")
    text = text_of(summary(report([result("class/ada", "ggggg")], found), COURSE))
    assert "1 handed in nothing" in text
    assert "Ben Ohm" in text


ODD = """\
def relu(z):
    '''Odd, and long enough to be somebody's own.'''
    answer = np.zeros_like(z)
    for index, entry in enumerate(np.ravel(z)):
        if entry > 0.0:
            answer.flat[index] = entry * 1.0 + 0.0
    return answer


def sigmoid(z):
    total = np.ones_like(z)
    return total / (total + np.exp(-np.asarray(z) * total))
"""
COPY = (
    ODD.replace("answer", "result")
    .replace("index", "i")
    .replace("total", "one_of_each")
    .replace("Odd, and long", "My own work, long")
    .replace("return result", "# done\n    return result")
)


def kata(text):
    sources = REFERENCE | {"activations.py": REFERENCE["activations.py"] + text}
    return functions_of({name: source.encode() for name, source in sources.items()})


def test_a_copy_with_other_names_is_found_and_what_many_write_is_not():
    pytest.importorskip("rapidfuzz")
    first, _, second = COPY.partition("\n\n\n")
    results = [result("class/ada", "ggggg", kata(ODD))]
    results += [result("class/ben", "ggggg", kata(f"{second}\n\n{first}\n"))]
    results += [result(f"class/{n}", "ggggg", kata("")) for n in range(8)]
    html = summary(report(results), COURSE)
    similar = text_of(html).partition("Similar submissions")[2]
    assert "100 % ada and ben relu, sigmoid" in similar
    assert similar.count("%") == 1


def test_code_of_any_length_costs_no_time_and_hides_no_function():
    long = ("a = 1\n" * 40_000).encode()
    found = functions_of(
        {"neuron.py": b"def f(x): return x", **{f"m{n}.py": long for n in range(9)}}
    )
    assert [*found] == ["f"]


def test_stubs_that_two_were_given_are_not_their_own():
    """In whichever form: two notebooks without most functions are not alike by them."""
    similar = pytest.importorskip("dojo.grader.similar")  # it needs RapidFuzz, an extra
    own = {"f": "N" * 70}
    given = [functions_of(texts) for texts in written_by(COURSE)]
    assert len(given[1]) > 50
    for stubs in given[1:]:
        assert similar.pairs({"ada": stubs, "ben": stubs}, given) == []
        (found,) = similar.pairs({"ada": stubs | own, "ben": stubs | own}, given)
        assert found.functions == ["f"]


def test_what_stands_between_backticks_is_code_and_is_escaped():
    results = [result("class/ada", "grggg", said="It is `z > 0` or <b>`")]
    html = summary(report(results), COURSE)
    assert "It is <code>z &gt; 0</code> or &lt;b&gt;`" in html
