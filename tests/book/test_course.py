"""A course's figures, toys and proofs: each in the chapter of its name, wherever that stands."""

import re
import shutil
from functools import partial

import pytest

from dojo.book import gathering
from dojo.book.course_figures import of_course
from dojo.book.drawings import as_they_come
from dojo.cli.main import main
from dojo.course.chapters import concept
from tests.fixtures.course import COURSE

pytest.importorskip("matplotlib")
MOMENTUM = """\
Feature: Momentum

  Rule: A step remembers the step before

    Example: By hand
      Then relu gives
        | z | a? |
        | 1 | 1  |
"""
FIGURE = """\
from dojo.book.figure import Figure, Line, Proof, Toy

def data(kata):
    return {"a": kata.activations.relu(3)}

def draw(canvas, data):
    canvas.subplots().plot([0, data["a"]])

def words(data):
    return f"It is {data['a']:g}.", f"A line up to {data['a']:g}."

FIGURES = (Figure("line", "A line", data, draw, words, rule="A step remembers the step before"),)
"""


def shown(text):
    """Return {chapter: the names of its figures, toys and proofs, in order} of a page."""
    found = {}
    for article in text.split('<article class="chapter" id="')[1:]:
        number, _, name = article.partition('"')[0].partition("-")
        assert re.fullmatch(r"\d+[ab]?", number)
        found[name] = re.findall(
            r'<figure id="figure--([^"]+)|<section class="play" id="([^"]+)'
            r'|<details class="proof"><summary>([^<]+)',
            article,
        )
    return found


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Lay out a course to change, with no figures yet; return its folder, in which we stand."""
    shutil.copytree(COURSE.features, tmp_path / "features")
    shutil.copytree(COURSE.reference, tmp_path / "kata")
    shutil.copytree(COURSE.steps, tmp_path / "steps")
    (tmp_path / "figures").mkdir()
    (tmp_path / "course.toml").write_text('format = 1\nname = "mine"\ntitle = "Mine"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class NoRun:
    """A run of no behaviour."""

    done = True

    def receive(self):
        """Return no verdict."""
        return []


@pytest.fixture
def written(course, monkeypatch):
    """Return what writes the book of the course, no behaviour of it run, and gives its text."""
    monkeypatch.setattr(gathering.Warm, "run", lambda *_: NoRun())
    monkeypatch.setattr(gathering, "as_they_come", partial(as_they_come, seconds=60))

    def write():
        assert main(["book", "--force"]) == 0
        return (course / "book.html").read_text(encoding="utf-8")

    return write


def renumber(folder, *concepts):
    """Number the chapters of these concepts in this order; all others go."""
    for path in sorted(folder.glob("*.feature")):
        path.rename(path.with_name(f"{concept(path)}.feature"))
    for number, name in enumerate(concepts, start=1):
        (folder / f"{name}.feature").rename(folder / f"{number:02d}_{name}.feature")
    for path in folder.glob("[!0-9]*.feature"):
        path.unlink()


def short(course):
    """Leave the course two chapters: momentum, with the figures of a test, and activations."""
    (course / "features" / "momentum.feature").write_text(MOMENTUM, encoding="utf-8")
    renumber(course / "features", "activations", "momentum")


def test_with_a_chapter_removed_and_one_inserted_each_figure_keeps_its_own(book, course, written):
    shutil.copytree(COURSE.figures, course / "figures", dirs_exist_ok=True)
    before = shown(book.read_text(encoding="utf-8"))
    names = [concept(path) for path in sorted(COURSE.features.glob("*.feature"))]
    names.remove("gradient_checking")
    names.insert(names.index("gradient_descent") + 1, "momentum")
    (course / "features" / "momentum.feature").write_text(MOMENTUM, encoding="utf-8")
    renumber(course / "features", *names)

    text = written()
    after = shown(text)
    assert list(after) == [name.replace("_", "-") for name in names]
    assert after.pop("momentum") == []
    assert after == {name: before[name] for name in after}
    assert before["gradient-checking"]
    assert 'id="figure--gradient-error"' not in text
    assert 'id="11-dying-relu"' in text
    assert "Not drawn" not in text


def test_the_chapters_of_the_copy_decide_what_is_introduced_by_when(course, written):
    short(course)
    renumber(course / "features", "momentum", "activations")
    (course / "figures" / "momentum.py").write_text(FIGURE, encoding="utf-8")
    assert "which chapter 2 introduces" in written()


def test_a_course_without_figures_gives_a_book_without_figures(course, written):
    short(course)
    (course / "figures").rmdir()
    text = written()
    assert shown(text) == {"activations": [], "momentum": []}
    assert "<figure" not in text
    assert "Derived, line by line" not in text


def test_a_figure_may_stand_in_a_rule(course, written):
    short(course)
    (course / "figures" / "momentum.py").write_text(FIGURE, encoding="utf-8")
    _, rule = written().split('<section class="rule" id="02-momentum--')
    assert rule.index("</h3>") < rule.index('<figure id="figure--line"') < rule.index("<h4")
    assert "It is 3." in rule


def test_a_figure_whose_rule_is_not_there_opens_its_chapter(course, written):
    short(course)
    moved = FIGURE.replace("A step remembers", "A step forgets")
    (course / "figures" / "momentum.py").write_text(moved, encoding="utf-8")
    chapter, _ = written().split('<section class="rule" id="02-momentum--')
    assert '<figure id="figure--line"' in chapter


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("import numpy as np\nFIGURES = (np.sqare,)\n", "AttributeError"),
        ("FIGURES = (\n", "SyntaxError"),
        ("FIGURES = ('relu',)\n", "FIGURES contains 'relu', which is not a Figure"),
        ("TOYS = 3\n", "TypeError"),
    ],
)
def test_a_module_that_cannot_be_loaded_costs_its_own_chapter_one_sentence(
    course, written, module, said
):
    short(course)
    (course / "figures" / "activations.py").write_text(module, encoding="utf-8")
    (course / "figures" / "momentum.py").write_text(FIGURE, encoding="utf-8")
    text = written()
    assert [len(names) for names in shown(text).values()] == [1, 1]
    assert text.count("cannot be loaded") == 1
    (why,) = re.findall(r"figures/activations\.py cannot be loaded: ([^<]*)</figcaption>", text)
    assert said in why.replace("&#39;", "'")
    assert "It is 3." in text


def test_a_package_that_cannot_be_loaded_costs_a_sentence_in_each_chapter_it_serves(
    course, written
):
    short(course)
    (course / "figures" / "__init__.py").write_text("import nowhere\n", encoding="utf-8")
    (course / "figures" / "momentum.py").write_text(FIGURE, encoding="utf-8")
    text = written()
    assert text.count("figures/__init__.py cannot be loaded: ModuleNotFoundError") == 1


def test_a_toy_or_a_proof_that_raises_costs_a_sentence(course, written):
    short(course)
    broken = """
