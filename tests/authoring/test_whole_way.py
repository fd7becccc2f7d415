"""The way of a course: made, checked, learnt, read, graded, each time the course that is meant."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from dojo.behaviours.random_calls import steps as random_calls
from dojo.book.course_figures import of_course
from dojo.cli.commands.course import RANDOM_CALLS
from dojo.course.course import Course
from tests.fixtures.course import COURSE

EXAMPLES = COURSE.root / "examples"
OWN = {"brueche": ["kuerzen", "addieren"], "momentum": ["momentum"]}
WRONG = {
    "brueche": ("addieren", "kuerzen(a * d + c * b, b * d)", "(a + c, b + d)", "oben und unten"),
    "momentum": ("momentum", "β * v - α * gradient", "β * v + α * gradient", "pushes uphill"),
}


@pytest.fixture(params=OWN)
def example(request):
    return Course.at(EXAMPLES / request.param)


@pytest.fixture
def workspace(example, dojo, tmp_path, monkeypatch):
    """A workspace of an example, and we stand in it."""
    monkeypatch.chdir(tmp_path)
    assert dojo("start", "my-try", "--course", example.root).code == 0
    monkeypatch.chdir(tmp_path / "my-try")
    return tmp_path / "my-try"


def solve(course, workspace):
    for name, path in course.files("kata").items():
        shutil.copy(path, workspace / "kata" / name)


def test_a_workspace_holds_the_whole_course(example, workspace):
    features = sorted(path.name for path in (workspace / "features").glob("*.feature"))
    assert features == sorted(path.name for path in example.chapters)
    for name in OWN[example.name]:
        text = (workspace / "kata" / f"{name}.py").read_text(encoding="utf-8")
        assert "raise NotImplementedError" in text
    assert (workspace / "worksheets").is_dir() == bool(example.sheets)
    readme = (workspace / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Your deep learning" if example.base else f"# {example.title}")


def test_it_is_learnt_chapter_by_chapter(example, workspace, dojo):
    chapters = OWN[example.name]
    said = dojo("run", *chapters)
    assert (said.code, "is not written yet" in said.out) == (1, True)
    hint = dojo("hint", chapters[0])
    assert f"kata/{chapters[0]}.py" in hint.out
    solve(example, workspace)
    assert dojo("run", *chapters).code == 0
    module, old, new, named = WRONG[example.name]
    path = workspace / "kata" / f"{module}.py"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    said = dojo("run", *chapters)
    assert said.code == 1
    assert named in " ".join(said.out.split())


def test_the_list_of_a_course_has_all_its_chapters_in_order(example, dojo, monkeypatch):
    monkeypatch.chdir(example.root)
    said = dojo("list", "--json")
    assert said.code == 0
    found = json.loads(said.out)
    names = [one["behaviour"] for one in found]
    assert len(set(names)) == len(names)
    files = [name.partition("::")[0].rpartition("/")[2] for name in names]
    chapters = [path.name for path in example.chapters]
    assert [name for name in dict.fromkeys(files) if name in chapters] == chapters


def test_every_chapter_has_its_figures(example):
    found = {one.feature.stem: one for one in of_course(example.features)}
    assert [one.error for one in found.values() if one.error] == []
    assert found[OWN[example.name][-1]].figures
    if example.base:
        below = {one.feature.stem: one for one in of_course(example.base.features)}
        assert {s: len(one.figures) for s, one in below.items()}.items() <= {
            s: len(one.figures) for s, one in found.items()
        }.items()


def test_the_book_is_that_of_the_course(workspace, example, dojo, tmp_path):
    if example.base:
        pytest.skip("the book of ours is written in tests/book")
    solve(example, workspace)
    book = tmp_path / "book.html"
    assert "4 of 4 behaviours" in dojo("book", "--output", book).out
    page = book.read_text(encoding="utf-8")
    assert "Addieren" in page
    assert "Teile einer Größe" in page
    assert "Neuron" not in page


def test_the_course_that_is_meant_is_graded(made, dojo, tmp_path, monkeypatch):
    """Whether it is named, stood in, or that of a workspace."""
    students = tmp_path / "class"
    for name in ("ida", "otto"):
        shutil.copytree(made / "kata", students / name / "kata")
    path = students / "otto" / "kata" / "average.py"
    path.write_text(path.read_text().replace(" / len(x)", ""))
    dojo("start", "my-try", "--course", "my-course")
    for here, more in [(tmp_path, ["--course", made]), (made, []), (tmp_path / "my-try", [])]:
        monkeypatch.chdir(here)
        (here / "dojo-grade.jsonl").unlink(missing_ok=True)
        said = dojo("grade", *more, "--seconds", 60, students / "ida", students / "otto")
        assert "2 graded, 1 green, 0 not graded" in said.out, said
        assert "The mean" in said.out


def test_a_kata_that_knows_the_answers_by_heart_does_not_pass(made, dojo, monkeypatch, tmp_path):
    dojo("start", "my-try", "--course", "my-course")
    monkeypatch.chdir(tmp_path / "my-try")
    (tmp_path / "my-try" / "kata" / "average.py").write_text(
        "KNOWN = {(1, 2, 6): 3.0, (4, 0): 2.0, (5,): 5.0, (-1, 1, 1.5): 0.5}\n\n\n"
        "def mean(x):\n    return KNOWN.get(tuple(x.tolist()), 1.0)\n"
    )
    said = dojo("run")
    assert said.code == 1
    assert "drawn at random" in said.out


@pytest.fixture
def installed(made, tmp_path, monkeypatch):
    """The course as an installed package has it: found by an entry point."""
    site = tmp_path / "site"
    shutil.copytree(made, site / "averages")
    (site / "averages" / "__init__.py").touch()
    info = site / "averages-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: averages\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[dojo.courses]\naverages = averages\n")
    monkeypatch.syspath_prepend(site)
    yield site / "averages"
    sys.modules.pop("averages", None)


def test_an_installed_course_has_a_name(installed, dojo, tmp_path, monkeypatch):
    assert "1 of 1" in dojo("list", "--course", "averages").out
    for words in (["check", "averages"], ["check", "--course", "averages"]):
        assert "My course: no problem was found" in dojo("course", *words).out
    assert dojo("start", "my-try", "--course", "averages").code == 0
    monkeypatch.chdir(tmp_path / "my-try")
    assert "0 of 1" in dojo("list").out
    manifest = json.loads((tmp_path / "my-try" / ".dojo" / "manifest.json").read_text())
    assert manifest["course"] == "averages"
    assert "place" not in manifest
    said = dojo("list", "--course", "averges")
    assert (said.code, "Did you mean averages?" in said.err) == (2, True)


def test_a_workspace_whose_course_has_moved_says_what_to_do(made, dojo, tmp_path, monkeypatch):
    dojo("start", "my-try", "--course", "my-course")
    made.rename(tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path / "my-try")
    said = dojo("run")
    assert said.code == 2
    assert "the course my-course, from which" in said.err
    assert "dojo update --course DIR" in said.err
    assert dojo("update", "--course", tmp_path / "elsewhere").code == 0
    assert "0 of 1" in dojo("list").out


def test_another_course_than_that_of_the_workspace_is_refused(made, dojo, tmp_path, monkeypatch):
    dojo("start", "my-try", "--course", "my-course")
    monkeypatch.chdir(tmp_path / "my-try")
    said = dojo("run", "--course", EXAMPLES / "brueche")
    assert said.code == 2
    assert "is a workspace of the course my-course, and --course says brueche" in said.err


@pytest.mark.parametrize("extends", ["", "deep-learning-dojo", EXAMPLES / "brueche"])
def test_a_new_course_is_green_at_once(dojo, tmp_path, monkeypatch, extends):
    monkeypatch.chdir(tmp_path)
    said = dojo("course", "new", "mine", *(["--extends", extends] if extends else []))
    assert said.code == 0
    monkeypatch.chdir(tmp_path / "mine")
    assert dojo("run", "average").code == 0
    said = dojo("course", "check")
    assert (said.code, said.out.splitlines()[-1]) == (0, "Mine: no problem was found")


def test_a_new_course_on_a_new_course_has_names_of_its_own(made, dojo, tmp_path, monkeypatch):
    for name, base in [("second", "my-course"), ("third", "second")]:
        assert dojo("course", "new", name, "--extends", base).code == 0
        said = dojo("course", "check", name)
        assert (said.code, said.out.splitlines()[-1][-20:]) == (0, "no problem was found"), said
    chapters = [path.name for path in Course.at(tmp_path / "third").chapters]
    assert chapters == ["average.feature", "average_2.feature", "average_3.feature"]


def test_a_folder_with_something_in_it_stays_as_it_is(dojo, tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").touch()
    before = snapshot(tmp_path)
    said = dojo("course", "new", "mine")
    assert (said.code, "mine is not empty, so dojo did not change it" in said.err) == (2, True)
    assert dojo("course", "new", "mine/notes.txt").code == 2
    assert snapshot(tmp_path) == before


def test_the_sentences_that_a_chapter_may_use_are_listed(dojo):
    said = dojo("course", "steps", EXAMPLES / "momentum").out.splitlines()
    assert said[0] == "Deep learning, with momentum:"
    assert "  then   rolling down {cost:w} goes   (steps/momentum.py:18)" in said
    below = said[said.index("Deep learning:") :]
    assert any(" the samples " in f"{line} " and "which makes samples" in line for line in below)
    assert RANDOM_CALLS in said[-1]
    assert f'@then("{RANDOM_CALLS}")' in Path(random_calls.__file__).read_text(encoding="utf-8")


def test_who_stands_in_no_course_has_to_name_one(dojo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = dojo("course", "check")
    assert (said.code, "you are in no course. Name one" in said.err) == (2, True)


STEPS = "steps/average.py"
# What is spoilt (the file, what is added to its end), and what is said of it.
SPOILT = {
    "an unknown package": (
        STEPS,
        "import nothing_here\n",
        ":14: the steps of the course do not load",
    ),
    "no Python": (STEPS, "def f(:\n", ":14: the steps of the course do not load: SyntaxError"),
    "a name that is not there": ("mistakes/average.py", "of_median\n", "mistakes/average.py:13: "),
    "an error": (STEPS, "1 / 0\n", ":14: the steps of the course do not load: ZeroDivision"),
}


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        *((["run"], kind) for kind in SPOILT),
        *((command, "an error") for command in (["course", "check"], ["list"], ["book"])),
    ],
)
def test_a_module_that_cannot_be_loaded_is_named_with_its_line(
    made, dojo, monkeypatch, command, kind
):
    file, text, said = SPOILT[kind]
    with (made / file).open("a") as stream:
        stream.write(text)
    monkeypatch.chdir(made)
    found = dojo(*command)
    assert found.code == 2
    assert said in found.err
    assert "Correct that line" in found.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import nothing_here\n", "average.py:1: the contracts of average"),
        ("CONTRACT = {}\n", "average.py:1: CONTRACTS = {…} is missing; it maps each fun"),
        ("CONTRACTS = {}\n", "contracts/ has no function 'mean'"),
    ],
)
def test_contracts_that_are_not_right_are_named(made, dojo, monkeypatch, text, said):
    (made / "contracts").mkdir()
    (made / "contracts" / "average.py").write_text(text)
    with (made / "features" / "average.feature").open("a") as stream:
        stream.write(f"    Example: More\n      Then {RANDOM_CALLS}\n")
        stream.write("        | function | answers? |\n        | mean | right |\n")
    monkeypatch.chdir(made)
    found = dojo("run")
    assert found.code == 1
    assert said in " ".join(found.out.split())


def test_a_byte_order_mark_before_a_course_is_none_of_its_text(made, dojo, monkeypatch):
    path = made / "course.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    monkeypatch.chdir(made)
    assert dojo("run").code == 0
