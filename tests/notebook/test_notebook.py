"""A notebook's functions, checked: grafted onto stubs, and never the reference in their place."""

import gc
import html
import re
import sys
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

from dojo.cli.main import main
from dojo.notebook.session import check, stub
from dojo.workspace.stubs import stub as cut
from tests.fixtures.course import COURSE

KINK = "ReLU passes what is positive"


def relu(z):
    return np.maximum(z, 0.0)


def slope_of(z, at_the_kink):
    return np.where(z == 0, at_the_kink, (z > 0) * 1.0)


def relu_prime(z):
    return slope_of(z, 0.0)


def wrong_prime(z):
    return slope_of(z, 1.0)


@pytest.fixture(scope="module")
def wrong():
    return check(KINK, {"relu": relu, "relu_prime": wrong_prime})


def text_of(page):
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


def test_the_callers_functions_are_checked():
    checked = check(KINK)
    assert checked.green
    assert "2 Activations" in repr(checked)


def test_a_wrong_cell_is_told_in_words_and_in_colour(wrong):
    assert not wrong.green
    assert "│ 0     │ 0 ✓    │ 0 ✗ yours 1 │" in repr(wrong)
    page = wrong._repr_html_()
    assert page.count("<table") == 1
    (cell,) = re.findall(r"<td style=\"([^\"]*)\">0 ✗ yours 1</td>", page)
    assert "background" in cell
    assert "Your slope? matches `z ≥ 0`" in text_of(page)
    assert "test_notebook.py" in text_of(page)


def test_the_text_is_the_terminals(wrong, tmp_path, monkeypatch, capsys):
    """`dojo run` says the same of the same functions; only the place to edit is another."""
    (tmp_path / "kata").mkdir()
    (tmp_path / "features").mkdir()
    for name in ("kata/__init__.py", "kata/activations.py", "features/02_activations.feature"):
        (tmp_path / name).write_bytes((COURSE.root / name).read_bytes())
    path = tmp_path / "kata" / "activations.py"
    source = path.read_text(encoding="utf-8")
    path.write_text(source + "\n\ndef relu_prime(z):\n    return (z >= 0) * 1.0\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    main(["run", *KINK.split()])
    printed = capsys.readouterr().out.strip()
    place = re.compile("edit .*")
    assert place.sub("", printed) == place.sub("", repr(wrong))


def test_colours_asked_for_do_not_get_into_the_text(wrong, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in repr(wrong) + wrong._repr_html_()


def test_nothing_is_taken_from_the_reference():
    checked = check(namespace={})
    assert not any(
        verdict.kind == "green" and not nodeid.startswith(("features/06", "features/12"))
        for nodeid, verdict in checked.progress.verdicts.items()
    )
    assert "weighted_sum is not written yet" in repr(checked)
    assert "  write weighted_sum in a new cell\n" in repr(checked)


def test_a_chapter_by_number_or_name():
    by_number, by_name = check(2), check("activations")
    assert len(by_number.progress.verdicts) == len(by_name.progress.verdicts) == 23


def test_a_function_is_checked_by_what_calls_it():
    checked = check(relu)
    assert checked.green
    assert all("ReLU" in str(item.title) for item in checked.progress.items.values())


def test_the_whole_reference_in_a_namespace_is_green(monkeypatch):
    """Everything can be written in cells: functions, tables of functions and records."""
    monkeypatch.setitem(sys.modules, "kata", None)
    cells = {"__name__": "cells"}
    for name in ("neuron", "activations", "nonlinearity", "forward_propagation", "cost"):
        source = (COURSE.reference / f"{name}.py").read_text(encoding="utf-8")
        exec(re.sub(r"^from \..*$", "", source, flags=re.M), cells)
    for chapter in range(1, 6):
        assert check(chapter, cells).green, chapter


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("no such thing", "there is no behaviour 'no such thing'"),
        (99, "there is no chapter 99"),
        (SimpleNamespace, "the course has no function 'SimpleNamespace'"),
        (slope_of, "the course has no function 'slope_of'"),
    ],
)
def test_what_is_not_there_gets_a_sentence(what, sentence):
    checked = check(what)
    assert sentence in repr(checked)
    assert sentence in text_of(checked._repr_html_())
    assert not checked.green