from pathlib import Path
TOYS = (Toy("slider", Path(__file__).with_name("slider"), lambda: ""),)

def proofs():
    yield Proof("The first", "from nothing", [Line(1, "a = b", "because", "proved")])
    yield Proof("The second", "from nothing", [Line(1, r"\\left(", "because", "proved")])
    raise ValueError("no second line")
"""
    (course / "figures" / "momentum.py").write_text(FIGURE + broken, encoding="utf-8")
    text = written()
    assert "The toy slider is not shown. FileNotFoundError" in text
    assert "Not everything is derived. " in text
    assert "The first" in text
    assert "It is 3." in text


def test_a_toy_has_its_template_its_style_and_a_scope_of_its_own(course, written):
    short(course)
    toy = """
from pathlib import Path
HERE = Path(__file__)
TOYS = tuple(
    Toy(name, HERE.with_name("slider"), lambda: "const f = z => 2 * z;", {"name": name})
    for name in ("one", "<two>")
)
"""
    files = {
        "momentum.py": FIGURE + toy,
        "slider.html": '<section class="play">{{ name }}</section>',
        "slider.css": ".slider { color: red }\n",
        "slider.js": "const twice = f(2);\n",
    }
    for name, text in files.items():
        (course / "figures" / name).write_text(text, encoding="utf-8")
    text = written()
    assert '<section class="play">one</section>' in text
    assert '<section class="play">&lt;two&gt;</section>' in text
    assert ".slider { color: red }" in text.partition("</style>")[0]
    scope = "(() => {\nconst f = z => 2 * z;\nconst twice = f(2);\n})();"
    assert text.count(scope) == 1, "the same script serves both"


def test_toys_with_functions_of_their_own_have_a_script_each(course, written):
    short(course)
    toy = """
from pathlib import Path
HERE = Path(__file__)
TOYS = tuple(
    Toy(f"by {n}", HERE.with_name("slider"), lambda n=n: f"const f = z => {n} * z;") for n in (2, 3)
)
"""
    (course / "figures" / "momentum.py").write_text(FIGURE + toy, encoding="utf-8")
    for ending in ("html", "css", "js"):
        (course / "figures" / f"slider.{ending}").write_text("f(1);\n", encoding="utf-8")
    text = written()
    for n in (2, 3):
        assert text.count(f"(() => {{\nconst f = z => {n} * z;\nf(1);\n}})();") == 1


def test_a_helper_whose_name_is_no_chapter_is_not_shown(course):
    short(course)
    (course / "figures" / "shared.py").write_text("raise SystemExit\n", encoding="utf-8")
    found = of_course(course / "features")
    assert [(one.figures, one.error) for one in found] == [((), ""), ((), "")]