def test_markup_in_a_message_is_text():
    def raises(z):
        raise ValueError("<script>alert(1)</script>")

    page = check(KINK, {"relu": raises, "relu_prime": relu_prime})._repr_html_()
    assert "<script" not in page
    assert "<script>alert(1)</script>" in html.unescape(page)


def test_the_notebooks_own_modules_stay(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("kata.")]:
        monkeypatch.delitem(sys.modules, name)
    own = SimpleNamespace(__name__="kata")
    monkeypatch.setitem(sys.modules, "kata", own)
    finders, frozen = list(sys.meta_path), gc.get_freeze_count()
    check(KINK)
    assert sys.modules["kata"] is own
    assert "kata.activations" not in sys.modules
    assert sys.meta_path == finders
    assert gc.get_freeze_count() <= frozen


def test_a_function_that_exits_or_prints_a_lot(capsys):
    def loud(z):
        print("x" * 10**6)
        sys.exit()

    assert "ends the program" in repr(check(KINK, {"relu": loud, "relu_prime": relu_prime}))


def test_stubs_are_shown_as_code_that_runs_in_a_cell():
    shown = stub("neuron")
    assert shown == cut((COURSE.reference / "neuron.py").read_text(encoding="utf-8"))
    assert repr(shown) == str(shown)
    assert "def weighted_sum(x, W, b):\n" in html.unescape(shown._repr_html_())
    assert "The modules are: neuron, activations" in repr(stub("../neuron"))
    alone = stub("softmax")
    assert alone.startswith("def softmax(z):\n")
    assert alone.rstrip().endswith("raise NotImplementedError")
    assert "def softmax_jacobian" not in alone


@pytest.mark.parametrize("module", COURSE.modules)
def test_every_stub_runs_without_a_package_around_it(module):
    cell = {"__name__": "__main__"}
    for before in ("activations", "forward_propagation", module):
        exec(compile(stub(before), "<cell>", "exec"), cell)


@pytest.mark.parametrize(
    ("relu", "relu_prime"),
    [
        (lambda z: np.maximum(z, 0.0), lambda z: (z >= 0) * 1.0),
        (partial(np.maximum, 0.0), partial(slope_of, at_the_kink=1.0)),
        (np.vectorize(lambda z: max(z, 0.0)), np.vectorize(lambda z: 1.0 if z >= 0 else 0.0)),
    ],
)
def test_what_has_no_name_of_its_own_is_checked_by_its_name_in_the_notebook(relu, relu_prime):
    cells = {"relu": relu, "relu_prime": relu_prime}
    for function in (relu, relu_prime):
        checked = check(function, cells)
        assert [str(item.title).split(" › ")[1] for item in checked.progress.items.values()][
            :1
        ] == ["ReLU passes what is positive and zeroes the rest"]
        assert "`z ≥ 0` instead of `z > 0`" in repr(checked)
    assert re.search(r"edit \S+:\d+ relu_prime", repr(check(relu_prime, cells)))


def test_an_error_in_a_lambda_is_told_by_the_name_it_was_given_to():
    cells = {}
    exec("tanh = lambda z: z / q\ntanh_prime = lambda z: 1", cells)
    assert "tanh raised NameError: q is not defined here:" in repr(check(cells["tanh"], cells))


def test_the_summary_comes_first_one_error_once_and_then_what_is_next():
    def weighted_sum(x, W, b):
        return x @ w + b  # noqa: F821

    def neuron(x, W, b, f):
        return f(weighted_sum(x, W, b))

    page = check(1, {"weighted_sum": weighted_sum, "neuron": neuron})._repr_html_()
    text = text_of(page)
    assert text.split()[:5] == ["1", "Neuron", "0", "of", "8"]
    assert text.count("w is not defined here") == 1
    assert "The same problem in " in text
    assert text.rstrip().endswith("next: 1 Neuron › A neuron weighs its inputs, adds them up, and "
                                  "adds its bias › By hand")  # fmt: skip
    assert "session.py" not in page


def test_nothing_is_cut_to_a_terminals_width(wrong):
    def relu(z):
        raise ValueError("word " * 60)

    page = check(KINK, {"relu": relu, "relu_prime": relu_prime})._repr_html_()
    assert "word " * 50 in page
    # Letters and lines have the page's own colours, on a dark one too.
    assert not re.search(r"(?<!-)color:(?!var)", page)
